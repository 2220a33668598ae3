//! Dates as programs write them.

use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use crate::model::{Article, Moment, Text};
use crate::ruleset::RuleSet;

/// Seconds in a minute.
const MINUTE: i64 = 60;
/// Stamps before it are what programs write for none: the year 1, the first second of 1970.
const FIRST_YEAR: i16 = 1971;

/// When each article was fetched and when it was changed, as far as its format says so in a stamp.
#[must_use]
pub fn stamps(articles: &[Article], texts: &[Text], rules: &RuleSet) -> Vec<[Option<Moment>; 2]> {
    let zones = |text: &Text| rules.languages.get(text.language).map_or(&[][..], |l| &l.zones);
    let read = |(article, text): (&Article, &Text)| {
        [&article.fetched, &article.modified].map(|told| stamp(told.as_deref()?, zones(text)))
    };
    articles.iter().zip(texts).map(read).collect()
}

/// The civil day, and the time where one follows, of a stamp: ISO 8601 (`2024-06-19`, `2024-06-19T03:00:00+06:00`,
/// `2024-06-19 03:00:00`), RFC 2822 (`Wed, 19 Jun 2024 03:00:00 +0600`) or seconds or milliseconds since 1970. What is
/// told in UTC is put into the first of `zones` (minutes ahead of UTC), unless UTC is one of them: that is what the
/// clocks of the outlet showed. Any other zone is taken for the outlet's own. `None` for what is no stamp.
pub fn stamp(text: &str, zones: &[i16]) -> Option<Moment> {
    read(text, zones).filter(|at| at.day.year() >= FIRST_YEAR)
}

fn read(text: &str, zones: &[i16]) -> Option<Moment> {
    let text = text.trim();
    if let Some((moment, utc)) = iso(text) {
        return if utc { shifted(moment, zones) } else { Some(moment) };
    }
    if let Ok(zoned) = DateTimeParser::new().relaxed_weekday(true).parse_zoned(text) {
        let civil = zoned.datetime();
        let moment = Moment { day: civil.date(), minute: minute(civil.hour(), civil.minute()) };
        return if zoned.offset() == Offset::UTC { shifted(moment, zones) } else { Some(moment) };
    }
    let instant = match (text.len(), text.parse::<i64>().ok()?) {
        (9..=10, seconds) => Timestamp::from_second(seconds),
        (12..=13, milliseconds) => Timestamp::from_millisecond(milliseconds),
        _ => return None,
    };
    let civil = Offset::UTC.to_datetime(instant.ok()?);
    shifted(Moment { day: civil.date(), minute: minute(civil.hour(), civil.minute()) }, zones)
}

/// Minutes since midnight.
fn minute(hour: i8, minute: i8) -> Option<u16> {
    u16::try_from(i16::from(hour) * 60 + i16::from(minute)).ok()
}

/// An ISO 8601 stamp, and whether it says that it is in UTC.
fn iso(text: &str) -> Option<(Moment, bool)> {
    let day: Date = text.get(..10).filter(|d| d.contains('-'))?.parse().ok()?;
    let clock = text.get(11..16).filter(|_| matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')));
    let minute = clock.and_then(|c| {
        let (h, m) = c.split_once(':')?;
        let (h, m): (u16, u16) = (h.parse().ok()?, m.parse().ok()?);
        (h < 24 && m < 60).then_some(h * 60 + m)
    });
    let rest = text.get(16..).unwrap_or_default();
    let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.')).trim();
    let utc = minute.is_some() && ["Z", "z", "+00:00", "-00:00", "+0000", "+00", "UTC", "GMT"].contains(&zone);
    Some((Moment { day, minute }, utc))
}

/// A moment of UTC as the clocks of the outlet showed it.
fn shifted(moment: Moment, zones: &[i16]) -> Option<Moment> {
    let Some(zone) = zones.first().filter(|_| !zones.contains(&0)) else { return Some(moment) };
    let Some(minute) = moment.minute else { return Some(moment) };
    let clock = moment.day.at(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0);
    let local = clock.checked_add(SignedDuration::from_secs(i64::from(*zone) * MINUTE)).ok()?;
    Some(Moment { day: local.date(), minute: self::minute(local.hour(), local.minute()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, zones: &[i16]) -> Option<String> {
        stamp(text, zones).map(Moment::iso)
    }

    #[test]
    fn stamps_of_all_programs_are_read() {
        for (text, wanted) in [
            ("2024-06-12", Some("2024-06-12")),
            ("2024-06-12T10:20:00+06:00", Some("2024-06-12T10:20")),
            ("2024-06-12 10:20:00", Some("2024-06-12T10:20")),
            ("Wed, 12 Jun 2024 10:20:00 +0600", Some("2024-06-12T10:20")),
            ("12 Jun 2024 10:20 +0600", Some("2024-06-12T10:20")),
            ("2024-06-12T20:20:00Z", Some("2024-06-13T02:20")),
            ("2024-06-12T20:20:00.000+00:00", Some("2024-06-13T02:20")),
            ("Wed, 12 Jun 2024 20:20:00 GMT", Some("2024-06-13T02:20")),
            ("1718223600", Some("2024-06-13T02:20")),
            ("1718223600000", Some("2024-06-13T02:20")),
            ("2024-13-12", None),
            ("0001-01-01T00:00:00Z", None),
            ("1970-01-01T00:00:00Z", None),
            ("June", None),
            ("20", None),
        ] {
            assert_eq!(shown(text, &[360, 330]).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_language_told_in_utc_too_is_left_alone() {
        assert_eq!(shown("2024-06-12T20:20:00Z", &[360, 0]).as_deref(), Some("2024-06-12T20:20"));
        assert_eq!(shown("2024-06-12T20:20:00Z", &[]).as_deref(), Some("2024-06-12T20:20"));
    }
}
