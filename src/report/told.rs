//! Which sentence explains a finding, and the sum in it, so that a language other than that of the rules can say it.

use crate::model::{ArticleId, Finding, Outcome, Verdict, Why};
use crate::report::table::{FindingRow, StepRow};

/// The stage whose last two steps are the verdict and what it needed; sums stand before them.
const STAGE: &str = "compare";
const AFTER: usize = 2;

/// The key of the sentence among `explanations` of `compare.toml`.
pub fn template(outcome: &Outcome, finding: &Finding) -> String {
    let summed = finding.because.iter().filter(|step| step.stage == STAGE).count() > AFTER;
    let told = match (finding.verdict, finding.why) {
        (Verdict::Update, Why::LaterReport) if versions(outcome, finding) => "changed_version",
        (Verdict::Reconciled, Why::ElapsedTime) => "elapsed_time",
        (Verdict::Compatible, _) if summed => "elapsed_time_open",
        (_, why) => why.name(),
    };
    format!("{}.{told}", finding.verdict.name())
}

/// Whether one side is the next version of the other's page.
fn versions(outcome: &Outcome, finding: &Finding) -> bool {
    let article = |side: usize| -> Option<ArticleId> {
        let claim = finding.sides[side].statements.first()?.claim;
        Some(outcome.claims.get(claim.index())?.article)
    };
    let follows = |a: ArticleId, b: ArticleId| {
        outcome.editions.get(a.index()).is_some_and(|edition| edition.replaced_by == Some(b))
    };
    article(0).zip(article(1)).is_some_and(|(a, b)| follows(a, b) || follows(b, a))
}

/// The sum behind a length that became a start, where there is one.
pub fn sum(row: &FindingRow) -> Option<&str> {
    let mut steps = row.because.iter().rev().filter(|step| step.stage == STAGE);
    steps.nth(AFTER).map(|step: &StepRow| step.after.as_str())
}
