//! When an article was published, and how that is known.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lexis::Reading;
use crate::model::{
    Article, DateParts, DateRange, How, Mention, MentionKind, Moment, Published, Sentence, SentenceKind, Tagged,
    days_between,
};
use crate::normalise::context::by_article;
use crate::normalise::resolve::resolve;
use crate::normalise::stamp::stamp;
use crate::ruleset::Class;

/// How far an inferred date may lie from the nearest known date of the batch to be drawn to it, in days.
const NEAR: i64 = 60;
/// How far a date may lie from another article's, in days, for day and month to be changed over.
const TURNED: i64 = 14;
/// How many years past the latest year in a text are tried for a date without a year.
const YEARS: i16 = 40;

/// What an article by itself tells of its publication.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dating {
    /// Given by the format, or printed outside the story.
    found: Option<Published>,
    /// Whether the line that tells it has the date in digits alone.
    in_digits: bool,
    /// The latest year in the text.
    floor: Option<i16>,
    /// The one weekday that is told without a day, if there is one.
    weekday: Option<i8>,
    /// Days and months without a year: whether in a date line, the line, the date.
    days: Vec<(bool, u32, DateParts)>,
}

/// What each of these articles tells of its publication; `first` is the number of the first one. `read` finds the
/// mentions in a date that the format gives in words.
#[must_use]
pub fn dated(
    (first, articles): (usize, &[Article]),
    sentences: &[Sentence],
    readings: &[Reading<'_>],
    tagged: &[Tagged],
    read: &dyn Fn(&str) -> Vec<Mention>,
) -> Vec<Dating> {
    let own = by_article(sentences, first + articles.len()).into_iter().skip(first);
    let view = |(article, own): (_, Range<usize>)| View {
        article,
        sentences: &sentences[own.clone()],
        readings: &readings[own.clone()],
        tagged: &tagged[own],
    };
    articles.iter().zip(own).map(view).map(|v| v.dating(read)).collect()
}

/// Publication dates of all articles, in their order. Dates given by the format come first, then
/// dates printed outside the story, then what a day and month in the story give together with their weekday,
/// the latest year in the text and the known dates of the batch.
#[must_use]
pub fn published(datings: Vec<Dating>) -> Vec<Published> {
    let day = |d: &Dating| d.found.as_ref().and_then(|p| p.at).map(|m| m.day);
    let mut days: Vec<Date> = datings.iter().filter_map(day).collect();
    days.sort_unstable();
    let found: Vec<Dating> = datings.into_iter().map(|d| turned(d, &days)).collect();
    let mut known: Vec<Date> = found.iter().filter_map(day).collect();
    known.sort_unstable();
    found.into_iter().map(|d| d.found.clone().or_else(|| d.inferred(&known)).unwrap_or_default()).collect()
}

/// How many of the sorted days lie at most so many days from one.
fn near(days: &[Date], day: Date, reach: i64) -> usize {
    let from = days.partition_point(|d| days_between(*d, day) > reach);
    let to = days.partition_point(|d| days_between(*d, day) >= -reach);
    to.saturating_sub(from)
}

/// "08/12" is in August to some: where a date in digits is far from all other articles of the batch and lies near one
/// with day and month changed over, it is read so. `days` are those of all articles, sorted.
fn turned(mut dating: Dating, days: &[Date]) -> Dating {
    let in_digits = dating.in_digits;
    let stated = dating.found.as_mut().filter(|p| in_digits && p.how == How::Stated);
    if let Some(at) = stated.and_then(|p| p.at.as_mut())
        && let Ok(turned) = Date::new(at.day.year(), at.day.day(), at.day.month())
    {
        // its own day is one of those that are near
        let own = usize::from(days_between(turned, at.day).abs() <= TURNED);
        if near(days, at.day, NEAR) == 1 && near(days, turned, TURNED) > own {
            at.day = turned;
        }
    }
    dating
}

/// One article with its sentences.
struct View<'a> {
    article: &'a Article,
    sentences: &'a [Sentence],
    readings: &'a [Reading<'a>],
    tagged: &'a [Tagged],
}

