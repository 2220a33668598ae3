//! From files to a rule set: every mistake of every file in one run.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::digest;
use crate::error::{Error, Mistake, Place, RuleMistake};
use crate::fold::{folded, tokens};
use crate::model::RuleId;
use crate::ruleset::alike::COMPARED;
use crate::ruleset::checked::{Language, RuleInfo, RuleKind, RuleSet};
use crate::ruleset::class::Means;
use crate::ruleset::compare::{self, Posts, SlotRule, Unit, Units, Weights};
use crate::ruleset::formats::{self, Dialect, Legacy, Records};
use crate::ruleset::forms::Forms;
use crate::ruleset::pairing::{Pairing, PairingText};
use crate::ruleset::place::{File, suggestion};
use crate::ruleset::text::{self, LanguageText, LineRuleText, PatternRule, Status, WordsRule};
use crate::ruleset::{check, embedded};

/// Folder for a new language: read by people, not by the program.
const TEMPLATE: &str = "_template/";

/// Tables of a language's files.
const OF_LANGUAGE: [&str; 4] = ["language", "words", "pattern", "line"];
/// Tables of the files for all languages, beside those that only comparing looks at.
const OF_ALL: [&str; 5] = ["unit", "records", "page", "dialect", "legacy"];

/// The rules that the binary carries.
///
/// # Errors
/// `Error::Rules` with every mistake; a test keeps the shipped rules free of them.
pub fn shipped() -> Result<RuleSet, Error> {
    load(None)
}

/// The shipped rules with those of the folder `overlay` laid over them: a rule of the same id is
/// replaced, a new one is added, one with `status = "retired"` is taken out.
///
/// # Errors
/// `Error::Rules` with every mistake of every file, `Error::Read` where a file cannot be read.
pub fn load(overlay: Option<&Path>) -> Result<RuleSet, Error> {
    layers(overlay, |_| true)
}

/// The same without any rule: what dumps hold, what the languages are written in and how their sentences end. Takes a fraction of the time.
///
/// # Errors
/// As [`load`].
pub fn languages(overlay: Option<&Path>) -> Result<RuleSet, Error> {
    layers(overlay, |path| path.ends_with("/language.toml") || path == "formats.toml")
}

fn layers(overlay: Option<&Path>, wanted: fn(&str) -> bool) -> Result<RuleSet, Error> {
    let mut layers = vec![embedded::files(wanted)];
    if let Some(folder) = overlay {
        let files = folder_files(folder)?;
        layers.push(files.into_iter().filter(|(path, _)| wanted(path)).collect());
    }
    build(&layers)
}

pub(super) fn folder_files(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_path(Path::cmp).build() {
        let entry = entry.map_err(|e| Error::Read { path: folder.to_owned(), cause: std::io::Error::other(e) })?;
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })?;
            let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            files.push((name, text));
        }
    }
    if files.is_empty() {
        let place = Place { file: folder.to_string_lossy().into_owned(), line: 0, column: 0 };
        return Err(Error::Rules(vec![RuleMistake { place, kind: Mistake::Empty }]));
    }
    Ok(files)
}

/// A rule as written, with where it stands.
pub(super) enum Raw {
    Words(WordsRule),
    Pattern(PatternRule),
    Line(LineRuleText),
    Slot(SlotRule),
    Dialect(Dialect),
    Legacy(Legacy),
}

pub(super) struct Placed {
    pub raw: Raw,
    pub place: Place,
    pub language: Option<String>,
}

/// Everything read, before it is compiled.
#[derive(Default)]
struct Draft {
    languages: BTreeMap<String, LanguageText>,
    rules: Vec<Placed>,
    ids: BTreeMap<String, usize>,
    units: BTreeMap<String, Unit>,
    weights: Option<Weights>,
    exclusive: Vec<Vec<String>>,
    explanations: BTreeMap<String, String>,
    opposites: Vec<[String; 2]>,
    mounting: Vec<String>,
    contrary: Vec<[String; 2]>,
    happens: Vec<String>,
    posts: Option<Posts>,
    pairing: Pairing,
    records: Option<Records>,
    page: BTreeMap<String, Vec<String>>,
    mistakes: Vec<RuleMistake>,
}

