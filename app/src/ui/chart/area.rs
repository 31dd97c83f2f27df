//! One or more quantities over time.

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;

use super::geometry::{Frame, area, line, nearest, range, stack, ticks};
use super::series::{Series, colour, data_table, swatch, written};

const WIDTH: f64 = 1_000.0;
const HEIGHT: f64 = 100.0;

/// Surfaces piled up; a single series is a line with its surface. The legend reads the value
/// under the pointer, or the last one.
#[component]
pub fn AreaChart(
    /// What is shown, in words.
    #[prop(into)]
    label: TextProp,
    /// The name of each point, such as a time of day.
    #[prop(into)]
    labels: Signal<Vec<String>>,
    #[prop(into)] series: Signal<Vec<Series>>,
    #[prop(into)] format: Callback<f64, String>,
) -> impl IntoView {
    let plot = NodeRef::<html::Div>::new();
    let pointed = RwSignal::new(None::<usize>);
    let piles = Memo::new(move |_| {
        let values: Vec<Vec<f64>> =
            series.with(|all| all.iter().map(|one| one.values.clone()).collect());
        let piles = stack(&values);
        let tops: Vec<f64> = piles.iter().flat_map(|(_, top)| top.clone()).collect();
        Piles {
            ticks: ticks(range(&tops).1),
            piles,
        }
    });
    let shapes = move || {
        piles.with(|all| {
            let frame = Frame {
                width: WIDTH,
                height: HEIGHT,
                low: 0.0,
                high: all.ticks.last().copied().unwrap_or(1.0),
            };
            let tones = series.with(|all| all.iter().map(|one| one.tone).collect::<Vec<_>>());
            // The topmost first, so that every line lies over the surface below it.
            all.piles
                .iter()
                .zip(tones)
                .enumerate()
                .rev()
                .map(|(index, ((lower, upper), tone))| {
                    let (tone, series) = colour(index, tone);
                    view! {
                        <g data-tone=tone data-series=series>
                            <path class="area-fill" d=area(lower, upper, frame)></path>
                            <path class="area-line" d=line(upper, frame)></path>
                        </g>
                    }
                    .into_any()
                })
                .collect::<Vec<_>>()
        })
    };
    let grid = move || {
        piles.with(|all| {
            let top = all.ticks.last().copied().unwrap_or(1.0);
            all.ticks
                .iter()
                .map(|tick| {
                    let bottom = format!("{:.2}%", tick / top * 100.0);
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
    let follow = move |event: PointerEvent| {
        if let Some(plot) = plot.get_untracked() {
            let area = plot.get_bounding_client_rect();
            let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
            pointed.set(nearest(share, labels.with_untracked(Vec::len)));
        }
    };
    let cross = move || {
        let index = pointed.get()?;
        let count = labels.with(Vec::len).saturating_sub(1).max(1);
        let left = format!("{:.3}%", index as f64 / count as f64 * 100.0);
        Some(view! { <div class="chart-cross" style:left=left></div> }.into_any())
    };
    let legend = move || {
        let at = pointed
            .get()
            .unwrap_or_else(|| labels.with(Vec::len).saturating_sub(1));
        series.with(|all| {
            all.iter()
                .enumerate()
                .map(|(index, one)| {
                    let value = one.values.get(at).copied().unwrap_or(f64::NAN);
                    let name = one.label.clone();
                    view! {
                        <li>
                            {swatch(index, one.tone)}
                            <span class="legend-name">{move || name.get()}</span>
                            <span class="legend-value">{written(value, format)}</span>
                        </li>
                    }
                    .into_any()
                })
                .collect::<Vec<_>>()
        })
    };
    let when = move || {
        let index = pointed.get()?;
        labels.with(|labels| labels.get(index).cloned())
    };
    let axis = move || {
        labels.with(|labels| {
            let last = labels.len().saturating_sub(1);
            [0, last / 2, last]
                .into_iter()
                .filter_map(|index| labels.get(index).cloned())
                .map(|label| view! { <span>{label}</span> }.into_any())
                .collect::<Vec<_>>()
        })
    };
    let caption = label.clone();
    view! {
        <figure class="chart">
            <div class="chart-head">
                <ul class="legend">{legend}</ul>
                <span class="chart-when">{when}</span>
            </div>
            <div
                node_ref=plot
                class="chart-plot"
                on:pointermove=follow
                on:pointerdown=follow
                on:pointerleave=move |_| pointed.set(None)
            >
                <div class="chart-grid" aria-hidden="true">
                    {grid}
                </div>
                <svg
                    viewBox="0 0 1000 100"
                    preserveAspectRatio="none"
                    role="img"
                    aria-label=label
                >
                    {shapes}
                </svg>
                {cross}
            </div>
            <div class="chart-axis" aria-hidden="true">
                {axis}
            </div>
            {data_table(caption, labels, series, format)}
        </figure>
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Piles {
    piles: Vec<(Vec<f64>, Vec<f64>)>,
    ticks: Vec<f64>,
}
