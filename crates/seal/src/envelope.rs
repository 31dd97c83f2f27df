//! What sealed bytes look like:
//!
//! | Bytes | |
//! |---|---|
//! | 1 | version, 1 |
//! | 4 | id of the key |
//! | 32 | salt, random |
//! | as the plain text | ChaCha20-Poly1305 |
//! | 16 | its tag |
//!
//! Each message has a key of its own: HKDF-SHA256 of the root key, with the salt, and with the
//! purpose as info. So its nonce, always zero, is used once. What is authenticated beside the
//! message is all that stands before it, and then the place.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use secrecy::SecretSlice;
use secrecy::zeroize::Zeroizing;

use crate::error::SealError;
use crate::id::KeyId;
use crate::key::Key;
use crate::keys::KeyRing;
use crate::purpose::Purpose;
use crate::random;

pub(crate) const VERSION: u8 = 1;
/// More than this is not sealed: what is kept is small.
pub const MOST_PLAIN_BYTES: usize = 1_024 * 1_024;

const SALT_BYTES: usize = 32;
const HEAD_BYTES: usize = 1 + KeyId::BYTES + SALT_BYTES;
const TAG_BYTES: usize = 16;

impl KeyRing {
    /// Seals with the current key. It opens for the same purpose and at the same place only:
    /// the key under which it is stored, so that nobody can move it to another.
    pub fn seal(&self, purpose: Purpose, place: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut salt = [0; SALT_BYTES];
        random::fill(&mut salt)?;
        seal_with(self.current_key(), &salt, purpose, place, plain)
    }

    pub fn open(
        &self,
        purpose: Purpose,
        place: &str,
        sealed: &[u8],
    ) -> Result<SecretSlice<u8>, SealError> {
        let (head, rest) = Head::read(sealed)?;
        if rest.len() > MOST_PLAIN_BYTES + TAG_BYTES {
            return Err(SealError::TooLong);
        }
        let key = self
            .key(head.id)
            .ok_or(SealError::UnknownKey { id: head.id })?;
        let key = message_key(key, &head.salt, purpose)?;
        let mut work = Zeroizing::new(rest.to_vec());
        let plain = key
            .open_in_place(nonce(), head.beside(place), &mut work)
            .map_err(|_| SealError::Changed)?;
        // As long as it is, so that nothing is left behind where it shrank.
        Ok(SecretSlice::from(plain.to_vec()))
    }

    /// Whether it needs no sealing anew after a rotation. Says nothing about whether it opens.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        Head::read(sealed).is_ok_and(|(head, _)| head.id == self.current())
    }
}

fn seal_with(
    key: &Key,
    salt: &[u8; SALT_BYTES],
    purpose: Purpose,
    place: &str,
    plain: &[u8],
) -> Result<Vec<u8>, SealError> {
    if plain.len() > MOST_PLAIN_BYTES {
        return Err(SealError::TooLong);
    }
    let head = Head {
        id: key.id(),
        salt: *salt,
    };
    let mut sealed = Vec::with_capacity(HEAD_BYTES + plain.len() + TAG_BYTES);
    sealed.extend(head.bytes());
    sealed.extend(plain);
    let tag = message_key(key, salt, purpose)?
        .seal_in_place_separate_tag(nonce(), head.beside(place), &mut sealed[HEAD_BYTES..])
        .map_err(|_| SealError::Cipher)?;
    sealed.extend(tag.as_ref());
    Ok(sealed)
}

/// What stands before the message.
struct Head {
    id: KeyId,
    salt: [u8; SALT_BYTES],
}

impl Head {
    /// It, and what comes after it.
    fn read(sealed: &[u8]) -> Result<(Self, &[u8]), SealError> {
        let (version, rest) = sealed.split_first().ok_or(SealError::TooShort)?;
        match *version {
            VERSION => {}
            0 => return Err(SealError::Changed),
            found => return Err(SealError::Newer { found }),
        }
        let (id, rest) = rest.split_first_chunk().ok_or(SealError::TooShort)?;
        let (salt, rest) = rest.split_first_chunk().ok_or(SealError::TooShort)?;
        if rest.len() < TAG_BYTES {
            return Err(SealError::TooShort);
        }
        let head = Self {
            id: KeyId::from_bytes(*id),
            salt: *salt,
        };
        Ok((head, rest))
    }

