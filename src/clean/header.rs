//! What stands above the story: the headline, the date lines, the rest.

use crate::clean::row::{Row, key};
use crate::fold::folded;
use crate::model::Role;

/// Words from which on a line's length says no more about its being the headline.
const ENOUGH: i32 = 4;
/// Most words of a line above the headline that names its topic.
const KICKER: usize = 3;
/// Most words of the motto that an outlet prints below its name.
const MOTTO: usize = 6;
/// Most words of a headline that stands below such a motto.
const HEADLINE: usize = 14;
/// Fewest words of a subheading right above the story.
const SUBHEADING: usize = 3;
/// Fewest words of a line below the headline that adds to it.
const DECK: usize = 6;

/// Marks the first line that is the declared headline.
pub fn declared(rows: &mut [Row], title: &str) {
    let wanted = key(&folded(title));
    if let Some(row) = rows.iter_mut().find(|r| r.role != Some(Role::Blank) && r.key == wanted) {
        row.set(Role::Title);
        row.rule = None;
    }
}

/// Finds and marks the headline among the lines above the story.
pub fn title(rows: &mut [Row], header: usize, text: &str) -> Option<String> {
    let could_be = |i: &usize| rows[*i].free() && !rows[*i].reads_as_story() && rows[*i].words >= 2;
    let candidates: Vec<usize> = (0..header).filter(could_be).collect();
    let best =
        candidates.iter().enumerate().max_by_key(|(rank, i)| (score(rows, **i, *rank), std::cmp::Reverse(*rank)))?;
    let row = rows.get_mut(*best.1)?;
    row.set(Role::Title);
    Some(row.span.of(text).trim().to_owned())
}

/// How much a line looks like the headline; `rank` is its place among the lines that could be.
fn score(rows: &[Row], i: usize, rank: usize) -> i32 {
    let blank = |at: Option<usize>| at.and_then(|at| rows.get(at)).is_none_or(|r| r.role == Some(Role::Blank));
    let (above, below) = (i.checked_sub(1), Some(i + 1));
    let row = &rows[i];
    let motto = above.is_some_and(|a| rows[a].role == Some(Role::Outlet))
        && blank(below)
        && row.words <= MOTTO
        && below_words(rows, i).is_some_and(|words| words > row.words && words <= HEADLINE);
    let kicker = row.words <= KICKER
        && rows.get(i + 1).is_some_and(|next| next.free() && !next.reads_as_story() && next.words > row.words);
    let mut score = i32::try_from(row.words).unwrap_or(ENOUGH).min(ENOUGH);
    score += if blank(above) && blank(below) { 4 } else { 0 };
    score -= if motto { 6 } else { 0 };
    score -= if kicker { 4 } else { 0 };
    score -= 2 * i32::try_from(rank.min(100)).unwrap_or(100);
    score
}

/// Words of the next line that could be the headline.
fn below_words(rows: &[Row], i: usize) -> Option<usize> {
    let mut rest = rows.iter().skip(i + 1).take_while(|r| !(r.free() && r.reads_as_story()));
    rest.find(|r| r.free() && r.words >= 3).map(|r| r.words)
}

/// Tells the publication date from the date on which the page was saved, and date lines from dates in
/// lists of links.
pub fn dates(rows: &mut [Row], header: usize) {
    let title = rows.iter().position(|r| r.role == Some(Role::Title)).unwrap_or(0);
    let labelled = rows.iter().take(header).rposition(|r| is(r, true) && r.date.is_some_and(|d| d.full));
    let mut known = false;
    let last = rows.iter().rposition(|r| r.free() && r.reads_as_story()).unwrap_or(rows.len());
    for (i, row) in rows.iter_mut().enumerate() {
        let bare = is(row, false);
        if i < header {
            if bare && i < title && labelled.is_some_and(|l| l > i) && row.date.is_some_and(|d| d.beside.is_none()) {
                row.set(Role::CrawlDate);
            }
            known |= row.role == Some(Role::Dateline);
        } else if is(row, true) && !known {
            known = true;
        } else if row.role == Some(Role::Dateline) {
            row.set(if bare && i < last { Role::Heading } else { Role::Clutter });
        }
    }
}

/// Whether the line is a date line, with or without a label.
fn is(row: &Row, labelled: bool) -> bool {
    row.role == Some(Role::Dateline) && row.date.is_some_and(|d| d.labelled) == labelled
}

/// What is left above the story: a line that adds to the headline, or furniture.
pub fn rest(rows: &mut [Row], header: usize) {
    let title = rows.iter().position(|r| r.role == Some(Role::Title));
    let story = rows.iter().any(|r| r.free() && r.reads_as_story());
    let last = rows.iter().take(header).rposition(|r| r.role != Some(Role::Blank));
    for (i, row) in rows.iter_mut().enumerate().take(header).filter(|(_, r)| r.free() && !r.reads_as_story()) {
        if !story && row.words >= ENOUGH as usize {
            continue;
        }
        let enough = if Some(i) == last { SUBHEADING } else { DECK };
        let deck = title.is_some_and(|t| i > t) && row.words >= enough;
        row.set(if deck { Role::Heading } else { Role::Clutter });
    }
}
