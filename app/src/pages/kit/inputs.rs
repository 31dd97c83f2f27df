//! What one writes in.

use leptos::prelude::*;

use super::pickers;
use super::specimen::{specimen, state, wide};
use crate::context::{text, texts};
use crate::ui::{DateInput, DateKind, Field, IconName, Input, Size, Textarea};

pub(super) fn view() -> AnyView {
    view! { {input()} {textarea()} {field()} {pickers::view()} {date()} }.into_any()
}

pub(super) fn held(value: &str) -> RwSignal<String> {
    RwSignal::new(value.to_owned())
}

fn input() -> AnyView {
    let name = text(|c| c.kit_page.name);
    specimen(
        "Input",
        |c| c.kit_page.input,
        vec![
            state(
                |c| c.kit_page.plain,
                view! { <Input id="kit-input" label=name value=held("rt-gurupi-07") /> },
            ),
            state(
                |c| c.kit_page.empty,
                view! {
                    <Input
                        id="kit-search"
                        label=text(|c| c.kit_page.search)
                        kind="search"
                        icon=IconName::Search
                        placeholder=text(|c| c.kit_page.search_in)
                        value=held("")
                    />
                },
            ),
            state(
                |c| c.kit_page.clearable,
                view! {
                    <Input
                        id="kit-clear"
                        label=name
                        icon=IconName::Search
                        value=held("gurupi")
                        clear=true
                    />
                },
            ),
            state(
                |c| c.kit_page.affixes,
                view! {
                    <Input
                        id="kit-affix"
                        label=text(|c| c.kit_page.instance)
                        prefix="https://"
                        suffix=":9115"
                        value=held("loja.example")
                    />
                },
            ),
            state(
                |c| c.kit_page.machine_name,
                view! {
                    <Input
                        id="kit-mono"
                        label=text(|c| c.kit_page.instance)
                        mono=true
                        value=held("198.51.100.77")
                    />
                },
            ),
            state(
                |c| c.kit_page.invalid,
                view! { <Input id="kit-invalid" label=name value=held("rt gurupi") invalid=true /> },
            ),
            state(
                |c| c.kit_page.disabled,
                view! { <Input id="kit-disabled" label=name value=held("rt-gurupi-07") disabled=true /> },
            ),
            state(
                |c| c.kit_page.small,
                view! { <Input id="kit-small" label=name value=held("rt-gurupi-07") size=Size::Small /> },
            ),
        ],
    )
}

fn textarea() -> AnyView {
    specimen(
        "Textarea",
        |c| c.kit_page.textarea,
        vec![
            state(
                |c| c.kit_page.plain,
                view! {
                    <Textarea
                        id="kit-textarea"
                        label=text(|c| c.kit_page.notes)
                        placeholder=text(|c| c.kit_page.notes_example)
                        value=held("")
                    />
                },
            ),
            state(
                |c| c.kit_page.invalid,
                view! {
                    <Textarea
                        id="kit-textarea-bad"
                        label=text(|c| c.kit_page.notes)
                        mono=true
                        value=held("198.51.100.11\n198.51.100.300")
                        invalid=true
                    />
                },
            ),
        ],
    )
}

fn field() -> AnyView {
    let address = held("198.51.100.300");
    let wrong = Signal::derive(move || {
        let bad = address.with(|address| address.parse::<std::net::Ipv4Addr>().is_err());
        bad.then(|| texts().kit_page.not_an_address.to_owned())
    });
    specimen(
        "Field",
        |c| c.kit_page.field,
        vec![
            state(
                |c| c.kit_page.with_hint,
                view! {
                    <Field
                        id="kit-field-name"
                        label=text(|c| c.kit_page.name)
                        required=true
                        hint=text(|c| c.kit_page.name_hint)
                    >
                        <Input id="kit-field-name" value=held("rt-gurupi-07") required=true />
                    </Field>
                },
            ),
            state(
                |c| c.kit_page.with_error,
                view! {
                    <Field
                        id="kit-field-address"
                        label=text(|c| c.kit_page.instance)
                        required=true
                        error=wrong
                    >
                        <Input
                            id="kit-field-address"
                            mono=true
                            value=address
                            invalid=Signal::derive(move || wrong.with(Option::is_some))
                        />
                    </Field>
                },
            ),
            wide(
                |c| c.kit_page.beside,
                view! {
                    <Field
                        id="kit-field-beside"
                        label=text(|c| c.kit_page.place)
                        beside=true
                        hint=text(|c| c.kit_page.place_hint)
                    >
                        <Input id="kit-field-beside" value=held("Gurupi") />
                    </Field>
                },
            ),
        ],
    )
}

fn date() -> AnyView {
    let day = held("2026-11-21");
    let moment = held("2026-11-21T09:12");
    specimen(
        "DateInput",
        |c| c.kit_page.date_input,
        vec![
            state(
                |c| c.kit_page.day,
                view! {
                    <DateInput
                        id="kit-date"
                        label=text(|c| c.kit_page.day)
                        value=day
                        on_change=Callback::new(move |new| day.set(new))
                    />
                },
            ),
            state(
                |c| c.kit_page.moment,
                view! {
                    <DateInput
                        id="kit-moment"
                        kind=DateKind::Moment
                        label=text(|c| c.kit_page.moment)
                        value=moment
                        on_change=Callback::new(move |new| moment.set(new))
                    />
                },
            ),
            state(
                |c| c.kit_page.disabled,
                view! {
                    <DateInput
                        id="kit-date-off"
                        label=text(|c| c.kit_page.day)
                        value=day
                        disabled=true
                        on_change=Callback::new(|_| {})
                    />
                },
            ),
        ],
    )
}
