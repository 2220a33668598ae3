//! The shipped rules, inside the binary, so that it runs from any folder.

use include_dir::{Dir, include_dir};

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The shipped rule files that `wanted` picks by their path: path with `/` between the parts, and text; sorted by path.
pub fn files(wanted: fn(&str) -> bool) -> Vec<(String, String)> {
    let mut out = Vec::new();
    collect(&RULES, wanted, &mut out);
    out.sort();
    out
}

fn collect(dir: &Dir<'_>, wanted: fn(&str) -> bool, out: &mut Vec<(String, String)>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(text) = file.contents_utf8().filter(|_| path.ends_with(".toml") && wanted(&path)) {
            out.push((path, text.to_owned()));
        }
    }
    dir.dirs().for_each(|d| collect(d, wanted, out));
}
