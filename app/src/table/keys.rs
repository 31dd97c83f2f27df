//! What each key does in the rows, as in the grid pattern of the ARIA authoring practices.

use super::state::Active;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Go to a cell; `extend` chooses every row on the way.
    Go {
        to: Active,
        extend: bool,
    },
    Toggle,
    Open,
    SelectAll,
    Clear,
}

/// How far the rows reach.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub rows: u64,
    /// Columns on the screen, the checkbox included.
    pub columns: usize,
    pub page: u64,
}

pub fn act(key: &str, ctrl: bool, shift: bool, at: Option<Active>, bounds: Bounds) -> Option<Act> {
    match (key, ctrl) {
        ("Escape", _) => return Some(Act::Clear),
        ("a", true) => return Some(Act::SelectAll),
        _ => {}
    }
    if bounds.rows == 0 {
        return None;
    }
    // The first key enters the rows where they begin.
    let Some(at) = at else {
        let enters = matches!(
            key,
            "ArrowDown" | "ArrowUp" | "ArrowRight" | "Home" | "PageDown"
        );
        let to = Active {
            row: 0,
            column: 1.min(bounds.columns - 1),
        };
        return enters.then_some(Act::Go { to, extend: false });
    };
    let (last_row, last_column) = (bounds.rows - 1, bounds.columns - 1);
    let mut to = at;
    match (key, ctrl) {
        ("ArrowDown", false) => to.row = (at.row + 1).min(last_row),
        ("ArrowUp", false) => to.row = at.row.saturating_sub(1),
        ("ArrowRight", false) => to.column = (at.column + 1).min(last_column),
        ("ArrowLeft", false) => to.column = at.column.saturating_sub(1),
        ("PageDown", false) => to.row = (at.row + bounds.page).min(last_row),
        ("PageUp", false) => to.row = at.row.saturating_sub(bounds.page),
        ("Home", false) => to.column = 0,
        ("End", false) => to.column = last_column,
        ("Home", true) => to = Active { row: 0, column: 0 },
        ("End", true) => {
            to = Active {
                row: last_row,
                column: last_column,
            }
        }
        (" ", false) => return Some(Act::Toggle),
        ("Enter", false) if at.column == 0 => return Some(Act::Toggle),
        ("Enter", false) => return Some(Act::Open),
        _ => return None,
    }
    Some(Act::Go {
        to,
        extend: shift && to.row != at.row,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        rows: 100,
        columns: 5,
        page: 20,
    };

    fn go(key: &str, ctrl: bool, at: (u64, usize)) -> Option<(u64, usize)> {
        let at = Active {
            row: at.0,
            column: at.1,
        };
        match act(key, ctrl, false, Some(at), BOUNDS) {
            Some(Act::Go { to, .. }) => Some((to.row, to.column)),
            _ => None,
        }
    }

    #[test]
    fn moves_within_bounds() {
        assert_eq!(go("ArrowDown", false, (99, 2)), Some((99, 2)));
        assert_eq!(go("ArrowUp", false, (0, 2)), Some((0, 2)));
        assert_eq!(go("PageDown", false, (90, 2)), Some((99, 2)));
        assert_eq!(go("PageUp", false, (5, 2)), Some((0, 2)));
        assert_eq!(go("ArrowRight", false, (5, 4)), Some((5, 4)));
        assert_eq!(go("Home", true, (5, 4)), Some((0, 0)));
        assert_eq!(go("End", true, (5, 0)), Some((99, 4)));
        assert_eq!(go("x", false, (5, 0)), None);
    }

    #[test]
    fn enters_extends_opens() {
        let enter = act("ArrowDown", false, false, None, BOUNDS);
        assert_eq!(
            enter,
            Some(Act::Go {
                to: Active { row: 0, column: 1 },
                extend: false
            })
        );
        let at = Some(Active { row: 3, column: 1 });
        let extended = act("ArrowDown", false, true, at, BOUNDS);
        assert_eq!(
            extended,
            Some(Act::Go {
                to: Active { row: 4, column: 1 },
                extend: true
            })
        );
        assert_eq!(act("Enter", false, false, at, BOUNDS), Some(Act::Open));
        assert_eq!(act(" ", false, false, at, BOUNDS), Some(Act::Toggle));
        assert_eq!(act("a", true, false, at, BOUNDS), Some(Act::SelectAll));
        let empty = Bounds { rows: 0, ..BOUNDS };
        assert_eq!(act("ArrowDown", false, false, None, empty), None);
    }
}
