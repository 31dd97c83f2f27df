//! The rows on the screen: a few elements, used again and again while the answer scrolls by.
//!
//! The browser's own scrolling moves them; this only fills an element when another row comes
//! into its place. Nothing here reads the layout while it writes.

mod fetch;
mod slots;

use std::cell::RefCell;
use std::rc::Rc;

use domain::error::{AppError, ErrorCode};
use domain::table::{Query, Window, WindowRequest};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlElement;

use super::blocks::Blocks;
use super::layout::{self, Shown};
use super::source::{Answer, Source};
use super::state::{Active, Status, TableState};
use crate::i18n::catalog;
use slots::Slot;

/// Where the view is scrolled to, read before anything is written.
#[derive(Clone, Copy)]
struct Place {
    top: f64,
    left: u32,
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
    /// The question that the rows answer.
    answered: Option<Query>,
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
        let answered = window.is_some().then(|| state.query.get_untracked());
        let has_rows = answered.is_some();
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
            answered,
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
        if has_rows {
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
                inner.slots.push(Slot::of(element));
            }
        }
    }

    /// The first rows of a page that came without any.
    pub fn begin(&self, window: Window) {
        {
            let mut this = self.inner.borrow_mut();
            this.answered = Some(this.state.query.get_untracked());
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
        let order = catalog(this.state.locale.get_untracked()).table.row_order;
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
                let window = in_order(source.window(request).await?, version, order)?;
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
        let mut inner = self.inner.borrow_mut();
        inner.generation += 1;
        if let Some(timer) = inner.resting.take() {
            window().clear_timeout_with_handle(timer);
        }
    }

    /// The layout, the density or the language changed: every row is drawn anew.
    pub fn redraw(&self) {
        Self::measure(&self.inner);
        self.inner.borrow_mut().forget_slots();
        Self::draw(&self.inner);
    }

    /// The view moved, or other columns belong into it.
    pub fn scrolled(&self) {
        Self::draw(&self.inner);
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
        let pin = layout::pinned_width(&shown) as i32;
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
}

/// Another order has other rows at the same places: nobody chose those.
fn in_order(window: Window, version: u64, order: &str) -> Result<Window, AppError> {
    if window.version == version {
        Ok(window)
    } else {
        Err(AppError::new(ErrorCode::Conflict).with("what", order))
    }
}

/// What a pointer touched.
pub struct Hit {
    pub index: u64,
    pub id: String,
    pub checkbox: bool,
}

impl Inner {
    fn place(&self) -> Place {
        Place {
            top: f64::from(self.view.scroll_top()).max(0.0),
            left: self.view.scroll_left().max(0) as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_another_order_are_refused() {
        let window = Window {
            version: 7,
            ..Window::default()
        };
        assert!(in_order(window.clone(), 7, "order").is_ok());
        let error = in_order(window, 6, "order").unwrap_err();
        assert_eq!(
            (error.code, error.arg("what")),
            (ErrorCode::Conflict, "order")
        );
    }
}
