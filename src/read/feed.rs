//! Feeds: RSS and Atom, entry by entry. Entities that a feed declares are never expanded.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

use crate::read::json::MOST_RECORD;
use crate::read::open::Budget;
use crate::read::record::of_others;
use crate::read::sink::Sink;
use crate::read::trouble::Trouble;

/// Deepest nesting inside an entry.
const DEEPEST: usize = 256;

/// Reads a feed. Its entries come as records with the names of their elements as fields; what stands around them is
/// the field `rss` or `atom` of each.
pub fn read(reader: &mut dyn BufRead, sink: &mut Sink<'_>) -> Result<(), Trouble> {
    let mut xml = Reader::from_reader(Budget::new(reader, MOST_RECORD as u64));
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut feed = Feed::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let broken = |cause: String| {
            Trouble::new(
                format!("not a feed that can be read on: {cause}"),
                "get the feed again; entries before it were read",
            )
        };
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(Event::DocType(text)) if text.contains("<!ENTITY") => {
                return Err(Trouble::new(
                    "a feed that declares entities of its own",
                    "get the feed from its publisher",
                ));
            }
            Ok(event) => {
                if feed.take(&event, sink)? {
                    xml.get_mut().next();
                }
            }
            Err(quick_xml::Error::Io(cause)) => {
                return Err(Trouble::from(std::io::Error::new(cause.kind(), cause.to_string())));
            }
            Err(e) => return Err(broken(e.to_string())),
        }
    }
    if !feed.path.is_empty() {
        return Err(Trouble::new(
            "ends in the middle of a feed",
            "get the feed again; entries before the cut were read",
        ));
    }
    Ok(())
}

/// Where reading stands.
#[derive(Default)]
struct Feed {
    /// Elements that are open.
    path: Vec<String>,
    /// How many were open when the entry began.
    entry: Option<usize>,
    /// Fields of the entry, and of what stands around all entries.
    record: Map<String, Value>,
    around: Map<String, Value>,
    /// Text of the field that is read.
    text: String,
    /// Key under which an entry finds what stands around it.
    kind: &'static str,
    number: u32,
}

impl Feed {
    /// Takes one event in; whether an entry has ended.
    fn take(&mut self, event: &Event<'_>, sink: &mut Sink<'_>) -> Result<bool, Trouble> {
        match event {
            Event::Start(tag) => self.start(tag)?,
            Event::Empty(tag) => {
                self.start(tag)?;
                return Ok(self.end(sink));
            }
            Event::End(_) => return Ok(self.end(sink)),
            Event::Text(text) => self.text.push_str(text),
            Event::CData(text) => self.text.push_str(text),
            Event::GeneralRef(name) => {
                let own = name.to_string();
                match name.resolve_char_ref().ok().flatten() {
                    Some(c) => self.text.push(c),
                    None => match quick_xml::escape::resolve_predefined_entity(&own) {
                        Some(text) => self.text.push_str(text),
                        None => self.text.push_str(&format!("&{own};")),
                    },
                }
            }
            _ => {}
        }
        Ok(false)
    }

    /// Whether an element inside a field has just begun: part of its markup.
    fn within_field(&self) -> bool {
        self.entry.is_some_and(|at| self.path.len() > at + 1)
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Trouble> {
        let name = tag.name().as_ref().to_owned();
        if self.path.len() >= DEEPEST {
            let problem = format!("a feed with more than {DEEPEST} elements inside each other");
            return Err(Trouble::new(problem, "get the feed from its publisher"));
        }
        match (self.path.is_empty(), name.as_str()) {
            (true, "feed") => self.kind = "atom",
            (true, _) => self.kind = "rss",
            (false, "item" | "entry") if self.entry.is_none() => {
                self.entry = Some(self.path.len());
                self.record = Map::new();
            }
            _ => {}
        }
        if self.within_field() {
            self.text.push_str(&format!("<{name}>"));
        } else {
            self.text.clear();
        }
        self.path.push(name);
        self.link(tag);
        Ok(())
    }

    /// Atom keeps addresses in attributes; that of the page has no relation, or is the alternate.
    fn link(&mut self, tag: &BytesStart<'_>) {
        let depth = self.entry.unwrap_or_default();
        if tag.name().as_ref() != "link" || self.path.len() != depth + 2 {
            return;
        }
        let attribute = |name: &str| {
            tag.try_get_attribute(name)
                .ok()
                .flatten()
                .and_then(|a| quick_xml::escape::unescape(&a.value).ok().map(std::borrow::Cow::into_owned))
        };
        if let Some(address) = attribute("href").filter(|_| attribute("rel").is_none_or(|r| r == "alternate")) {
            let fields = if self.entry.is_some() { &mut self.record } else { &mut self.around };
            fields.entry("link").or_insert(Value::String(address));
        }
    }

    /// An element ends; whether an entry does with it.
    fn end(&mut self, sink: &mut Sink<'_>) -> bool {
        let Some(name) = self.path.pop() else { return false };
        match self.entry {
            Some(at) if self.path.len() == at => {
                self.entry = None;
                self.number += 1;
                let mut record = std::mem::take(&mut self.record);
                let mut around = self.around.clone();
                if of_others(record.get("link"), around.get("link")) {
                    // an article of another site is not by the outlet that lists it
                    around.remove("title");
                }
                record.insert(self.kind.to_owned(), Value::Object(around));
                sink.record(&record, self.number, self.number, self.kind);
                return true;
            }
            Some(at) if self.path.len() == at + 1 => {
                let text = std::mem::take(&mut self.text);
                if !text.trim().is_empty() {
                    self.record.entry(name).or_insert(Value::String(text.trim().to_owned()));
                }
            }
            Some(_) => self.text.push_str(&format!("</{name}>")),
            None => {
                let text = std::mem::take(&mut self.text);
                if !text.trim().is_empty() && text.len() < 1000 && self.path.len() <= 2 {
                    self.around.entry(name).or_insert(Value::String(text.trim().to_owned()));
                }
            }
        }
        false
    }
}
