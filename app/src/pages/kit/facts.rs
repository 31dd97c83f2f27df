//! Facts about one thing, and what happened to it.

use domain::table::Tone;
use leptos::prelude::*;

use super::specimen::{Pick, specimen, wide};
use crate::context::{text, texts};
use crate::ui::{Card, Fact, FactValue, KeyValueList, Timeline, TimelineEntry};

pub(super) fn view() -> AnyView {
    view! { {facts()} {timeline()} }.into_any()
}

fn facts() -> AnyView {
    let facts = Signal::derive(|| {
        vec![
            Fact::new(
                text(|c| c.kit_page.company),
                FactValue::Text("Acme Varejo".into()),
            ),
            Fact::new(
                text(|c| c.kit_page.instance),
                FactValue::Mono("198.51.100.77".to_owned()),
            )
            .copied(),
            Fact::new(
                "ID",
                FactValue::Mono("icmp/Acme_Varejo/site/producao@rt-gurupi-07".to_owned()),
            )
            .copied(),
            Fact::new(text(|c| c.kit_page.place), FactValue::Empty),
            Fact::new(
                text(|c| c.kit_page.latency),
                FactValue::Unknown("dtc".to_owned()),
            ),
        ]
    });
    specimen(
        "KeyValueList",
        |c| c.kit_page.key_value,
        vec![wide(
            |c| c.kit_page.example,
            view! { <KeyValueList facts=facts /> },
        )],
    )
}

fn timeline() -> AnyView {
    let entry =
        |time: &str, who: &str, what: Pick, tone: Tone, detail: Option<Pick>| TimelineEntry {
            time: time.to_owned(),
            who: who.to_owned(),
            what: text(what).into(),
            tone,
            detail: detail.map(|detail| text(detail).into()),
        };
    let entries = Signal::derive(move || {
        let c = texts();
        let operator = c.shell.role_operator;
        vec![
            entry("09:12", operator, |c| c.kit_page.edited, Tone::Info, None),
            entry("08:55", "admin", |c| c.kit_page.accepted, Tone::Ok, None),
            entry(
                "08:31",
                c.kit_page.system,
                |c| c.kit_page.read_sites,
                Tone::Critical,
                Some(|c| c.kit_page.no_answer),
            ),
            entry("07:44", operator, |c| c.kit_page.undid, Tone::Neutral, None),
        ]
    });
    specimen(
        "Timeline",
        |c| c.kit_page.timeline,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <Card title=text(|c| c.kit_page.recent) flush=true>
                    <Timeline label=text(|c| c.kit_page.recent) entries=entries />
                </Card>
            },
        )],
    )
}
