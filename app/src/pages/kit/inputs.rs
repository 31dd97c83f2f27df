//! What one writes in.

use leptos::prelude::*;

use super::specimen::{specimen, state, wide};
use crate::context::{text, texts};
use crate::ui::{
    Choice, ComboOption, Combobox, DateInput, DateKind, Field, IconName, Input, Select, Size,
    TagsInput, Textarea,
};

pub(super) fn view() -> AnyView {
    view! { {input()} {textarea()} {field()} {select()} {combobox()} {tags()} {date()} }.into_any()
}

fn held(value: &str) -> RwSignal<String> {
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

fn select() -> AnyView {
    let environment = held("producao");
    let options = || {
        vec![
            Choice::new("producao", "producao"),
            Choice::new("homologacao", "homologacao"),
            Choice::new("laboratorio", text(|c| c.kit_page.laboratory)).disabled(),
        ]
    };
    let set = Callback::new(move |new| environment.set(new));
    let name = text(|c| c.kit_page.environment);
    specimen(
        "Select",
        |c| c.kit_page.select,
        vec![
            state(
                |c| c.kit_page.plain,
                view! {
                    <Select
                        id="kit-select"
                        label=name
                        value=environment
                        options=Signal::derive(options)
                        on_change=set
                    />
                },
            ),
            state(
                |c| c.kit_page.invalid,
                view! {
                    <Select
                        id="kit-select-bad"
                        label=name
                        value=environment
                        options=Signal::derive(options)
                        invalid=true
                        on_change=set
                    />
                },
            ),
            state(
                |c| c.kit_page.disabled,
                view! {
                    <Select
                        id="kit-select-off"
                        label=name
                        value=environment
                        options=Signal::derive(options)
                        disabled=true
                        on_change=set
                    />
                },
            ),
        ],
    )
}

fn companies() -> Vec<ComboOption> {
    [
        ("acme-varejo", "Acme Varejo", "3.108"),
        ("norte-log", "Norte Log", "2.207"),
        ("acme-foods", "Acme Foods", "1.730"),
        ("hospital-sul", "Hospital Sul", "1.266"),
        ("banco-tiete", "Banco Tietê", "1.045"),
        ("agro-cerrado", "Agro Cerrado", "684"),
        ("porto-rio", "Porto Rio", "372"),
    ]
    .map(|(value, label, count)| ComboOption::new(value, label, count))
    .to_vec()
}

fn combobox() -> AnyView {
    let options = RwSignal::new(companies());
    let company = held("banco-tiete");
    let set = Callback::new(move |new| company.set(new));
    let create = Callback::new(move |new: String| {
        options.update(|all| all.insert(0, ComboOption::plain(&new)));
        company.set(new);
    });
    let name = text(|c| c.kit_page.company);
    specimen(
        "Combobox",
        |c| c.kit_page.combobox,
        vec![
            state(
                |c| c.kit_page.with_create,
                view! {
                    <Combobox
                        id="kit-combobox"
                        label=name
                        value=company
                        options=options
                        placeholder=text(|c| c.kit_page.choose)
                        on_create=create
                        on_change=set
                    />
                },
            ),
            state(
                |c| c.kit_page.searching,
                view! {
                    <Combobox
                        id="kit-combobox-busy"
                        label=name
                        value=Signal::stored(String::new())
                        options=Signal::stored(Vec::new())
                        placeholder=text(|c| c.kit_page.choose)
                        busy=true
                        on_search=Callback::new(|_| {})
                        on_change=Callback::new(|_| {})
                    />
                },
            ),
            state(
                |c| c.kit_page.invalid,
                view! {
                    <Combobox
                        id="kit-combobox-bad"
                        label=name
                        value=company
                        options=options
                        required=true
                        invalid=true
                        on_change=set
                    />
                },
            ),
            state(
                |c| c.kit_page.disabled,
                view! {
                    <Combobox
                        id="kit-combobox-off"
                        label=name
                        value=company
                        options=options
                        disabled=true
                        on_change=set
                    />
                },
            ),
        ],
    )
}

fn tags() -> AnyView {
    let values = RwSignal::new(vec!["icmp".to_owned(), "palmas".to_owned()]);
    let set = Callback::new(move |new| values.set(new));
    let known = Signal::derive(|| {
        ["icmp", "http_2xx", "tcp_connect", "palmas", "rio", "dtc"]
            .map(ComboOption::plain)
            .to_vec()
    });
    let name = text(|c| c.kit_page.tags);
    specimen(
        "TagsInput",
        |c| c.kit_page.tags_input,
        vec![
            state(
                |c| c.kit_page.plain,
                view! {
                    <TagsInput
                        id="kit-tags"
                        label=name
                        values=values
                        suggestions=known
                        placeholder=text(|c| c.kit_page.add_tag)
                        on_change=set
                    />
                },
            ),
            state(
                |c| c.kit_page.disabled,
                view! {
                    <TagsInput id="kit-tags-off" label=name values=values disabled=true on_change=set />
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