    fn bytes(&self) -> impl Iterator<Item = u8> {
        let id = self.id.to_bytes();
        std::iter::once(VERSION).chain(id).chain(self.salt)
    }

    fn beside(&self, place: &str) -> Aad<Vec<u8>> {
        Aad::from(self.bytes().chain(place.bytes()).collect())
    }
}

fn message_key(key: &Key, salt: &[u8], purpose: Purpose) -> Result<LessSafeKey, SealError> {
    let info = [b"skills-eye seal 1 ", purpose.label().as_bytes()];
    let derived = key.extract(salt);
    let key = derived.expand(&info, &CHACHA20_POLY1305);
    let key = key.map_err(|_| SealError::Cipher)?;
    Ok(LessSafeKey::new(UnboundKey::from(key)))
}

/// No key seals a second message.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use secrecy::ExposeSecret as _;

    use super::*;

    // Made by another program with another library. Never to be changed: what is stored
    // somewhere must open for ever.
    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    const SEALED: &str = "AQaYLj8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P-C12GM99Ztgrr0M-s9KOmB4\
                          yQn000QEBSgKBIjpDPh4";
    const PLACE: &str = "skills/eye/v2/auth/accounts/ana";
    const PLAIN: &[u8] = br#"{"role":"admin"}"#;
    /// What one `x` becomes, with its tag.
    const OF_PURPOSES: [(Purpose, &str); 6] = [
        (Purpose::Account, "49GZoLGMelXVdVk-hGFYf70"),
        (Purpose::Session, "-c0WRWXMoGsrmAxz5VQh_ds"),
        (Purpose::Token, "Hq2hrPvkwz-eYaPaQz-esbU"),
        (Purpose::Credential, "_yc0t8D2H8JnKfmxL1CwXlE"),
        (Purpose::HostKey, "Bjj8wR5EUkeXWE3-pcHOkf0"),
        (Purpose::Setup, "6rK4iP_xn6IU7ZKNVuYdtYk"),
    ];

    fn salt() -> [u8; SALT_BYTES] {
        std::array::from_fn(|index| 32 + index as u8)
    }

    fn ring() -> KeyRing {
        KeyRing::of(vec![Key::from_text(KEY).unwrap()]).unwrap()
    }

    #[test]
    fn the_format_stays() {
        let ring = ring();
        assert_eq!(ring.current().to_string(), "06982e3f");
        let sealed = URL_SAFE_NO_PAD.decode(SEALED).unwrap();
        let plain = ring.open(Purpose::Account, PLACE, &sealed).unwrap();
        assert_eq!(plain.expose_secret(), PLAIN);
        let key = ring.current_key();
        let again = seal_with(key, &salt(), Purpose::Account, PLACE, PLAIN);
        assert_eq!(again.unwrap(), sealed);
        for (purpose, expected) in OF_PURPOSES {
            let sealed = seal_with(key, &salt(), purpose, PLACE, b"x").unwrap();
            let rest = URL_SAFE_NO_PAD.encode(&sealed[HEAD_BYTES..]);
            assert_eq!(rest, expected, "{purpose:?}");
        }
    }

    #[test]
    fn lengths_have_an_end() {
        let ring = ring();
        let most = vec![7; MOST_PLAIN_BYTES];
        let sealed = ring.seal(Purpose::Token, "a", &most).unwrap();
        let plain = ring.open(Purpose::Token, "a", &sealed).unwrap();
        assert_eq!(plain.expose_secret(), most);
        let more = vec![7; MOST_PLAIN_BYTES + 1];
        let outcome = ring.seal(Purpose::Token, "a", &more);
        assert_eq!(outcome, Err(SealError::TooLong));
        let mut sealed = sealed;
        sealed.push(0);
        let outcome = ring.open(Purpose::Token, "a", &sealed);
        assert_eq!(outcome.unwrap_err(), SealError::TooLong);
    }
}
