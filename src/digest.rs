//! Short, stable names for values: equal values have equal digests, on every machine.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, Write};

/// The first 128 bits of a BLAKE3 hash; printed as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::default();
        hasher.add_bytes(bytes);
        hasher.finish()
    }

    /// The digest of everything that serde sees of this value.
    #[must_use]
    pub fn of(value: &impl Serialize) -> Self {
        let mut hasher = Hasher::default();
        hasher.add(value);
        hasher.finish()
    }

    /// The digest that was printed as these 32 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: &[u8; 32] = text.as_bytes().try_into().ok()?;
        let (mut bytes, mut all) = ([0; 16], 0);
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let (high, low) = (VALUES[usize::from(pair[0])], VALUES[usize::from(pair[1])]);
            all |= high | low;
            *byte = high << 4 | low;
        }
        (all < 16).then_some(Self(bytes))
    }

    /// Adds the 32 hexadecimal digits to a text.
    pub fn write_to(self, text: &mut String) {
        text.push_str(std::str::from_utf8(&self.digits()).expect("digits are ASCII"));
    }

    /// The 32 hexadecimal digits.
    fn digits(self) -> [u8; 32] {
        let mut digits = [0; 32];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        digits
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// What each byte stands for as a hexadecimal digit; 16 or more for one that is none.
const VALUES: [u8; 256] = {
    let mut values = [0xff; 256];
    let mut value = 0;
    while value < 16 {
        values[DIGITS[value] as usize] = value as u8;
        values[DIGITS[value].to_ascii_uppercase() as usize] = value as u8;
        value += 1;
    }
    values
};

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.digits()).expect("digits are ASCII"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as Deserialize>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not the digits of a digest"))
    }
}

/// Takes in values one after another; each is set apart from the next, so that no two different
/// sequences look alike.
#[derive(Default)]
pub struct Hasher {
    hash: blake3::Hasher,
    /// What was taken in and not hashed yet: values come in morsels, and hashing those one by one is dear.
    pending: Vec<u8>,
}

/// As many bytes are hashed at once.
const AT_ONCE: usize = 4096;

impl Hasher {
    /// Takes in bytes, with their number.
    pub fn add_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.take_in(&(bytes.len() as u64).to_le_bytes());
        self.take_in(bytes);
        self
    }

    /// Takes in bytes as they are: where the next begin does not show.
    pub fn add_plain(&mut self, bytes: &[u8]) {
        self.take_in(bytes);
    }

    /// Takes in everything that serde sees of this value.
    pub fn add(&mut self, value: &impl Serialize) -> &mut Self {
        serde_json::to_writer(&mut *self, value)
            .expect("our own shapes have text keys and hashing never fails");
        self.take_in(&[0xff]);
        self
    }

    /// Takes in a digest made before.
    pub fn add_digest(&mut self, digest: Digest) -> &mut Self {
        self.take_in(&digest.0);
        self
    }

    fn take_in(&mut self, bytes: &[u8]) {
        if self.pending.len() + bytes.len() > AT_ONCE {
            self.hash.update(&self.pending);
            self.pending.clear();
        }
        if bytes.len() > AT_ONCE {
            self.hash.update(bytes);
        } else {
            self.pending.extend_from_slice(bytes);
        }
    }

    /// The digest of all that was taken in.
    #[must_use]
    pub fn finish(&mut self) -> Digest {
        self.hash.update(&self.pending);
        self.pending.clear();
        let mut short = [0; 16];
        short.copy_from_slice(&self.hash.finalize().as_bytes()[..16]);
        Digest(short)
    }
}

impl Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.take_in(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_back_as_printed() {
        let digest = Digest::of(&["a", "b"]);
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("g0000000000000000000000000000000"), None);
    }

    #[test]
    fn sequences_that_join_alike_differ() {
        let joined = |parts: &[&str]| {
            let mut hasher = Hasher::default();
            for part in parts {
                hasher.add_bytes(part.as_bytes());
            }
            hasher.finish()
        };
        assert_ne!(joined(&["ab", "c"]), joined(&["a", "bc"]));
    }
}
