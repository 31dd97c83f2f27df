//! How one person has arranged a table: order, widths, what is hidden, what is pinned.

use domain::table::{Column, ColumnKind};
use serde::{Deserialize, Serialize};

pub const NARROWEST: u16 = 56;
pub const WIDEST: u16 = 800;
/// The column of checkboxes.
pub const CHECK_WIDTH: u16 = 40;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    Compact,
    #[default]
    Normal,
    Roomy,
}

impl Density {
    pub const ALL: [Density; 3] = [Density::Compact, Density::Normal, Density::Roomy];

    pub fn as_str(self) -> &'static str {
        match self {
            Density::Compact => "compact",
            Density::Normal => "normal",
            Density::Roomy => "roomy",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub key: String,
    pub width: u16,
    pub hidden: bool,
    pub pinned: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    pub density: Density,
    pub columns: Vec<Placed>,
}

/// What a cell is on a card, where a table has no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardRole {
    Title,
    State,
    First,
    Second,
    Spark,
}

/// A column as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Index among the columns of the data.
    pub column: usize,
    /// Index among the columns on the screen.
    pub place: usize,
    pub pinned: bool,
    pub width: u16,
    /// Pixels from the start of the row.
    pub left: u32,
    pub card: Option<CardRole>,
}

impl Shown {
    /// Whether a row drawn for one is right for the other: widths are not drawn.
    pub fn draws_like(&self, other: &Shown) -> bool {
        (self.column, self.place, self.pinned, self.card)
            == (other.column, other.place, other.pinned, other.card)
    }
}

impl Layout {
    /// As the columns themselves propose.
    pub fn of(columns: &[Column]) -> Self {
        let columns = columns.iter().map(placed).collect();
        Self {
            density: Density::default(),
            columns,
        }
    }

    /// A stored layout for today's columns: those that are gone are dropped, new ones are
    /// appended, widths are brought into bounds.
    #[must_use]
    pub fn fitted(mut self, columns: &[Column]) -> Self {
        self.columns
            .retain(|one| columns.iter().any(|column| column.key == one.key));
        let mut seen: Vec<String> = Vec::new();
        self.columns.retain(|one| {
            let first = !seen.contains(&one.key);
            seen.push(one.key.clone());
            first
        });
        for column in columns {
            if !seen.contains(&column.key) {
                self.columns.push(placed(column));
            }
        }
        for one in &mut self.columns {
            one.width = one.width.clamp(NARROWEST, WIDEST);
        }
        if self.columns.iter().all(|one| one.hidden)
            && let Some(first) = self.columns.first_mut()
        {
            first.hidden = false;
        }
        self
    }

    /// The columns on the screen: pinned ones first, each with its place.
    pub fn shown(&self, columns: &[Column]) -> Vec<Shown> {
        let visible = || self.columns.iter().filter(|one| !one.hidden);
        let ordered = visible()
            .filter(|one| one.pinned)
            .chain(visible().filter(|one| !one.pinned));
        let mut left = u32::from(CHECK_WIDTH);
        let mut shown = Vec::with_capacity(self.columns.len());
        for one in ordered {
            let Some(column) = columns.iter().position(|column| column.key == one.key) else {
                continue;
            };
            shown.push(Shown {
                column,
                place: shown.len(),
                pinned: one.pinned,
                width: one.width,
                left,
                card: None,
            });
            left += u32::from(one.width);
        }
        give_card_roles(&mut shown, columns);
        shown
    }

    pub fn placed(&self, key: &str) -> Option<&Placed> {
        self.columns.iter().find(|one| one.key == key)
    }

    pub fn set_width(&mut self, key: &str, width: i32) {
        let width = width.clamp(i32::from(NARROWEST), i32::from(WIDEST)) as u16;
        self.edit(key, |one| one.width = width);
    }

    pub fn toggle_pinned(&mut self, key: &str) {
        self.edit(key, |one| one.pinned = !one.pinned);
    }

