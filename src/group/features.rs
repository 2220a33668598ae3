//! What is looked at in two claims that passed the gate.

use rustc_hash::FxHashMap;

use crate::group::elsewhere::Elsewhere;
use crate::group::event::Events;
use crate::group::persons::Persons;
use crate::group::stand::same_stand;
use crate::group::values::{Values, little, nearness, one_digit, share, slip, small, telling_unit};
use crate::model::{Claim, Family, Feature, Features, Kind, Modality, Quantity, Scene, Scope, Value};
use crate::ruleset::RuleSet;
use crate::similar::Rows;

/// Everything that features are read from.
pub struct Sight<'a> {
    scene: &'a Scene<'a>,
    events: &'a Events<'a>,
    persons: &'a Persons<'a>,
    rules: &'a RuleSet,
    elsewhere: Elsewhere<'a>,
    /// The terms of each sentence.
    rows: Rows,
    /// Sentences less alike than this are not alike.
    least: f64,
    /// The values of all claims.
    values: &'a Values,
    /// For each sentence its figures, sorted, each once.
    figures: Vec<Vec<u32>>,
    /// For each claim the places that its article names beside the value, wherever it gives it.
    places: Vec<Vec<u32>>,
    /// For each article its first sentence and their number.
    extents: Vec<(u32, u32)>,
}

/// What two lists of terms have in common: by weight, and the weights of both.
#[derive(Clone, Copy)]
struct Common {
    both: f64,
    left: f64,
    right: f64,
    notions: usize,
}

