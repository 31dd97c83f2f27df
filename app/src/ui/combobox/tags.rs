//! Several short values in one input.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::listbox::{KeyOutcome, Listbox, list_id, listbox};
use super::options::{ComboOption, Entry, entries, matching};
use crate::context::{locale, text};
use crate::i18n::kit_phrases;
use crate::ui::field::described_by;
use crate::ui::icon::{IconName, icon};

/// Enter and comma add what is written, Backspace in an empty input takes the last one
/// away; a pasted list is taken apart. With `closed` only suggestions can be added.
#[component]
pub fn TagsInput(
    #[prop(into)] id: String,
    #[prop(into)] values: Signal<Vec<String>>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] suggestions: Signal<Vec<ComboOption>>,
    #[prop(optional)] closed: bool,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_change: Callback<Vec<String>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let written = RwSignal::new(String::new());
    let rest = move || {
        suggestions.with(|all| {
            values.with(|values| {
                all.iter()
                    .filter(|option| !values.contains(&option.value))
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    };
    let all = Memo::new(move |_| {
        let wanted = written.get();
        let is_new = !values.with(|values| values.iter().any(|value| *value == wanted.trim()));
        entries(matching(&rest(), &wanted), &wanted, !closed && is_new)
    });
    let open = RwSignal::new(false);
    let add = move |new: Vec<String>| {
        written.set(String::new());
        let before = values.get_untracked();
        let after = with_added(&before, new);
        if after != before {
            on_change.run(after);
        }
    };
    let list = Listbox {
        open,
        active: RwSignal::new(0),
        entries: all,
        wanted: written.into(),
        busy: Signal::stored(false),
        on_pick: Callback::new(move |entry| {
            open.set(false);
            add(vec![match entry {
                Entry::Option(option) => option.value,
                Entry::Create(new) => new,
            }]);
        }),
    };
    let remove = move |value: &str| {
        let mut rest = values.get_untracked();
        rest.retain(|other| other != value);
        on_change.run(rest);
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let on_input = move |new: String| {
        let (done, open_end) = split_list(&new);
        if !done.is_empty() && !closed {
            add(done);
            written.set(open_end);
        } else {
            written.set(new);
        }
        list.show();
    };
    let on_keydown = move |event: KeyboardEvent| {
        if list.key(&event) != KeyOutcome::Other {
            return;
        }
        let empty = written.with_untracked(|text| text.trim().is_empty());
        if event.key() == "Backspace" && written.with_untracked(String::is_empty) {
            if let Some(last) = values.with_untracked(|values| values.last().cloned()) {
                remove(&last);
            }
        } else if event.key() == "Enter" && !empty && !closed {
            event.prevent_default();
            add(vec![written.get_untracked()]);
        }
    };
    let leave = move |_| {
        open.set(false);
        if closed {
            written.set(String::new());
        } else {
            add(vec![written.get_untracked()]);
        }
    };
    let chips = move || {
        values
            .get()
            .into_iter()
            .map(|value| {
                let (gone, name) = (value.clone(), value.clone());
                view! {
                    <span class="tag">
                        <span class="tag-text">{value}</span>
                        <button
                            type="button"
                            class="tag-remove"
                            aria-label=move || kit_phrases::remove(locale(), &name)
                            disabled=move || disabled.get()
                            on:click=move |_| remove(&gone)
                        >
                            {icon(IconName::X)}
                        </button>
                    </span>
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    let never = Callback::new(|_: String| false);
    let (active_id, description, list_label) = (id.clone(), described_by(&id), label.clone());
    view! {
        <span
            class="control tags"
            data-invalid=move || invalid.get().then_some("")
            data-disabled=move || disabled.get().then_some("")
            on:click:target=move |event| {
                if event.target().class_name().contains("tags")
                    && let Some(input) = input.get_untracked()
                {
                    let _ = input.focus();
                }
            }
        >
            {chips}
            <input
                node_ref=input
                id=id.clone()
                type="text"
                class="control-input"
                role="combobox"
                aria-label=label
                aria-autocomplete="list"
                aria-expanded=move || open.get().to_string()
                aria-controls=list_id(&id)
                aria-activedescendant=move || list.active_id(&active_id)
                aria-describedby=description
                aria-invalid=move || invalid.get().then_some("true")
                autocomplete="off"
                spellcheck="false"
                prop:value=written
                placeholder=move || {
                    let words = placeholder.as_ref().filter(|_| values.with(Vec::is_empty))?;
                    Some(words.get().to_string())
                }
                disabled=move || disabled.get()
                on:input:target=move |event| on_input(event.target().value())
                on:keydown=on_keydown
                on:blur=leave
            />
            <span class="visually-hidden">{text(|c| c.kit.tags_help)}</span>
            {listbox(list, id, list_label, never)}
        </span>
    }
}

/// Adds what is new, in order, without blanks and without twins.
fn with_added(values: &[String], new: Vec<String>) -> Vec<String> {
    let mut all = values.to_vec();
    for value in new {
        let value = value.trim();
        if !value.is_empty() && !all.iter().any(|other| other == value) {
            all.push(value.to_owned());
        }
    }
    all
}

/// What is complete in a text with commas or line ends, and what is still being written.
fn split_list(text: &str) -> (Vec<String>, String) {
    let mut parts: Vec<&str> = text.split([',', ';', '\n', '\t']).collect();
    let open_end = parts.pop().unwrap_or_default().trim_start().to_owned();
    let done = parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    (done, open_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_taken_apart() {
        let check = |text: &str, done: &[&str], open: &str| {
            let (found, end) = split_list(text);
            assert_eq!(
                (found, end.as_str()),
                (
                    done.iter().map(std::string::ToString::to_string).collect(),
                    open
                )
            );
        };
        check("icmp", &[], "icmp");
        check("icmp,", &["icmp"], "");
        check("icmp, palmas;  rio", &["icmp", "palmas"], "rio");
        check(",,", &[], "");
    }

    #[test]
    fn twins_and_blanks_are_not_added() {
        let before = vec!["icmp".to_owned()];
        let new = [" icmp ", "", "rio", "rio"].map(str::to_owned).to_vec();
        assert_eq!(with_added(&before, new), ["icmp", "rio"]);
    }
}