fn build(layers: &[Vec<(String, String)>]) -> Result<RuleSet, Error> {
    let mut draft = Draft::default();
    for layer in layers {
        let mut seen = BTreeMap::new();
        for (name, text) in layer.iter().filter(|(name, _)| !name.starts_with(TEMPLATE)) {
            read_file(&mut draft, &mut seen, &File { name, text });
        }
    }
    let files =
        layers.iter().flat_map(|layer| std::iter::once("layer").chain(layer.iter().flat_map(|(n, t)| [&**n, &**t])));
    let sha256 = digest::of_parts(files);
    let mut set = RuleSet { units: Units::of(draft.units.into_values().collect()), sha256, ..RuleSet::default() };
    set.compare.weights = draft.weights;
    set.compare.exclusive = draft.exclusive;
    set.compare.explanations = draft.explanations;
    set.compare.opposites = draft.opposites;
    set.compare.mounting = draft.mounting;
    set.compare.contrary = draft.contrary;
    set.compare.happens = draft.happens;
    set.compare.posts = draft.posts.unwrap_or_default();
    set.pairing = draft.pairing;
    set.formats.records = draft.records.unwrap_or_default();
    set.formats.page = draft.page;
    let mut mistakes = draft.mistakes;
    for (name, language) in draft.languages {
        set.languages.push(check::language(name, language, &mut mistakes));
    }
    for placed in draft.rules {
        compile(&mut set, placed, &mut mistakes);
    }
    let subunits = compare::subunits(&set.units);
    for language in &mut set.languages {
        language.lexicon.finish();
        language.subunits.clone_from(&subunits);
        // the narrower of two patterns of one length is met first
        language.patterns.sort_by_key(|p| !p.ahead);
        language.forms = Forms::of(&language.patterns, |p| p.means != Means::Fraction);
        language.fractions = Forms::of(&language.patterns, |p| p.means == Means::Fraction);
    }
    if set.languages.is_empty() && mistakes.is_empty() {
        mistakes.push(RuleMistake { place: Place::default(), kind: Mistake::Empty });
    }
    mistakes.sort();
    mistakes.dedup();
    if mistakes.is_empty() { Ok(set) } else { Err(Error::Rules(mistakes)) }
}

