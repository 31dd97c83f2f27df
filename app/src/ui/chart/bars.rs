//! Quantities side by side.

use domain::table::Tone;
use leptos::prelude::*;

use super::geometry::{range, ticks};
use super::series::{Series, Slice, colour, data_table, written};

/// Whole names below the columns of a narrow chart: a cut one says nothing.
const NAMES_ON_A_PHONE: usize = 5;

/// Names with a bar each, longest first or in the order that is given: it is its own table.
#[component]
pub fn BarList(
    #[prop(into)] label: TextProp,
    #[prop(into)] slices: Signal<Vec<Slice>>,
    #[prop(into)] format: Callback<f64, String>,
) -> impl IntoView {
    let rows = move || {
        slices.with(|slices| {
            let values: Vec<f64> = slices.iter().map(|slice| slice.value).collect();
            let most = range(&values).1.max(f64::MIN_POSITIVE);
            slices
                .iter()
                .map(|slice| {
                    let name = slice.label.clone();
                    let share = (slice.value / most).clamp(0.0, 1.0) * 100.0;
                    let width = slice.value.is_finite().then(|| format!("{share:.2}%"));
                    let tone = slice.tone.unwrap_or(Tone::Accent);
                    view! {
                        <li class="bar-row" data-tone=tone.as_str()>
                            <span class="bar-name">{move || name.get()}</span>
                            <span class="bar-track" aria-hidden="true">
                                <span class="bar" style:width=width></span>
                            </span>
                            <span class="bar-value">{written(slice.value, format)}</span>
                        </li>
                    }
                    .into_any()
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <ul class="bar-list" aria-label=label>
            {rows}
        </ul>
    }
}

/// Columns over time, such as changes a day. Each column says its value on hover; the table
/// below says them all.
#[component]
pub fn BarChart(
    #[prop(into)] label: TextProp,
    #[prop(into)] labels: Signal<Vec<String>>,
    #[prop(into)] series: Signal<Vec<Series>>,
    #[prop(into)] format: Callback<f64, String>,
) -> impl IntoView {
    let top = Memo::new(move |_| {
        let sums = sums(&series.get(), labels.with(Vec::len));
        ticks(range(&sums).1)
    });
    let columns = move || {
        let most = top.with(|ticks| ticks.last().copied().unwrap_or(1.0));
        labels.with(|labels| {
            let stride = labels.len().div_ceil(NAMES_ON_A_PHONE).max(1);
            series.with(|series| {
                labels
                    .iter()
                    .enumerate()
                    .map(|(index, label)| {
                        let few = (index % stride == 0).then_some("");
                        column(label, few, index, series, most, format)
                    })
                    .collect::<Vec<_>>()
            })
        })
    };
    let grid = move || {
        top.with(|ticks| {
            let most = ticks.last().copied().unwrap_or(1.0);
            ticks
                .iter()
                .map(|tick| {
                    let bottom = format!("{:.2}%", tick / most * 100.0);
                    view! {
                        <div class="chart-tick" style:bottom=bottom>
                            <span>{format.run(*tick)}</span>
                        </div>
                    }
                    .into_any()
                })
                .collect::<Vec<_>>()
        })
    };
    let caption = label.clone();
    view! {
        <figure class="chart">
            <div class="chart-plot chart-columns" role="img" aria-label=label>
                <div class="chart-grid" aria-hidden="true">
                    {grid}
                </div>
                <div class="columns">{columns}</div>
            </div>
            {data_table(caption, labels, series, format)}
        </figure>
    }
}

/// `few` marks a name that is shown also where there is room for a few only.
fn column(
    label: &str,
    few: Option<&'static str>,
    index: usize,
    series: &[Series],
    most: f64,
    format: Callback<f64, String>,
) -> AnyView {
    let mut tip = vec![label.to_owned()];
    let parts: Vec<AnyView> = series
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let value = one.values.get(index).copied().unwrap_or(f64::NAN);
            tip.push(format!("{} {}", one.label.get(), written(value, format)));
            let (tone, number) = colour(place, one.tone);
            let share = (value / most).clamp(0.0, 1.0) * 100.0;
            let height = value.is_finite().then(|| format!("{share:.2}%"));
            let unknown = (!value.is_finite()).then_some("");
            view! {
                <span
                    class="column-part"
                    data-tone=tone
                    data-series=number
                    data-unknown=unknown
                    style:height=height
                ></span>
            }
            .into_any()
        })
        .collect();
    view! {
        <span class="column" data-few=few data-tip=tip.join(" · ")>
            <span class="column-bar">{parts}</span>
            <span class="column-name">{label.to_owned()}</span>
        </span>
    }
    .into_any()
}

/// The height of each column.
fn sums(series: &[Series], count: usize) -> Vec<f64> {
    (0..count)
        .map(|index| {
            series
                .iter()
                .filter_map(|one| one.values.get(index).copied())
                .filter(|value| value.is_finite())
                .sum()
        })
        .collect()
}
