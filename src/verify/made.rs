//! run.json against the sources: whether they are those that the report was made from.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;

use crate::digest;
use crate::error::Error;
use crate::report::{LINES, RUN};
use crate::verify::{Sources, Verified};

#[derive(Deserialize)]
struct Record {
    rules_sha256: String,
    findings_sha256: Option<String>,
    inputs: Vec<Input>,
}

#[derive(Deserialize)]
struct Input {
    document: String,
    sha256: Option<String>,
}

/// Holds the record of the run, where there is one, against the sources and `findings`, the bytes of findings.jsonl.
///
/// # Errors
/// `Error::Read`.
pub fn hold(path: &Path, findings: &[u8], sources: &Sources<'_>, found: &mut Verified) -> Result<(), Error> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(Error::Read { path: path.to_owned(), cause }),
    };
    let record: Record = match serde_json::from_slice(&bytes) {
        Ok(record) => record,
        Err(e) => {
            found.problem("", RUN, format!("is no record of a run: {e}"));
            return Ok(());
        }
    };
    if record.rules_sha256 != sources.rules.sha256 {
        found.problem("", RUN, "the report was made with other rules");
    }
    if record.findings_sha256.is_some() && record.findings_sha256 != digest::of(findings).ok() {
        found.problem("", LINES, "its bytes are not those that the run wrote");
    }
    let now: BTreeMap<&str, &Option<String>> = sources.digests.iter().map(|(n, d)| (n.as_str(), d)).collect();
    for Input { document, sha256 } in record.inputs.iter().filter(|input| input.sha256.is_some()) {
        match now.get(document.as_str()) {
            None => found.problem("", document, "was read for the report and is not in the input"),
            Some(own) if *own != sha256 => {
                found.problem("", document, "its bytes are not those that the report was made from");
            }
            Some(_) => {}
        }
    }
    Ok(())
}
