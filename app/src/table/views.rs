//! Views: a question and an arrangement under a name, kept in this browser.
//!
//! A view that is shared is its address; shared views with a name come with the store of
//! documents.

use domain::table::Query;
use serde::{Deserialize, Serialize};

use super::layout::Layout;

/// More are refused: a menu of views is for reading.
pub const MOST_VIEWS: usize = 30;
pub const LONGEST_NAME: usize = 60;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedView {
    pub name: String,
    pub query: Query,
    pub layout: Layout,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Views {
    pub views: Vec<SavedView>,
}

impl Views {
    /// Adds a view, or replaces the one of the same name. `false` when there is no room or
    /// no name.
    pub fn save(&mut self, name: &str, query: Query, layout: Layout) -> bool {
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        if name.is_empty() {
            return false;
        }
        let view = SavedView {
            name,
            query,
            layout,
        };
        if let Some(old) = self.views.iter_mut().find(|one| one.name == view.name) {
            *old = view;
        } else if self.views.len() < MOST_VIEWS {
            self.views.push(view);
        } else {
            return false;
        }
        true
    }

    pub fn remove(&mut self, name: &str) {
        self.views.retain(|view| view.name != name);
    }

    /// Nothing readable is no views: a broken store must not break a table.
    pub fn read(text: &str) -> Self {
        serde_json::from_slice(text.as_bytes()).unwrap_or_default()
    }

    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_of_the_same_name_is_replaced() {
        let mut views = Views::default();
        assert!(views.save(" Plantão ", Query::default(), Layout::default()));
        let query = Query {
            text: "rio".into(),
            ..Query::default()
        };
        assert!(views.save("Plantão", query, Layout::default()));
        assert_eq!(views.views.len(), 1);
        assert_eq!(Views::read(&views.write()), views);
        assert!(!views.save("  ", Query::default(), Layout::default()));
        assert_eq!(Views::read("{broken"), Views::default());
    }

    #[test]
    fn there_is_an_end_to_it() {
        let mut views = Views::default();
        for n in 0..MOST_VIEWS {
            assert!(views.save(&n.to_string(), Query::default(), Layout::default()));
        }
        assert!(!views.save("one more", Query::default(), Layout::default()));
        views.remove("0");
        assert!(views.save("one more", Query::default(), Layout::default()));
    }
}
