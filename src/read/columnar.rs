//! Parquet: rows with the same columns as a table, read a group of rows at a time.

use std::cell::Cell;
use std::fs::File;
use std::panic::{self, AssertUnwindSafe};
use std::sync::LazyLock;

use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use serde_json::Value;

use crate::read::open::{Opened, all};
use crate::read::sink::Sink;
use crate::read::trouble::Trouble;

/// Most bytes of a file that has to be held in memory, because it comes packed or through a pipe.
const MOST_HELD: usize = 256 << 20;

thread_local! {
    /// Whether a panic of this thread is caught, and nothing to print.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Leaves panics that are caught unprinted.
static QUIET: LazyLock<()> = LazyLock::new(|| {
    let printed = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !CAUGHT.get() {
            printed(info);
        }
    }));
});

/// Reads a file row by row. The library panics on some broken files: that ends the file, not the run.
pub fn read(opened: Opened, sink: &mut Sink<'_>) -> Result<(), Trouble> {
    LazyLock::force(&QUIET);
    CAUGHT.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(|| opened_rows(opened, sink)));
    CAUGHT.set(false);
    done.unwrap_or_else(|_| {
        Err(Trouble::new("Parquet that is broken", "get the file again; the rows before it were read"))
    })
}

fn opened_rows(opened: Opened, sink: &mut Sink<'_>) -> Result<(), Trouble> {
    match &opened.plain {
        Some(path) => rows(File::open(path)?, sink),
        None => {
            let mut reader = opened.reader;
            rows(bytes::Bytes::from(all(&mut reader, MOST_HELD)?), sink)
        }
    }
}

fn rows(file: impl ChunkReader + 'static, sink: &mut Sink<'_>) -> Result<(), Trouble> {
    let broken = |cause: parquet::errors::ParquetError| {
        Trouble::new(
            format!("Parquet that cannot be read: {cause}"),
            "get the file again; the rows before it were read",
        )
    };
    let file = SerializedFileReader::new(file).map_err(broken)?;
    let rows: RowIter<'_> = file.get_row_iter(None).map_err(broken)?;
    for (number, row) in (1..).zip(rows) {
        if let Value::Object(record) = row.map_err(broken)?.to_json_value() {
            sink.record(&record, number, number, "parquet");
        }
    }
    Ok(())
}