    /// The last visible column cannot be hidden.
    pub fn set_hidden(&mut self, key: &str, hidden: bool) {
        let visible = self.columns.iter().filter(|one| !one.hidden).count();
        if !hidden || visible > 1 {
            self.edit(key, |one| one.hidden = hidden);
        }
    }

    /// Puts a column where another one stands.
    pub fn move_to(&mut self, key: &str, target: &str) {
        let place = |columns: &[Placed], key: &str| columns.iter().position(|one| one.key == key);
        if key == target {
            return;
        }
        let (Some(from), Some(to)) = (place(&self.columns, key), place(&self.columns, target))
        else {
            return;
        };
        let one = self.columns.remove(from);
        self.columns.insert(to.min(self.columns.len()), one);
    }

    /// One place along the visible columns of the same kind of pinning.
    pub fn step(&mut self, key: &str, forward: bool) {
        let Some(here) = self.placed(key).cloned() else {
            return;
        };
        let mates: Vec<&Placed> = self
            .columns
            .iter()
            .filter(|one| !one.hidden && one.pinned == here.pinned)
            .collect();
        let place = mates.iter().position(|one| one.key == key);
        let target = match (place, forward) {
            (Some(place), true) => mates.get(place + 1),
            (Some(place), false) => place.checked_sub(1).and_then(|place| mates.get(place)),
            (None, _) => None,
        };
        if let Some(target) = target.map(|one| one.key.clone()) {
            self.move_to(key, &target);
        }
    }

    /// All columns as they are arranged, hidden ones too.
    pub fn listed(&self, columns: &[Column]) -> Vec<Column> {
        let of = |one: &Placed| {
            let column = columns.iter().find(|column| column.key == one.key)?;
            Some(Column {
                hidden: one.hidden,
                pinned: one.pinned,
                ..column.clone()
            })
        };
        self.columns.iter().filter_map(of).collect()
    }

    /// Takes order, presence and pins from a list; widths stay, and something stays shown.
    pub fn arrange(&mut self, list: &[Column]) {
        if list.iter().all(|column| column.hidden) {
            return;
        }
        let place = |one: &Placed| list.iter().position(|column| column.key == one.key);
        self.columns
            .sort_by_key(|one| place(one).unwrap_or(usize::MAX));
        for one in &mut self.columns {
            if let Some(column) = list.iter().find(|column| column.key == one.key) {
                (one.hidden, one.pinned) = (column.hidden, column.pinned);
            }
        }
    }

    fn edit(&mut self, key: &str, change: impl Fn(&mut Placed)) {
        self.columns
            .iter_mut()
            .filter(|one| one.key == key)
            .for_each(change);
    }
}

fn placed(column: &Column) -> Placed {
    Placed {
        key: column.key.clone(),
        width: column.width.clamp(NARROWEST, WIDEST),
        hidden: column.hidden,
        pinned: column.pinned,
    }
}

fn give_card_roles(shown: &mut [Shown], columns: &[Column]) {
    let (mut title, mut state, mut spark) = (false, false, false);
    let mut lines = [CardRole::First, CardRole::Second].into_iter();
    for one in shown.iter_mut() {
        one.card = match &columns[one.column].kind {
            ColumnKind::Title { .. } if !title => Some(CardRole::Title),
            ColumnKind::Badge { .. } if !state => Some(CardRole::State),
            ColumnKind::Spark { .. } if !spark => Some(CardRole::Spark),
            ColumnKind::Text | ColumnKind::Badge { .. } => lines.next(),
            _ => None,
        };
        match one.card {
            Some(CardRole::Title) => title = true,
            Some(CardRole::State) => state = true,
            Some(CardRole::Spark) => spark = true,
            _ => {}
        }
    }
    if !title && let Some(first) = shown.first_mut() {
        first.card = Some(CardRole::Title);
    }
}

/// Pixels that never scroll sideways.
pub fn pinned_width(shown: &[Shown]) -> u32 {
    let pinned = shown.iter().filter(|one| one.pinned);
    u32::from(CHECK_WIDTH) + pinned.map(|one| u32::from(one.width)).sum::<u32>()
}

