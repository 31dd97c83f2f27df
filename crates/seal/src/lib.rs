//! The root key: its file, what it seals, the chain that it keys, and tokens.
//!
//! | Module | |
//! |---|---|
//! | `file` | the key file: read, made, rotated |
//! | `keys` | several keys, of which the first seals |
//! | `envelope` | what sealed bytes look like |
//! | `chain` | links that only the key can make |
//! | `token`, `fingerprint` | what people and machines sign in with, and how it is looked up |
//!
//! Keys, plain texts and tokens are wiped when they are dropped. What `ring` derives from a key
//! for one message lies on the stack and is not.

mod chain;
mod envelope;
mod error;
pub mod file;
mod fingerprint;
mod id;
mod key;
mod keys;
mod purpose;
mod random;
mod token;

pub use chain::{Chain, Link};
pub use envelope::MOST_PLAIN_BYTES;
pub use error::SealError;
pub use file::{FileError, FileFault, LineFault};
pub use fingerprint::Fingerprint;
pub use id::{KeyId, NoKeyId};
pub use keys::KeyRing;
pub use purpose::Purpose;
pub use random::NoRandom;
pub use token::{NoToken, Token, TokenKind};
