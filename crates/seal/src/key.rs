//! One key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hkdf::{HKDF_SHA256, Prk, Salt};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretBox};

use crate::id::KeyId;
use crate::random::{self, NoRandom};

pub(crate) const KEY_BYTES: usize = 32;
/// The length of a key as text.
pub(crate) const TEXT_BYTES: usize = 43;

pub(crate) struct Key {
    id: KeyId,
    bytes: SecretBox<[u8; KEY_BYTES]>,
}

impl Key {
    pub(crate) fn random() -> Result<Self, NoRandom> {
        let mut filled = Ok(());
        let bytes = SecretBox::init_with_mut(|bytes: &mut [u8; KEY_BYTES]| {
            filled = random::fill(bytes);
        });
        filled.map(|()| Self::new(bytes))
    }

    /// Nothing when the text is not one of exactly this many bytes.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        // The decoder wants room for whole groups.
        let mut decoded = Zeroizing::new([0; KEY_BYTES + 4]);
        let length = URL_SAFE_NO_PAD.decode_slice(text, &mut *decoded).ok()?;
        let decoded = decoded.get(..length).filter(|key| key.len() == KEY_BYTES)?;
        let bytes = SecretBox::init_with_mut(|bytes: &mut [u8; KEY_BYTES]| {
            bytes.copy_from_slice(decoded);
        });
        Some(Self::new(bytes))
    }

    fn new(bytes: SecretBox<[u8; KEY_BYTES]>) -> Self {
        let id = KeyId::of(bytes.expose_secret());
        Self { id, bytes }
    }

    /// Adds it as text, of [`TEXT_BYTES`] bytes.
    pub(crate) fn write_text(&self, text: &mut Zeroizing<String>) {
        URL_SAFE_NO_PAD.encode_string(self.bytes.expose_secret(), text);
    }

    pub(crate) fn id(&self) -> KeyId {
        self.id
    }

    /// The first half of HKDF; the key itself is used for nothing else.
    pub(crate) fn extract(&self, salt: &[u8]) -> Prk {
        Salt::new(HKDF_SHA256, salt).extract(self.bytes.expose_secret())
    }
}
