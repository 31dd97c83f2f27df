//! The root key: its file, what it seals, the chain that it keys, and tokens.
//!
//! | Module | |
//! |---|---|
//! | `file` | the key file: read, made, rotated |
//! | `keys` | several keys, of which the first seals |
//!
//! Keys, plain texts and tokens are wiped when they are dropped. What `ring` derives from a key
//! for one message lies on the stack and is not.

pub mod file;
mod id;
mod key;
mod keys;
mod random;

pub use file::{FileError, FileFault, LineFault};
pub use id::{KeyId, NoKeyId};
pub use keys::KeyRing;
pub use random::NoRandom;
