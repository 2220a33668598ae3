//! Which parts of a line stand inside a quotation.

/// Most marks that may wait for their closing at once; an older one is taken to be none.
const DEEPEST: usize = 8;

/// The quotations of one line: byte spans from the opening to the closing mark, both included, sorted,
/// with none inside another.
#[derive(Debug, Default)]
pub struct Quotes(Vec<(usize, usize)>);

impl Quotes {
    /// Finds the quotations. A mark that nothing closes opens none. U+2019 and `'` are apostrophes too:
    /// they close only what is open, and only where no letter follows.
    #[must_use]
    pub fn of(line: &str) -> Self {
        let chars: Vec<(usize, char)> = line.char_indices().collect();
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut found = Vec::new();
        for (i, (at, c)) in chars.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| chars.get(i)).map(|(_, c)| *c);
            let after = chars.get(i + 1).map(|(_, c)| *c);
            let closed = open.iter().rposition(|(_, o)| pair(*o) == Some(*c)).filter(|_| may_close(*c, after));
            if let Some(depth) = closed {
                found.push((open[depth].0, at + c.len_utf8()));
                open.truncate(depth);
            } else if pair(*c).is_some() && may_open(*c, before, after) {
                if open.len() == DEEPEST {
                    open.remove(0);
                }
                open.push((*at, *c));
            }
        }
        found.sort_unstable_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
        let mut last = 0;
        found.retain(|(_, end)| {
            let outside = *end > last;
            last = last.max(*end);
            outside
        });
        Self(found)
    }

    /// Byte spans of the quotations, marks included.
    #[must_use]
    pub fn spans(&self) -> &[(usize, usize)] {
        &self.0
    }

    /// Whether a cut before the byte `at` would part a quotation.
    #[must_use]
    pub fn open_at(&self, at: usize) -> bool {
        let next = self.0.partition_point(|(_, end)| *end <= at);
        self.0.get(next).is_some_and(|(start, _)| *start < at)
    }
}

/// The mark that closes what `open` opens, if it is an opening mark.
#[must_use]
pub fn pair(open: char) -> Option<char> {
    match open {
        '\u{2018}' => Some('\u{2019}'),
        '\u{201C}' => Some('\u{201D}'),
        '\u{00AB}' => Some('\u{00BB}'),
        '"' | '\'' => Some(open),
        _ => None,
    }
}

/// Marks that may follow the end of a sentence and still belong to it.
#[must_use]
pub fn closes(c: char) -> bool {
    matches!(c, '\u{2019}' | '\u{201D}' | '\u{00BB}' | '"' | '\'' | ')' | ']')
}

fn may_close(c: char, after: Option<char>) -> bool {
    !matches!(c, '\u{2019}' | '\'') || after.is_none_or(|a| !a.is_alphanumeric())
}

fn may_open(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '"' | '\'' => before.is_none_or(|b| !b.is_alphanumeric()) && after.is_some_and(|a| !a.is_whitespace()),
        _ => true,
    }
}