fn read_file(draft: &mut Draft, seen: &mut BTreeMap<String, Place>, file: &File<'_>) {
    let (table, errors) = DeTable::parse_recoverable(file.text);
    for e in errors {
        let span = e.span().unwrap_or(0..0);
        draft.mistakes.push(file.mistake(&span, Mistake::Syntax(e.message().to_owned())));
    }
    let language = file.name.split_once('/').map(|(folder, _)| folder.to_owned());
    for (key, value) in table.into_inner() {
        let (span, name) = (key.span(), key.into_inner().into_owned());
        match (name.as_str(), &language) {
            ("language", Some(folder)) => {
                if let Some(l) = decode::<LanguageText>(draft, file, value, text::LANGUAGE_KEYS) {
                    draft.languages.insert(folder.clone(), l);
                }
            }
            ("words" | "pattern" | "line", Some(_)) | ("slot" | "dialect" | "legacy", None) => {
                rules(draft, seen, file, &name, value, language.as_ref());
            }
            ("unit", None) => each(value).for_each(|item| {
                if let Some(u) = decode::<Unit>(draft, file, item, compare::UNIT_KEYS) {
                    draft.units.insert(u.name.clone(), u);
                }
            }),
            ("weights", None) => {
                draft.weights = decode::<Weights>(draft, file, value, compare::WEIGHTS_KEYS).or(draft.weights.take());
            }
            ("explanations", None) => {
                let read = BTreeMap::<String, String>::deserialize(value.into_deserializer());
                draft.explanations.extend(read.unwrap_or_default());
            }
            ("opposites", None) => {
                let read = Vec::<[String; 2]>::deserialize(value.into_deserializer());
                draft.opposites.extend(read.unwrap_or_default());
            }
            ("mounting", None) => {
                let read = Vec::<String>::deserialize(value.into_deserializer());
                draft.mounting.extend(read.unwrap_or_default());
            }
            ("contrary", None) => {
                let read = Vec::<[String; 2]>::deserialize(value.into_deserializer());
                draft.contrary.extend(read.unwrap_or_default());
            }
            ("happens", None) => {
                draft.happens.extend(Vec::<String>::deserialize(value.into_deserializer()).unwrap_or_default());
            }
            ("posts", None) => {
                draft.posts = decode::<Posts>(draft, file, value, compare::POSTS_KEYS).or(draft.posts.take());
            }
            ("pairing", None) => {
                if let Some(text) = decode::<PairingText>(draft, file, value, PairingText::KEYS) {
                    let (pairing, unknown) = text.checked();
                    draft.pairing = pairing;
                    draft.mistakes.extend(unknown.iter().map(|name| unknown_key(file, &span, name, &[])));
                }
            }
            ("records", None) => {
                draft.records = decode::<Records>(draft, file, value, formats::RECORDS_KEYS).or(draft.records.take());
            }
            ("page", None) => {
                let read = BTreeMap::<String, Vec<String>>::deserialize(value.into_deserializer());
                draft.page.extend(read.unwrap_or_default());
            }
            ("exclusive", None) => {
                let read = Vec::<Vec<String>>::deserialize(value.into_deserializer());
                draft.exclusive.extend(read.unwrap_or_default());
            }
            _ => {
                let known = match language {
                    Some(_) => OF_LANGUAGE.to_vec(),
                    None => [&COMPARED[..], &OF_ALL].concat(),
                };
                draft.mistakes.push(unknown_key(file, &span, &name, &known));
            }
        }
    }
}

fn rules(
    draft: &mut Draft,
    seen: &mut BTreeMap<String, Place>,
    file: &File<'_>,
    kind: &str,
    value: Spanned<DeValue<'_>>,
    language: Option<&String>,
) {
    for item in each(value) {
        let place = file.place(item.span().start);
        let raw = match kind {
            "words" => decode(draft, file, item, text::WORDS_KEYS).map(Raw::Words),
            "pattern" => decode(draft, file, item, text::PATTERN_KEYS).map(Raw::Pattern),
            "line" => decode(draft, file, item, text::LINE_KEYS).map(Raw::Line),
            "dialect" => decode(draft, file, item, formats::DIALECT_KEYS).map(Raw::Dialect),
            "legacy" => decode(draft, file, item, formats::LEGACY_KEYS).map(Raw::Legacy),
            _ => decode(draft, file, item, compare::SLOT_KEYS).map(Raw::Slot),
        };
        let Some(raw) = raw else { continue };
        let id = id_of(&raw).to_owned();
        let prefix = format!("{}.", file.name.strip_suffix(".toml").unwrap_or(file.name));
        if !id.starts_with(&prefix) {
            let kind = Mistake::MisplacedId { id: id.clone(), prefix };
            draft.mistakes.push(RuleMistake { place: place.clone(), kind });
        }
        let twice = seen.insert(id.clone(), place.clone());
        let replaces = twice.is_none();
        if let Some(other) = twice {
            let kind = Mistake::DuplicateId { id: id.clone(), other };
            draft.mistakes.push(RuleMistake { place: place.clone(), kind });
        }
        let placed = Placed { raw, place, language: language.cloned() };
        match draft.ids.get(&id) {
            // Of two rules in one folder neither replaces the other, so that both are checked.
            Some(at) if replaces => draft.rules[*at] = placed,
            _ => {
                draft.ids.insert(id, draft.rules.len());
                draft.rules.push(placed);
            }
        }
    }
}

