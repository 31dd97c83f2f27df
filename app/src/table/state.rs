//! The state of one table: what is asked, how it is arranged, what is chosen.

use domain::error::AppError;
use domain::locale::Locale;
use domain::table::{Column, Query, RowSet, Window};
use leptos::prelude::*;

use super::layout::{Layout, Shown};

/// The cell that the keyboard is on; column 0 is the checkbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Active {
    pub row: u64,
    pub column: usize,
}

/// What is known about the answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Status {
    pub total: u64,
    pub all: u64,
    /// Of the order on the screen, and of the data now.
    pub version: u64,
    pub latest: u64,
    pub loading: bool,
    /// Why there is no answer to what was asked last.
    pub error: Option<AppError>,
    /// Why the rows, which are an answer, may be older than they could be.
    pub behind: Option<AppError>,
}

impl Status {
    pub fn of(window: &Window) -> Self {
        Self {
            total: window.total,
            all: window.all,
            version: window.version,
            latest: window.latest,
            loading: false,
            error: None,
            behind: None,
        }
    }

    pub fn failure(&self) -> Option<&AppError> {
        self.error.as_ref().or(self.behind.as_ref())
    }
}

#[derive(Clone, Copy)]
pub struct TableState {
    pub name: StoredValue<&'static str>,
    pub columns: RwSignal<Vec<Column>>,
    pub query: RwSignal<Query>,
    pub layout: RwSignal<Layout>,
    pub shown: Memo<Vec<Shown>>,
    pub selection: RwSignal<RowSet>,
    pub active: RwSignal<Option<Active>>,
    /// The row whose drawer is open.
    pub open: RwSignal<Option<String>>,
    pub status: RwSignal<Status>,
    /// The answer takes longer than a blink.
    pub late: RwSignal<bool>,
    /// Rows are cards, as on a phone.
    pub cards: RwSignal<bool>,
    pub locale: RwSignal<Locale>,
    /// Spoken after a change that cannot be heard otherwise.
    pub said: RwSignal<String>,
    /// What failed beside the rows: an export, a stretch of rows to choose.
    pub problem: RwSignal<Option<AppError>>,
    /// The column whose filter is being edited.
    pub filtering: RwSignal<Option<String>>,
}

impl TableState {
    pub fn new(name: &'static str, columns: Vec<Column>, query: Query, status: Status) -> Self {
        let layout = RwSignal::new(Layout::of(&columns));
        let columns = RwSignal::new(columns);
        let shown =
            Memo::new(move |_| layout.with(|layout| columns.with(|columns| layout.shown(columns))));
        Self {
            name: StoredValue::new(name),
            columns,
            query: RwSignal::new(query),
            layout,
            shown,
            selection: RwSignal::new(RowSet::default()),
            active: RwSignal::new(None),
            open: RwSignal::new(None),
            status: RwSignal::new(status),
            late: RwSignal::new(false),
            cards: RwSignal::new(false),
            locale: crate::context::preferences().locale,
            said: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            filtering: RwSignal::new(None),
        }
    }

    /// Another question: what was chosen belonged to the old one only when it was "all".
    pub fn ask(&self, change: impl FnOnce(&mut Query)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        if query != self.query.get_untracked() {
            let narrowed = self.query.with_untracked(|old| {
                old.text != query.text
                    || old.filters != query.filters
                    || old.condition != query.condition
            });
            if narrowed && self.selection.with_untracked(|chosen| chosen.all) {
                self.selection.set(RowSet::default());
            }
            self.active.set(None);
            self.query.set(query);
        }
    }

    pub fn label_of(&self, key: &str) -> String {
        let locale = self.locale.get();
        self.columns.with(|columns| {
            columns.iter().find(|column| column.key == key).map_or_else(
                || key.to_owned(),
                |column| column.label.get(locale).to_owned(),
            )
        })
    }
}

/// Names the element of a cell, so that the grid can point at the active one.
pub fn cell_id(name: &str, active: Active) -> String {
    let Active { row, column } = active;
    format!("{name}-{row}-{column}")
}