impl View<'_> {
    fn given(&self, read: &dyn Fn(&str) -> Vec<Mention>) -> Option<Published> {
        let text = self.article.published.as_deref()?;
        let at = stamp(text, self.zones()).or_else(|| full_date(&read(text)))?;
        Some(Published {
            at: Some(at),
            window: None,
            how: How::Given,
            line: None,
            field: self.article.published_by.clone(),
        })
    }

    /// The zones of the language in which the most of it is written.
    fn zones(&self) -> &[i16] {
        let mut bytes: BTreeMap<usize, (usize, &[i16])> = BTreeMap::new();
        for (sentence, reading) in self.sentences.iter().zip(self.readings) {
            bytes.entry(sentence.language).or_insert((0, &reading.language.zones)).0 += sentence.span.len();
        }
        bytes.into_values().max_by_key(|(most, _)| *most).map_or(&[], |(_, zones)| zones)
    }

    /// The date lines outside the story: one that says "published" before one that says "updated".
    fn stated(&self) -> Option<Published> {
        let lines = self.sentences.iter().zip(self.readings).zip(self.tagged);
        let dated = lines.filter(|((s, _), _)| s.kind == SentenceKind::Dateline).filter_map(|((s, r), t)| {
            let at = full_date(&t.mentions)?;
            let label = r.all(Class::DateLabel).map(|(_, _, sense)| sense.text.clone()).next();
            let order = match label.as_deref() {
                Some("published") => 0,
                None => 1,
                Some(_) => 2,
            };
            Some((order, s.line, at))
        });
        let (_, line, at) = dated.min_by_key(|(order, line, _)| (*order, *line))?;
        Some(Published { at: Some(at), window: None, how: How::Stated, line: Some(line), field: None })
    }

    fn dating(&self, read: &dyn Fn(&str) -> Vec<Mention>) -> Dating {
        let found = self.given(read).or_else(|| self.stated());
        let in_digits = found.as_ref().is_some_and(|p| p.how == How::Stated && self.in_digits(p.line));
        if found.is_some() {
            return Dating { found, in_digits, ..Dating::default() };
        }
        let mut weekdays = self.parts().filter_map(|(_, p)| p.weekday.filter(|_| p.day.is_none()));
        let weekday = weekdays.next().filter(|first| weekdays.all(|w| w == *first));
        let days = self.parts().filter(|(_, p)| {
            p.year.is_none() && p.calendar.is_none() && p.relative.is_none() && p.day.is_some() && p.month.is_some()
        });
        let days = days.map(|(s, p)| (s.kind == SentenceKind::Dateline, s.line, p.clone()));
        let days = days.filter(|(dateline, _, p)| *dateline || p.weekday.is_some()).collect();
        let floor = self.tagged.iter().flat_map(|t| &t.mentions).filter_map(latest_year).max();
        Dating { found, in_digits, floor, weekday, days }
    }

    /// Whether the date of that line is written in digits alone.
    fn in_digits(&self, line: Option<u32>) -> bool {
        let dated =
            self.sentences.iter().zip(self.readings).zip(self.tagged).filter(|((s, _), _)| Some(s.line) == line);
        dated.flat_map(|((_, r), t)| t.mentions.iter().map(move |m| (r, m))).any(|(reading, m)| {
            let full = matches!(&m.kind, MentionKind::Date(p) if p.year.is_some() && p.day.is_some());
            full && !(m.tokens.0..m.tokens.1)
                .any(|i| [Class::Month, Class::MonthAlone].iter().any(|c| reading.sense(i as usize, *c).is_some()))
        })
    }

    fn parts(&self) -> impl Iterator<Item = (&Sentence, &DateParts)> {
        self.sentences.iter().zip(self.tagged).flat_map(|(s, t)| {
            t.mentions.iter().filter_map(move |m| match &m.kind {
                MentionKind::Date(parts) => Some((s, parts)),
                _ => None,
            })
        })
    }
}

