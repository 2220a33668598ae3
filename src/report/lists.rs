//! Rows of the tables beside the findings: claims, who printed what, problems.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Outcome;
use crate::model::{Article, ClaimId, Group, How, Kind, Link, Published, Skipped, Text, Value, Verdict};
use crate::report::cell::one_line;
use crate::report::source::Source;
use crate::report::table::FindingRow;
use crate::report::value::shown;

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// Name of its group; empty where it stands alone.
    pub group: String,
    /// Outlet.
    pub outlet: String,
    /// Publication date, ISO 8601; empty where not known.
    pub published: String,
    /// Article.
    pub document: String,
    /// 1-based line of the file.
    pub line: u32,
    /// The sentence, on one line.
    pub sentence: String,
    /// What kind of value.
    pub kind: &'static str,
    /// What is measured.
    pub slot: String,
    /// The value, readable.
    pub value: String,
    /// Unit of an amount.
    pub unit: String,
    /// The words of the value.
    pub surface: String,
    /// Whom the sentence names as its source.
    pub said_by: String,
    /// How the claim is put forward.
    pub modality: &'static str,
    /// Address of the article.
    pub url: String,
}

/// Who printed which value of one slot in one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// Name of the group.
    pub group: String,
    /// What is measured.
    pub slot: String,
    /// What kind of values.
    pub kind: &'static str,
    /// The group's most typical sentence.
    pub statement: String,
    /// The values as printed, for each outlet; empty where it is silent.
    pub printed: Vec<String>,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Its document.
    pub document: String,
    /// Its outlet.
    pub outlet: String,
    /// Its headline; empty where there is none.
    pub title: String,
    /// Publication date, ISO 8601; empty where not known.
    pub published: String,
    /// How that is known.
    pub how: &'static str,
    /// Address; empty where it carries none.
    pub url: String,
    /// How many claims were read in it.
    pub claims: usize,
}

/// All outlets, sorted.
pub fn outlets(outcome: &Outcome) -> Vec<String> {
    let outlets: BTreeSet<&str> = outcome.texts.iter().map(|text| text.outlet.as_str()).collect();
    outlets.into_iter().map(str::to_owned).collect()
}

/// For each claim the group that it is in, if it is in one, by their place among the groups.
fn homes(outcome: &Outcome) -> Vec<Option<usize>> {
    let mut homes = vec![None; outcome.claims.len()];
    for (at, group) in outcome.groups.iter().enumerate() {
        for claim in &group.claims {
            if let Some(home) = homes.get_mut(claim.index()) {
                *home = home.or(Some(at));
            }
        }
    }
    homes
}

/// All claims, in their order; `groups` are the groups' names.
pub fn claims<'o>(outcome: &'o Outcome, groups: &'o [String]) -> impl Iterator<Item = ClaimRow> + 'o {
    let homes = homes(outcome);
    let sources = outcome.claims.iter().filter_map(|claim| Source::of(outcome, claim.id));
    sources.map(move |source| {
        let home = homes.get(source.claim.id.index()).copied().flatten();
        claim(source, home.and_then(|at| groups.get(at)).map_or("", String::as_str))
    })
}

/// The claims that are in a group, in their order.
pub fn grouped(outcome: &Outcome, groups: &[String]) -> Vec<ClaimRow> {
    let homes = homes(outcome);
    let home = |id: ClaimId| groups.get((*homes.get(id.index())?)?);
    let own = outcome.claims.iter().filter_map(|c| Some(claim(Source::of(outcome, c.id)?, home(c.id)?)));
    own.collect()
}

fn claim(source: Source<'_>, group: &str) -> ClaimRow {
    let claim = source.claim;
    let unit = match &claim.value {
        Value::Amount { unit, .. } => unit.to_string(),
        Value::Dates { from_length: Some((_, unit)), .. } => (*unit).to_owned(),
        Value::Dates { .. } | Value::Words(_) => String::new(),
    };
    ClaimRow {
        group: group.to_owned(),
        outlet: source.outlet.to_owned(),
        published: source.published().unwrap_or_default(),
        document: source.article.document.clone(),
        line: source.sentence.line,
        sentence: source.statement(),
        kind: claim.kind.name(),
        slot: claim.slot.to_string(),
        value: one_line(&shown(claim)),
        unit,
        surface: source.surface(),
        said_by: claim.said_by.as_deref().map(one_line).unwrap_or_default(),
        modality: claim.modality.name(),
        url: source.article.url.clone().unwrap_or_default(),
    }
}

