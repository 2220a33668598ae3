//! What the scorer of the gold clusters does: whether a finding is about what a labelled pair is about.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// One statement against one of another article, as a finding has them.
pub struct Predicted {
    pub verdict: String,
    pub kind: String,
    pub values: [String; 2],
    statements: [Value; 2],
}

impl Predicted {
    pub fn a(&self) -> &str {
        self.statements[0]["sentence"].as_str().unwrap_or_default()
    }

    pub fn b(&self) -> &str {
        self.statements[1]["sentence"].as_str().unwrap_or_default()
    }
}

/// All pairs of the findings in a findings.jsonl.
pub fn predicted(jsonl: &str) -> Vec<Predicted> {
    let mut out = Vec::new();
    for line in jsonl.lines() {
        let finding: Value = serde_json::from_str(line).unwrap();
        let side = |i: usize| finding["sides"][i]["statements"].as_array().unwrap().iter();
        let value = |i: usize| key(&finding["sides"][i]["value"]);
        let field = |name: &str| finding[name].as_str().unwrap().to_owned();
        for a in side(0) {
            for b in side(1).filter(|b| a["document"] != b["document"]) {
                out.push(Predicted {
                    verdict: field("verdict"),
                    kind: field("kind"),
                    values: [value(0), value(1)],
                    statements: [a.clone(), b.clone()],
                });
            }
        }
    }
    out
}

/// Whether both are about one thing: documents and kind, and either both values, or both sentences (for
/// quantities with one value).
pub fn meets(gold: &Value, p: &Predicted) -> bool {
    let family = |kind: &str| if kind == "duration" { "date".to_owned() } else { kind.to_owned() };
    if family(&p.kind) != family(gold["kind"].as_str().unwrap()) {
        return false;
    }
    [[0, 1], [1, 0]].into_iter().any(|order| {
        let sides = [("a", "value_a", order[0]), ("b", "value_b", order[1])];
        let documents = sides.iter().all(|(side, _, at)| gold[side]["doc"] == p.statements[*at]["document"]);
        let equal = sides.iter().filter(|(_, value, at)| key(&gold[value]) == p.values[*at]).count();
        let quotes = sides.iter().all(|(side, _, at)| overlap(&gold[side]["quote"], &p.statements[*at]["sentence"]));
        documents && (equal == 2 || (quotes && (equal > 0 || gold["kind"] != "quantity")))
    })
}

fn overlap(quote: &Value, sentence: &Value) -> bool {
    let [a, b] = [quote, sentence].map(|v| normal(v.as_str().unwrap_or_default()));
    !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a))
}

fn normal(text: &str) -> String {
    let seen = text.nfc().filter(|c| !matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}')).collect::<String>();
    seen.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A value of a finding or of the gold as one text that can be compared.
fn key(value: &Value) -> String {
    let part = |name: &str| match &value[name] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if !value.is_object() {
        return scaled(value.as_str().unwrap_or_default(), 1.0);
    }
    let (start, end) = (part("start"), part("end"));
    match (start.is_empty() && end.is_empty(), value.get("low").is_some() || value.get("high").is_some()) {
        (false, _) if start == end || end.is_empty() => start,
        (false, _) => format!("{start}/{end}"),
        (true, true) => interval(&number(&part("low")), &number(&part("high"))),
        (true, false) => normal(&part("text")),
    }
}

/// `low..high`, or the figure where both are one.
pub fn interval(low: &str, high: &str) -> String {
    if low == high { low.to_owned() } else { format!("{low}..{high}") }
}

/// A number in its plainest form; other text in its normal form.
pub fn number(text: &str) -> String {
    text.replace(',', "").parse::<f64>().map_or_else(|_| normal(text), |n| n.to_string())
}

/// A number or an interval of numbers, times `by`; other text in its normal form.
pub fn scaled(text: &str, by: f64) -> String {
    let one = |part: &str| part.replace(',', "").parse::<f64>().map(|n| (n * by).to_string());
    let parts: Vec<&str> = text.trim().split("..").collect();
    let known: Result<Vec<String>, _> =
        parts.iter().map(|p| if p.is_empty() { Ok(String::new()) } else { one(p) }).collect();
    known.map_or_else(|_| normal(text), |parts| parts.join(".."))
}