/// Pixels of all columns together.
pub fn total_width(shown: &[Shown]) -> u32 {
    shown.last().map_or(u32::from(CHECK_WIDTH), |one| {
        one.left + u32::from(one.width)
    })
}

/// The widths as custom properties of the table's root: a resize touches one attribute.
pub fn style(shown: &[Shown]) -> String {
    use std::fmt::Write;
    let mut style = String::with_capacity(shown.len() * 24 + 48);
    let _ = write!(
        style,
        "--width:{}px;--pin:{}px;",
        total_width(shown),
        pinned_width(shown)
    );
    for one in shown {
        let _ = write!(
            style,
            "--x{0}:{1}px;--w{0}:{2}px;",
            one.place + 1,
            one.left,
            one.width
        );
    }
    style
}

#[cfg(test)]
mod tests {
    use domain::table::Label;

    use super::*;

    fn columns(keys: &[&str]) -> Vec<Column> {
        keys.iter()
            .map(|key| Column::new(key, Label::same(key), ColumnKind::Text, 100))
            .collect()
    }

    fn keys(layout: &Layout, columns: &[Column]) -> Vec<String> {
        layout
            .shown(columns)
            .iter()
            .map(|one| columns[one.column].key.clone())
            .collect()
    }

    #[test]
    fn pinned_columns_come_first() {
        let columns = columns(&["a", "b", "c"]);
        let mut layout = Layout::of(&columns);
        layout.toggle_pinned("c");
        assert_eq!(keys(&layout, &columns), ["c", "a", "b"]);
        let shown = layout.shown(&columns);
        assert_eq!(shown[1].left, u32::from(CHECK_WIDTH) + 100);
        assert_eq!(total_width(&shown), u32::from(CHECK_WIDTH) + 300);
    }

    #[test]
    fn columns_move_both_ways() {
        let columns = columns(&["a", "b", "c"]);
        let mut layout = Layout::of(&columns);
        layout.move_to("a", "c");
        assert_eq!(keys(&layout, &columns), ["b", "c", "a"]);
        layout.move_to("a", "b");
        assert_eq!(keys(&layout, &columns), ["a", "b", "c"]);
        layout.set_hidden("b", true);
        layout.step("a", true);
        assert_eq!(keys(&layout, &columns), ["c", "a"]);
        layout.step("c", false);
        assert_eq!(keys(&layout, &columns), ["c", "a"]);
    }

    #[test]
    fn a_list_of_columns_arranges_them() {
        let columns = columns(&["a", "b", "c"]);
        let mut layout = Layout::of(&columns);
        layout.set_width("a", 300);
        let mut list = layout.listed(&columns);
        list.swap(0, 2);
        list[1].hidden = true;
        list[2].pinned = true;
        layout.arrange(&list);
        assert_eq!(keys(&layout, &columns), ["a", "c"]);
        assert_eq!(layout.placed("a").map(|one| one.width), Some(300));
        assert_eq!(layout.listed(&columns), list);
        for column in &mut list {
            column.hidden = true;
        }
        layout.arrange(&list);
        assert_eq!(keys(&layout, &columns), ["a", "c"]);
    }

    #[test]
    fn a_stored_layout_fits_todays_columns() {
        let mut stored = Layout::of(&columns(&["gone", "a", "a"]));
        stored.columns[1].width = 9_000;
        let now = columns(&["a", "new"]);
        let layout = stored.fitted(&now);
        assert_eq!(keys(&layout, &now), ["a", "new"]);
        assert_eq!(layout.placed("a").map(|one| one.width), Some(WIDEST));
    }

    #[test]
    fn something_is_always_shown() {
        let columns = columns(&["a", "b"]);
        let mut layout = Layout::of(&columns);
        layout.set_hidden("a", true);
        layout.set_hidden("b", true);
        assert_eq!(keys(&layout, &columns), ["b"]);
    }
}
