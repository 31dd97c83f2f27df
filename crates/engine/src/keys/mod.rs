//! The store itself, for administrators: what lies under which key.
//!
//! Accounts, audit and claims are never shown, listed or written, whoever asks. Documents are
//! edited through their history; other keys of ours by compare-and-set; what belongs to
//! others is read where a setting allows it, and never written.

mod content;
mod edit;
mod export;
mod numbers;
mod pages;
mod past;
mod removed;
mod scope;
mod search;
mod tree;
mod value;
mod walk;

use consul::Client;
use domain::access::{Actor, Permission};
use domain::error::AppError;

use crate::documents::{Documents, Rules, Slot};
use scope::Scope;

pub use content::Content;
pub use edit::{Conflict, Edited};
pub use export::{Export, Exported, MOST_EXPORTED_BYTES, MOST_EXPORTED_KEYS};
pub use pages::ROWS;
pub use search::{Bound, Found, Hit, Limits, Search};
pub use tree::{Child, Level, MOST_CHILDREN};
pub use value::KeyValue;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Namespaces outside of our prefix that may be read.
    pub readable: Vec<String>,
}

impl Default for Settings {
    /// What the earlier systems left.
    fn default() -> Self {
        Self {
            readable: crate::documents::Layout::EARLIER.map(str::to_owned).into(),
        }
    }
}

/// The use case; cheap to clone.
#[derive(Clone, Debug)]
pub struct Keys {
    documents: Documents,
    scope: Scope,
    kinds: Vec<Rules>,
}

impl Keys {
    /// `kinds` are the documents whose type is known: what is written there must fit it.
    pub fn new(documents: Documents, settings: &Settings, kinds: Vec<Rules>) -> Self {
        let scope = Scope::new(documents.layout().clone(), &settings.readable);
        Self {
            documents,
            scope,
            kinds,
        }
    }

    fn client(&self) -> &Client {
        self.documents.client()
    }

    fn slot(&self, name: &str) -> Result<Slot, AppError> {
        let known = self.kinds.iter().find(|rules| rules.are_of(name));
        let rules = known.copied().unwrap_or_else(Rules::unknown);
        Ok(self.documents.slot(name, rules)?)
    }
}

fn ask(actor: &Actor) -> Result<(), AppError> {
    actor.require(Permission::Administer)
}
