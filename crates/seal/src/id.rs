//! The name of a key, made from the key, by which it is called without being told.

use std::fmt;
use std::str::FromStr;

use ring::digest;

/// Eight hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId(u32);

impl KeyId {
    pub(crate) const BYTES: usize = 4;

    pub(crate) fn of(key: &[u8]) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(b"skills-eye key id 1 ");
        context.update(key);
        let hash = context.finish();
        let first = hash.as_ref().iter().take(Self::BYTES);
        Self(first.fold(0, |id, byte| id << 8 | u32::from(*byte)))
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        self.0.to_be_bytes()
    }

    pub(crate) fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(u32::from_be_bytes(bytes))
    }
}

/// A text that is not the id of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKeyId;

impl FromStr for KeyId {
    type Err = NoKeyId;

    fn from_str(text: &str) -> Result<Self, NoKeyId> {
        let good = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 2 * Self::BYTES || !text.bytes().all(good) {
            return Err(NoKeyId);
        }
        u32::from_str_radix(text, 16).map(Self).map_err(|_| NoKeyId)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for NoKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a key is eight of the digits 0-9 and a-f")
    }
}

impl std::error::Error for NoKeyId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        for id in [KeyId(0), KeyId(0x00ab_cdef), KeyId(u32::MAX)] {
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(KeyId::from_bytes(id.to_bytes()), id);
        }
        for text in [
            "",
            "1234567",
            "123456789",
            "1234567G",
            "1234567F",
            "+1234567",
        ] {
            assert_eq!(text.parse::<KeyId>(), Err(NoKeyId), "{text}");
        }
    }
}
