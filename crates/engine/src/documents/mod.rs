//! What people set, as documents in the store that lose nothing.
//!
//! A [`Document`] is one key. It is changed by a pure function under compare-and-set; what it
//! held before is kept as history, and comes back by itself when the key is gone or broken.

pub mod clock;
pub mod diff;
pub mod legacy;
pub mod observe;

mod change;
mod current;
mod document;
mod error;
mod heal;
mod history;
mod import;
mod kind;
mod layout;
mod merge;
mod remove;
mod replace;
mod settle;
mod store;
mod stored;
mod write;
mod zip;

pub use document::{Changed, Document, Read};
pub use error::Error;
pub use heal::Restored;
pub use history::Version;
pub use import::Imported;
pub use kind::{Kind, Rules};
pub use layout::{Folder, HistoryKey, Layout, Place};
pub use store::{Documents, MOST_BYTES, MOST_ROUNDS, VERSIONS};
pub use stored::{Meta, Stored, Written};

pub(crate) use layout::below;
pub(crate) use replace::Replaced;
pub(crate) use store::Slot;
pub(crate) use zip::unpack;
