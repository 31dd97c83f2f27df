//! Where a new key may be, so that a name is judged while it is typed. The store has the last
//! word: it also knows the private places by their other spellings.

use domain::key::{KeyPlace, KeyPlaceKind, is_document_name};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// What we keep ourselves, of which only the documents are written by hand.
    ours: String,
    pub(super) documents: String,
    pub(super) plain: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Fits,
    /// It may become a name that fits.
    Unfinished,
    Wrong,
}

impl Room {
    pub(super) fn of(places: &[KeyPlace]) -> Option<Self> {
        let folder = |kind| {
            let place = places.iter().find(|place| place.kind == kind);
            place.map(|place| place.folder.clone())
        };
        let ours = folder(KeyPlaceKind::Ours)?;
        Some(Self {
            documents: [&*ours, "docs/"].concat(),
            plain: folder(KeyPlaceKind::Earlier)?,
            ours,
        })
    }

    pub(super) fn fit(&self, name: &str) -> Fit {
        let is_dots = |part: &str| matches!(part, "." | "..");
        if self.documents.starts_with(name) || self.plain.starts_with(name) {
            Fit::Unfinished
        } else if name.contains("//") || name.split('/').any(is_dots) {
            Fit::Wrong
        } else if let Some(document) = name.strip_prefix(&self.documents) {
            if is_document_name(document) {
                Fit::Fits
            } else {
                Fit::Wrong
            }
        } else if name.starts_with(&self.ours) || !name.starts_with(&self.plain) {
            Fit::Wrong
        } else if name.ends_with('/') {
            Fit::Unfinished
        } else {
            Fit::Fits
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Fit) {
        let place = |kind, folder: &str| KeyPlace {
            kind,
            folder: folder.to_owned(),
        };
        let room = Room::of(&[
            place(KeyPlaceKind::Ours, "a/b/v2/"),
            place(KeyPlaceKind::Earlier, "a/b/"),
            place(KeyPlaceKind::Others, "apps/"),
        ]);
        assert_eq!(room.unwrap().fit(name), expected, "{name:?}");
    }

    #[test]
    fn names_below_the_prefix_and_documents_fit() {
        for name in ["a/b/x", "a/b/x/y.json", "a/b/v22", "a/b/v2/docs/x-1"] {
            check(name, Fit::Fits);
        }
    }

    #[test]
    fn a_name_that_is_still_typed_is_not_wrong() {
        for name in [
            "",
            "a",
            "a/b",
            "a/b/",
            "a/b/v2",
            "a/b/v2/do",
            "a/b/v2/docs/",
            "a/b/x/",
        ] {
            check(name, Fit::Unfinished);
        }
    }

    #[test]
    fn everything_else_is_wrong() {
        for name in [
            "/a/b/x",
            "apps/x",
            "a/bc",
            "a/b/v2/x",
            "a/b/v2/history/x/1",
            "a/b/v2/docs/X",
            "a/b/v2/docs/x/y",
            "a/b//x",
            "a/b/../c",
        ] {
            check(name, Fit::Wrong);
        }
    }
}
