//! Outcomes made by hand, of invented outlets and events.

use gormil::model::Outcome;
use gormil::model::{
    Article, ArticleId, Bound, Claim, ClaimId, Clock, DateRange, Few, Finding, Group, GroupId, Keyword, Kind, Link,
    Modality, Moment, Published, RawSpan, Reach, Scope, Sentence, SentenceId, SentenceKind, Side, Skipped, Statement,
    Text, Value, Verdict, Why,
};

/// An outcome that grows call by call.
pub struct Made {
    pub outcome: Outcome,
}

impl Made {
    pub fn new() -> Self {
        Self { outcome: Outcome::default() }
    }

    /// An article; `published` is a day and, behind a blank, minutes since midnight.
    pub fn article(&mut self, document: &str, outlet: &str, published: Option<&str>, url: Option<&str>, text: &str) {
        self.outcome.articles.push(Article {
            document: document.to_owned(),
            url: url.map(str::to_owned),
            text: text.to_owned(),
            ..Article::default()
        });
        self.outcome.texts.push(Text { outlet: outlet.to_owned(), ..Text::default() });
        let at = published.map(|published| {
            let (day, minute) = published.split_once(' ').unwrap_or((published, ""));
            Moment { day: day.parse().unwrap(), minute: minute.parse().ok() }
        });
        self.outcome.published.push(Published { at, ..Published::default() });
    }

    /// A claim about `killed` by the words `surface` of a sentence of a document.
    pub fn claim(&mut self, document: &str, sentence: &str, surface: &str, value: Value, by: Option<&str>) -> ClaimId {
        let outcome = &mut self.outcome;
        let at = outcome.articles.iter().position(|a| a.document == document).unwrap();
        let text = &outcome.articles[at].text;
        let start = text.find(sentence).unwrap();
        let words = start + sentence.find(surface).unwrap();
        let article = ArticleId(u32::try_from(at).unwrap());
        let id = SentenceId(u32::try_from(outcome.sentences.len()).unwrap());
        outcome.sentences.push(Sentence {
            id,
            article,
            span: RawSpan::new(start, start + sentence.len()).unwrap(),
            line: u32::try_from(text[..start].matches('\n').count()).unwrap() + 1,
            kind: SentenceKind::Body,
            language: 0,
        });
        let claim = ClaimId(u32::try_from(outcome.claims.len()).unwrap());
        outcome.claims.push(Claim {
            id: claim,
            article,
            sentence: id,
            raw: RawSpan::new(words, words + surface.len()).unwrap(),
            kind: Kind::Quantity,
            slot: "killed".into(),
            scope: Scope::Total,
            value,
            key: Keyword::default(),
            person: Few::default(),
            counted: None,
            about: Box::default(),
            head: Few::default(),
            denied: Few::default(),
            when: None,
            window: None,
            moved: None,
            running: false,
            added: false,
            whole: None,
            extent: Keyword::default(),
            parts: Few::default(),
            aside: false,
            said_by: by.map(Box::from),
            modality: Modality::Asserted,
            rules: Few::default(),
        });
        claim
    }

    /// A group, with links by place in `claims`.
    pub fn group(&mut self, claims: &[ClaimId], links: &[(usize, usize, f64)]) {
        let id = GroupId(u32::try_from(self.outcome.groups.len()).unwrap());
        let link = |(a, b, score): &(usize, usize, f64)| Link {
            left: claims[*a],
            right: claims[*b],
            alike: *score,
            sure: 0.9,
            weighed: None,
        };
        let links = links.iter().map(link).collect();
        self.outcome.groups.push(Group { id, claims: claims.to_vec(), links });
    }

    /// A finding in the last group; a side is its value and who gave it.
    pub fn finding(&mut self, verdict: Verdict, slot: &str, confidence: f64, sides: [(&str, &[ClaimId]); 2]) {
        let [(a, _), (b, _)] = sides;
        let explanation = format!("{a} and {b}\ncannot both be right.");
        let values: Vec<_> =
            sides.iter().map(|(_, c)| c.first().map(|c| self.outcome.claims[c.index()].value.clone())).collect();
        let mut values = values.into_iter().flatten();
        let mut side = |(text, claims): (&str, &[ClaimId])| Side {
            text: text.to_owned(),
            value: values.next().unwrap(),
            statements: claims.iter().map(|claim| Statement { claim: *claim }).collect(),
        };
        for claim in sides.iter().flat_map(|(_, claims)| claims.iter()) {
            self.outcome.claims[claim.index()].slot = slot.into();
        }
        self.outcome.findings.push(Finding {
            verdict,
            why: Why::ValueDiffers,
            kind: Kind::Quantity,
            slot: slot.to_owned(),
            confidence,
            similarity: 0.8149,
            rule: format!("compare.{slot}"),
            group: self.outcome.groups.last().unwrap().id,
            explanation,
            template: String::new(),
            arithmetic: None,
            sides: sides.map(&mut side),
            because: Vec::new(),
        });
    }

    pub fn problem(&mut self, document: &str, line: Option<u32>, problem: &str) {
        self.outcome.skipped.push(Skipped {
            document: document.to_owned(),
            line,
            problem: problem.to_owned(),
            help: "save it again".to_owned(),
            refused: true,
        });
    }

