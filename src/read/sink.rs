//! Where the articles of one file go as they are read.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Mutex;

use rustc_hash::{FxHashSet, FxHasher};
use serde_json::{Map, Value};

use crate::model::{Article, Skipped};
use crate::read::record::{Fields, Told};
use crate::read::trouble::Trouble;

/// Most rows of problems.csv for one file.
const MOST_ROWS: usize = 1000;

/// Articles whose text stands elsewhere, by canonical address, and those that were met.
#[derive(Debug, Default)]
pub struct Listings {
    rows: BTreeMap<String, (Skipped, Article)>,
    met: Mutex<FxHashSet<String>>,
}

impl Listings {
    /// Takes one in; the first of an address stands.
    fn add(&mut self, article: Article, row: Skipped) {
        if let Some(address) = article.canonical_url.clone() {
            self.rows.entry(address).or_insert((row, article));
        }
    }

    /// Gives an article what it lacks and a listing of its address has.
    fn complete(&self, article: &mut Article) {
        let Some(address) = article.canonical_url.as_ref() else { return };
        let Some((_, listed)) = self.rows.get(address) else { return };
        if article.published.is_none() {
            article.published.clone_from(&listed.published);
            article.published_by.clone_from(&listed.published_by);
        }
        let by_host = article.outlet_by.as_deref() == Some(BY_HOST);
        if article.outlet.is_none() || by_host && listed.outlet.is_some() {
            article.outlet.clone_from(&listed.outlet);
            article.outlet_by.clone_from(&listed.outlet_by);
        }
        if article.title.is_none() {
            article.title.clone_from(&listed.title);
        }
        if let Ok(mut met) = self.met.lock() {
            met.insert(address.clone());
        }
    }

    /// A row for each whose text was nowhere.
    pub fn left(self) -> Vec<Skipped> {
        let met = self.met.into_inner().unwrap_or_default();
        self.rows.into_iter().filter(|(address, _)| !met.contains(address)).map(|(_, (row, _))| row).collect()
    }
}

/// What names an outlet by its address alone.
pub const BY_HOST: &str = "host of the address";

/// Takes what one file gives: names it, completes it, hands it on.
pub struct Sink<'a> {
    /// Document name of the file.
    pub document: &'a str,
    /// How records are read.
    pub fields: Fields<'a>,
    /// Articles listed without text in other files.
    pub listings: &'a Listings,
    /// Where articles go.
    take: &'a mut dyn FnMut(Article),
    keys: FxHashSet<u64>,
    given: u32,
    /// Articles that are listed without text, with the row for each that is found nowhere.
    listed: Vec<(Article, Skipped)>,
    skipped: Vec<Skipped>,
    dropped: usize,
}

impl<'a> Sink<'a> {
    /// A sink for one file.
    pub fn new(
        document: &'a str,
        fields: Fields<'a>,
        listings: &'a Listings,
        take: &'a mut dyn FnMut(Article),
    ) -> Self {
        Self {
            document,
            fields,
            listings,
            take,
            keys: FxHashSet::default(),
            given: 0,
            listed: Vec::new(),
            skipped: Vec::new(),
            dropped: 0,
        }
    }

    /// The one article that the file is.
    pub fn whole(&mut self, article: Article) {
        self.hand(article, self.document.to_owned());
    }

    /// One of the articles that the file holds, the `number`th, named by its key if it has one.
    pub fn one(&mut self, article: Article, key: Option<String>, number: u32) {
        let key = key.map_or_else(|| number.to_string(), |k| k.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut hasher = FxHasher::default();
        key.hash(&mut hasher);
        let fresh = self.keys.insert(hasher.finish());
        let name = if fresh { key } else { format!("{key}#{number}") };
        self.hand(article, format!("{}#{name}", self.document));
    }

    /// One record, the `number`th, which begins on that line.
    pub fn record(&mut self, record: &Map<String, Value>, line: u32, number: u32, reader: &'static str) {
        match self.fields.article(record, reader) {
            Ok(Told::Article(article, key)) => self.one(Article { first_line: line, ..*article }, key, number),
            Ok(Told::Listed(article)) => {
                let address = article.url.as_deref().unwrap_or_default();
                let name = article.dialect.as_deref().unwrap_or_default();
                let trouble = Trouble::new(
                    format!("{name}: no text for {address}"),
                    "add a page or a dump that has the text of this address to the input",
                );
                self.listed.push((*article, trouble.on(line).row(self.document)));
            }
            Err(trouble) => self.trouble(trouble.on(line)),
        }
    }

    /// Something that is wrong.
    pub fn trouble(&mut self, trouble: Trouble) {
        if self.skipped.len() < MOST_ROWS {
            self.skipped.push(trouble.row(self.document));
        } else {
            self.dropped += 1;
        }
    }

    /// Whether nothing at all has come.
    pub fn is_empty(&self) -> bool {
        self.given == 0 && self.skipped.is_empty() && self.listed.is_empty()
    }

    fn hand(&mut self, mut article: Article, document: String) {
        if let Some(name) = self.fields.legacy(&article.text) {
            return self.trouble(Trouble::new(
                format!("{document}: Bengali in the old encoding {name}, not in Unicode"),
                "convert the text to Unicode, and give what comes out",
            ));
        }
        article.document = document;
        self.listings.complete(&mut article);
        self.given += 1;
        (self.take)(article);
    }

    /// The rows that came of it; listed articles go to `listings`, or become rows where there is nowhere to go.
    pub fn finish(mut self, listings: Option<&mut Listings>) -> Vec<Skipped> {
        if self.dropped > 0 {
            let problem = format!("{} more records with problems", self.dropped);
            self.skipped.push(Trouble::new(problem, "see the rows above").row(self.document));
        }
        match listings {
            Some(all) => self.listed.into_iter().for_each(|(article, row)| all.add(article, row)),
            None => self.skipped.extend(self.listed.into_iter().map(|(_, row)| row)),
        }
        self.skipped
    }
}
