//! Records as JSON objects: one on each line, in a list, one after the other, wrapped into another object.

use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use crate::read::encoding::decoded;
use crate::read::record::of_others;
use crate::read::sink::Sink;
use crate::read::trouble::{Limit, Trouble};

/// Most bytes of one record.
pub const MOST_RECORD: usize = 32 << 20;
/// How often reading begins anew behind an object that never ends.
const RETRIES: usize = 100;

/// Reads a file with an object on each line. A line that cannot be read is a row of its own.
pub fn lines(mut reader: &mut dyn BufRead, sink: &mut Sink<'_>, name: &'static str) -> Result<(), Trouble> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = (&mut reader).take(MOST_RECORD as u64).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        if read == MOST_RECORD && line.last() != Some(&b'\n') {
            sink.trouble(Trouble::from(std::io::Error::from(Limit::Record(MOST_RECORD as u64))).on(number));
            skip_line(reader)?;
            continue;
        }
        let object = line.trim_ascii();
        let object = object.strip_suffix(b",").unwrap_or(object);
        if matches!(object, b"" | b"[" | b"]") {
            continue;
        }
        match parsed(object) {
            Ok(record) => sink.record(&record, number, number, name),
            Err(trouble) => sink.trouble(trouble.on(number)),
        }
    }
    Ok(())
}

/// Goes on to behind the next end of line.
fn skip_line(reader: &mut dyn BufRead) -> Result<(), Trouble> {
    loop {
        let buffer = reader.fill_buf()?;
        let (used, found) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(used);
        if found {
            return Ok(());
        }
    }
}

/// Reads objects wherever they stand: in a list, in several, one after the other; those in a list that `wrappers` names
/// inside another object. What stands between them does not count, so that `},]{` is read too.
pub fn objects(
    reader: &mut dyn BufRead,
    wrappers: &[String],
    sink: &mut Sink<'_>,
    name: &'static str,
) -> Result<(), Trouble> {
    let mut splitter = Splitter { wrappers, name, line: 1, ..Splitter::default() };
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        splitter.feed(buffer, sink)?;
        let used = buffer.len();
        reader.consume(used);
    }
    splitter.end(sink)
}

/// An object around a list of records.
struct Around {
    /// What was read of it.
    object: Vec<u8>,
    /// Brackets that are open in it.
    open: Vec<u8>,
    /// What it says in strings.
    about: Map<String, Value>,
}

/// Cuts a stream into objects by its brackets and quotation marks.
#[derive(Default)]
struct Splitter<'a> {
    wrappers: &'a [String],
    name: &'static str,
    /// The object that is being read.
    object: Vec<u8>,
    /// Brackets that are open in it.
    open: Vec<u8>,
    in_string: bool,
    escaped: bool,
    /// Where the last string of the object stands.
    string: (usize, usize),
    /// The last byte of the object that is no space.
    last: u8,
    /// A list that may hold records has just begun.
    list: bool,
    line: u32,
    /// Line on which the object began.
    start: u32,
    number: u32,
    /// Objects around the one that is read, up to the list that it stands in.
    around: Vec<Around>,
    /// Whether the object once held a list of records.
    wrapper: bool,
    /// What is no JSON goes on up to the end of the line.
    garbage: bool,
}

