//! Which keys may be seen, and which may be written.

use std::collections::BTreeSet;

use domain::error::{AppError, ErrorCode, Reason, shorten};

use crate::documents::{Folder, Layout, Place, below};

/// Consul takes longer ones; nobody means them.
const LONGEST_KEY: usize = 512;

#[derive(Clone, Debug)]
pub(super) struct Scope {
    layout: Layout,
    /// Without slashes at their ends.
    readable: Vec<String>,
    /// The private folders without their last slash, in lower case.
    private: Vec<String>,
}

/// How a key is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Document(String),
    Plain,
}

impl Scope {
    pub(super) fn new(layout: Layout, readable: &[String]) -> Self {
        let trimmed = readable.iter().map(|one| one.trim_matches('/').to_owned());
        let readable: Vec<String> = trimmed.filter(|one| !one.is_empty()).collect();
        // Another installation beside this one keeps its accounts to itself as well.
        let others = readable.iter().map(String::as_str).chain(Layout::EARLIER);
        let others = others.filter_map(|prefix| Layout::new(prefix).ok());
        let private = others.chain([layout.clone()]).flat_map(|layout| {
            let private = Folder::ALL.into_iter().filter(|folder| folder.is_private());
            private.map(move |folder| canonical(&layout.folder(folder)))
        });
        Self {
            private: private.collect(),
            readable,
            layout,
        }
    }

    pub(super) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The roots of everything that may be seen.
    pub(super) fn roots(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.layout.prefix()).chain(self.readable.iter().map(String::as_str))
    }

    /// Whether it may not be seen itself, and leads to what may.
    pub(super) fn is_above(&self, folder: &str) -> bool {
        let inside = |root: &str| below(folder.trim_end_matches('/'), root).is_some();
        let leads = |root: &str| root.starts_with(folder);
        !self.roots().any(inside) && self.roots().any(leads)
    }

    /// The roots below such a folder, each once, with their slash.
    pub(super) fn roots_below(&self, folder: &str) -> Vec<String> {
        let roots: BTreeSet<&str> = self
            .roots()
            .filter(|root| root.starts_with(folder))
            .collect();
        let inner = |root: &&str| {
            let others = roots.iter().filter(|other| *other != root);
            others.into_iter().any(|other| below(root, other).is_some())
        };
        let outer = roots.iter().filter(|root| !inner(root));
        outer.map(|root| format!("{root}/")).collect()
    }

    /// Whether a key that the store named may be shown.
    pub(super) fn shows(&self, key: &str) -> bool {
        !self.is_private(key) && self.roots().any(|root| below(key, root).is_some())
    }

    /// Whether something private lies below this folder.
    pub(super) fn holds_private(&self, folder: &str) -> bool {
        let folder = canonical(folder);
        let inside = |private: &String| folder.is_empty() || below(private, &folder).is_some();
        self.private.iter().any(inside)
    }

    pub(super) fn may_read(&self, key: &str) -> Result<(), AppError> {
        check(key)?;
        if self.is_private(key) {
            return Err(refused(key, Reason::KeptPrivate));
        }
        if self.roots().any(|root| below(key, root).is_some()) {
            Ok(())
        } else {
            Err(refused(key, Reason::NotListed))
        }
    }

    pub(super) fn may_write(&self, key: &str) -> Result<Target, AppError> {
        self.may_read(key)?;
        match self.layout.place(key) {
            Place::Document(name) => Ok(Target::Document(name)),
            Place::Legacy if key != self.layout.prefix() => Ok(Target::Plain),
            _ => Err(refused(key, Reason::ReadOnly)),
        }
    }

    /// A folder with its slash at the end; empty for all of the store.
    pub(super) fn folder(text: &str) -> Result<String, AppError> {
        if text.is_empty() {
            return Ok(String::new());
        }
        check(text)?;
        Ok(if text.ends_with('/') {
            text.to_owned()
        } else {
            format!("{text}/")
        })
    }

    /// However the key is written: decoded, in lower case, without empty parts and dots.
    fn is_private(&self, key: &str) -> bool {
        let key = canonical(key);
        let known = |private: &String| below(&key, private).is_some();
        self.private.iter().any(known) || is_of_an_installation(&key)
    }
}

/// Whether it looks like a private folder of an installation anywhere: which prefixes others
/// have, nobody knows.
fn is_of_an_installation(canonical: &str) -> bool {
    let parts: Vec<&str> = canonical.split('/').collect();
    let is_private = |name: &str| {
        let mut private = Folder::ALL.into_iter().filter(|folder| folder.is_private());
        private.any(|folder| folder.as_str() == name)
    };
    parts
        .windows(2)
        .any(|pair| pair[0] == Layout::VERSION && is_private(pair[1]))
}

pub(super) fn refused(key: &str, reason: Reason) -> AppError {
    AppError::new(ErrorCode::KeyNotAllowed)
        .with("key", shorten(key))
        .with("reason", reason)
}

fn check(key: &str) -> Result<(), AppError> {
    let rule = if key.is_empty() {
        "1"
    } else if key.len() > LONGEST_KEY {
        "512"
    } else if key.starts_with('/') || key.contains("//") {
        "//"
    } else if key.split('/').any(|part| part == "." || part == "..") {
        ". .."
    } else if key.contains(char::is_control) {
        "\\x00-\\x1f"
    } else {
        return Ok(());
    };
    Err(AppError::bad_parameter("key", key, Reason::NotAKey).with("rule", rule))
}