fn id_of(raw: &Raw) -> &str {
    match raw {
        Raw::Words(r) => &r.id,
        Raw::Pattern(r) => &r.id,
        Raw::Line(r) => &r.id,
        Raw::Slot(r) => &r.id,
        Raw::Dialect(r) => &r.id,
        Raw::Legacy(r) => &r.id,
    }
}

/// Items of an array, or the value itself as the only one.
fn each(value: Spanned<DeValue<'_>>) -> impl Iterator<Item = Spanned<DeValue<'_>>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Array(items) => items.into_iter().collect::<Vec<_>>().into_iter(),
        other => vec![Spanned::new(span, other)].into_iter(),
    }
}

/// Reads one table, noting every key that it cannot have and the first value of a wrong type.
fn decode<T: for<'de> Deserialize<'de>>(
    draft: &mut Draft,
    file: &File<'_>,
    value: Spanned<DeValue<'_>>,
    keys: &'static [&'static str],
) -> Option<T> {
    let whole = value.span();
    let mut unknown = false;
    if let DeValue::Table(table) = value.get_ref() {
        for key in table.keys().filter(|k| !keys.contains(&k.get_ref().as_ref())) {
            unknown = true;
            draft.mistakes.push(unknown_key(file, &key.span(), key.get_ref(), keys));
        }
    }
    match T::deserialize(value.into_deserializer()) {
        Ok(t) => Some(t),
        Err(_) if unknown => None,
        Err(e) => {
            let span = e.span().unwrap_or(whole);
            draft.mistakes.push(file.mistake(&span, Mistake::Syntax(e.message().to_owned())));
            None
        }
    }
}

fn unknown_key(file: &File<'_>, span: &std::ops::Range<usize>, key: &str, known: &[&'static str]) -> RuleMistake {
    let suggestion = suggestion(key, known.iter().copied());
    file.mistake(span, Mistake::UnknownKey { key: key.to_owned(), known: known.to_vec(), suggestion })
}

fn compile(set: &mut RuleSet, placed: Placed, mistakes: &mut Vec<RuleMistake>) {
    let Placed { raw, place, language } = placed;
    let folder = language.is_some();
    let language = language.and_then(|name| set.languages.iter().position(|l| l.name == name));
    if folder && language.is_none() {
        mistakes.push(RuleMistake { place: place.clone(), kind: Mistake::NoLanguage });
    }
    let id = RuleId::at(set.rules.len());
    let mut info = RuleInfo {
        id: id_of(&raw).to_owned(),
        kind: RuleKind::Words,
        class: String::new(),
        language,
        place,
        status: Status::Stable,
        fires: Vec::new(),
        silent: Vec::new(),
        pairs: Vec::new(),
        silent_pairs: Vec::new(),
    };
    let mut none = Language::default();
    let home = language.map_or(&mut none, |i| &mut set.languages[i]);
    match raw {
        Raw::Words(rule) => check::words(home, &mut info, id, rule, mistakes),
        Raw::Pattern(rule) => check::pattern(home, &mut info, id, rule, mistakes),
        Raw::Line(rule) => check::line(home, &mut info, id, rule, mistakes),
        Raw::Slot(rule) => {
            info.kind = RuleKind::Slot;
            info.class = rule.slot.clone();
            info.status = rule.status;
            info.pairs = rule.fires.clone();
            info.silent_pairs = rule.silent.clone();
            if rule.status == Status::Stable {
                set.compare.slots.insert(rule.slot.clone(), rule);
            }
        }
        Raw::Dialect(rule) => set.formats.take_dialect(&mut info, rule, mistakes),
        Raw::Legacy(rule) => set.formats.take_legacy(&mut info, rule),
    }
    if info.status != Status::Retired {
        check::examples(&info, mistakes);
    }
    set.rules.push(info);
}

/// Splits a phrase of a rule into words as the tokens of a text are split.
pub(super) fn phrase(text: &str) -> Vec<String> {
    let text = folded(text);
    tokens(&text).into_iter().map(|t| t.of(&text).to_owned()).collect()
}
