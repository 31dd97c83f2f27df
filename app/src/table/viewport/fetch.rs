//! Which rows are asked for, and when.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use domain::error::AppError;
use domain::table::{TableChange, Window, WindowRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::slots::{MOST_ROWS, Movement};
use super::{Inner, Place, Viewport};
use crate::table::blocks::BLOCK;
use crate::table::state::Status;

/// Rows fetched ahead of the movement.
const AHEAD: u64 = 150;
/// What is not seen yet comes after the frame that shows what is.
const REST_MS: i32 = 70;

impl Viewport {
    /// Asks anew; rows stay until the answer is here. `top` for another question.
    pub fn ask(&self, top: bool) {
        let inner = &self.inner;
        let (request, state) = {
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
            (request, this.state)
        };
        state.status.update(|status| status.loading = true);
        let query = request.query.clone();
        Self::send(inner, request, move |inner, result| match result {
            Ok(window) => {
                let place = {
                    let mut this = inner.borrow_mut();
                    let mut place = this.place();
                    this.waiting = false;
                    this.answered = Some(query);
                    this.blocks.reset(window.version, window.total);
                    state.status.set(Status::of(&window));
                    this.blocks.take(window);
                    this.forget_slots();
                    this.set_rows();
                    if top && place.top > 0.0 {
                        this.view.set_scroll_top(0);
                        place.top = 0.0;
                    }
                    place
                };
                inner.borrow_mut().draw(place);
                Self::fetch_when_resting(inner);
            }
            Err(error) => {
                // Rows that answer the same question stay; those of another must not pass
                // for the answer.
                let stay = {
                    let mut this = inner.borrow_mut();
                    let stay = this.answered.as_ref() == Some(&query);
                    this.waiting = !stay;
                    stay
                };
                state.status.update(|status| {
                    status.loading = false;
                    if stay {
                        status.behind = Some(error);
                        status.error = None;
                    } else {
                        status.error = Some(error);
                    }
                });
            }
        });
    }

    /// Asks the source; an answer to a question that is no longer asked is dropped.
    fn send(
        inner: &Rc<RefCell<Inner>>,
        request: WindowRequest,
        answered: impl FnOnce(&Rc<RefCell<Inner>>, Result<Window, AppError>) + 'static,
    ) {
        let (future, generation) = {
            let this = inner.borrow();
            (this.source.window(request), this.generation)
        };
        let inner = Rc::clone(inner);
        spawn_local(async move {
            let result = future.await;
            if inner.borrow().generation == generation {
                answered(&inner, result);
            }
        });
    }

    /// Some rows are said to have changed: those in sight are read again, in their places.
    pub fn changed(&self, change: &TableChange) {
        let (state, range, hit) = {
            let this = self.inner.borrow();
            let range = this.range();
            let hit = change
                .changed
                .iter()
                .filter_map(|id| this.blocks.find(id))
                .any(|n| range.contains(&n));
            (this.state, range, hit)
        };
        let reorders = state.query.with_untracked(|query| {
            state.columns.with_untracked(|columns| {
                let mut changed = columns
                    .iter()
                    .filter(|one| change.columns.contains(&one.key));
                changed.any(|column| query.depends_on(column))
            })
        });
        if reorders {
            state
                .status
                .update(|status| status.latest = status.latest.max(change.version));
        }
        if hit {
            Self::fetch(&self.inner, range);
        }
    }

    pub(super) fn draw(inner: &Rc<RefCell<Inner>>) {
        let place = inner.borrow().place();
        Self::draw_at(inner, place);
    }

    fn draw_at(inner: &Rc<RefCell<Inner>>, place: Place) {
        let (movement, lacks) = {
            let mut this = inner.borrow_mut();
            let movement = this.draw(place);
            (movement, this.blocks.lacks(this.wanted()))
        };
        match movement {
            _ if !lacks => {}
            Movement::Jump => Self::fetch_when_resting(inner),
            Movement::Steady => Self::fetch_missing(inner),
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
            // Not before it is known whether this order is still asked for.
            if this.waiting {
                return;
            }
            let wanted = this.wanted();
            this.blocks.missing(wanted)
        };
        for rows in missing {
            Self::fetch(inner, rows);
        }
    }

    /// Rows of the order that is on the screen.
    fn fetch(inner: &Rc<RefCell<Inner>>, rows: Range<u64>) {
        let (request, state) = {
            let this = inner.borrow();
            if this.waiting {
                return;
            }
            let request = WindowRequest {
                query: this.state.query.get_untracked(),
                offset: rows.start,
                limit: (rows.end - rows.start) as u32,
                at: Some(this.blocks.version()),
            };
            (request, this.state)
        };
        Self::send(inner, request, move |inner, result| match result {
            Ok(window) => {
                let place = {
                    let mut this = inner.borrow_mut();
                    let place = this.place();
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
                    place
                };
                Self::draw_at(inner, place);
            }
            Err(error) => {
                inner.borrow_mut().blocks.give_up(&rows);
                state.status.update(|status| status.behind = Some(error));
            }
        });
    }
}

impl Inner {
    /// The rows in sight, and those that will be.
    fn wanted(&self) -> Range<u64> {
        let seen = self.range();
        seen.start.saturating_sub(AHEAD)..seen.end + AHEAD
    }
}
