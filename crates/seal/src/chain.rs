//! A chain of links that only who has the key can make or check: what is changed, left out or
//! put in by others is found.

use ring::hkdf::HKDF_SHA256;
use ring::hmac;
use subtle::ConstantTimeEq as _;

use crate::error::SealError;
use crate::id::KeyId;
use crate::keys::KeyRing;

pub type Link = [u8; 32];

/// Makes the links of the audit trail with one key. Its id is kept with what it links, so that
/// a chain goes on with the next key after a rotation.
#[derive(Debug)]
pub struct Chain {
    id: KeyId,
    key: hmac::Key,
}

impl Chain {
    /// What comes before the first link.
    pub const START: Link = [0; 32];

    pub fn key_id(&self) -> KeyId {
        self.id
    }

    /// The link of these bytes after that one.
    pub fn link(&self, previous: &Link, bytes: &[u8]) -> Link {
        let mut context = hmac::Context::with_key(&self.key);
        context.update(previous);
        context.update(bytes);
        let mut link = [0; 32];
        link.copy_from_slice(context.sign().as_ref());
        link
    }

    /// Takes the same time wherever they differ.
    pub fn verify(&self, previous: &Link, bytes: &[u8], link: &Link) -> bool {
        self.link(previous, bytes).ct_eq(link).into()
    }
}

impl KeyRing {
    /// The chain of this key: the current one for new links, an earlier one to verify.
    pub fn chain(&self, id: KeyId) -> Result<Chain, SealError> {
        let key = self.key(id).ok_or(SealError::UnknownKey { id })?;
        let info = [b"skills-eye chain 1 audit ".as_slice(), &id.to_bytes()];
        let derived = key.extract(&[]);
        let key = derived
            .expand(&info, HKDF_SHA256.hmac_algorithm())
            .map_err(|_| SealError::Cipher)?;
        let key = hmac::Key::from(key);
        Ok(Chain { id, key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;

    // Made by another program. Never to be changed: a trail must verify for ever.
    const KEYS: [&str; 2] = [
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM",
    ];
    const LINKS: [&str; 3] = [
        "aa0f71ff73244b1fc828a1669b914f3126fc124d18410b4cf54684da4aa6dea5",
        "4ded75f1801a8409cebc3d2ed3792452ecbd87105aa05f1d6389e0b92118be9b",
        "1ec21e9e41910f01c3922552d71e90fb7846469651f7c6f66400b933470d72d9",
    ];

    fn ring() -> KeyRing {
        // The second key is the current one: it came by a rotation.
        let keys = KEYS.iter().rev().map(|key| Key::from_text(key).unwrap());
        KeyRing::of(keys.collect()).unwrap()
    }

    fn hexadecimal(link: Link) -> String {
        link.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_links_stay_and_go_on_over_a_rotation() {
        let ring = ring();
        let [new, old] = ring.ids().collect::<Vec<_>>()[..] else {
            panic!("two keys");
        };
        let (old, new) = (ring.chain(old).unwrap(), ring.chain(new).unwrap());
        let first = old.link(&Chain::START, b"first");
        let second = old.link(&first, b"second");
        let third = new.link(&second, b"third");
        assert_eq!([first, second, third].map(hexadecimal), LINKS);

        assert!(old.verify(&first, b"second", &second));
        assert!(new.verify(&second, b"third", &third));
        assert!(!old.verify(&second, b"third", &third), "another key");
        assert!(!old.verify(&Chain::START, b"second", &second), "left out");
        assert!(!old.verify(&first, b"sec0nd", &second), "changed");
        assert!(!old.verify(&first, b"", &second), "emptied");
        for bit in 0..256 {
            let mut wrong = second;
            wrong[bit / 8] ^= 1 << (bit % 8);
            assert!(!old.verify(&first, b"second", &wrong), "{bit}");
        }
    }

    #[test]
    fn a_key_that_is_not_there_is_named() {
        let id = "01234567".parse().unwrap();
        let error = ring().chain(id).unwrap_err();
        assert_eq!(error, SealError::UnknownKey { id });
        assert!(error.to_string().contains("01234567"));
    }
}
