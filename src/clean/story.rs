//! Where the story begins and ends, and what the short lines in and behind it are.

use crate::clean::row::Row;
use crate::model::Role;

/// How many lines from the first paragraph on may hold the byline or date line that is missing above it.
const NEAR: usize = 6;
/// So many short lines in a row are a list of links, not subheadings.
const LIST: usize = 4;
/// Most words of a row of figures.
const TABLE_ROW: usize = 6;
/// Fewest words of a paragraph whose full stop was forgotten.
const PARAGRAPH: usize = 15;
/// Fewest words of such a paragraph at the story's end, right below the story.
const LAST_PARAGRAPH: usize = 12;

/// Index of the line with which the story begins, the headline and all that stands around it left
/// behind; the number of lines where nothing reads as a story.
pub fn header_end(rows: &[Row]) -> usize {
    let story = |i: &usize| rows[*i].free() && rows[*i].reads_as_story();
    let Some(first) = (0..rows.len()).find(|i| story(i)) else { return rows.len() };
    let told = |wanted: Role| rows.iter().take(first).any(|r| r.role == Some(wanted));
    let missing = [Role::Byline, Role::Dateline].map(|role| Some(role).filter(|role| !told(*role)));
    let mut paragraphs = 0;
    let near = (first..rows.len()).filter(|i| rows[*i].role != Some(Role::Blank)).take(NEAR);
    for i in near {
        paragraphs += usize::from(story(&i));
        if paragraphs > 2 {
            break;
        }
        if rows[i].role.is_some() && missing.contains(&rows[i].role) {
            return (i..rows.len()).find(|i| story(i)).unwrap_or(first);
        }
    }
    first
}

/// Gives every line that is still free its role.
pub fn mark(rows: &mut [Row], header: usize) {
    let last = rows.iter().rposition(|r| r.free() && r.reads_as_story());
    let mut above: Option<usize> = None;
    let mut i = 0;
    while i < rows.len() {
        if rows[i].free() && rows[i].reads_as_story() {
            rows[i].set(Role::Body);
            above = Some(i);
        } else if rows[i].free() && last.is_some_and(|last| i < last) && i >= header {
            let run = run(rows, i);
            let mut introduced = above.is_some_and(|a| introduces(&rows[a]));
            introduced |= is_table(rows, &run);
            for at in &run {
                introduced |= introduces(&rows[*at]);
                let role = short(&rows[*at], run.len(), introduced);
                rows[*at].set(role);
            }
            above = run.last().copied().or(above);
        } else if rows[i].free() {
            let beneath = above.is_some_and(|a| rows[a].role == Some(Role::Body) && only_blank(&rows[a + 1..i]));
            let listed = beneath && above.is_some_and(|a| introduces(&rows[a]) || rows[a].bullet && rows[i].bullet);
            let body = listed || last.is_none() && rows[i].words >= 4 || beneath && rows[i].words >= LAST_PARAGRAPH;
            rows[i].set(if body { Role::Body } else { Role::Clutter });
            above = if body { Some(i) } else { above };
        }
        i += 1;
    }
}

/// The free lines from `start` on up to the next paragraph.
fn run(rows: &[Row], start: usize) -> Vec<usize> {
    let lines = start..rows.len();
    lines.take_while(|i| !(rows[*i].free() && rows[*i].reads_as_story())).filter(|i| rows[*i].free()).collect()
}

/// What a short line between two paragraphs is, one of `run` in a row.
fn short(row: &Row, run: usize, introduced: bool) -> Role {
    if introduced || row.bullet || row.words >= PARAGRAPH {
        Role::Body
    } else if run >= LIST || row.text.chars().count() <= 2 {
        Role::Clutter
    } else {
        Role::Heading
    }
}

/// Whether the lines are rows of figures rather than headlines.
fn is_table(rows: &[Row], run: &[usize]) -> bool {
    let figures =
        run.iter().map(|i| &rows[*i]).filter(|r| r.words <= TABLE_ROW && r.text.contains(|c: char| c.is_ascii_digit()));
    run.len() >= LIST && figures.count() * 4 >= run.len() * 3
}

/// Whether a list follows.
fn introduces(row: &Row) -> bool {
    row.text.ends_with([':', '-'])
}

fn only_blank(rows: &[Row]) -> bool {
    rows.iter().all(|r| r.role == Some(Role::Blank))
}
