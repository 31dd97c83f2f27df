//! What the browser calls: made once and used for every connection of this page.

use domain::event::{EventId, message};
use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent, Window};

use super::note::{Kind, Message, Note};

/// Who wants to know.
pub(super) struct Ears {
    pub(super) note: fn(Note),
    pub(super) message: fn(Message),
    pub(super) opened: fn(),
    pub(super) failed: fn(),
}

pub(super) struct Handlers {
    /// For the channel between the tabs.
    pub(super) note: Function,
    messages: [(&'static str, Function); 3],
    opened: Function,
    failed: Function,
}

impl Handlers {
    pub(super) fn new(ears: Ears) -> Self {
        let Ears {
            note,
            message,
            opened,
            failed,
        } = ears;
        let of_kind = |kind| function(move |event| message(read(kind, &event)));
        Self {
            note: function(move |event| {
                let text = event.data().as_string();
                if let Some(heard) = text.and_then(|text| serde_json::from_str(&text).ok()) {
                    note(heard);
                }
            }),
            messages: [
                (message::EVENT, of_kind(Kind::Event)),
                (message::BEAT, of_kind(Kind::Beat)),
                (message::RESYNC, of_kind(Kind::Resync)),
            ],
            opened: function(move |_| opened()),
            failed: function(move |_| failed()),
        }
    }

    pub(super) fn listen_to(&self, source: &EventSource) {
        for (name, handler) in &self.messages {
            let _ = source.add_event_listener_with_callback(name, handler);
        }
        source.set_onopen(Some(&self.opened));
        source.set_onerror(Some(&self.failed));
    }
}

/// Calls for as long as the page lives.
pub(super) fn on(window: &Window, event: &str, work: fn()) {
    let _ = window.add_event_listener_with_callback(event, &function(move |_| work()));
}

pub(super) fn every(window: &Window, milliseconds: i32, work: fn()) {
    let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(
        &function(move |_| work()),
        milliseconds,
    );
}

fn read(kind: Kind, event: &MessageEvent) -> Message {
    Message {
        kind,
        id: EventId::parse(&event.last_event_id()),
        data: event.data().as_string().unwrap_or_default(),
    }
}

fn function(work: impl FnMut(MessageEvent) + 'static) -> Function {
    Closure::<dyn FnMut(MessageEvent)>::new(work)
        .into_js_value()
        .unchecked_into()
}
