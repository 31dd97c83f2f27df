//! Buttons: what a person can do here.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::IconName;
use super::kbd::keys;
use crate::context::text;

/// How much a button asks to be pressed: one `Primary` a view, at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    #[default]
    Default,
    Primary,
    Ghost,
    Danger,
}

impl Variant {
    fn as_str(self) -> &'static str {
        match self {
            Variant::Default => "default",
            Variant::Primary => "primary",
            Variant::Ghost => "ghost",
            Variant::Danger => "danger",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    Small,
    #[default]
    Medium,
    Large,
}

impl Size {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Size::Small => "small",
            Size::Medium => "medium",
            Size::Large => "large",
        }
    }
}

/// A button with a word in it.
///
/// While `busy` it keeps its width and ignores clicks. Disabled with a `reason` it still
/// takes the focus, so that everybody can read why.
#[component]
pub fn Button(
    #[prop(optional)] variant: Variant,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Why it is disabled.
    #[prop(optional, into)]
    reason: Option<TextProp>,
    /// The keys that do the same, for example `Ctrl Enter`.
    #[prop(optional)]
    kbd: &'static str,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// Shows a small arrow: pressing opens something.
    #[prop(optional)]
    caret: bool,
    #[prop(optional, into)] on_click: Option<Callback<MouseEvent>>,
    children: Children,
) -> impl IntoView {
    let inert = Inert::new(busy, disabled, reason);
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class="button"
            data-variant=variant.as_str()
            data-size=size.as_str()
            disabled=inert.native()
            aria-disabled=inert.told()
            aria-busy=inert.busy()
            data-tip=inert.tip()
            on:click=inert.guard(on_click)
        >
            {icon.map(super::icon::icon)}
            <span class="button-label">{children()}</span>
            {(!kbd.is_empty()).then(|| keys(kbd))}
            {caret.then(|| super::icon::icon(IconName::ChevronDown))}
            {spinner(busy)}
        </button>
    }
}

/// A button that is only an icon: its name is read aloud and shown on hover and focus.
#[component]
pub fn IconButton(
    icon: IconName,
    #[prop(into)] label: TextProp,
    #[prop(optional)] variant: Option<Variant>,
    #[prop(optional)] size: Size,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Why it is disabled.
    #[prop(optional, into)]
    reason: Option<TextProp>,
    /// For a button that stays pressed.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    #[prop(optional, into)] on_click: Option<Callback<MouseEvent>>,
) -> impl IntoView {
    let name = label.clone();
    let inert = Inert::new(busy, disabled, reason);
    let why = inert.tip();
    let tip = move || why().or_else(|| Some(label.get().to_string()));
    view! {
        <button
            type="button"
            class="button icon-button"
            data-variant=variant.unwrap_or(Variant::Ghost).as_str()
            data-size=size.as_str()
            disabled=inert.native()
            aria-disabled=inert.told()
            aria-busy=inert.busy()
            aria-label=name
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            data-tip=tip
            on:click=inert.guard(on_click)
        >
            {super::icon::icon(icon)}
            {spinner(busy)}
        </button>
    }
}

/// Buttons that belong together, without a gap.
#[component]
pub fn ButtonGroup(#[prop(into)] label: TextProp, children: Children) -> impl IntoView {
    view! {
        <div class="button-group" role="group" aria-label=label>
            {children()}
        </div>
    }
}

fn spinner(busy: Signal<bool>) -> impl IntoView {
    let working = text(|c| c.kit.working);
    move || {
        busy.get().then(|| {
            view! {
                <span class="button-spinner">
                    <span class="spinner" aria-hidden="true"></span>
                    <span class="visually-hidden">{working}</span>
                </span>
            }
            .into_any()
        })
    }
}

/// When a button does nothing, and how it says so.
#[derive(Clone)]
struct Inert {
    busy: Signal<bool>,
    disabled: Signal<bool>,
    reason: Option<TextProp>,
}

impl Inert {
    fn new(busy: Signal<bool>, disabled: Signal<bool>, reason: Option<TextProp>) -> Self {
        Self {
            busy,
            disabled,
            reason,
        }
    }

    /// Only a button without a reason leaves the order of focus.
    fn native(&self) -> impl Fn() -> bool + Send + Sync + 'static {
        let (disabled, explained) = (self.disabled, self.reason.is_some());
        move || disabled.get() && !explained
    }

    fn told(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
        let (disabled, busy, explained) = (self.disabled, self.busy, self.reason.is_some());
        move || (busy.get() || (disabled.get() && explained)).then_some("true")
    }

    fn busy(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
        let busy = self.busy;
        move || busy.get().then_some("true")
    }

    fn tip(&self) -> impl Fn() -> Option<String> + Send + Sync + 'static {
        let (disabled, reason) = (self.disabled, self.reason.clone());
        move || {
            let reason = reason.as_ref().filter(|_| disabled.get())?;
            Some(reason.get().to_string())
        }
    }

    fn guard(
        &self,
        on_click: Option<Callback<MouseEvent>>,
    ) -> impl Fn(MouseEvent) + Send + Sync + 'static {
        let (disabled, busy) = (self.disabled, self.busy);
        move |event: MouseEvent| {
            if busy.get_untracked() || disabled.get_untracked() {
                event.prevent_default();
                event.stop_propagation();
            } else if let Some(on_click) = on_click {
                on_click.run(event);
            }
        }
    }
}
