//! The rows on the screen: a few elements, used again and again while the answer scrolls by.
//!
//! The browser's own scrolling moves them; this only fills an element when another row comes
//! into its place. Nothing here reads the layout while it writes.

use std::cell::RefCell;
use std::rc::Rc;

use domain::table::{Window, WindowRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlElement;

use super::blocks::{BLOCK, Blocks};
use super::layout::Shown;
use super::render::{RowContext, inner_html};
use super::source::{Answer, Source};
use super::state::{Active, Status, TableState};
use crate::i18n::catalog;

/// Rows kept ready above and below what is seen.
const OVERSCAN: u64 = 8;
/// Never more row elements than this, head included.
const MOST_ROWS: u64 = 58;
/// Rows fetched ahead of the movement.
const AHEAD: u64 = 150;
/// A jump of more rows than this waits until the hand rests before it fetches.
const JUMP: u64 = 120;
const REST_MS: i32 = 70;

struct Slot {
    element: HtmlElement,
    /// The row it shows; `None` is to be filled.
    index: Option<u64>,
}

struct Inner {
    view: HtmlElement,
    body: HtmlElement,
    state: TableState,
    source: Source,
    blocks: Blocks,
    slots: Vec<Slot>,
    /// Columns drawn now: those in sight and the pinned ones.
    drawn: Vec<Shown>,
    height: u64,
    width: u64,
    row_height: f64,
    first: u64,
    /// Only the latest question may answer.
    generation: u32,
    /// The latest question has no answer yet: what is shown answers an older one, and
    /// nothing more of that is read.
    waiting: bool,
    resting: Option<i32>,
}

/// A handle on the living table; the browser's callbacks hold the same.
#[derive(Clone)]
pub struct Viewport {
    inner: Rc<RefCell<Inner>>,
    /// Kept alive as long as the table.
    _resize: Rc<(web_sys::ResizeObserver, Closure<dyn FnMut()>)>,
}

impl Viewport {
    /// Takes over what the server rendered.
    pub fn adopt(
        view: HtmlElement,
        body: HtmlElement,
        state: TableState,
        source: Source,
        window: Option<Window>,
    ) -> Option<Self> {
        let mut blocks = Blocks::default();
        let answered = window.is_some();
        if let Some(window) = window {
            blocks.reset(window.version, window.total);
            blocks.take(window);
        }
        let inner = Rc::new(RefCell::new(Inner {
            view: view.clone(),
            body,
            state,
            source,
            blocks,
            slots: Vec::new(),
            drawn: Vec::new(),
            height: 0,
            width: 0,
            row_height: 34.0,
            first: 0,
            generation: 0,
            waiting: false,
            resting: None,
        }));
        let weak = Rc::downgrade(&inner);
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            if let Some(inner) = weak.upgrade() {
                Self::measure(&inner);
                Self::draw(&inner);
            }
        });
        let observer = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        observer.observe(&view);
        let viewport = Self {
            inner,
            _resize: Rc::new((observer, on_resize)),
        };
        if answered {
            viewport.adopt_rows();
        }
        Some(viewport)
    }

    /// The server's elements become the first slots, as they are.
    fn adopt_rows(&self) {
        let mut inner = self.inner.borrow_mut();
        let children = inner.body.children();
        for place in 0..children.length() {
            if let Some(Ok(element)) = children.item(place).map(JsCast::dyn_into) {
                inner.slots.push(Slot {
                    element,
                    index: None,
                });
            }
        }
    }

    /// The first rows of a page that came without any.
    pub fn begin(&self, window: Window) {
        {
            let mut this = self.inner.borrow_mut();
            this.blocks.reset(window.version, window.total);
            this.state.status.set(Status::of(&window));
            this.blocks.take(window);
            this.set_rows();
        }
        self.redraw();
    }

    /// The names of all rows between two, both included, in the order of the screen.
    pub fn ids(&self, first: u64, last: u64) -> Answer<Vec<String>> {
        let this = self.inner.borrow();
        let held: Option<Vec<String>> = (first..=last)
            .map(|index| this.blocks.row(index).map(|row| row.id.clone()))
            .collect();
        let (source, version) = (this.source.clone(), this.blocks.version());
        let query = this.state.query.get_untracked();
        Box::pin(async move {
            if let Some(held) = held {
                return Ok(held);
            }
            let mut ids = Vec::new();
            let mut offset = first;
            while offset <= last {
                let limit = (last - offset + 1).min(u64::from(WindowRequest::MOST_ROWS)) as u32;
                let request = WindowRequest {
                    query: query.clone(),
                    offset,
                    limit,
                    at: Some(version),
                };
                let window = source.window(request).await?;
                if window.rows.is_empty() {
                    break;
                }
                offset += window.rows.len() as u64;
                ids.extend(window.rows.into_iter().map(|row| row.id));
            }
            Ok(ids)
        })
    }

    /// Stops watching; called when the table leaves the page.
    pub fn close(&self) {
        self._resize.0.disconnect();
        self.inner.borrow_mut().generation += 1;
    }

    /// The layout, the density or the language changed: every row is drawn anew.
    pub fn redraw(&self) {
        Self::measure(&self.inner);
        self.inner.borrow_mut().forget_slots();
        Self::draw(&self.inner);
    }

    pub fn scrolled(&self) {
        Self::draw(&self.inner);
    }

    /// Asks anew; rows stay until the answer is here. `top` for another question.
    pub fn ask(&self, top: bool) {
        let inner = &self.inner;
        let (request, future, generation) = {
            let mut this = inner.borrow_mut();
            this.generation += 1;
            this.waiting = true;
            // To another question first comes what fits the screen; the rest follows.
            let (offset, limit) = if top {
                (0, MOST_ROWS)
            } else {
                (this.first / BLOCK * BLOCK, BLOCK * 2)
            };
            let request = WindowRequest {
                query: this.state.query.get_untracked(),
                offset,
                limit: limit as u32,
                at: None,
            };
            (
                request.clone(),
                this.source.window(request),
                this.generation,
            )
        };
        let state = inner.borrow().state;
        state.status.update(|status| status.loading = true);
        let inner = Rc::clone(inner);
        spawn_local(async move {
            let result = future.await;
            if inner.borrow().generation != generation {
                return;
            }
            match result {
                Ok(window) => {
                    {
                        let mut this = inner.borrow_mut();
                        this.waiting = false;
                        this.blocks.reset(window.version, window.total);
                        state.status.set(Status::of(&window));
                        this.blocks.take(window);
                        this.forget_slots();
                        this.set_rows();
                        if top && request.offset == 0 {
                            this.view.set_scroll_top(0);
                        }
                    }
                    Self::draw(&inner);
                }
                Err(error) => state.status.update(|status| {
                    status.loading = false;
                    status.error = Some(error);
                }),
            }
        });
    }

    /// Some rows are said to have changed: those in sight are read again, in their places.
    pub fn changed(&self, ids: &[String], latest: u64) {
        let (state, range, hit) = {
            let this = self.inner.borrow();
            let range = this.range();
            let hit = ids
                .iter()
                .filter_map(|id| this.blocks.find(id))
                .any(|n| range.contains(&n));
            (this.state, range, hit)
        };
        state
            .status
            .update(|status| status.latest = status.latest.max(latest));
        if hit {
            Self::fetch(&self.inner, range.start, (range.end - range.start) as u32);
        }
    }

    /// Selection or the active cell changed: no row is drawn anew for it.
    pub fn restate(&self) {
        self.inner.borrow_mut().restate();
    }

    /// The row under an event and whether its checkbox was meant.
    pub fn hit(&self, event: &web_sys::Event) -> Option<Hit> {
        let target: web_sys::Element = event.target()?.dyn_into().ok()?;
        if target.closest("a").ok().flatten().is_some() {
            return None;
        }
        let row = target.closest("[role=row]").ok().flatten()?;
        let this = self.inner.borrow();
        let slot = this
            .slots
            .iter()
            .find(|slot| slot.element.is_same_node(Some(&row)))?;
        let index = slot.index?;
        let id = this.blocks.row(index)?.id.clone();
        let checkbox = target.closest(".dt-check").ok().flatten().is_some();
        Some(Hit {
            index,
            id,
            checkbox,
        })
    }

    pub fn id_at(&self, index: u64) -> Option<String> {
        self.inner
            .borrow()
            .blocks
            .row(index)
            .map(|row| row.id.clone())
    }

    pub fn row(&self, id: &str) -> Option<domain::table::Row> {
        let this = self.inner.borrow();
        this.blocks
            .find(id)
            .and_then(|index| this.blocks.row(index))
            .cloned()
    }

    /// Full rows in sight: what Page Up and Page Down step over.
    pub fn page(&self) -> u64 {
        let this = self.inner.borrow();
        ((this.height as f64 / this.row_height) as u64)
            .saturating_sub(2)
            .max(1)
    }

    /// Scrolls no further than needed for a cell to be seen.
    pub fn reveal(&self, active: Active) {
        let this = self.inner.borrow();
        let head = f64::from(this.body.offset_top());
        let (top, height) = (f64::from(this.view.scroll_top()), this.height as f64);
        let start = active.row as f64 * this.row_height;
        let end = start + this.row_height;
        if start < top {
            this.view.set_scroll_top(start as i32);
        } else if end > top + height - head {
            this.view.set_scroll_top((end - height + head) as i32);
        }
        let shown = this.state.shown.get_untracked();
        let Some(column) = active.column.checked_sub(1).and_then(|n| shown.get(n)) else {
            return;
        };
        if column.pinned {
            return;
        }
        let pin = super::layout::pinned_width(&shown) as i32;
        let left = this.view.scroll_left();
        let (start, end) = (
            column.left as i32,
            (column.left + u32::from(column.width)) as i32,
        );
        if start < left + pin {
            this.view.set_scroll_left(start - pin);
        } else if end > left + this.width as i32 {
            this.view.set_scroll_left(end - this.width as i32);
        }
    }

    fn measure(inner: &Rc<RefCell<Inner>>) {
        let mut this = inner.borrow_mut();
        this.height = this.view.client_height().max(0) as u64;
        this.width = this.view.client_width().max(0) as u64;
        let height = window()
            .get_computed_style(&this.view)
            .ok()
            .flatten()
            .and_then(|style| style.get_property_value("--row-h").ok())
            .and_then(|value| value.trim().trim_end_matches("px").parse().ok());
        let height = height.unwrap_or(34.0);
        if (height - this.row_height).abs() > 0.1 {
            this.row_height = height;
            this.forget_slots();
        }
    }

    fn draw(inner: &Rc<RefCell<Inner>>) {
        let missing = inner.borrow_mut().draw();
        let Some(fast) = missing else { return };
        if fast {
            Self::fetch_when_resting(inner);
        } else {
            Self::fetch_missing(inner);
        }
    }

    fn fetch_when_resting(inner: &Rc<RefCell<Inner>>) {
        let again = Rc::clone(inner);
        let callback = Closure::once_into_js(move || {
            again.borrow_mut().resting = None;
            Self::fetch_missing(&again);
        });
        let mut this = inner.borrow_mut();
        let window = window();
        if let Some(timer) = this.resting.take() {
            window.clear_timeout_with_handle(timer);
        }
        this.resting = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                callback.unchecked_ref(),
                REST_MS,
            )
            .ok();
    }

    fn fetch_missing(inner: &Rc<RefCell<Inner>>) {
        let missing = {
            let mut this = inner.borrow_mut();
            let seen = this.range();
            let wanted = seen.start.saturating_sub(AHEAD)..seen.end + AHEAD;
            this.blocks.missing(wanted)
        };
        for block in missing {
            Self::fetch(inner, block * BLOCK, BLOCK as u32);
        }
    }

    /// Rows of the order that is on the screen.
    fn fetch(inner: &Rc<RefCell<Inner>>, offset: u64, limit: u32) {
        let (future, generation, state) = {
            let this = inner.borrow();
            if this.waiting {
                return;
            }
            let request = WindowRequest {
                query: this.state.query.get_untracked(),
                offset,
                limit,
                at: Some(this.blocks.version()),
            };
            (this.source.window(request), this.generation, this.state)
        };
        let inner = Rc::clone(inner);
        spawn_local(async move {
            let result = future.await;
            if inner.borrow().generation != generation {
                return;
            }
            match result {
                Ok(window) => {
                    {
                        let mut this = inner.borrow_mut();
                        let status = Status::of(&window);
                        let same = window.version == this.blocks.version();
                        if !same {
                            this.blocks.reset(window.version, window.total);
                            this.forget_slots();
                        }
                        state.status.set(status);
                        let first = window.offset;
                        let count = window.rows.len() as u64;
                        let changed = this.blocks.take(window);
                        this.refill(first..first + count, &changed);
                        if !same {
                            this.set_rows();
                        }
                    }
                    Self::draw(&inner);
                }
                Err(error) => {
                    inner.borrow_mut().blocks.give_up(offset / BLOCK);
                    state.status.update(|status| status.error = Some(error));
                }
            }
        });
    }
}

