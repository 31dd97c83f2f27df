//! Cards and numbers.

use domain::table::Tone;
use leptos::prelude::*;

use super::specimen::{seconds, specimen, wide};
use crate::context::{locale, text};
use crate::ui::{Badge, Button, Card, Measure, Size, Stat, Variant};

pub(super) fn view() -> AnyView {
    view! { {cards()} {stats()} }.into_any()
}

fn cards() -> AnyView {
    let aside = || {
        view! {
            <Button size=Size::Small variant=Variant::Ghost>
                {text(|c| c.kit.cancel)}
            </Button>
        }
    };
    specimen(
        "Card",
        |c| c.kit_page.card,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <div class="kit-grid">
                    <Card
                        title=text(|c| c.kit_page.reading)
                        note=|| seconds(3.1, 1)
                        aside=aside
                    >
                        <p>{text(|c| c.kit_page.card_body)}</p>
                    </Card>
                    <Card title=text(|c| c.kit_page.sites) flush=true>
                        <ul class="kit-rows">
                            <li>
                                <strong>"palmas"</strong>
                                <Badge tone=Tone::Ok>{text(|c| c.kit_page.up_to_date)}</Badge>
                            </li>
                            <li>
                                <strong>"rio"</strong>
                                <Badge tone=Tone::Warning>{text(|c| c.kit_page.differences)}</Badge>
                            </li>
                            <li>
                                <strong>"dtc"</strong>
                                <Badge tone=Tone::Critical>{text(|c| c.kit_page.no_contact)}</Badge>
                            </li>
                        </ul>
                    </Card>
                </div>
            },
        )],
    )
}

fn stats() -> AnyView {
    const TARGETS: i64 = 10_412;
    const UP: i64 = 10_357;
    let number = |value: i64| Signal::derive(move || Measure::Known(locale().integer(value)));
    let unknown =
        Signal::derive(|| Measure::Unknown(crate::context::texts().kit_page.no_answer.to_owned()));
    specimen(
        "Stat",
        |c| c.kit_page.stat,
        vec![wide(
            |c| c.kit_page.all_states,
            view! {
                <div class="kit-stats">
                    <Stat
                        label=text(|c| c.kit_page.targets)
                        value=number(TARGETS)
                        note=text(|c| c.kit_page.nodes_and_sites)
                    />
                    <Stat
                        label=text(|c| c.kit_page.up)
                        tone=Signal::stored(Tone::Ok)
                        value=number(UP)
                        note=|| locale().percent(UP as f64 / TARGETS as f64, 1)
                    />
                    <Stat
                        label=text(|c| c.kit_page.down)
                        tone=Signal::stored(Tone::Critical)
                        value=number(31)
                        note=text(|c| c.kit_page.last_day)
                        href="/kit#table"
                    />
                    <Stat
                        label=text(|c| c.kit_page.latency)
                        value=Signal::derive(|| Measure::Known("62 ms".to_owned()))
                        age=move || locale().ago(180)
                    />
                    <Stat
                        label=text(|c| c.kit_page.slow)
                        tone=Signal::stored(Tone::Unknown)
                        value=unknown
                        note=text(|c| c.kit_page.no_answer)
                    />
                    <Stat
                        label=text(|c| c.kit_page.not_scraped)
                        value=Signal::stored(Measure::Loading)
                    />
                </div>
            },
        )],
    )
}
