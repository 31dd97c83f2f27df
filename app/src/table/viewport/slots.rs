//! The elements of the rows: made once, filled again and again.
//!
//! Nothing here reads the layout: what was written before would have to be laid out at once.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Inner, Place};
use crate::i18n::catalog;
use crate::table::layout::Shown;
use crate::table::render::{RowContext, inner_html};
use crate::table::state::cell_id;

/// Rows kept ready above and below what is seen.
const OVERSCAN: u64 = 8;
/// Never more row elements than this, head included.
pub(super) const MOST_ROWS: u64 = 58;
/// More rows than this at once are a jump.
const JUMP: u64 = 120;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Movement {
    Steady,
    Jump,
}

pub(super) struct Slot {
    pub(super) element: HtmlElement,
    /// The row it shows; `None` is to be filled.
    pub(super) index: Option<u64>,
    /// It has the shape of a row whose data is on its way.
    waits: bool,
    /// Which of the two marks of a change it had the last time.
    again: bool,
}

impl Slot {
    pub(super) fn of(element: HtmlElement) -> Self {
        Self {
            element,
            index: None,
            waits: false,
            again: false,
        }
    }
}

impl Inner {
    /// Rows that have an element now.
    pub(super) fn range(&self) -> Range<u64> {
        let seen = (self.height as f64 / self.row_height).ceil() as u64 + 1;
        let spare = MOST_ROWS.saturating_sub(seen) / 2;
        let over = OVERSCAN.min(spare);
        let start = self.first.saturating_sub(over);
        start..(self.first + seen.min(MOST_ROWS) + over).min(self.blocks.total())
    }

    pub(super) fn set_rows(&self) {
        let rows = self.blocks.total().to_string();
        let _ = self.body.style().set_property("--rows", &rows);
    }

    pub(super) fn forget_slots(&mut self) {
        for slot in &mut self.slots {
            slot.index = None;
        }
        self.drawn.clear();
    }

    /// Fills what came into sight.
    pub(super) fn draw(&mut self, place: Place) -> Movement {
        let first = (place.top / self.row_height) as u64;
        let moved = self.first.abs_diff(first);
        self.first = first.min(self.blocks.total());
        self.choose_columns(place.left);
        let range = self.range();
        self.grow(range.end - range.start);
        let count = self.slots.len() as u64;
        if count > 0 {
            for index in range.clone() {
                let slot = (index % count) as usize;
                if self.slots[slot].index != Some(index) {
                    self.fill(slot, index, false);
                }
            }
        }
        for slot in &mut self.slots {
            let out = slot.index.is_none_or(|index| !range.contains(&index));
            if out {
                slot.index = None;
                slot.element.set_hidden(true);
            }
        }
        if moved > JUMP {
            Movement::Jump
        } else {
            Movement::Steady
        }
    }

    /// Elements enough for every row in sight; more are made, none is thrown away.
    fn grow(&mut self, wanted: u64) {
        if self.slots.len() as u64 >= wanted {
            return;
        }
        let document = document();
        while (self.slots.len() as u64) < wanted {
            let Some(element) = document
                .create_element("div")
                .ok()
                .and_then(|element| element.dyn_into::<HtmlElement>().ok())
            else {
                return;
            };
            element.set_class_name("dt-row");
            let _ = element.set_attribute("role", "row");
            let _ = self.body.append_child(&element);
            self.slots.push(Slot::of(element));
        }
        // Another count means other places: every slot is dealt anew.
        for slot in &mut self.slots {
            slot.index = None;
        }
    }

