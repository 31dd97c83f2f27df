//! A word about what the pointer or the focus is on.
//!
//! There is one tooltip for the whole page: whatever has a `data-tip` gets it. So a table of
//! a hundred thousand cells costs nothing more, and there are never two.

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, Node};

use super::browser;
use crate::dom::timer;

const ID: &str = "tooltip";
/// The pointer must rest this long; the focus need not.
const REST: Duration = Duration::from_millis(350);
/// Time to move the pointer from the thing to its tooltip.
const LEAVE: Duration = Duration::from_millis(120);
/// Pixels between the tooltip and its thing, and the edge of the window.
const GAP: f64 = 6.0;

/// Mounted once, at the end of the page.
#[component]
pub fn TooltipLayer() -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let tip = Tip {
        panel,
        anchor: StoredValue::new_local(None),
        turn: StoredValue::new(0),
    };
    Effect::new(move |_| {
        let listeners = [
            window_event_listener(ev::pointerover, move |event| {
                if event.pointer_type() != "touch" {
                    tip.over(browser::target(&event).as_ref());
                }
            }),
            window_event_listener(ev::focusin, move |event| {
                if let Some(target) = browser::target(&event)
                    && target.matches(":focus-visible").unwrap_or(false)
                    && let Some(anchor) = anchor_of(&target)
                {
                    tip.show(&anchor);
                }
            }),
            window_event_listener(ev::focusout, move |_| tip.hide()),
            window_event_listener(ev::wheel, move |_| tip.hide()),
            window_event_listener(ev::click, move |_| tip.refresh()),
            window_event_listener(ev::keydown, move |event| {
                if event.key() == "Escape" {
                    tip.hide();
                }
            }),
        ];
        on_cleanup(move || {
            listeners
                .map(leptos::prelude::WindowListenerHandle::remove)
                .into_iter()
                .for_each(drop);
        });
    });
    view! {
        <div node_ref=panel id=ID class="tooltip" role="tooltip" popover="manual"></div>
    }
}

/// Gives a tooltip to something that has none of its own.
#[component]
pub fn Tooltip(#[prop(into)] text: TextProp, children: Children) -> impl IntoView {
    view! {
        <span class="tooltip-target" data-tip=text>
            {children()}
        </span>
    }
}

#[derive(Clone, Copy)]
struct Tip {
    panel: NodeRef<html::Div>,
    anchor: StoredValue<Option<Element>, LocalStorage>,
    /// Counts wishes, so that a delayed one knows when it is out of date.
    turn: StoredValue<u32>,
}

impl Tip {
    fn over(self, target: Option<&Element>) {
        let on_tooltip = target.is_some_and(|target| {
            self.panel
                .get_untracked()
                .is_some_and(|panel| panel.contains(Some(target.unchecked_ref::<Node>())))
        });
        let anchor = target.and_then(anchor_of);
        let same = anchor.is_some() && anchor == self.anchor.get_value();
        if on_tooltip || same {
            self.next_turn();
            return;
        }
        let turn = self.next_turn();
        let shown = self.anchor.with_value(Option::is_some);
        match anchor {
            Some(anchor) if shown => self.show(&anchor),
            Some(anchor) => self.later(turn, REST, move |tip| tip.show(&anchor)),
            None if shown => self.later(turn, LEAVE, Tip::hide),
            None => {}
        }
    }

    fn later(self, turn: u32, after: Duration, act: impl FnOnce(Tip) + 'static) {
        timer::once(after, move || {
            if self.turn.try_get_value() == Some(turn) {
                act(self);
            }
        });
    }

    fn next_turn(self) -> u32 {
        self.turn
            .try_update_value(|turn| {
                *turn = turn.wrapping_add(1);
                *turn
            })
            .unwrap_or_default()
    }

    fn show(self, anchor: &Element) {
        let text = anchor.get_attribute("data-tip").unwrap_or_default();
        let Some(panel) = self.panel.get_untracked().filter(|_| !text.is_empty()) else {
            self.hide();
            return;
        };
        self.hide();
        describe(anchor, &text);
        panel.set_text_content(Some(&text));
        browser::show(&panel, true);
        place(&panel, anchor);
        self.anchor.set_value(Some(anchor.clone()));
    }

    fn hide(self) {
        self.next_turn();
        if let Some(anchor) = self.anchor.get_value() {
            if anchor.get_attribute("aria-describedby").as_deref() == Some(ID) {
                let _ = anchor.remove_attribute("aria-describedby");
            }
            self.anchor.set_value(None);
        }
        if let Some(panel) = self.panel.get_untracked() {
            browser::show(&panel, false);
        }
    }

    /// A press may change the words, open something, or take the thing away.
    fn refresh(self) {
        let Some(anchor) = self.anchor.get_value() else {
            return;
        };
        request_animation_frame(move || {
            let opened = anchor.get_attribute("aria-expanded").as_deref() == Some("true");
            if opened || !anchor.is_connected() {
                self.hide();
            } else {
                self.show(&anchor);
            }
        });
    }
}

fn anchor_of(target: &Element) -> Option<Element> {
    target.closest("[data-tip]").ok().flatten()
}

/// What has its name from the same words needs no description.
fn describe(anchor: &Element, text: &str) {
    let named = anchor.get_attribute("aria-label").as_deref() == Some(text);
    if !named && !anchor.has_attribute("aria-describedby") {
        let _ = anchor.set_attribute("aria-describedby", ID);
    }
}

fn place(panel: &HtmlElement, anchor: &Element) {
    let (thing, tip) = (
        anchor.get_bounding_client_rect(),
        panel.get_bounding_client_rect(),
    );
    let width = document()
        .document_element()
        .map_or(0.0, |root| f64::from(root.client_width()));
    let middle = thing.left() + (thing.width() - tip.width()) / 2.0;
    let left = middle.min(width - tip.width() - GAP).max(GAP);
    let above = thing.top() - tip.height() - GAP;
    let top = if above >= GAP {
        above
    } else {
        thing.bottom() + GAP
    };
    let style = panel.style();
    let _ = style.set_property("left", &format!("{left:.1}px"));
    let _ = style.set_property("top", &format!("{top:.1}px"));
}
