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
    /// Adds a view, or replaces the one of the same name, and tells the name it has now.
    /// None when there is no room or no name.
    pub fn save(&mut self, name: &str, query: Query, layout: Layout) -> Option<String> {
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        if name.is_empty() {
            return None;
        }
        let view = SavedView {
            name: name.clone(),
            query,
            layout,
        };
        if let Some(old) = self.views.iter_mut().find(|one| one.name == view.name) {
            *old = view;
        } else if self.views.len() < MOST_VIEWS {
            self.views.push(view);
        } else {
            return None;
        }
        Some(name)
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
        let name = views.save(" Plantão ", Query::default(), Layout::default());
        assert_eq!(name.as_deref(), Some("Plantão"));
        let query = Query {
            text: "rio".into(),
            ..Query::default()
        };
        assert!(views.save("Plantão", query, Layout::default()).is_some());
        assert_eq!(views.views.len(), 1);
        assert_eq!(Views::read(&views.write()), views);
        assert_eq!(views.save("  ", Query::default(), Layout::default()), None);
        assert_eq!(Views::read("{broken"), Views::default());
    }

    #[test]
    fn there_is_an_end_to_it() {
        let mut views = Views::default();
        let save =
            |views: &mut Views, name: &str| views.save(name, Query::default(), Layout::default());
        for n in 0..MOST_VIEWS {
            assert!(save(&mut views, &n.to_string()).is_some());
        }
        assert_eq!(save(&mut views, "one more"), None);
        views.remove("0");
        assert!(save(&mut views, "one more").is_some());
        let long = "x".repeat(LONGEST_NAME + 1);
        views.remove("1");
        assert_eq!(save(&mut views, &long).as_deref(), Some(&long[1..]));
    }
}
