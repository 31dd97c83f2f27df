//! Which rows, which columns.

use domain::table::{Column, ColumnKind, Condition, Label, Operator, Query};
use leptos::prelude::*;

use super::specimen::{specimen, wide};
use crate::context::{locale, text};
use crate::ui::{
    Checkbox, Checked, ColumnChooser, FilterBar, FilterChip, FilterOffer, QueryBuilder,
};

pub(super) fn view() -> AnyView {
    view! { {bar()} {chooser()} {builder()} }.into_any()
}

fn columns() -> Vec<Column> {
    let plain =
        |key: &str, pt: &str, en: &str| Column::new(key, Label::new(pt, en), ColumnKind::Text, 140);
    let latency = ColumnKind::Number {
        decimals: 1,
        unit: "ms".to_owned(),
    };
    let mut columns = vec![
        plain("name", "Nome", "Name"),
        plain("company", "Empresa", "Company"),
        plain("site", "Site", "Site"),
        plain("module", "Módulo", "Module"),
        plain("environment", "Ambiente", "Environment"),
        Column::new("latency", Label::new("Latência", "Latency"), latency, 100),
        plain("place", "Localização", "Place"),
    ];
    columns[0].pinned = true;
    columns[6].hidden = true;
    columns
}

/// Known values of the columns of this page.
fn values_of(key: &str) -> Vec<String> {
    let values: &[&str] = match key {
        "company" => &["Acme Varejo", "Norte Log", "Banco Tietê", "Porto Rio"],
        "site" => &["palmas", "rio", "dtc"],
        "module" => &["icmp", "http_2xx", "tcp_connect"],
        "environment" => &["producao", "homologacao"],
        _ => &["Gurupi", "Niterói", "Palmas"],
    };
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn label_of(key: &str) -> String {
    let found = columns().into_iter().find(|column| column.key == key);
    found.map_or_else(String::new, |column| column.label.get(locale()).to_owned())
}

fn bar() -> AnyView {
    let mut first = Query::default();
    first.set_filter("company", vec!["Acme Varejo".into(), "Norte Log".into()]);
    first.set_filter("environment", vec!["producao".into()]);
    let query = RwSignal::new(first);
    let chips = Signal::derive(move || {
        query.with(|query| {
            query
                .filters
                .iter()
                .map(|filter| FilterChip {
                    key: filter.column.clone(),
                    label: label_of(&filter.column),
                    value: filter.values.join(", "),
                })
                .collect::<Vec<_>>()
        })
    });
    let offers = Signal::derive(|| {
        ["company", "environment", "site", "module", "place"]
            .map(|key| FilterOffer {
                key: key.to_owned(),
                label: label_of(key),
                suggested: matches!(key, "site" | "module"),
            })
            .to_vec()
    });
    let editor = Callback::new(move |key: String| {
        values_of(&key)
            .into_iter()
            .map(|value| one_value(query, key.clone(), value))
            .collect::<Vec<_>>()
            .into_any()
    });
    specimen(
        "FilterBar",
        |c| c.kit_page.filter_bar,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <div class="kit-fill">
                    <FilterBar
                        id="kit-filter"
                        chips=chips
                        offers=offers
                        editor=editor
                        on_remove=Callback::new(move |key: String| {
                            query.update(|query| query.set_filter(&key, Vec::new()));
                        })
                        on_clear=Callback::new(move |()| query.set(Query::default()))
                    >
                        <span>{text(|c| c.kit_page.counted)}</span>
                    </FilterBar>
                </div>
            },
        )],
    )
}

fn one_value(query: RwSignal<Query>, key: String, value: String) -> AnyView {
    let (own_key, own_value) = (key.clone(), value.clone());
    let checked = Signal::derive(move || {
        let on = query.with(|query| {
            let filter = query.filter(&own_key);
            filter.is_some_and(|filter| filter.values.contains(&own_value))
        });
        Checked::from(on)
    });
    let label = value.clone();
    let set = Callback::new(move |on: bool| {
        query.update(|query| {
            let before = query.filter(&key).map(|filter| filter.values.clone());
            let mut values = before.unwrap_or_default();
            values.retain(|other| *other != value);
            if on {
                values.push(value.clone());
            }
            query.set_filter(&key, values);
        });
    });
    view! {
        <div class="kit-option">
            <Checkbox checked=checked label=label on_change=set />
        </div>
    }
    .into_any()
}

fn chooser() -> AnyView {
    let shown = RwSignal::new(columns());
    specimen(
        "ColumnChooser",
        |c| c.kit_page.column_chooser,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <ColumnChooser
                    columns=shown
                    on_change=Callback::new(move |new| shown.set(new))
                    on_reset=Callback::new(move |()| shown.set(columns()))
                />
            },
        )],
    )
}

fn builder() -> AnyView {
    let test = |column: &str, operator: Operator, values: &[&str]| Condition::Test {
        column: column.to_owned(),
        operator,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let condition = RwSignal::new(Condition::All(vec![
        test("environment", Operator::Eq, &["producao"]),
        Condition::Any(vec![
            test("latency", Operator::Gt, &["200"]),
            test("site", Operator::In, &["rio", "dtc"]),
        ]),
    ]));
    specimen(
        "QueryBuilder",
        |c| c.kit_page.query_builder,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <div class="kit-fill">
                    <QueryBuilder
                        id="kit-query"
                        columns=Signal::stored(columns())
                        condition=condition
                        values_of=Callback::new(|key: String| values_of(&key))
                        on_change=Callback::new(move |new| condition.set(new))
                    />
                </div>
            },
        )],
    )
}
