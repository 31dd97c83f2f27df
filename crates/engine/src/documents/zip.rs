//! Compressed values: always the same bytes for the same value, and bounded when unpacked.

use std::borrow::Cow;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// Of a value when it is unpacked; more is taken for broken.
pub(super) const MOST_UNPACKED: usize = 32 * 1_024 * 1_024;

const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// What is packed already stays as it is.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(&MAGIC) {
        return bytes.to_vec();
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(6));
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    // Writing into memory cannot fail; if it did, the plain bytes are as good.
    packed.unwrap_or_else(|_| bytes.to_vec())
}

/// What is not packed stays as it is.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if !bytes.starts_with(&MAGIC) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut plain = Vec::new();
    let most = u64::try_from(MOST_UNPACKED).unwrap_or(u64::MAX);
    GzDecoder::new(bytes)
        .take(most + 1)
        .read_to_end(&mut plain)
        .map_err(|error| format!("it cannot be unpacked: {error}"))?;
    if plain.len() > MOST_UNPACKED {
        return Err(format!("unpacked it has more than {MOST_UNPACKED} bytes"));
    }
    Ok(Cow::Owned(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_and_is_always_the_same() {
        let value = b"value ".repeat(1_000);
        let packed = pack(&value);
        assert!(packed.len() < value.len() / 10);
        assert_eq!(packed, pack(&value));
        assert_eq!(packed, pack(&packed));
        assert_eq!(unpack(&packed).unwrap(), value);
        assert_eq!(unpack(b"plain").unwrap(), &b"plain"[..]);
    }

    #[test]
    fn a_bomb_is_refused_with_its_limit() {
        let bomb = pack(&vec![0; MOST_UNPACKED + 1]);
        assert!(bomb.len() < 100_000);
        assert!(unpack(&bomb).unwrap_err().contains("33554432"));
        assert!(unpack(&pack(b"cut")[..12]).is_err());
    }
}
