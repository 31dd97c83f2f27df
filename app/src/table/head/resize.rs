//! The width of a column: by pointer and by steps.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev::{PointerEvent, pointercancel, pointermove, pointerup};
use leptos::prelude::*;

use super::{Head, texts_now};

/// Pixels of one keyboard step.
pub(super) const STEP: i32 = 16;

/// The edge follows the pointer; one attribute changes, no row is drawn anew.
pub(super) fn start(head: Head, key: StoredValue<String>, event: &PointerEvent) {
    event.prevent_default();
    event.stop_propagation();
    let (pointer, start) = (event.pointer_id(), event.client_x());
    let width = width(head, &key.get_value());
    let resize = move |width: i32| {
        // The column may leave the page while it is pulled at.
        if let Some(key) = key.try_get_value() {
            head.state
                .layout
                .update(|layout| layout.set_width(&key, width));
        }
    };
    let listeners = Rc::new(RefCell::new(Vec::<WindowListenerHandle>::new()));
    let stop = {
        let listeners = Rc::clone(&listeners);
        move || {
            for listener in listeners.take() {
                listener.remove();
            }
        }
    };
    let cancelled = {
        let stop = stop.clone();
        move |event: PointerEvent| {
            if event.pointer_id() == pointer {
                stop();
                // The browser took the pointer for something else: nothing was meant.
                resize(width);
            }
        }
    };
    let moved = move |event: PointerEvent| {
        if event.pointer_id() == pointer {
            resize(width + event.client_x() - start);
        }
    };
    let released = move |event: PointerEvent| {
        if event.pointer_id() == pointer {
            stop();
        }
    };
    listeners.borrow_mut().extend([
        window_event_listener(pointermove, moved),
        window_event_listener(pointerup, released),
        window_event_listener(pointercancel, cancelled),
    ]);
}

pub(super) fn widen(head: Head, key: &str, by: i32) {
    let wanted = width(head, key) + by;
    head.state
        .layout
        .update(|layout| layout.set_width(key, wanted));
    let width = width(head, key) as u16;
    head.state.said.set((texts_now(head).table.resized)(
        &head.state.label_of(key),
        width,
    ));
}

fn width(head: Head, key: &str) -> i32 {
    head.state
        .layout
        .with_untracked(|layout| layout.placed(key).map_or(0, |one| i32::from(one.width)))
}
