//! The page of a big report: how long writing it takes, how big it is, and what a browser needs for it.
//!
//!     cargo bench --bench page
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/support/browser.rs"]
mod browser;
mod story;

use std::path::Path;
use std::time::Instant;

use gormil::report::{Options, write};
use gormil::ruleset::shipped;

use crate::browser::Browser;

const ARTICLES: usize = 400;
/// Of all verdicts; more than 5,000 of them stand in the report.
const FINDINGS: usize = 5_600;

fn main() {
    let mut outcome = gormil::compared(story::articles(ARTICLES), Vec::new(), &shipped().unwrap());
    println!("{} articles, {} findings", outcome.articles.len(), outcome.findings.len());
    // as many of each verdict as there are among all
    let all = outcome.findings.len();
    let mut number = 0;
    outcome.findings.retain(|_| {
        number += 1;
        all <= FINDINGS || number * FINDINGS / all > (number - 1) * FINDINGS / all
    });
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page");
    let page = dir.join("report.html");
    for run in 1..=4 {
        // the last run reads the report that stands there
        if run < 4 && dir.exists() {
            std::fs::remove_dir_all(&dir).unwrap();
        }
        let started = Instant::now();
        let written = write(&outcome, &Options::default(), &dir).unwrap();
        let took = started.elapsed().as_millis();
        let size = std::fs::metadata(&page).unwrap().len();
        let findings = written.table.findings.len();
        println!("{findings} findings: all files written in {took} ms, report.html has {:.1} MB", size as f64 / 1e6);
    }
    let Some(mut browser) = Browser::start() else {
        println!("no Chromium on the path");
        return;
    };
    for run in 1..=3 {
        browser.open(&page, "");
        let told = browser.eval(MEASURE);
        println!("run {run}: {told}");
    }
}

/// Milliseconds: until the document is parsed, until it is loaded, and from a change of a filter to the next picture.
const MEASURE: &str = "(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const form = document.querySelector('#filters');
  const change = async (act, wait) => {
    await frame();
    const start = performance.now();
    act();
    form.dispatchEvent(new Event('input'));
    await new Promise((done) => setTimeout(done, wait));
    await frame();
    return Math.round(performance.now() - start - wait);
  };
  const [load] = performance.getEntriesByType('navigation');
  const type = (words) => () => { form.elements.q.value = words; };
  return JSON.stringify({
    parsed: Math.round(load.domContentLoadedEventEnd), loaded: Math.round(load.loadEventEnd),
    elements: document.getElementsByTagName('*').length,
    hide_a_verdict: await change(() => { form.elements.v[0].checked = false; }, 1),
    show_it_again: await change(() => { form.elements.v[0].checked = true; }, 1),
    first_search: await change(type('46'), 1),
    next_search: await change(type('outlet 2'), 1),
    slot: await change(() => { form.elements.s.selectedIndex = 1; }, 1),
    all_again: await change(() => form.reset(), 1),
  });
})()";