/// What a key would be to the most careless reader of it.
fn canonical(key: &str) -> String {
    let mut bytes = key.as_bytes().to_vec();
    loop {
        let decoded = decoded(&bytes);
        if decoded == bytes {
            break;
        }
        bytes = decoded;
    }
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    let mut parts: Vec<&str> = Vec::new();
    for part in text.split(['/', '\\']).map(str::trim) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// `%XX` once; what is no such pair stays.
fn decoded(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| {
        bytes
            .get(at)
            .and_then(|byte| char::from(*byte).to_digit(16))
    };
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = digit(at + 1).zip(digit(at + 2));
        match pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                plain.push(byte);
                at += 3;
            }
            _ => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scope() -> Scope {
        let readable = ["apps/", "skills/cm", "/"].map(str::to_owned);
        Scope::new(Layout::default(), &readable)
    }

    fn reason(result: Result<impl std::fmt::Debug, AppError>) -> String {
        result.unwrap_err().arg("reason").to_owned()
    }

    #[test]
    fn private_folders_are_closed_however_they_are_written() {
        for key in [
            "apps/another/eye/v2/auth/people",
            "apps/Another/V2/audit",
            "skills/eye/v2/auth",
            "skills/eye/v2/auth/",
            "skills/eye/v2/auth/users/maria",
            "skills/eye/v2/audit/2026",
            "skills/eye/v2/claims/a/b",
            "skills/eye/v2/AUTH/x",
            "Skills/Eye/V2/Auth/x",
            "skills/eye/v2/%61uth/x",
            "skills/eye/v2/%2561uth/x",
            "skills/eye/v2%2fauth/x",
            "skills/eye/v2/docs%2f..%2fauth",
            "skills/eye/v2/docs\\..\\auth",
            "skills/eye/v2/auth%2fx",
            "skills/eye/v2/ auth/x",
        ] {
            assert_eq!(reason(scope().may_read(key)), "kept_private", "{key}");
            assert_eq!(reason(scope().may_write(key)), "kept_private", "{key}");
            assert!(!scope().shows(key), "{key}");
        }
        for key in [
            "skills/eye/v2//auth/x",
            "skills/eye/v2/docs/../auth/x",
            "skills/eye/./v2/auth",
            "/skills/eye/v2/auth",
            "",
            "a\nb",
        ] {
            assert_eq!(reason(scope().may_read(key)), "not_a_key", "{key}");
            assert!(key.is_empty() || Scope::folder(key).is_err(), "{key}");
        }
        for key in [
            "skills/eye/v2/docs/auth",
            "skills/eye/authors",
            "skills/eye/v2/auth2",
        ] {
            assert!(scope().may_read(key).is_ok(), "{key}");
        }
    }

    #[test]
    fn what_is_ours_is_written_and_the_rest_read_where_it_is_listed() {
        let write = |key| scope().may_write(key);
        assert_eq!(
            write("skills/eye/v2/docs/fields"),
            Ok(Target::Document("fields".into()))
        );
        assert_eq!(write("skills/eye/settings/ui.json"), Ok(Target::Plain));
        for key in [
            "skills/eye/v2/history/fields/00000000000000000042",
            "skills/eye/v2/run/lock",
            "skills/eye/v2/docs/a/b",
            "skills/eye/v2/other",
            "skills/eye/v2",
            "skills/eye",
            "skills/cm/x",
            "apps/outro/config",
        ] {
            assert_eq!(scope().may_read(key), Ok(()), "{key}");
            assert_eq!(reason(write(key)), "read_only", "{key}");
        }
        for key in [
            "appsx/y",
            "vault/secret",
            "skills",
            "skills/eyes/x",
            "skills/other",
        ] {
            assert_eq!(reason(scope().may_read(key)), "not_listed", "{key}");
            assert_eq!(reason(write(key)), "not_listed", "{key}");
        }
    }

    #[test]
    fn another_installation_keeps_its_secrets() {
        let layout = Layout::new("monitoring/eye").unwrap();
        let scope = Scope::new(layout, &["skills/eye", "team/eye"].map(str::to_owned));
        for prefix in ["monitoring/eye", "skills/eye", "team/eye"] {
            assert!(scope.shows(&format!("{prefix}/v2/docs/fields")), "{prefix}");
            assert!(!scope.shows(&format!("{prefix}/v2/auth/x")), "{prefix}");
        }
    }

    #[test]
    fn what_lies_above_private_folders_is_known() {
        for folder in [
            "",
            "skills/",
            "skills/eye/",
            "skills/eye/v2/",
            "skills/eye/v2/auth/",
        ] {
            assert!(
                scope().holds_private(folder) || scope().is_private(folder),
                "{folder}"
            );
        }
        for folder in [
            "apps/outro/",
            "skills/cm/x/",
            "skills/eye/v2/docs/",
            "skills/eye/metadata/",
        ] {
            assert!(!scope().holds_private(folder), "{folder}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_decodes_to_a_private_key_is_shown(
            tail in "[a-z/%.2fF\\\\]{0,12}",
            upper in any::<bool>(),
            encode in prop::collection::vec(any::<bool>(), 40),
        ) {
            let plain = format!("skills/eye/v2/claims/{tail}");
            let written: String = plain
                .chars()
                .zip(encode.into_iter().chain(std::iter::repeat(false)))
                .map(|(c, encode)| match (encode, u32::from(c)) {
                    (true, code) if code < 128 => format!("%{code:02x}"),
                    _ if upper => c.to_uppercase().to_string(),
                    _ => c.to_string(),
                })
                .collect();
            // A tail that climbs out again names something else.
            if !canonical(&tail).is_empty() && !tail.contains('.') && !tail.contains('%') {
                prop_assert!(!scope().shows(&written), "{written}");
                prop_assert!(scope().may_read(&written).is_err(), "{written}");
            }
        }
    }
}
