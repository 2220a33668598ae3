//! How much memory a run may take: it ends with a word before it takes more, not when the machine is out of breath.
//!
//! What the process holds is asked of the system, where the system tells it; what the next step needs beside it is
//! reckoned from what is known by then.

use std::fs;

use crate::error::Error;

/// The most that a run may take.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// In bytes; none where there is no limit.
    pub most: Option<u64>,
}

impl Memory {
    /// Whether so many bytes more can be had for `step`.
    ///
    /// # Errors
    /// `Error::Memory` where they cannot.
    pub fn room(self, step: &'static str, more: u64) -> Result<(), Error> {
        let Some(most) = self.most else { return Ok(()) };
        let needed = resident().saturating_add(more);
        if needed <= most { Ok(()) } else { Err(Error::Memory { step, needed, most }) }
    }

    /// So many things at a time, where all are `many`: fewer where memory is short.
    #[must_use]
    pub fn part(self, many: usize) -> usize {
        if self.most.is_some() { (many / 8).max(1) } else { many }
    }
}

/// Bytes of this process that are in memory, as Linux tells them; 0 where the system does not.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix("kB"));
    told.and_then(|kib| kib.trim().parse::<u64>().ok()).map_or(0, |kib| kib << 10)
}

/// The bytes that a size says: `800MB`, `2GB`, `1.5 GiB`, `500000000`.
///
/// # Errors
/// What is wrong with it, in words.
pub fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = (text[..at].parse::<f64>(), text[at..].trim().to_ascii_uppercase());
    let factor = match unit.as_str() {
        "" | "B" => 1.0,
        "K" | "KB" => 1e3,
        "M" | "MB" => 1e6,
        "G" | "GB" => 1e9,
        "T" | "TB" => 1e12,
        "KIB" => 1024.0,
        "MIB" => f64::from(1 << 20),
        "GIB" => f64::from(1 << 30),
        _ => return Err("write it as a number and a unit: 800MB, 2GB, 1.5GiB".to_owned()),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 10^18")]
    match number {
        Ok(number) if (1.0..1e18).contains(&(number * factor)) => Ok((number * factor) as u64),
        _ => Err("write it as a number and a unit: 800MB, 2GB, 1.5GiB".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        for (text, wanted) in [
            ("500", Some(500)),
            ("800MB", Some(800_000_000)),
            ("2 gb", Some(2_000_000_000)),
            ("1.5GiB", Some(1_610_612_736)),
            ("2G", Some(2_000_000_000)),
            ("", None),
            ("0", None),
            ("GB", None),
            ("-2GB", None),
            ("2 elephants", None),
            ("1e99", None),
            ("999999999TB", None),
        ] {
            assert_eq!(size(text).ok(), wanted, "{text}");
        }
    }

    #[test]
    fn more_than_there_may_be_is_refused() {
        let memory = Memory { most: Some(1 << 40) };
        assert!(memory.room("reading", 1 << 20).is_ok());
        assert!(matches!(memory.room("reading", 1 << 41), Err(Error::Memory { step: "reading", .. })));
        assert!(Memory::default().room("reading", u64::MAX).is_ok());
    }
}