impl Splitter<'_> {
    fn feed(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Trouble> {
        for byte in bytes {
            self.line += u32::from(*byte == b'\n');
            if self.open.is_empty() {
                self.between(*byte, sink);
            } else {
                self.inside(*byte, sink);
                if self.object.len() > MOST_RECORD {
                    return Err(Trouble::from(std::io::Error::from(Limit::Record(MOST_RECORD as u64))).on(self.start));
                }
            }
        }
        Ok(())
    }

    /// A byte outside of all objects.
    fn between(&mut self, byte: u8, sink: &mut Sink<'_>) {
        if byte == b']'
            && let Some(around) = self.around.pop()
        {
            (self.object, self.open) = (around.object, around.open);
            self.wrapper = true;
            return self.inside(byte, sink);
        }
        match byte {
            b'\n' => self.garbage = false,
            b'{' => {
                self.garbage = false;
                self.wrapper = false;
                self.start = self.line;
                self.object.clear();
                self.object.push(b'{');
                self.open.push(b'{');
                self.last = b'{';
            }
            b',' | b'[' | b']' | 0x1E | 0xEF | 0xBB | 0xBF => {}
            other if other.is_ascii_whitespace() || self.garbage => {}
            _ => {
                self.garbage = true;
                sink.trouble(not_json("something that is no object").on(self.line));
            }
        }
    }

    /// A byte of an object.
    fn inside(&mut self, byte: u8, sink: &mut Sink<'_>) {
        if self.list && !byte.is_ascii_whitespace() {
            self.list = false;
            if byte == b'{' {
                self.wrap();
                return self.between(byte, sink);
            }
        }
        self.object.push(byte);
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_string = false;
                    self.string.1 = self.object.len() - 1;
                    self.last = byte;
                }
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string.0 = self.object.len();
            }
            b'{' => self.open.push(byte),
            b'[' => {
                self.list = self.last == b':' && self.wraps();
                self.open.push(byte);
            }
            b'}' | b']' => {
                self.open.pop();
                if self.open.is_empty() {
                    return self.emit(sink);
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
    }

    /// Whether the last string names a list of records, and only objects are around it.
    fn wraps(&self) -> bool {
        let name = self.object.get(self.string.0..self.string.1).unwrap_or_default();
        self.open.iter().all(|b| *b == b'{') && self.wrappers.iter().any(|w| w.as_bytes() == name)
    }

    /// Puts the object aside as one that holds records.
    fn wrap(&mut self) {
        let mut whole = self.object.clone();
        whole.extend(self.open.iter().rev().map(|b| if *b == b'{' { b'}' } else { b']' }));
        let about = parsed(&whole).unwrap_or_default();
        let about = about.into_iter().filter(|(_, v)| v.is_string()).collect();
        let (object, open) = (std::mem::take(&mut self.object), std::mem::take(&mut self.open));
        self.around.push(Around { object, open, about });
    }

    /// The object is complete.
    fn emit(&mut self, sink: &mut Sink<'_>) {
        let object = std::mem::take(&mut self.object);
        let read = parsed(&object);
        self.object = object;
        match read {
            Ok(record) if self.wrapper && !sink.fields.has_text(&record) => {}
            Ok(mut record) => {
                self.number += 1;
                if let Some(around) = self.around.last().filter(|around| !around.about.is_empty()) {
                    let mut about = around.about.clone();
                    if of_others(record.get("url"), about.get("home_page_url")) {
                        // an article of another site is not by the outlet that lists it
                        about.remove("title");
                    }
                    record.insert("feed".to_owned(), Value::Object(about));
                }
                sink.record(&record, self.start, self.number, self.name);
            }
            Err(trouble) => sink.trouble(trouble.on(self.start)),
        }
        self.wrapper = false;
    }

    /// The stream is at its end; an object that is not gives way to those that begin on a line behind its first.
    fn end(mut self, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        for _ in 0..RETRIES {
            if self.open.is_empty() {
                break;
            }
            sink.trouble(not_json("an object that never ends").on(self.start));
            let object = std::mem::take(&mut self.object);
            let Some(at) = object.windows(2).position(|w| w == b"\n{") else { return Ok(()) };
            let skipped = object[..at].iter().filter(|b| **b == b'\n').count() + 1;
            let line = self.start.saturating_add(u32::try_from(skipped).unwrap_or(u32::MAX));
            let (wrappers, name, number) = (self.wrappers, self.name, self.number);
            self = Splitter { wrappers, name, number, line, ..Splitter::default() };
            self.feed(&object[at + 1..], sink)?;
        }
        Ok(())
    }
}

fn not_json(cause: &str) -> Trouble {
    Trouble::new(format!("not JSON: {cause}"), "correct the line: one JSON object on each")
}

/// One object. Python's NaN and bare control characters in strings are forgiven.
pub fn parsed(bytes: &[u8]) -> Result<Map<String, Value>, Trouble> {
    let (text, _) = decoded(bytes, None)?;
    let first = match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => return Ok(object),
        Ok(_) => return Err(not_json("no object")),
        Err(e) => e,
    };
    match serde_json::from_str(&forgiven(&text)) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(not_json(&first.to_string().replace("line 1 column", "column"))),
    }
}

/// Any value, forgiven as [`parsed`] does; `None` where it is none.
pub fn value(text: &str) -> Option<Value> {
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&forgiven(text))).ok()
}

/// The text with null for what Python writes in place of a number that is none, and control characters escaped.
fn forgiven(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut in_string, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !in_string && let Some(name) = ["NaN", "-Infinity", "Infinity"].iter().find(|n| rest.starts_with(**n)) {
            out.push_str("null");
            rest = &rest[name.len()..];
            continue;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            _ => {}
        }
        match c {
            '\n' if in_string => out.push_str("\\n"),
            '\t' if in_string => out.push_str("\\t"),
            c if in_string && c.is_ascii_control() => out.push(' '),
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}