/// One row for each group and slot, in the order of the groups.
pub fn matrix(outcome: &Outcome, groups: &[String], outlets: &[String]) -> Vec<MatrixRow> {
    outcome.groups.iter().zip(groups).flat_map(|(group, name)| rows(outcome, group, name, outlets)).collect()
}

fn rows(outcome: &Outcome, group: &Group, name: &str, outlets: &[String]) -> Vec<MatrixRow> {
    let sources: Vec<Source<'_>> = group.claims.iter().filter_map(|id| Source::of(outcome, *id)).collect();
    let slots: BTreeSet<(&str, Kind)> = sources.iter().map(|s| (s.claim.slot.as_str(), s.claim.kind)).collect();
    let statement = typical(group).and_then(|id| Source::of(outcome, id)).map(|s| s.statement()).unwrap_or_default();
    let row = |(slot, kind): (&str, Kind)| {
        let of_slot = || sources.iter().filter(move |s| s.claim.slot == slot && s.claim.kind == kind);
        let printed = |outlet: &String| printed(of_slot().filter(|s| s.outlet == outlet));
        MatrixRow {
            group: name.to_owned(),
            slot: slot.to_owned(),
            kind: kind.name(),
            statement: statement.clone(),
            printed: outlets.iter().map(printed).collect(),
        }
    };
    slots.into_iter().map(row).collect()
}

/// The values as printed, each once, in order.
fn printed<'a>(sources: impl Iterator<Item = &'a Source<'a>>) -> String {
    let mut words: Vec<String> = Vec::new();
    for surface in sources.map(Source::surface) {
        if !words.contains(&surface) {
            words.push(surface);
        }
    }
    words.join("; ")
}

/// The member whose sentence is most like those of the others; the first of several.
fn typical(group: &Group) -> Option<ClaimId> {
    let mut scores: BTreeMap<ClaimId, f64> = group.claims.iter().map(|claim| (*claim, 0.0)).collect();
    for Link { left, right, alike: score, .. } in &group.links {
        for claim in [left, right] {
            if let Some(sum) = scores.get_mut(claim) {
                *sum += score;
            }
        }
    }
    scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(claim, _)| claim)
}

/// All that could not be read, sorted.
pub fn problems(outcome: &Outcome) -> Vec<Skipped> {
    let mut problems = outcome.skipped.clone();
    problems.sort();
    problems
}

/// All articles, in their order.
pub fn sources(outcome: &Outcome) -> Vec<SourceRow> {
    let mut counts = vec![0; outcome.articles.len()];
    for claim in &outcome.claims {
        if let Some(count) = counts.get_mut(claim.article.index()) {
            *count += 1;
        }
    }
    let told = outcome.articles.iter().zip(&outcome.texts).zip(&outcome.published);
    let row = |(((article, text), published), claims): (((&Article, &Text), &Published), usize)| SourceRow {
        document: article.document.clone(),
        outlet: text.outlet.clone(),
        title: text.title.as_deref().map(one_line).unwrap_or_default(),
        published: published.at.map(|at| at.iso()).unwrap_or_default(),
        how: known(published.how),
        url: article.url.clone().unwrap_or_default(),
        claims,
    };
    told.zip(counts).map(row).collect()
}

/// How a publication date is known, in words.
fn known(how: How) -> &'static str {
    match how {
        How::Stated => "stated in the text",
        How::Inferred => "inferred from weekday, day and years in the text",
        How::Given => "given by the file",
        How::Unknown => "not known",
    }
}

/// What a run was: its version, how much it read and found.
pub fn run(outcome: &Outcome, findings: &[FindingRow], gone: usize) -> Vec<(String, String)> {
    let refused = outcome.skipped.iter().filter(|skipped| skipped.refused).count();
    let mut run = vec![
        ("gormil", env!("CARGO_PKG_VERSION").to_owned()),
        ("articles", outcome.articles.len().to_string()),
        ("inputs refused", refused.to_string()),
        ("sentences", outcome.sentences.len().to_string()),
        ("claims", outcome.claims.len().to_string()),
        ("groups of like claims", outcome.groups.len().to_string()),
        ("findings in this report", findings.len().to_string()),
    ];
    for verdict in Verdict::ALL {
        run.push((verdict.name(), findings.iter().filter(|row| row.verdict == verdict).count().to_string()));
    }
    run.push(("reviewed rows not found any more", gone.to_string()));
    run.into_iter().map(|(what, value)| (what.to_owned(), value)).collect()
}
