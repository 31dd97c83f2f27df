//! Where everything of ours lies in the store.

use domain::key::is_document_name;

use super::error::Error;

/// `docs/`, `history/` and the others below `<prefix>/v2/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Folder {
    Docs,
    History,
    Auth,
    Audit,
    Claims,
    Run,
}

impl Folder {
    pub const ALL: [Self; 6] = [
        Self::Docs,
        Self::History,
        Self::Auth,
        Self::Audit,
        Self::Claims,
        Self::Run,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::History => "history",
            Self::Auth => "auth",
            Self::Audit => "audit",
            Self::Claims => "claims",
            Self::Run => "run",
        }
    }

    /// Whether nobody is shown it, an administrator included.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Auth | Self::Audit | Self::Claims)
    }
}

/// What a name in the folder of a document's history stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HistoryKey {
    /// The value that the document had under this index.
    Version(u64),
    /// Bytes that could not be read, kept aside.
    Broken(u64),
    /// Says that the document was removed on purpose.
    Removed,
}

/// What a key is to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Document(String),
    History(String, HistoryKey),
    /// Below `<prefix>/v2/`, and not a document or its history.
    Ours(Option<Folder>),
    /// Below the prefix, where the earlier system keeps its keys.
    Legacy,
    Outside,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    prefix: String,
}

const VERSION: &str = "v2";
const BROKEN: &str = "broken-";
const REMOVED: &str = "removed";
/// Enough for every `u64`, so that names sort as numbers do.
const DIGITS: usize = 20;
const LONGEST_PREFIX: usize = 128;

impl Default for Layout {
    fn default() -> Self {
        Self {
            prefix: Self::PREFIX.to_owned(),
        }
    }
}

impl Layout {
    pub const PREFIX: &str = "skills/eye";
    /// Where the earlier system, and the one before it, kept their keys.
    pub(crate) const VERSION: &str = VERSION;
    pub const EARLIER: [&str; 2] = ["skills/eye", "skills/cm"];

    /// # Errors
    ///
    /// When the prefix is no plain path: its parts are of letters, digits, `.`, `_` and `-`.
    pub fn new(prefix: &str) -> Result<Self, Error> {
        let plain = |part: &str| {
            let known = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            !part.is_empty() && part != "." && part != ".." && part.chars().all(known)
        };
        if prefix.len() > LONGEST_PREFIX || !prefix.split('/').all(plain) {
            let rule = "[A-Za-z0-9._-]+ (/ …), 128";
            return Err(Error::bad_name(prefix, rule));
        }
        Ok(Self {
            prefix: prefix.to_owned(),
        })
    }

    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// `<prefix>/v2/`
    pub fn root(&self) -> String {
        format!("{}/{VERSION}/", self.prefix)
    }

    pub fn folder(&self, folder: Folder) -> String {
        format!("{}{}/", self.root(), folder.as_str())
    }

    pub fn document(&self, name: &str) -> String {
        format!("{}{name}", self.folder(Folder::Docs))
    }

    /// The folder of one document's history.
    pub fn history(&self, name: &str) -> String {
        format!("{}{name}/", self.folder(Folder::History))
    }

    pub fn history_key(&self, name: &str, key: HistoryKey) -> String {
        let folder = self.history(name);
        match key {
            HistoryKey::Version(index) => format!("{folder}{index:0DIGITS$}"),
            HistoryKey::Broken(index) => format!("{folder}{BROKEN}{index:0DIGITS$}"),
            HistoryKey::Removed => format!("{folder}{REMOVED}"),
        }
    }

    pub fn check_name(name: &str) -> Result<(), Error> {
        if is_document_name(name) {
            Ok(())
        } else {
            Err(Error::bad_name(name, "[a-z0-9][a-z0-9._-]*, 96"))
        }
    }

    pub fn place(&self, key: &str) -> Place {
        let Some(below) = below(key, &self.prefix) else {
            return Place::Outside;
        };
        let Some(ours) = self::below(below, VERSION) else {
            return Place::Legacy;
        };
        let (first, rest) = ours.split_once('/').unwrap_or((ours, ""));
        let folder = Folder::ALL.into_iter().find(|one| one.as_str() == first);
        match folder {
            Some(Folder::Docs) if Self::check_name(rest).is_ok() => {
                Place::Document(rest.to_owned())
            }
            Some(Folder::History) => match history_place(rest) {
                Some((name, key)) => Place::History(name, key),
                None => Place::Ours(folder),
            },
            _ => Place::Ours(folder),
        }
    }
}

/// What follows a folder in a key; empty for the folder itself.
pub(crate) fn below<'a>(key: &'a str, folder: &str) -> Option<&'a str> {
    let rest = key.strip_prefix(folder)?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix('/')
    }
}

fn history_place(rest: &str) -> Option<(String, HistoryKey)> {
    let (name, last) = rest.split_once('/')?;
    Layout::check_name(name).ok()?;
    let key = if last == REMOVED {
        HistoryKey::Removed
    } else if let Some(index) = last.strip_prefix(BROKEN) {
        HistoryKey::Broken(index_of(index)?)
    } else {
        HistoryKey::Version(index_of(last)?)
    };
    Some((name.to_owned(), key))
}

fn index_of(text: &str) -> Option<u64> {
    let digits = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_known_again() {
        let layout = Layout::new("a/b").unwrap();
        let place = |key: &str| layout.place(key);
        assert_eq!(layout.document("fields"), "a/b/v2/docs/fields");
        assert_eq!(
            place("a/b/v2/docs/fields"),
            Place::Document("fields".into())
        );
        for key in [
            HistoryKey::Version(7),
            HistoryKey::Version(u64::MAX),
            HistoryKey::Broken(9),
            HistoryKey::Removed,
        ] {
            let written = layout.history_key("site.rio", key);
            assert_eq!(place(&written), Place::History("site.rio".into(), key));
        }
        assert_eq!(
            layout.history_key("fields", HistoryKey::Version(42)),
            "a/b/v2/history/fields/00000000000000000042"
        );
        for folder in Folder::ALL {
            assert_eq!(place(&layout.folder(folder)), Place::Ours(Some(folder)));
        }
        assert_eq!(place("a/b/v2/docs/a/b"), Place::Ours(Some(Folder::Docs)));
        assert_eq!(
            place("a/b/v2/history/x/7"),
            Place::Ours(Some(Folder::History))
        );
        assert_eq!(place("a/b/v2/else"), Place::Ours(None));
        assert_eq!(place("a/b/metadata/fields"), Place::Legacy);
        assert_eq!(place("a/b/v22"), Place::Legacy);
        assert_eq!(place("a/bc"), Place::Outside);
    }

    #[test]
    fn names_that_would_be_something_else_are_refused() {
        for prefix in ["", "/a", "a/", "a//b", "a/../b", "a b", "ã", "a%2fb"] {
            assert!(Layout::new(prefix).is_err(), "{prefix:?}");
        }
        for name in ["", "A", "a/b", "..", ".a", "a b", "ã", "-a"] {
            assert!(Layout::check_name(name).is_err(), "{name:?}");
        }
        for name in ["fields", "site.palmas-to", "0", "a_b"] {
            assert!(Layout::check_name(name).is_ok(), "{name:?}");
        }
    }
}
