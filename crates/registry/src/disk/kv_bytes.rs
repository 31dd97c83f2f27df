//! A key's row as bytes: a small header, then the value as it is.

use std::sync::Arc;

use bytes::Bytes;

use crate::rows::{Indexes, KvRow};
use catalog::Names;

/// The first byte of a row; another layout would have another one.
const LAYOUT: u8 = 1;
const NUMBERS: usize = 4 * size_of::<u64>();
/// Layout, numbers, length of the session's name.
const HEADER: usize = 1 + NUMBERS + 1;

pub(super) fn encode(row: &KvRow) -> Vec<u8> {
    let session = row.session.as_deref().unwrap_or_default().as_bytes();
    // A session's name is a UUID; a longer one could not have been given.
    let length = u8::try_from(session.len()).unwrap_or(u8::MAX);
    let session = session.get(..usize::from(length)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(HEADER + session.len() + row.value.len());
    bytes.push(LAYOUT);
    let numbers = [
        row.flags,
        row.lock_index,
        row.indexes.create,
        row.indexes.modify,
    ];
    bytes.extend(numbers.into_iter().flat_map(u64::to_le_bytes));
    bytes.push(length);
    bytes.extend(session);
    bytes.extend(&*row.value);
    bytes
}

pub(super) fn decode(key: &str, bytes: &[u8], names: &mut Names) -> Option<KvRow> {
    let (header, rest) = bytes.split_at_checked(HEADER)?;
    let (layout, header) = header.split_first()?;
    let (length, numbers) = header.split_last()?;
    if *layout != LAYOUT {
        return None;
    }
    let (numbers, _) = numbers.as_chunks::<{ size_of::<u64>() }>();
    let number = |at: usize| numbers.get(at).copied().map(u64::from_le_bytes);
    let (session, value) = rest.split_at_checked(usize::from(*length))?;
    let session = std::str::from_utf8(session).ok()?;
    Some(KvRow {
        key: Arc::from(key),
        value: Bytes::copy_from_slice(value),
        flags: number(0)?,
        session: (!session.is_empty()).then(|| names.text(session)),
        lock_index: number(1)?,
        indexes: Indexes {
            create: number(2)?,
            modify: number(3)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let row = KvRow {
            key: "a/é".into(),
            value: Bytes::from_static(b"\0\xff value"),
            flags: u64::MAX,
            session: Some("018f".into()),
            lock_index: 3,
            indexes: Indexes {
                create: 4,
                modify: 5,
            },
        };
        let names = &mut Names::default();
        let bytes = encode(&row);
        assert_eq!(decode("a/é", &bytes, names), Some(row));
        for length in 0..HEADER + 4 {
            assert_eq!(decode("a/é", &bytes[..length], names), None, "{length}");
        }
        let newer = [&[2], &bytes[1..]].concat();
        assert_eq!(decode("a/é", &newer, names), None);
    }
}
