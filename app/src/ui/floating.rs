//! What popovers and menus share: a trigger, and a panel in the browser's top layer.
//!
//! The browser does the hard part: `popover` gives the layer, Escape and the click outside;
//! anchor positioning in the style sheet places the panel and turns it round where there is
//! no room. The focus is given back here, because what had it is gone with the content
//! before the browser looks.

use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::Event;

use super::browser;

/// Where a panel opens, as long as there is room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// Below, from the start of the trigger.
    #[default]
    BelowStart,
    /// Below, to the end of the trigger.
    BelowEnd,
    AboveStart,
    AboveEnd,
}

impl Placement {
    fn as_str(self) -> &'static str {
        match self {
            Placement::BelowStart => "below-start",
            Placement::BelowEnd => "below-end",
            Placement::AboveStart => "above-start",
            Placement::AboveEnd => "above-end",
        }
    }
}

pub(super) struct Floating {
    /// Unique in the page; the trigger names it.
    pub(super) id: String,
    pub(super) class: &'static str,
    /// What the trigger announces: `dialog`, `menu`…
    pub(super) announces: &'static str,
    pub(super) placement: Placement,
    pub(super) open: RwSignal<bool>,
    pub(super) trigger: AnyView,
    /// Rendered while it is open, and only then.
    pub(super) content: ViewFn,
}

pub(super) fn floating(parts: Floating) -> AnyView {
    let Floating {
        id,
        class,
        announces,
        placement,
        open,
        trigger,
        content,
    } = parts;
    let panel = NodeRef::<html::Div>::new();
    // What the browser did last, so that only the wishes of the program are carried out.
    let shown = StoredValue::new(false);
    Effect::new(move |_| {
        let wanted = open.get();
        if let Some(panel) = panel.get()
            && shown.get_value() != wanted
        {
            browser::show(&panel, wanted);
        }
    });
    let owes_focus = StoredValue::new(false);
    let before = move |_: Event| {
        if let Some(panel) = panel.get_untracked() {
            let opens = !browser::is_shown(&panel);
            let had_focus = browser::has_focus(&panel) || browser::has_no_focus();
            owes_focus.set_value(!opens && had_focus);
            shown.set_value(opens);
            open.set(opens);
        }
    };
    let trigger_name = format!("[popovertarget='{id}']");
    let after = move |_: Event| {
        let Some(panel) = panel.get_untracked() else {
            return;
        };
        if browser::is_shown(&panel) {
            if !browser::has_focus(&panel) {
                browser::focus_inside(&panel);
            }
        } else if owes_focus.get_value() && browser::has_no_focus() {
            browser::focus_first(&trigger_name);
        }
    };
    let trigger = trigger
        .add_any_attr(leptos::attr::popovertarget(id.clone()))
        .add_any_attr(custom_attribute("aria-haspopup", announces))
        .add_any_attr(custom_attribute("aria-expanded", move || {
            open.get().to_string()
        }));
    view! {
        <span class="floating">
            {trigger}
            <div
                node_ref=panel
                id=id
                popover="auto"
                class=class
                data-placement=placement.as_str()
                on:beforetoggle=before
                on:toggle=after
            >
                {move || open.get().then(|| content.run())}
            </div>
        </span>
    }
    .into_any()
}
