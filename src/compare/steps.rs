//! The steps that led to a finding: what each value was read from, what was weighed, what it came to.

use crate::compare::judgement::Judgement;
use crate::lexis::Reading;
use crate::model::{
    Claim, ClaimId, Feature, Kind, Link, OneEvent, RawSpan, RuleId, Scene, Scope, Step, Value, Weighed,
};
use crate::ruleset::{Class, RuleKind, RuleSet};

/// Features of a pair that are told; the others are summed up.
const TOLD: usize = 6;
/// Weight times value below which a feature says nothing.
const LEAST: f64 = 0.005;
/// Classes whose words say how much of the thing a figure covers.
const OF_SCOPE: [Class; 5] = [Class::Period, Class::Increment, Class::Part, Class::Origin, Class::Change];

/// How the value of a claim was read: the words and their rules, then what they were made into.
#[must_use]
pub fn read(scene: &Scene<'_>, claim: ClaimId, side: usize, rules: &RuleSet) -> Vec<Step> {
    let Some(teller) = Teller::of(scene, claim, rules) else { return Vec::new() };
    let mut steps: Vec<Step> = teller.ids().into_iter().map(|rule| teller.extracted(rule)).collect();
    steps.push(teller.normalised());
    steps.extend(teller.slot());
    steps.extend(teller.scope());
    steps.extend(teller.days());
    steps.into_iter().map(|step| step.on(side)).collect()
}

/// One claim with the words of its sentence.
struct Teller<'a> {
    scene: &'a Scene<'a>,
    rules: &'a RuleSet,
    claim: &'a Claim,
    text: &'a str,
    reading: Reading<'a>,
}

impl<'a> Teller<'a> {
    fn of(scene: &'a Scene<'a>, claim: ClaimId, rules: &'a RuleSet) -> Option<Self> {
        let claim = scene.claims.get(claim.index())?;
        let text = scene.articles.get(claim.article.index())?.text.as_str();
        let sentence = scene.sentences.get(claim.sentence.index())?;
        let language = rules.languages.get(sentence.language)?;
        let reading = Reading::of(sentence.span.of(text), sentence.span.start(), language);
        Some(Self { scene, rules, claim, text, reading })
    }

    /// The rules that read the value, each once; those of a post are the words that name it.
    fn ids(&self) -> Vec<RuleId> {
        let mut ids = self.claim.rules.to_vec();
        if self.claim.kind == Kind::Role && ids.is_empty() {
            ids.extend(
                self.hits().filter(|(raw, ..)| raw.overlaps(self.claim.raw)).filter_map(|(_, class, rule, _)| {
                    matches!(class, Class::Title | Class::TitleBefore).then_some(rule)
                }),
            );
        }
        let mut seen = Vec::new();
        ids.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        ids
    }

    /// What the words of the sentence mean, each with its place.
    fn hits(&self) -> impl Iterator<Item = (RawSpan, Class, RuleId, &'a str)> + '_ {
        self.reading.hits.iter().map(|hit| {
            let sense = self.reading.language.lexicon.sense(hit.sense);
            (self.reading.raw(hit.start as usize, hit.end as usize), sense.class, sense.rule, sense.text.as_str())
        })
    }

    /// The words of a rule that are nearest to the value, and what they mean.
    fn words(&self, rule: RuleId) -> Option<(RawSpan, &'a str)> {
        let value = self.claim.raw;
        let far = |raw: RawSpan| raw.start().saturating_sub(value.end()).max(value.start().saturating_sub(raw.end()));
        let own = self.hits().filter(|(_, _, by, _)| *by == rule).map(|(raw, _, _, text)| (raw, text));
        own.min_by_key(|(raw, _)| (far(*raw), raw.start()))
    }

    /// What a rule made of its words.
    fn extracted(&self, rule: RuleId) -> Step {
        let info = self.rules.rules.get(rule.index());
        let class = info.map_or("", |r| r.class.as_str()).replace('_', " ");
        let step = match self.words(rule) {
            Some((raw, "")) => Step::new("extract", raw.of(self.text), class),
            Some((raw, means)) => Step::new("extract", raw.of(self.text), format!("{class}: {means}")),
            None if info.is_some_and(|r| r.kind == RuleKind::Pattern) => {
                Step::new("extract", self.surface(), format!("read as {class}"))
            }
            None => Step::new("extract", self.surface(), class),
        };
        step.by(self.rules.name(rule))
    }

    fn surface(&self) -> &'a str {
        self.claim.raw.of(self.text).trim()
    }

