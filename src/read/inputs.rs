//! Which files the inputs name, each once, each under a name of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::error::Error;
use crate::model::Skipped;

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Its document name: the path relative to the input, with `/` between the parts.
    pub name: String,
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Name of the input folder, for telling two files of one name apart.
    folder: String,
}

impl Source {
    /// Its size in bytes, where it is a file.
    pub fn size(&self) -> Option<u64> {
        self.path.as_ref().and_then(|p| p.metadata().ok()).filter(std::fs::Metadata::is_file).map(|m| m.len())
    }
}

/// The files of `inputs`, sorted by name. Hidden files and links inside a folder are left alone.
///
/// # Errors
/// `Error::NoSuchInput` for an input that is not there.
pub fn sources(inputs: &[PathBuf]) -> Result<(Vec<Source>, Vec<Skipped>), Error> {
    let (mut sources, mut skipped) = (Vec::new(), Vec::new());
    for input in &expanded(inputs) {
        if input.as_os_str() == "-" {
            sources.push(Source { name: "stdin".to_owned(), path: None, folder: String::new() });
        } else if input.is_dir() {
            walk(input, &mut sources, &mut skipped);
        } else if input.exists() {
            let name = last_name(input);
            let folder = input.canonicalize().ok().and_then(|p| p.parent().map(last_name)).unwrap_or_default();
            sources.push(Source { name, path: Some(input.clone()), folder });
        } else {
            return Err(Error::NoSuchInput(input.clone()));
        }
    }
    sources.sort();
    Ok((unique(sources), skipped))
}

/// The inputs, sorted, each once; a pattern with `*`, `?` or `[` that names no file stands for all that it matches, as
/// the shell of Windows and quotation marks leave it.
fn expanded(inputs: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut out = BTreeSet::new();
    for input in inputs {
        let pattern = input.to_str().filter(|p| p.contains(['*', '?', '[']) && !input.exists());
        let matched = pattern.and_then(|p| glob::glob(p).ok()).into_iter().flatten().flatten();
        let before = out.len();
        out.extend(matched);
        if out.len() == before {
            out.insert(input.clone());
        }
    }
    out
}

fn last_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn walk(folder: &Path, sources: &mut Vec<Source>, skipped: &mut Vec<Skipped>) {
    let name = folder.canonicalize().map(|p| last_name(&p)).unwrap_or_default();
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).follow_links(false);
    for entry in builder.build() {
        match entry {
            Ok(entry) => walked(folder, &name, &entry, sources, skipped),
            Err(e) => skipped.push(Skipped {
                document: name.clone(),
                line: None,
                problem: format!("cannot be listed: {}", e.io_error().map_or_else(String::new, ToString::to_string)),
                help: "check that the folder may be read, and run again".to_owned(),
                refused: true,
            }),
        }
    }
}

fn walked(folder: &Path, name: &str, entry: &DirEntry, sources: &mut Vec<Source>, skipped: &mut Vec<Skipped>) {
    let Some(kind) = entry.file_type().filter(|k| !k.is_dir()) else { return };
    if entry.depth() == 0 {
        return;
    }
    let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
    let parts: Vec<_> = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    let document = parts.join("/");
    if kind.is_file() {
        sources.push(Source { name: document, path: Some(entry.path().to_owned()), folder: name.to_owned() });
    } else {
        let problem = if kind.is_symlink() { "a link, which is not followed" } else { "not a file" };
        let help = "name what it points to as an input of its own".to_owned();
        skipped.push(Skipped { document, line: None, problem: problem.to_owned(), help, refused: false });
    }
}

/// Each file once, and no name twice: the second of a name takes its folder's name in front.
fn unique(sources: Vec<Source>) -> Vec<Source> {
    let (mut files, mut names) = (BTreeSet::new(), BTreeSet::new());
    let mut out = Vec::with_capacity(sources.len());
    for mut source in sources {
        let file = source.path.as_ref().map(|p| p.canonicalize().unwrap_or_else(|_| p.clone()));
        if !files.insert(file) {
            continue;
        }
        if names.contains(&source.name) && !source.folder.is_empty() {
            source.name = format!("{}/{}", source.folder, source.name);
        }
        let base = source.name.clone();
        let mut number = 2;
        while !names.insert(source.name.clone()) {
            source.name = format!("{number}/{base}");
            number += 1;
        }
        out.push(source);
    }
    out
}
