//! How far a run is, on one line of a terminal that is gone when the run is done.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::Doing;
use crate::Watch;

/// Time between two pictures of the line.
const TICK: Duration = Duration::from_millis(120);

/// The line. Nothing is drawn where standard error is no terminal.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A line, or none where `quiet`.
    #[must_use]
    pub fn new(quiet: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if quiet || dumb || !std::io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        Self { bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()) }
    }

    fn show(&self, number: usize, name: &str, steps: usize, unit: &str) {
        let of = Doing::ALL.len() + 1; // the report is written last
        let left = of - number;
        let rest = if left == 0 { "the last step".to_owned() } else { format!("{left} more to come") };
        // without colours, so that NO_COLOR has nothing to take away
        let template = match (steps, unit) {
            (0, "") => "{spinner} {elapsed} {prefix} {msg}".to_owned(),
            (0, unit) => format!("{{spinner}} {{elapsed}} {{prefix}}: {{human_pos}} {unit} {{msg}}"),
            (_, unit) => {
                format!(
                    "{{spinner}} {{elapsed}} {{prefix}}: {{human_pos}} of {{human_len}} {unit}, {{eta}} left {{msg}}"
                )
            }
        };
        if let Ok(style) = ProgressStyle::with_template(&template) {
            self.bar.set_style(style);
        }
        self.bar.set_position(0);
        self.bar.reset_eta();
        if steps == 0 {
            self.bar.unset_length()
        } else {
            self.bar.set_length(steps as u64)
        }
        self.bar.set_prefix(format!("{number}/{of} {name}"));
        self.bar.set_message(format!("({rest})"));
        if number == 1 {
            self.bar.enable_steady_tick(TICK); // not before the line has its words
        }
    }

    /// The report is being written.
    pub fn writing(&self) {
        self.show(Doing::ALL.len() + 1, "writing the report", 0, "");
    }

    /// Takes the line away.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done();
    }
}

impl Watch for Progress {
    fn begin(&self, doing: Doing, steps: usize) {
        let (name, unit) = match doing {
            Doing::Reading => ("reading", "articles"),
            Doing::Splitting => ("telling sentences apart", ""),
            Doing::LookingUp => ("looking up words", "sentences"),
            Doing::Claiming => ("reading values", ""),
            Doing::Pairing => ("finding like sentences", ""),
            Doing::Grouping => ("grouping claims", ""),
            Doing::Comparing => ("comparing claims", ""),
        };
        let number = Doing::ALL.iter().position(|d| *d == doing).map_or(0, |at| at + 1);
        self.show(number, name, steps, unit);
    }

    fn step(&self) {
        self.bar.inc(1);
    }
}
