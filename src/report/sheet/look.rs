//! Widths and colours.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::model::Verdict;

/// Formats of cells.
pub struct Look {
    /// Headers.
    pub header: Format,
    /// Headers of columns that a reviewer fills.
    pub yours: Format,
    /// Text.
    pub text: Format,
    /// Text of a column that a reviewer fills.
    pub note: Format,
    /// Numbers from 0 to 1.
    pub share: Format,
    /// Counts.
    pub count: Format,
    /// Names for programs.
    pub name: Format,
    /// The first row of a new group.
    pub first: Format,
    /// What a reviewer has decided.
    pub decided: Format,
}

impl Look {
    /// The formats of every workbook.
    pub fn new() -> Self {
        let cell = || {
            let lined = Format::new().set_border_bottom(FormatBorder::Hair).set_border_color(Color::RGB(0x00C0_C4CC));
            lined.set_align(FormatAlign::Top).set_text_wrap()
        };
        let header = |ink, fill| {
            let format =
                Format::new().set_bold().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(fill));
            format.set_text_wrap().set_align(FormatAlign::VerticalCenter)
        };
        let grey = Color::RGB(0x0066_7085);
        Self {
            header: header(0x00FF_FFFF, 0x0034_4054),
            yours: header(0x0033_2500, 0x00FF_D666),
            text: cell(),
            note: cell().set_background_color(Color::RGB(0x00FF_FAEB)),
            share: cell().set_num_format("0.00").set_align(FormatAlign::Center),
            count: cell().set_num_format("0").set_align(FormatAlign::Center),
            name: cell().set_font_color(grey).set_font_size(9),
            first: cell().set_border_top(FormatBorder::Thin),
            decided: Format::new().set_bold().set_background_color(Color::RGB(0x00FF_E08A)),
        }
    }

    /// A cell that names a verdict.
    pub fn verdict(&self, verdict: Verdict) -> Format {
        let [ink, fill] = colours(verdict);
        self.text.clone().set_bold().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(fill))
    }

    /// The words in which the two statements differ.
    pub fn span(verdict: Verdict) -> Format {
        Format::new().set_bold().set_font_color(Color::RGB(colours(verdict)[0]))
    }
}

/// Ink and ground of a verdict.
fn colours(verdict: Verdict) -> [u32; 2] {
    match verdict {
        Verdict::Contradiction => [0x00B4_2318, 0x00FE_E4E2],
        Verdict::Update => [0x0017_5CD3, 0x00D1_E9FF],
        Verdict::Reconciled => [0x0006_7647, 0x00D1_FADF],
        Verdict::Compatible => [0x0059_25DC, 0x00EB_E9FE],
        Verdict::Agrees => [0x0047_5467, 0x00F2_F4F7],
    }
}

/// Width of a column of a sheet in characters.
pub fn width(sheet: &str, column: &str) -> f64 {
    // a digest stands on one line
    match (sheet, column) {
        ("run", "what") => return 46.0,
        ("run", "value") => return 72.0,
        _ => {}
    }
    match column {
        "statement_a" | "statement_b" | "statement" | "meaning" => 46.0,
        "explanation" | "cells" => 40.0,
        "reviewer_note" => 36.0,
        "source_a" | "source_b" | "source" | "document" | "url" | "title" | "date_known" | "column" => 24.0,
        "reviewer_verdict" | "rule" => 17.0,
        "confidence" | "similarity" => 11.0,
        "kind" | "status" => 10.0,
        "verdict" | "id" | "group" => 13.5,
        _ => 15.0,
    }
}