    /// The words of the value to the value itself.
    fn normalised(&self) -> Step {
        let claim = self.claim;
        let on = self.scene.published.get(claim.article.index()).and_then(|p| p.at);
        let after = match (&claim.value, claim.kind) {
            (Value::Words(_), Kind::Role) => format!("{} is {}", claim.person.join(" "), claim.key.replace('_', " ")),
            (Value::Words(_), Kind::Quotation) => format!("{} words of {}", claim.key, claim.person.join(" ")),
            (Value::Words(_), _) => claim.key.to_string(),
            (value @ Value::Dates { .. }, kind) => value.wording(kind == Kind::Duration, true),
            (value @ Value::Amount { .. }, _) => value.wording(false, true),
        };
        let before = match (&claim.value, on) {
            (Value::Words(_), _) if claim.kind == Kind::Polarity => match claim.rules.is_empty() {
                true => "no word that denies, doubts or plans".to_owned(),
                false => "the statement".to_owned(),
            },
            (Value::Dates { .. }, Some(on)) => format!("{}, written on {}", self.surface(), on.day),
            _ if claim.parts.is_empty() => self.surface().to_owned(),
            _ => claim.parts.iter().map(|d| d.normalize().to_string()).collect::<Vec<_>>().join(" + "),
        };
        Step::new("normalise", before, after)
    }

    /// The id of the rule among the claim's that has one of these classes.
    fn by(&self, classes: &[Class]) -> Option<&'a str> {
        let of = |id: &&RuleId| {
            let class = self.rules.rules.get(id.index()).and_then(|r| Class::named(&r.class));
            class.is_some_and(|c| classes.contains(&c))
        };
        self.claim.rules.iter().find(of).map(|id| self.rules.name(*id))
    }

    /// What the figure measures.
    fn slot(&self) -> Option<Step> {
        let claim = self.claim;
        if claim.kind != Kind::Quantity {
            return None;
        }
        let noun = claim.counted.and_then(|t| self.scene.terms.get(t as usize));
        let noun = noun.map_or("no noun behind it", |t| t.split_once(':').map_or(t.as_str(), |(_, key)| key));
        Some(match self.by(&[Class::Slot]) {
            Some(rule) => {
                Step::new("normalise", "named by the words around it", format!("slot {}", claim.slot)).by(rule)
            }
            None => Step::new("normalise", noun, format!("slot {}, which no rule names", claim.slot)),
        })
    }

    /// How much of the thing the figure covers, where it is not the whole.
    fn scope(&self) -> Option<Step> {
        let claim = self.claim;
        if claim.scope == Scope::Total {
            return None;
        }
        if claim.kind != Kind::Quantity {
            return Some(Step::new("normalise", "a figure stands beside it", "of the figure, not of the event alone"));
        }
        let before = claim.window.map_or("how much of it is told", |window| window.as_str());
        let step = Step::new("normalise", before, format!("scope: {}", claim.scope.covers()));
        Some(match self.by(&OF_SCOPE) {
            Some(rule) => step.by(rule),
            None => step,
        })
    }

    /// The day of which a figure is told, and whether it is another event's.
    fn days(&self) -> Option<Step> {
        let aside = self.claim.aside.then(|| Step::new("normalise", "the sentence turns away", "of another event"));
        let figure = matches!(self.claim.kind, Kind::Quantity | Kind::Polarity);
        let when = self.claim.when.filter(|_| figure).map(|range| {
            let days = Value::Dates { range, time: None, vague: false, from_length: None };
            Step::new("normalise", "the day that the sentence names", days.wording(false, false))
        });
        aside.or(when)
    }
}

