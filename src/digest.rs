//! SHA-256 of files and texts, in hexadecimal: by it a later reader knows the same bytes again.

use std::fmt::Write;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Of the bytes of several parts; where one part ends and the next begins counts.
#[must_use]
pub fn of_parts<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

/// Of all that is left to read; memory does not grow with it.
///
/// # Errors
/// That of the reader.
pub fn of(mut reader: impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut bytes = vec![0; 64 << 10];
    loop {
        match reader.read(&mut bytes) {
            Ok(0) => return Ok(hex(&hash.finalize())),
            Ok(n) => hash.update(&bytes[..n]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

/// The first half of the digest of several parts, of which some may be missing; where one part ends and the next begins
/// counts. By it the same bytes are told within one program.
#[must_use]
pub fn short<'p>(parts: impl IntoIterator<Item = Option<&'p [u8]>>) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.map_or(0, |part| part.len() as u64 + 1).to_be_bytes());
        hash.update(part.unwrap_or_default());
    }
    let mut half = [0; 16];
    half.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    half
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // a string takes all that is written
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: FIPS 180-2, appendix B.1.
    #[test]
    fn the_digest_of_the_standard_s_example() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of(&b"abc"[..]).unwrap(), known);
    }

    #[test]
    fn parts_are_told_apart() {
        assert_ne!(of_parts(["ab", "c"]), of_parts(["a", "bc"]));
    }
}
