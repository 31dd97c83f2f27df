//! Asks before something is changed, and shows exactly what.

use domain::table::Tone;
use leptos::prelude::*;

use super::button::{Button, Variant};
use super::dialog::Dialog;
use super::input::Input;
use crate::context::{locale, text};
use crate::i18n::kit_phrases;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Added,
    Changed,
    Removed,
}

impl ChangeKind {
    fn tone(self) -> Tone {
        match self {
            ChangeKind::Added => Tone::Ok,
            ChangeKind::Changed => Tone::Warning,
            ChangeKind::Removed => Tone::Critical,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            ChangeKind::Added => "+",
            ChangeKind::Changed => "~",
            ChangeKind::Removed => "−",
        }
    }
}

/// One line of what will happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    pub name: String,
    pub before: String,
    pub after: String,
}

/// Lists what will change; the focus starts on the way out, never on the act.
#[component]
pub fn ConfirmDialog(
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    /// What it means, in a sentence.
    #[prop(optional, into)]
    detail: Option<TextProp>,
    #[prop(into)] changes: Signal<Vec<Change>>,
    /// How many there are, when the list is only the beginning.
    #[prop(optional, into)]
    total: Option<Signal<u64>>,
    /// The word on the button: what it does, not "OK".
    #[prop(into)]
    act: TextProp,
    #[prop(optional)] danger: bool,
    /// Must be typed before, for what cannot be undone.
    #[prop(optional, into)]
    phrase: Option<String>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        if !open.get() {
            typed.set(String::new());
        }
    });
    let asked = StoredValue::new(phrase);
    let missing = Signal::derive(move || {
        asked.with_value(|phrase| {
            phrase
                .as_ref()
                .is_some_and(|phrase| typed.with(|typed| typed.trim() != phrase))
        })
    });
    let footer = move || {
        let act = act.clone();
        let variant = if danger {
            Variant::Danger
        } else {
            Variant::Primary
        };
        view! {
            <Button on_click=Callback::new(move |_| open.set(false)) attr:data-autofocus="">
                {text(|c| c.kit.cancel)}
            </Button>
            <Button
                variant=variant
                busy=busy
                disabled=missing
                reason=text(|c| c.kit.type_the_phrase)
                on_click=Callback::new(move |_| on_confirm.run(()))
            >
                {move || act.get()}
            </Button>
        }
    };
    let more = move || {
        let shown = changes.with(Vec::len) as u64;
        let rest = total.map_or(0, |total| total.get().saturating_sub(shown));
        (rest > 0).then(|| {
            view! { <li class="change-more">{kit_phrases::and_more(locale(), rest)}</li> }
        })
    };
    view! {
        <Dialog open=open title=title footer=footer alert=true>
            {detail.clone().map(|detail| view! { <p>{move || detail.get()}</p> })}
            <ul class="changes">
                {move || changes.get().into_iter().map(change_line).collect::<Vec<_>>()} {more}
            </ul>
            {move || {
                asked
                    .get_value()
                    .map(|phrase| {
                        view! {
                            <label class="confirm-phrase">
                                <span>{move || kit_phrases::type_phrase(locale(), &phrase)}</span>
                                <Input id="confirm-phrase" value=typed mono=true />
                            </label>
                        }
                            .into_any()
                    })
            }}
        </Dialog>
    }
}

fn change_line(change: Change) -> AnyView {
    let Change {
        kind,
        name,
        before,
        after,
    } = change;
    let word = move || {
        let kit = &crate::context::texts().kit;
        match kind {
            ChangeKind::Added => kit.will_be_added,
            ChangeKind::Changed => kit.will_be_changed,
            ChangeKind::Removed => kit.will_be_removed,
        }
    };
    view! {
        <li class="change" data-tone=kind.tone().as_str()>
            <span class="change-sign" aria-hidden="true">
                {kind.sign()}
            </span>
            <span class="visually-hidden">{word}</span>
            <span class="change-name">{name}</span>
            <span class="change-values">
                {(!before.is_empty()).then(|| view! { <del>{before}</del> })}
                {(!after.is_empty()).then(|| view! { <ins>{after}</ins> })}
            </span>
        </li>
    }
    .into_any()
}