    /// The same outcome with every list turned round.
    pub fn backwards(mut self) -> Self {
        let o = &mut self.outcome;
        let turned = |n: usize, i: u32| u32::try_from(n).unwrap() - 1 - i;
        let (articles, sentences) = (o.articles.len(), o.sentences.len());
        let (claims, groups) = (o.claims.len(), o.groups.len());
        for sentence in &mut o.sentences {
            sentence.id.0 = turned(sentences, sentence.id.0);
            sentence.article.0 = turned(articles, sentence.article.0);
        }
        for claim in &mut o.claims {
            claim.id.0 = turned(claims, claim.id.0);
            claim.article.0 = turned(articles, claim.article.0);
            claim.sentence.0 = turned(sentences, claim.sentence.0);
        }
        for group in &mut o.groups {
            group.id.0 = turned(groups, group.id.0);
            group.claims.iter_mut().for_each(|c| c.0 = turned(claims, c.0));
            group.claims.reverse();
        }
        for finding in &mut o.findings {
            finding.group.0 = turned(groups, finding.group.0);
            for statement in finding.sides.iter_mut().flat_map(|side| &mut side.statements) {
                statement.claim.0 = turned(claims, statement.claim.0);
            }
        }
        o.articles.reverse();
        o.texts.reverse();
        o.published.reverse();
        o.sentences.reverse();
        o.claims.reverse();
        o.groups.reverse();
        o.findings.reverse();
        self
    }
}

/// An exact interval; an empty end is open.
pub fn amount(low: &str, high: &str, bound: Bound, unit: &str) -> Value {
    let (low, high) = (low.parse().ok(), high.parse().ok());
    Value::Amount { low, high, unit: unit.into(), bound, grain: 1.into() }
}

/// Days from one to another; an empty end is open.
pub fn dates(from: &str, to: &str, minute: Option<u16>) -> Value {
    let range = DateRange { from: from.parse().ok(), to: to.parse().ok() };
    let at = |m| Moment { day: from.parse().unwrap(), minute: Some(m) };
    let time = minute.map(|m| Clock { at: at(m), side: Reach::At, zone: None });
    Value::Dates { range, time, vague: false, from_length: None }
}

/// A length in years with the days that it points to.
pub fn since(from: &str, to: &str, years: u32) -> Value {
    let range = DateRange { from: from.parse().ok(), to: to.parse().ok() };
    Value::Dates { range, time: None, vague: false, from_length: Some((years.into(), "year")) }
}

/// Four outlets on one sunken ferry: three with 46 dead, one with 45; two more slots.
pub fn ferry() -> Made {
    let mut made = Made::new();
    let people = |n: &str| amount(n, n, Bound::Exact, "person");
    let day = Some("2031-05-02");
    made.article("dak.txt", "Dak", day, None, "ডাক\nফেরিডুবিতে মৃত ৪৬।\nআহত ১২ জন।");
    let url = Some("https://katha.example/1");
    made.article("katha.jsonl#1", "Katha", day, url, "ফেরিডুবিতে ৪৫ জনের মৃত্যু হয়েছে। আহত ১৫ জন।");
    let time = Some("2031-05-02 600");
    made.article("nodi.txt", "Nodi", time, None, "নদী\n\nফেরি ডুবে\n৪৬ জন মারা গেছেন।\nআহত ডজনখানেক।");
    made.article("shomoy.txt", "Shomoy", None, None, "ফেরি ডুবে ৪৬ জন নিহত।\nমৃত ৪৬।\nমৃতের সংখ্যা ৪৬।");
    let dak = made.claim("dak.txt", "ফেরিডুবিতে মৃত ৪৬।", "৪৬", people("46"), None);
    let hurt_dak = made.claim("dak.txt", "আহত ১২ জন।", "১২ জন", people("12"), None);
    let katha = "ফেরিডুবিতে ৪৫ জনের মৃত্যু হয়েছে।";
    let katha = made.claim("katha.jsonl#1", katha, "৪৫ জনের", people("45"), Some("fire service"));
    let hurt_katha = made.claim("katha.jsonl#1", "আহত ১৫ জন।", "১৫ জন", people("15"), None);
    let nodi = made.claim("nodi.txt", "ফেরি ডুবে\n৪৬ জন মারা গেছেন।", "৪৬ জন", people("46"), None);
    let hurt_nodi = made.claim("nodi.txt", "আহত ডজনখানেক।", "ডজনখানেক", people("12"), None);
    let shomoy = made.claim("shomoy.txt", "ফেরি ডুবে ৪৬ জন নিহত।", "৪৬ জন", people("46"), None);
    let second = made.claim("shomoy.txt", "মৃত ৪৬।", "৪৬", people("46"), None);
    let third = made.claim("shomoy.txt", "মৃতের সংখ্যা ৪৬।", "৪৬", people("46"), None);
    let killed = [dak, katha, nodi, shomoy, second, third];
    made.group(&killed, &[(0, 1, 0.5), (0, 2, 0.8), (1, 2, 0.8149), (2, 3, 0.9), (3, 4, 0.2)]);
    made.finding(
        Verdict::Contradiction,
        "killed",
        0.9,
        [("46", &[nodi, dak, shomoy, second, third]), ("45", &[katha])],
    );
    made.group(&[hurt_dak, hurt_katha, hurt_nodi], &[(0, 1, 0.7), (1, 2, 0.5)]);
    made.finding(Verdict::Contradiction, "injured", 0.7149, [("12", &[hurt_dak]), ("15", &[hurt_katha])]);
    made.finding(Verdict::Agrees, "killed", 1.0, [("46", &[dak]), ("46", &[shomoy])]);
    made.finding(Verdict::Reconciled, "injured", 1.0, [("12", &[hurt_dak]), ("12", &[hurt_nodi])]);
    made
}