impl Dating {
    /// When it was published, as far as the article tells it by itself.
    #[must_use]
    pub fn at(&self) -> Option<Moment> {
        self.found.as_ref()?.at
    }

    /// The same for an article whose lines stand so much further down.
    #[must_use]
    pub fn moved(mut self, lines: u32) -> Self {
        let own = self.found.iter_mut().filter_map(|p| p.line.as_mut());
        own.chain(self.days.iter_mut().map(|(_, line, _)| line)).for_each(|line| *line = line.wrapping_add(lines));
        self
    }

    /// A day and month without a year: in a date line, or in the story beside its weekday, as reports name the day they are of;
    /// any other day of a story may lie weeks away.
    fn inferred(&self, known: &[Date]) -> Option<Published> {
        let year = |p: &DateParts| year_for(p, self.floor, known, self.weekday);
        let dated = self.days.iter().filter_map(|(dateline, line, p)| Some((*dateline, *line, year(p)?)));
        let (_, line, day) = dated.max_by_key(|(dateline, _, day)| (*dateline, *day))?;
        let window = DateRange { from: Some(day), to: day.tomorrow().ok() };
        let at = Moment { day, minute: None };
        Some(Published { at: Some(at), window: Some(window), how: How::Inferred, line: Some(line), field: None })
    }
}

fn latest_year(mention: &Mention) -> Option<i16> {
    match &mention.kind {
        MentionKind::Date(p) | MentionKind::Since(p) if p.calendar.is_none() => p.year,
        _ => None,
    }
}

/// The year that makes a day and month fit its weekday, not before `floor`: the one nearest to a known
/// date of the batch if that is near, else the first. Without a weekday only a near known date can tell.
fn year_for(parts: &DateParts, floor: Option<i16>, known: &[Date], alone: Option<i8>) -> Option<Date> {
    let (month, day) = (parts.month?, parts.day?);
    let weekday = parts.weekday.or(alone);
    // years to come are told too: what the batch knows goes before the latest year of the text
    let before = known.first().map(|d| d.year() - 1);
    let first = floor.or(before)?;
    let years = before.unwrap_or(first).min(first)..=first.checked_add(YEARS)?;
    let fits = |d: &Date| parts.weekday.is_none_or(|w| d.weekday().to_monday_one_offset() == w);
    let all: Vec<Date> = years.filter_map(|y| Date::new(y, month, day).ok()).filter(fits).collect();
    let distance = |d: &Date| {
        let at = known.partition_point(|k| k < d);
        let nearest = known[..at].last().into_iter().chain(known.get(at));
        nearest.map(|k| days_between(*k, *d).abs()).min().unwrap_or(i64::MAX)
    };
    let near = all.iter().copied().filter(|d| distance(d) <= NEAR).min_by_key(|d| (distance(d), *d));
    near.or_else(|| {
        let sure = parts.weekday.or(weekday)?;
        all.iter().copied().find(|d| d.year() >= first && d.weekday().to_monday_one_offset() == sure)
    })
}

/// The first full date of a line, with a time that stands in the same line.
fn full_date(mentions: &[Mention]) -> Option<Moment> {
    let dates = || {
        mentions.iter().filter_map(|m| match &m.kind {
            MentionKind::Date(parts) => Some(parts),
            _ => None,
        })
    };
    let parts = dates().find(|p| p.year.is_some() && p.month.is_some() && p.day.is_some() && p.calendar.is_none())?;
    let day = resolve(parts, None, false)?.range.single()?;
    let minute = parts.minute.or_else(|| dates().find_map(|p| p.minute.filter(|_| p.day.is_none())));
    Some(Moment { day, minute })
}
