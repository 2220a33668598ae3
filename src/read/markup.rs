//! Text with markup in it, as feeds and dumps carry it.

use dom_smoothie::Readability;

use crate::read::page::{DEEPEST, FURNITURE, deepest, tidy};

/// The text of a piece of a page, one paragraph on each line; as it is where it has no markup.
pub fn text(html: &str) -> String {
    if !html.contains(['<', '&']) || deepest(html) > DEEPEST {
        return html.to_owned();
    }
    let whole = format!("<html><body>{html}</body></html>");
    match Readability::new(whole.as_str(), None, None) {
        Ok(page) => {
            page.doc.select(FURNITURE).remove();
            tidy(&page.doc.select("body").formatted_text())
        }
        Err(_) => html.to_owned(),
    }
}