impl<'a> Sight<'a> {
    /// Looks over a batch.
    pub fn of(
        scene: &'a Scene<'a>,
        events: &'a Events<'a>,
        persons: &'a Persons<'a>,
        values: &'a Values,
        rules: &'a RuleSet,
    ) -> Self {
        let mut figures: Vec<Vec<u32>> = vec![Vec::new(); scene.sentences.len()];
        for claim in scene.claims.iter().filter(|c| !matches!(c.value, Value::Words(_))) {
            figures[claim.sentence.index()].push(values.told(claim));
        }
        for list in &mut figures {
            list.sort_unstable();
            list.dedup();
        }
        let mut told_at: FxHashMap<(u32, Kind, &str, u32), Vec<u32>> = FxHashMap::default();
        let field = |c: &'a Claim| (c.article.0, c.kind, c.slot.as_str(), values.told(c));
        let is_name = |t: &&u32| scene.is_name(**t);
        for claim in scene.claims {
            told_at.entry(field(claim)).or_default().extend(claim.about.iter().filter(is_name));
        }
        let places = |c: &'a Claim| {
            let mut places = told_at.get(&field(c)).cloned().unwrap_or_default();
            places.sort_unstable();
            places.dedup();
            places
        };
        let places = scene.claims.iter().map(places).collect();
        let mut extents = vec![(u32::MAX, 0); scene.articles.len()];
        for sentence in scene.sentences {
            let extent = &mut extents[sentence.article.index()];
            *extent = (extent.0.min(sentence.id.0), extent.1 + 1);
        }
        let rows = Rows::of(scene.bags, scene.vocabulary);
        let least = rules.compare.weights.as_ref().map_or(0.0, |w| w.alike_least);
        let elsewhere = Elsewhere::of(scene, values);
        Self { scene, events, persons, rules, elsewhere, rows, least, values, figures, places, extents }
    }

    /// Likeness of the sentences of two claims.
    pub fn alike(&self, a: &Claim, b: &Claim) -> f64 {
        let alike = self.rows.alike(a.sentence.index(), b.sentence.index(), self.scene.vocabulary);
        if alike >= self.least { alike } else { 0.0 }
    }

    /// The features of two claims of `family`; `rivals`: how many values of each article could be meant by the other.
    pub fn features(&self, a: &Claim, b: &Claim, family: Family, rivals: (usize, usize)) -> Features {
        let mut out = [0.0; Feature::ALL.len()];
        let mut set = |feature: Feature, value: f64| out[feature as usize] = value;
        let yes = |is: bool| if is { 1.0 } else { 0.0 };
        let clause = self.common(&a.about, &b.about, a, b);
        let (left, right) = (self.rows.terms(a.sentence.index()), self.rows.terms(b.sentence.index()));
        // two remarks of longer sentences share what stands inside the quotation marks
        let remarks = a.kind == Kind::Quotation && b.kind == Kind::Quotation;
        let sentence = if remarks { clause } else { self.common(left, right, a, b) };
        set(Feature::Bias, 1.0);
        set(Feature::Sentence, self.alike(a, b));
        set(Feature::Clause, self.held(&clause, a, b));
        set(Feature::ClauseLike, clause.like());
        set(Feature::Shared, sentence.of_lighter());
        set(Feature::Notions, share(clause.notions, 2));
        set(Feature::Place, yes(self.named(left).any(|t| right.binary_search(&t).is_ok())));
        set(Feature::Elsewhere, yes(self.lacks(&a.about, &b.about) && self.lacks(&b.about, &a.about)));
        let persons = if a.person.is_empty() || b.person.is_empty() {
            self.persons.shared(left, right)
        } else {
            usize::from(self.persons.one(&a.person, &b.person)) * a.person.len().min(b.person.len())
        };
        set(Feature::Person, share(persons, 2));
        let alone = 1.0 / (small(rivals.0.max(1)) * small(rivals.1.max(1))).sqrt();
        let named = (a.is_named(), b.is_named());
        let one_slot = named == (true, true) && a.slot == b.slot;
        let one_head = a.head.iter().any(|t| b.head.contains(t));
        let person = |c: &Claim| matches!(&c.value, Value::Amount { unit, .. } if unit == Quantity::PERSON);
        let of_persons = person(a) || person(b);
        if a.kind == Kind::Quantity && b.kind == Kind::Quantity {
            let both = named == (true, true);
            set(Feature::SlotOfPersons, yes(one_slot && of_persons));
            set(Feature::Slot, yes(one_slot && !of_persons));
            set(Feature::SlotOfOne, yes(named.0 != named.1));
            let unit = yes(telling_unit(self.rules, a) && telling_unit(self.rules, b));
            set(Feature::Unit, unit);
            set(Feature::SoleUnit, unit * alone);
            set(Feature::SlotApart, yes(both && !one_slot));
            set(Feature::Little, yes(!both && (little(a) || little(b))));
            set(Feature::Parted, yes(a.scope == Scope::Part || b.scope == Scope::Part));
            set(Feature::Unlike, yes(!one_slot) * (1.0 - clause.like()));
        }
        let weighty = (clause.both / WEIGHTY).min(1.0);
        let head = if a.kind == Kind::Polarity { self.stated(a, b) } else { yes(one_head) };
        set(Feature::Head, head);
        if a.kind == Kind::Polarity {
            set(Feature::Answer, (head * self.held(&clause, a, b) * weighty).sqrt());
        }
        let heads = !a.head.is_empty() && !b.head.is_empty();
        set(Feature::HeadApart, yes(heads && !one_head));
        set(Feature::Contrast, self.contrast(&a.about, &b.about));
        set(Feature::PlaceApart, self.places_apart(a, b));
        let timed = |c: &Claim| matches!(c.value, Value::Dates { time: Some(_), .. });
        set(Feature::Timed, yes(timed(a) && timed(b)));
        if let (Some(x), Some(y)) = (a.counted, b.counted) {
            let same = x == y || self.likeness(x, y) > 0.0;
            set(Feature::Counted, yes(same));
            set(Feature::CountedApart, yes(!same));
        }
        set(Feature::Alone, alone);
        set(Feature::SoleSlot, yes(one_slot) * alone);
        set(Feature::SlotLike, yes(one_slot) * clause.like());
        set(Feature::SoleCounted, yes(a.counted.is_some() && a.counted == b.counted) * alone);
        set(Feature::SoleHead, yes(one_head) * alone);
        set(Feature::Company, share(self.company(a, b), 2));
        set(
            Feature::Scope,
            yes(a.scope != b.scope && !matches!((&a.scope, &b.scope), (Scope::Change(_), Scope::Change(_)))),
        );
        if a.kind == Kind::Quantity || a.kind == Kind::Polarity {
            set(Feature::Day, yes(a.when.zip(b.when).is_some_and(|(x, y)| !x.overlaps(y))));
        }
        set(Feature::Background, yes(!self.same_time(a, b)));
        // a post, and a day that other reports look back on, may be told in reports of any event
        let told_anywhere = matches!(family.kind, Kind::Role | Kind::Date);
        set(Feature::OtherEvent, yes(!told_anywhere && !self.events.one(a.article, b.article)));
        set(Feature::Opposed, yes(self.scene.vocabulary.opposed.part(&a.about, &b.about)));
        let (near, telling) = nearness(self.rules, a, b);
        let near = if family.meet { near } else { near.min(0.99) };
        let slot_matters = one_slot && a.kind == Kind::Quantity && !family.meet;
        set(if slot_matters { Feature::SlotNear } else { Feature::Near }, near);
        if let (Some(x), Some(y)) = (a.whole, b.whole) {
            set(Feature::Whole, yes(x == y));
            set(Feature::WholeApart, yes(x != y));
        }
        set(Feature::ExtentApart, yes(self.extents_apart(a, b)));
        if !family.meet {
            set(Feature::Slip, yes(slip(self.rules, a, b)));
            set(Feature::OneDigit, one_digit(self.rules, a, b));
            set(Feature::Given, self.elsewhere.given(a, b));
        }
        set(Feature::First, yes(a.kind.is_figure() && self.elsewhere.both_first(a, b)));
        set(Feature::PassedOver, self.elsewhere.passed_over((a.article, left), (b.article, right)));
        let telling = if a.kind == Kind::Polarity {
            weighty
        } else if family.meet {
            telling
        } else {
            0.0
        };
        set(Feature::Telling, telling);
        set(Feature::Position, 1.0 - (self.position(a) - self.position(b)).abs());
        let language = |c: &Claim| self.scene.sentences[c.sentence.index()].language;
        set(Feature::Languages, yes(language(a) != language(b)));
        let open = |c: &Claim| matches!(c.modality, Modality::Planned | Modality::Possible);
        set(Feature::Modality, yes(open(a) != open(b)));
        out
    }

    /// Whether two statements may be about one thing at all: what one denies stands in the other, or most of its rarer
    /// words do; two states that exclude each other are those of one thing.
    pub fn answers(&self, a: &Claim, b: &Claim) -> bool {
        const MOST: f64 = 0.6;
        const SOME: f64 = 0.3;
        let common = self.common(&a.about, &b.about, a, b);
        let held = self.held(&common, a, b);
        if a.is_silent() || b.is_silent() {
            return (a.denies() || b.denies()) && common.notions > 0 || held >= SOME;
        }
        let stated = self.stated(a, b);
        match (a.denies(), b.denies()) {
            (true, true) => stated > 0.0 && held >= MOST,
            (false, false) => {
                if stated > 0.0 {
                    held > 0.0
                } else {
                    held >= if same_stand(a, b) { SOME } else { MOST }
                }
            }
            _ => held >= if stated > 0.0 { SOME } else { MOST },
        }
    }

    /// How far one statement tells what the other denies: 1 for the word nearest to the denial or a contrary state, half
    /// for the next.
    fn stated(&self, a: &Claim, b: &Claim) -> f64 {
        let met = |t: &u32, list: &[u32]| list.contains(t) || list.iter().any(|u| self.likeness(*t, *u) > 0.0);
        let told = |head: &[u32], list: &[u32]| -> f64 {
            match head {
                [first, ..] if met(first, list) => 1.0,
                [_, rest @ ..] if rest.iter().any(|t| met(t, list)) => 0.5,
                _ => 0.0,
            }
        };
        let contrary = self.scene.vocabulary.contrary.part(a.stated(), b.stated());
        match (a.denies(), b.denies()) {
            _ if contrary => 1.0,
            (true, true) => told(&a.head, &b.about).min(told(&b.head, &a.about)),
            (true, false) => told(&a.head, &b.about),
            (false, true) => told(&b.head, &a.about),
            (false, false) => 0.0,
        }
    }

    /// What stands in the lighter clause and in the other; of a statement and its denial, in the denial.
    fn held(&self, clause: &Common, a: &Claim, b: &Claim) -> f64 {
        match (a.denies(), b.denies()) {
            (true, false) => part(clause.both, clause.left),
            (false, true) => part(clause.both, clause.right),
            _ => clause.of_lighter(),
        }
    }

    /// Terms are shared as they are, or by what they are spelled or sound like. Across languages only what can be in
    /// both counts: notions, names, posts, and words that have kin.
    fn common(&self, a: &[u32], b: &[u32], left: &Claim, right: &Claim) -> Common {
        let scene = self.scene;
        let language = |c: &Claim| scene.sentences[c.sentence.index()].language;
        let across = language(left) != language(right);
        let counts =
            |t: &u32| !across || scene.vocabulary.is_marked(*t) || !scene.vocabulary.kin[*t as usize].is_empty();
        let weight =
            |list: &[u32]| list.iter().filter(|t| counts(t)).map(|t| scene.vocabulary.rarity[*t as usize]).sum();
        let mut out = Common { both: 0.0, left: weight(a), right: weight(b), notions: 0 };
        for term in a.iter().filter(|t| counts(t)) {
            let likeness = if b.binary_search(term).is_ok() {
                out.notions += usize::from(scene.is_notion(*term));
                1.0
            } else {
                let kin = &scene.vocabulary.kin[*term as usize];
                kin.iter().filter(|(t, _)| b.binary_search(t).is_ok()).map(|(_, l)| *l).fold(0.0, f64::max)
            };
            out.both += likeness * scene.vocabulary.rarity[*term as usize];
        }
        out
    }

    fn likeness(&self, x: u32, y: u32) -> f64 {
        let kin = &self.scene.vocabulary.kin[x as usize];
        kin.iter().find(|(t, _)| *t == y).map_or(0.0, |(_, likeness)| *likeness)
    }

    fn named<'b>(&'b self, terms: &'b [u32]) -> impl Iterator<Item = u32> + 'b {
        terms.iter().copied().filter(|t| self.scene.is_name(*t))
    }

    /// How rare the rarest notion is that one list has and the other has not, of both lists the less rare one; rare is
    /// what one sentence in so many has.
    fn contrast(&self, a: &[u32], b: &[u32]) -> f64 {
        const RARE: f64 = 7.0;
        let own = |x: &[u32], y: &[u32]| {
            let lacks = |t: &&u32| self.scene.is_notion(**t) && y.binary_search(t).is_err();
            x.iter().filter(lacks).map(|t| self.scene.vocabulary.rarity[*t as usize]).fold(0.0, f64::max)
        };
        (own(a, b).min(own(b, a)) / RARE).min(1.0)
    }

    /// The share of the places named beside both values that only one of them has; 0 where one has none.
    fn places_apart(&self, a: &Claim, b: &Claim) -> f64 {
        let (x, y) = (&self.places[a.id.index()], &self.places[b.id.index()]);
        if x.is_empty() || y.is_empty() {
            return 0.0;
        }
        let both = x.iter().filter(|t| y.binary_search(t).is_ok()).count();
        1.0 - small(both) / small(x.len() + y.len() - both)
    }

    /// Whether two figures cover areas of different width; one of several countries is none of a place.
    fn extents_apart(&self, a: &Claim, b: &Claim) -> bool {
        let within =
            |x: &Claim, y: &Claim| x.extent == SEVERAL && y.extent.is_empty() && self.named(&y.about).next().is_some();
        let both = !a.extent.is_empty() && !b.extent.is_empty();
        both && a.extent != b.extent || within(a, b) || within(b, a)
    }

    fn lacks(&self, a: &[u32], b: &[u32]) -> bool {
        self.named(a).any(|t| b.binary_search(&t).is_err())
    }

    /// How many other values both sentences give.
    fn company(&self, a: &Claim, b: &Claim) -> usize {
        let (x, y) = (&self.figures[a.sentence.index()], &self.figures[b.sentence.index()]);
        let own = [a, b].map(|c| self.values.told(c));
        x.iter().filter(|v| y.binary_search(v).is_ok() && !own.contains(v)).count()
    }

    /// Both of the article's own event, or both of the same days long before it.
    fn same_time(&self, a: &Claim, b: &Claim) -> bool {
        let (past_a, past_b) = (self.events.background(a.article, a.when), self.events.background(b.article, b.when));
        match (past_a, past_b) {
            (false, false) => a.aside == b.aside,
            (true, true) => a.when.zip(b.when).is_some_and(|(x, y)| x.overlaps(y)),
            _ => false,
        }
    }

    fn position(&self, claim: &Claim) -> f64 {
        let (first, count) = self.extents[claim.article.index()];
        f64::from(claim.sentence.0.saturating_sub(first)) / f64::from(count.max(1))
    }
}

/// The width of what lies in more than one country.
const SEVERAL: &str = "countries";
/// Weight of shared rare words at which more of them tell nothing more.
const WEIGHTY: f64 = 10.0;

impl Common {
    fn of_lighter(&self) -> f64 {
        part(self.both, self.left.min(self.right))
    }

    fn like(&self) -> f64 {
        part(self.both, (self.left * self.right).sqrt())
    }
}

fn part(both: f64, whole: f64) -> f64 {
    if whole > 0.0 { (both / whole).min(1.0) } else { 0.0 }
}