    fn choose_columns(&mut self, left: u32) {
        let right = left + self.width as u32;
        let cards = self.state.cards.get_untracked();
        let near = |shown: &Shown| {
            if cards {
                return shown.card.is_some();
            }
            let end = shown.left + u32::from(shown.width);
            shown.pinned || (end + 40 > left && shown.left < right + 160)
        };
        let shown = self.state.shown.get_untracked();
        let drawn: Vec<Shown> = shown.iter().filter(|one| near(one)).cloned().collect();
        let same = drawn.len() == self.drawn.len()
            && drawn
                .iter()
                .zip(&self.drawn)
                .all(|(new, old)| new.draws_like(old));
        if !same {
            self.drawn = drawn;
            for slot in &mut self.slots {
                slot.index = None;
            }
        }
        let _ = self
            .view
            .class_list()
            .toggle_with_force("is-x-scrolled", left > 0);
    }

    fn fill(&mut self, slot: usize, index: u64, changed: bool) {
        let row = self.blocks.row(index);
        let locale = self.state.locale.get_untracked();
        let table = self.state.name.get_value();
        let columns = self.state.columns.read_untracked();
        let context = RowContext {
            columns: &columns,
            shown: &self.drawn,
            locale,
            select_label: catalog(locale).table.select_row,
            table_id: table,
        };
        let selected = row.is_some_and(|row| {
            self.state
                .selection
                .with_untracked(|chosen| chosen.has(&row.id))
        });
        let html = inner_html(&context, index, row, selected);
        let active = self.state.active.get_untracked();
        let slot = &mut self.slots[slot];
        let element = &slot.element;
        element.set_inner_html(&html);
        let _ = element.style().set_property("--i", &index.to_string());
        let _ = element.set_attribute("aria-rowindex", &(index + 2).to_string());
        let _ = element.set_attribute("aria-selected", if selected { "true" } else { "false" });
        let mut class = String::from("dt-row");
        if active.is_some_and(|active| active.row == index) {
            class.push_str(" is-active");
        }
        if changed {
            // Another name starts the animation again, without a look at the layout.
            slot.again = !slot.again;
            class.push_str(if slot.again {
                " is-changed"
            } else {
                " is-changed is-again"
            });
        }
        if element.class_name() != class {
            element.set_class_name(&class);
        }
        element.set_hidden(false);
        slot.index = Some(index);
        slot.waits = row.is_none();
    }

    /// Rows came: those that were waited for and those that differ are drawn.
    pub(super) fn refill(&mut self, rows: Range<u64>, changed: &[u64]) {
        for slot in 0..self.slots.len() {
            let Slot { index, waits, .. } = self.slots[slot];
            let Some(index) = index.filter(|index| rows.contains(index)) else {
                continue;
            };
            let is_changed = changed.contains(&index);
            if waits || is_changed {
                self.fill(slot, index, is_changed);
            }
        }
        self.mark_active();
    }

    pub(super) fn restate(&mut self) {
        let active = self.state.active.get_untracked();
        for slot in &self.slots {
            let Some(index) = slot.index else { continue };
            let Some(row) = self.blocks.row(index) else {
                continue;
            };
            let selected = self
                .state
                .selection
                .with_untracked(|chosen| chosen.has(&row.id));
            let value = if selected { "true" } else { "false" };
            if slot.element.get_attribute("aria-selected").as_deref() != Some(value) {
                let _ = slot.element.set_attribute("aria-selected", value);
                if let Ok(Some(checkbox)) = slot.element.query_selector(".dt-box") {
                    let _ = checkbox.set_attribute("aria-checked", value);
                }
            }
            let here = active.is_some_and(|active| active.row == index);
            let _ = slot
                .element
                .class_list()
                .toggle_with_force("is-active", here);
        }
        self.mark_active();
    }

    /// The active cell, drawn as the one with the focus.
    fn mark_active(&self) {
        if let Ok(Some(old)) = self.body.query_selector(".is-cell") {
            let _ = old.class_list().remove_1("is-cell");
        }
        let Some(active) = self.state.active.get_untracked() else {
            return;
        };
        let id = cell_id(self.state.name.get_value(), active);
        if let Some(cell) = document().get_element_by_id(&id) {
            let _ = cell.class_list().add_1("is-cell");
        }
    }
}