/// What a pointer touched.
pub struct Hit {
    pub index: u64,
    pub id: String,
    pub checkbox: bool,
}

impl Inner {
    /// Rows that have an element now.
    fn range(&self) -> std::ops::Range<u64> {
        let seen = (self.height as f64 / self.row_height).ceil() as u64 + 1;
        let spare = MOST_ROWS.saturating_sub(seen) / 2;
        let over = OVERSCAN.min(spare);
        let start = self.first.saturating_sub(over);
        start..(self.first + seen.min(MOST_ROWS) + over).min(self.blocks.total())
    }

    fn set_rows(&self) {
        let rows = self.blocks.total().to_string();
        let _ = self.body.style().set_property("--rows", &rows);
    }

    fn forget_slots(&mut self) {
        for slot in &mut self.slots {
            slot.index = None;
        }
        self.drawn.clear();
    }

    /// Fills what came into sight. `Some(fast)` when rows are missing.
    fn draw(&mut self) -> Option<bool> {
        let top = f64::from(self.view.scroll_top()).max(0.0);
        let first = (top / self.row_height) as u64;
        let moved = self.first.abs_diff(first);
        self.first = first.min(self.blocks.total());
        self.choose_columns();
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
        let ahead = range.start.saturating_sub(AHEAD)..range.end + AHEAD;
        self.blocks.lacks(ahead).then_some(moved > JUMP)
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
            self.slots.push(Slot {
                element,
                index: None,
            });
        }
        // Another count means other places: every slot is dealt anew.
        for slot in &mut self.slots {
            slot.index = None;
        }
    }

    fn choose_columns(&mut self) {
        let left = self.view.scroll_left().max(0) as u32;
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
        let element = &self.slots[slot].element;
        element.set_inner_html(&html);
        let _ = element.style().set_property("--i", &index.to_string());
        let _ = element.set_attribute("aria-rowindex", &(index + 2).to_string());
        let _ = element.set_attribute("aria-selected", if selected { "true" } else { "false" });
        let mut class = String::from("dt-row");
        if active.is_some_and(|active| active.row == index) {
            class.push_str(" is-active");
        }
        if changed {
            class.push_str(" is-changed");
        }
        if element.class_name() != class || changed {
            if changed {
                // An animation starts again only on an element that was without it.
                element.set_class_name("dt-row");
                let _ = element.offset_width();
            }
            element.set_class_name(&class);
        }
        element.set_hidden(false);
        self.slots[slot].index = Some(index);
    }

    /// New data for rows that are on the screen.
    fn refill(&mut self, rows: std::ops::Range<u64>, changed: &[u64]) {
        for slot in 0..self.slots.len() {
            if let Some(index) = self.slots[slot].index
                && rows.contains(&index)
            {
                self.fill(slot, index, changed.contains(&index));
            }
        }
        self.mark_active();
    }

    fn restate(&mut self) {
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
        let id = super::state::cell_id(self.state.name.get_value(), active);
        if let Some(cell) = document().get_element_by_id(&id) {
            let _ = cell.class_list().add_1("is-cell");
        }
    }
}