/// What made the pair: likeness, event, rivals, the features that counted most, and how sure they make it. `turned`: the
/// right claim of the link is the first side.
#[must_use]
pub fn weighed(scene: &Scene<'_>, link: &Link, turned: bool, rules: &RuleSet) -> Vec<Step> {
    let alike = format!("{:.2} alike", link.alike);
    let mut steps = vec![Step::new("similar", "the two sentences, their values left aside", alike)];
    let Some(weighed) = &link.weighed else { return steps };
    steps.push(event(scene, link, weighed, rules));
    let [mut a, mut b] = weighed.rivals;
    if turned {
        std::mem::swap(&mut a, &mut b);
    }
    let (for_a, for_b) = (a.max(1), b.max(1));
    let rivals = format!("values that could be meant: {for_a} of B's article for A, {for_b} of A's for B");
    steps.push(Step::new("group", rivals, if a < 2 && b < 2 { "no rivals" } else { "rivals" }));
    steps.extend(sums(weighed, rules));
    let sum = format!("all in all, by pairing.models.{}", weighed.family.name());
    steps.push(Step::new("group", sum, format!("sure {:.2}", link.sure)));
    steps
}

fn event(scene: &Scene<'_>, link: &Link, weighed: &Weighed, rules: &RuleSet) -> Step {
    let language = |c: ClaimId| {
        let article = scene.claims.get(c.index()).map(|c| c.article.index());
        article.and_then(|i| scene.texts.get(i)).map(|t| t.language)
    };
    let one_language = language(link.left) == language(link.right);
    let least =
        rules.compare.weights.as_ref().map_or(0.0, |w| if one_language { w.same_event } else { w.same_event_across });
    match weighed.event {
        OneEvent::Given => Step::new("group", "two texts that were given together", "assumed to report one event"),
        OneEvent::No => Step::new("group", "the two articles", "on different events"),
        OneEvent::Alike(alike) => {
            let after = if alike >= least {
                format!("one event, as {least:.2} is enough")
            } else {
                "one event, as a third article is on the event of both".to_owned()
            };
            Step::new("group", format!("the two articles are {alike:.2} alike"), after)
        }
    }
}

/// Weight times value of the features that counted most, where the model starts from, and the sum of the others.
fn sums(weighed: &Weighed, rules: &RuleSet) -> Vec<Step> {
    let Some(weights) = rules.pairing.models.get(&weighed.family) else { return Vec::new() };
    let all = Feature::ALL.into_iter().zip(weights.iter().zip(&weighed.features));
    let mut told: Vec<(Feature, f64, f64)> =
        all.map(|(f, (w, x))| (f, *w, *x)).filter(|(_, w, x)| (w * x).abs() >= LEAST).collect();
    let size = |(f, w, x): &(Feature, f64, f64)| if *f == Feature::Bias { f64::INFINITY } else { (w * x).abs() };
    told.sort_by(|x, y| size(y).total_cmp(&size(x)).then(x.0.cmp(&y.0)));
    let rest: f64 = told.iter().skip(TOLD + 1).map(|(_, w, x)| w * x).sum();
    let others = told.len().saturating_sub(TOLD + 1);
    let step = |(f, w, x): &(Feature, f64, f64)| {
        Step::new("group", format!("{} {x:.2} \u{d7} {w:.3}", f.name()), format!("{:+.2}", w * x))
    };
    let mut steps: Vec<Step> = told.iter().take(TOLD + 1).map(step).collect();
    if others > 0 {
        steps.push(Step::new("group", format!("{others} more"), format!("{rest:+.2}")));
    }
    steps
}

/// How the two values were held against each other, whether the pair is sure enough, and how often such rows are right;
/// `least` is none for two versions of one page.
pub fn judged(link: &Link, judgement: &Judgement, least: Option<f64>, right: f64) -> Vec<Step> {
    let mut steps = judgement.steps.clone();
    if let Some(last) = steps.last_mut() {
        last.rule = Some(judgement.rule.clone());
    }
    let Some(least) = least else {
        steps.push(Step::new(
            "compare",
            "two versions of one page, the sentence else the same",
            "the later one stands",
        ));
        return steps;
    };
    let asked = format!("sure {:.3}, where {} asks for {least:.3}", link.sure, judgement.verdict.name());
    let after = if link.sure < least {
        "too little for a row".to_owned()
    } else {
        format!("enough for a row; such rows are right {right:.2} of the time")
    };
    steps.push(Step::new("compare", asked, after));
    steps
}
