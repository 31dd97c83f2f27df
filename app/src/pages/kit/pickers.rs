//! What one writes in and chooses from.

use leptos::prelude::*;

use super::inputs::held;
use super::specimen::{specimen, state};
use crate::context::{locale, text};
use crate::ui::{Choice, ComboOption, Combobox, Select, TagsInput};

pub(super) fn view() -> AnyView {
    view! { {select()} {combobox()} {tags()} }.into_any()
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
        ("acme-varejo", "Acme Varejo", 3_108),
        ("norte-log", "Norte Log", 2_207),
        ("acme-foods", "Acme Foods", 1_730),
        ("hospital-sul", "Hospital Sul", 1_266),
        ("banco-tiete", "Banco Tietê", 1_045),
        ("agro-cerrado", "Agro Cerrado", 684),
        ("porto-rio", "Porto Rio", 372),
    ]
    .map(|(value, label, count)| ComboOption::new(value, label, &locale().integer(count)))
    .to_vec()
}

fn combobox() -> AnyView {
    let created = RwSignal::new(Vec::new());
    let options = Signal::derive(move || {
        let mut all: Vec<ComboOption> = created.get();
        all.extend(companies());
        all
    });
    let company = held("banco-tiete");
    let set = Callback::new(move |new| company.set(new));
    let create = Callback::new(move |new: String| {
        created.update(|all| all.insert(0, ComboOption::plain(&new)));
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
