//! Numbers as shapes. The values are made by rule, so that both sides draw the same.

use domain::locale::Locale;
use domain::table::Tone;
use leptos::prelude::*;

use super::specimen::{specimen, state, wide};
use crate::context::{locale, text};
use crate::ui::{AreaChart, BarChart, BarList, Donut, Series, Slice, Sparkline};

pub(super) fn view() -> AnyView {
    view! { {sparks()} {areas()} {bars()} {columns()} {donut()} }.into_any()
}

/// A gentle line: two waves and a slope.
fn wave(count: usize, base: f64, swing: f64, phase: f64) -> Vec<f64> {
    (0..count)
        .map(|index| {
            let at = index as f64;
            let waves = (at * 0.31 + phase).sin() + (at * 0.83 + phase * 2.0).sin() * 0.5;
            (base + swing * waves + at * swing * 0.02).max(0.0)
        })
        .collect()
}

fn whole() -> Callback<f64, String> {
    Callback::new(|value: f64| locale().integer(value.round() as i64))
}

fn sparks() -> AnyView {
    let spark = |values: Vec<f64>, tone: Tone| {
        view! {
            <Sparkline
                values=Signal::stored(values)
                tone=Signal::stored(tone)
                label=text(|c| c.kit_page.latency_hour)
            />
        }
    };
    let mut broken = wave(30, 20.0, 3.0, 2.0);
    broken[20..].fill(f64::NAN);
    let mut slow = wave(30, 20.0, 2.0, 1.0);
    slow[18..].iter_mut().for_each(|value| *value += 12.0);
    specimen(
        "Sparkline",
        |c| c.kit_page.sparkline,
        vec![
            state(|c| c.kit_page.up, spark(wave(30, 30.0, 4.0, 0.0), Tone::Ok)),
            state(|c| c.kit_page.slow, spark(slow, Tone::Warning)),
            state(|c| c.kit_page.with_gap, spark(broken, Tone::Unknown)),
            state(|c| c.kit_page.flat, spark(vec![5.0; 30], Tone::Ok)),
        ],
    )
}

fn hours(count: usize) -> Signal<Vec<String>> {
    let label = |index: usize| {
        let minutes = index * 1_440 / count;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    Signal::stored((0..count).map(label).collect())
}

fn areas() -> AnyView {
    const POINTS: usize = 48;
    let one = vec![Series {
        label: text(|c| c.kit_page.latency).into(),
        values: wave(POINTS, 48.0, 8.0, 0.4),
        tone: None,
    }];
    let mut rio = wave(POINTS, 3_000.0, 90.0, 1.4);
    rio[30..34].fill(f64::NAN);
    let sites = vec![
        Series {
            label: "palmas".into(),
            values: wave(POINTS, 6_100.0, 120.0, 0.0),
            tone: None,
        },
        Series {
            label: "rio".into(),
            values: rio,
            tone: None,
        },
        Series {
            label: "dtc".into(),
            values: wave(POINTS, 1_200.0, 60.0, 2.2),
            tone: None,
        },
    ];
    let milliseconds = Callback::new(|value: f64| format!("{} ms", locale().decimal(value, 0)));
    specimen(
        "AreaChart",
        |c| c.kit_page.area_chart,
        vec![
            wide(
                |c| c.kit_page.one_series,
                view! {
                    <AreaChart
                        label=text(|c| c.kit_page.latency_day)
                        labels=hours(POINTS)
                        series=Signal::stored(one)
                        format=milliseconds
                    />
                },
            ),
            wide(
                |c| c.kit_page.stacked_with_gap,
                view! {
                    <AreaChart
                        label=text(|c| c.kit_page.scrapes_by_site)
                        labels=hours(POINTS)
                        series=Signal::stored(sites)
                        format=whole()
                    />
                },
            ),
        ],
    )
}

fn slices() -> Vec<Slice> {
    [
        ("Acme Varejo", 3_108.0),
        ("Norte Log", 2_207.0),
        ("Acme Foods", 1_730.0),
        ("Hospital Sul", 1_266.0),
        ("Banco Tietê", 1_045.0),
        ("Porto Rio", 372.0),
    ]
    .map(|(name, value)| Slice {
        label: name.into(),
        value,
        tone: None,
    })
    .to_vec()
}

fn bars() -> AnyView {
    specimen(
        "BarList",
        |c| c.kit_page.bar_list,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <BarList
                    label=text(|c| c.kit_page.by_company)
                    slices=Signal::stored(slices())
                    format=whole()
                />
            },
        )],
    )
}

fn columns() -> AnyView {
    const DAYS: usize = 14;
    let labels = Signal::derive(|| {
        let day = |day: usize| match locale() {
            Locale::PtBr => format!("{day:02}/11"),
            Locale::En => format!("Nov {day}"),
        };
        (8..8 + DAYS).map(day).collect::<Vec<_>>()
    });
    let mut failed: Vec<f64> = wave(DAYS, 6.0, 4.0, 1.0)
        .into_iter()
        .map(f64::floor)
        .collect();
    failed[9] = f64::NAN;
    let series = vec![
        Series {
            label: text(|c| c.kit_page.changes).into(),
            values: wave(DAYS, 40.0, 16.0, 0.2)
                .into_iter()
                .map(f64::floor)
                .collect(),
            tone: None,
        },
        Series {
            label: text(|c| c.kit_page.failures).into(),
            values: failed,
            tone: Some(Tone::Critical),
        },
    ];
    specimen(
        "BarChart",
        |c| c.kit_page.bar_chart,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <BarChart
                    label=text(|c| c.kit_page.changes_a_day)
                    labels=labels
                    series=Signal::stored(series)
                    format=whole()
                />
            },
        )],
    )
}

fn donut() -> AnyView {
    let slice = |label: fn(&'static crate::i18n::Catalog) -> &'static str, value, tone| Slice {
        label: text(label).into(),
        value,
        tone: Some(tone),
    };
    let states = vec![
        slice(|c| c.kit_page.up, 10_357.0, Tone::Ok),
        slice(|c| c.kit_page.slow, 17.0, Tone::Warning),
        slice(|c| c.kit_page.down, 31.0, Tone::Critical),
        slice(|c| c.kit_page.not_scraped, 7.0, Tone::Unknown),
    ];
    specimen(
        "Donut",
        |c| c.kit_page.donut,
        vec![
            wide(
                |c| c.kit_page.states_of_targets,
                view! {
                    <Donut
                        label=text(|c| c.kit_page.states_of_targets)
                        slices=Signal::stored(states)
                        format=whole()
                        unit=text(|c| c.kit_page.targets)
                    />
                },
            ),
            wide(
                |c| c.kit_page.by_company,
                view! {
                    <Donut
                        label=text(|c| c.kit_page.by_company)
                        slices=Signal::stored(slices())
                        format=whole()
                        unit=text(|c| c.kit_page.targets)
                    />
                },
            ),
        ],
    )
}
