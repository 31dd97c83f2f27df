//! Envelopes: what is opened, and all that is refused.

use std::sync::LazyLock;

use proptest::prelude::*;
use seal::{KeyRing, Purpose, SealError, file};
use secrecy::ExposeSecret as _;

use crate::place;

const PURPOSES: [Purpose; 6] = [
    Purpose::Account,
    Purpose::Session,
    Purpose::Token,
    Purpose::Credential,
    Purpose::HostKey,
    Purpose::Setup,
];

static RING: LazyLock<KeyRing> = LazyLock::new(|| {
    let (_folder, path) = place();
    file::create(&path).unwrap();
    file::rotate(&path).unwrap()
});

fn opened(purpose: Purpose, place: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let plain = RING.open(purpose, place, sealed)?;
    Ok(plain.expose_secret().to_vec())
}

fn purpose() -> impl Strategy<Value = Purpose> {
    proptest::sample::select(PURPOSES.to_vec())
}

#[test]
fn every_bit_and_every_end_counts() {
    let sealed = RING.seal(Purpose::Account, "a/b", b"plain").unwrap();
    assert_eq!(sealed.len(), 53 + 5);
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let error = opened(Purpose::Account, "a/b", &changed).unwrap_err();
        let expected = match (bit / 8, error) {
            (0, SealError::Newer { found }) => found > 1,
            (0, error) => error == SealError::Changed && changed[0] == 0,
            (1..=4, error) => matches!(error, SealError::UnknownKey { .. }),
            (_, error) => error == SealError::Changed,
        };
        assert!(expected, "{bit}: {error:?}");
    }
    for end in 0..sealed.len() {
        let error = opened(Purpose::Account, "a/b", &sealed[..end]).unwrap_err();
        let expected = match end {
            0..53 => SealError::TooShort,
            _ => SealError::Changed,
        };
        assert_eq!(error, expected, "{end}");
    }
}

#[test]
fn what_one_key_sealed_does_not_open_under_the_id_of_another() {
    let mut sealed = RING.seal(Purpose::Account, "a", b"plain").unwrap();
    let (_folder, path) = place();
    let other = file::create(&path).unwrap();
    let theirs = other.seal(Purpose::Account, "a", b"plain").unwrap();
    sealed[1..5].copy_from_slice(&theirs[1..5]);
    let error = other.open(Purpose::Account, "a", &sealed).unwrap_err();
    assert_eq!(error, SealError::Changed);
}

#[test]
fn the_same_is_never_sealed_the_same() {
    let seal = || RING.seal(Purpose::Token, "a", b"plain").unwrap();
    let (one, other) = (seal(), seal());
    assert_ne!(one[5..37], other[5..37]);
    assert_ne!(one[37..], other[37..]);
}

#[test]
fn it_is_current_until_there_is_a_newer_key() {
    let (_folder, path) = place();
    let old = file::create(&path).unwrap();
    let sealed = old.seal(Purpose::Token, "a", b"plain").unwrap();
    let new = file::rotate(&path).unwrap();
    assert!(old.is_current(&sealed) && !new.is_current(&sealed));
    assert!(!old.is_current(&sealed[..52]) && !old.is_current(b""));
}

proptest! {
    #[test]
    fn what_was_sealed_opens(
        plain in proptest::collection::vec(any::<u8>(), 0..5_000),
        at in ".{0,80}",
        purpose in purpose(),
    ) {
        let sealed = RING.seal(purpose, &at, &plain).unwrap();
        prop_assert_eq!(opened(purpose, &at, &sealed), Ok(plain.clone()));
        prop_assert!(RING.is_current(&sealed));
        if plain.len() > 8 {
            prop_assert!(!sealed.windows(plain.len()).any(|part| part == plain));
        }
    }

    #[test]
    fn what_was_changed_does_not(
        plain in proptest::collection::vec(any::<u8>(), 0..500),
        at in "[a-z/]{0,20}",
        purpose in purpose(),
        bit in any::<proptest::sample::Index>(),
        end in any::<proptest::sample::Index>(),
        more in proptest::collection::vec(any::<u8>(), 1..40),
    ) {
        let sealed = RING.seal(purpose, &at, &plain).unwrap();
        let bit = bit.index(sealed.len() * 8);
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(opened(purpose, &at, &changed).is_err());
        prop_assert!(opened(purpose, &at, &sealed[..end.index(sealed.len())]).is_err());
        prop_assert!(opened(purpose, &at, &[sealed, more].concat()).is_err());
    }

    #[test]
    fn places_and_purposes_do_not_mix(
        plain in proptest::collection::vec(any::<u8>(), 0..100),
        one in "[a-z/]{0,6}",
        other in "[a-z/]{0,6}",
        purpose in purpose(),
    ) {
        let sealed = RING.seal(purpose, &one, &plain).unwrap();
        for wanted in PURPOSES {
            for place in [&one, &other] {
                let good = wanted == purpose && *place == one;
                let outcome = opened(wanted, place, &sealed);
                prop_assert_eq!(outcome.is_ok(), good);
                prop_assert!(good || outcome == Err(SealError::Changed));
            }
        }
    }

    #[test]
    fn whatever_arrives_is_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(opened(Purpose::Session, "a", &bytes).is_err());
        let mut bytes = bytes;
        // As if it were ours.
        let ours = RING.seal(Purpose::Session, "a", b"").unwrap();
        for (byte, our) in bytes.iter_mut().zip(&ours[..5]) {
            *byte = *our;
        }
        prop_assert!(opened(Purpose::Session, "a", &bytes).is_err());
    }
}
