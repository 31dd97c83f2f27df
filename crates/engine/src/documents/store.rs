//! All documents of one store.

use std::fmt;
use std::sync::Arc;

use consul::Client;

use super::document::Document;
use super::error::Error;
use super::kind::{Kind, Rules};
use super::layout::Layout;
use super::observe::Observer;

/// Of a document as it is stored. Consul takes 512 KiB; the rest is for a history entry that
/// does not become smaller by packing.
pub const MOST_BYTES: usize = 500 * 1_024;

/// How often a change is made again when somebody else was quicker.
pub const MOST_ROUNDS: u32 = 60;

/// Earlier values that are kept.
pub const VERSIONS: usize = 10;

/// Cheap to clone.
#[derive(Clone)]
pub struct Documents {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    layout: Layout,
    observer: Arc<dyn Observer>,
}

impl Documents {
    pub fn new(client: Client, layout: Layout, observer: Arc<dyn Observer>) -> Self {
        Self {
            inner: Arc::new(Inner {
                client,
                layout,
                observer,
            }),
        }
    }

    /// The one document of a kind.
    ///
    /// # Errors
    ///
    /// When the kind has a name that cannot be one.
    pub fn open<T: Kind>(&self) -> Result<Document<T>, Error> {
        Ok(Document::new(self.slot(T::NAME, Rules::of::<T>())?))
    }

    /// One of several documents of a kind: `<name of the kind>.<of>`.
    ///
    /// # Errors
    ///
    /// When that cannot be a name.
    pub fn open_of<T: Kind>(&self, of: &str) -> Result<Document<T>, Error> {
        let name = format!("{}.{of}", T::NAME);
        Ok(Document::new(self.slot(&name, Rules::of::<T>())?))
    }

    pub fn layout(&self) -> &Layout {
        &self.inner.layout
    }

    pub fn client(&self) -> &Client {
        &self.inner.client
    }

    pub(crate) fn slot(&self, name: &str, rules: Rules) -> Result<Slot, Error> {
        Layout::check_name(name)?;
        Ok(Slot {
            documents: self.clone(),
            name: name.to_owned(),
            rules,
        })
    }
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents")
            .field("layout", &self.inner.layout)
            .finish_non_exhaustive()
    }
}

/// The place of one document, for code that does not know its type.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    documents: Documents,
    name: String,
    pub(super) rules: Rules,
}

impl Slot {
    pub(crate) fn identities(&self) -> &'static [&'static str] {
        self.rules.identities
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn key(&self) -> String {
        self.layout().document(&self.name)
    }

    pub(super) fn client(&self) -> &Client {
        self.documents.client()
    }

    pub(super) fn layout(&self) -> &Layout {
        self.documents.layout()
    }

    pub(super) fn observer(&self) -> &dyn Observer {
        &*self.documents.inner.observer
    }
}
