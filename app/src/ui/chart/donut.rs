//! Parts of a whole.

use leptos::prelude::*;

use super::geometry::{arcs, drawn};
use super::series::{Slice, colour, swatch, written};
use crate::context::locale;

/// A ring with the whole in its middle; the legend has every part with its share, and is
/// what a screen reader reads.
#[component]
pub fn Donut(
    #[prop(into)] label: TextProp,
    #[prop(into)] slices: Signal<Vec<Slice>>,
    #[prop(into)] format: Callback<f64, String>,
    /// Below the whole, in the middle.
    #[prop(optional, into)]
    unit: Option<TextProp>,
) -> impl IntoView {
    let whole = move || {
        slices.with(|slices| {
            let known = slices.iter().map(|slice| slice.value);
            known.filter(|value| value.is_finite()).sum::<f64>()
        })
    };
    let ring = move || {
        slices.with(|slices| {
            let values: Vec<f64> = slices.iter().map(|slice| slice.value).collect();
            arcs(&values)
                .into_iter()
                .zip(slices)
                .enumerate()
                .filter(|(_, ((_, length), _))| *length > 0.0)
                .map(|(index, ((start, length), slice))| {
                    let (tone, series) = colour(index, slice.tone);
                    let drawn = drawn(length);
                    view! {
                        <circle
                            class="donut-part"
                            data-tone=tone
                            data-series=series
                            cx="21"
                            cy="21"
                            r="15.9155"
                            pathLength="100"
                            stroke-dasharray=format!("{drawn:.3} {:.3}", 100.0 - drawn)
                            stroke-dashoffset=format!("{:.3}", 25.0 - start)
                        ></circle>
                    }
                    .into_any()
                })
                .collect::<Vec<_>>()
        })
    };
    let legend = move || {
        let whole = whole();
        slices.with(|slices| {
            slices
                .iter()
                .enumerate()
                .map(|(index, slice)| {
                    let name = slice.label.clone();
                    let share = if whole > 0.0 {
                        slice.value / whole
                    } else {
                        0.0
                    };
                    view! {
                        <li>
                            {swatch(index, slice.tone)}
                            <span class="legend-name">{move || name.get()}</span>
                            <span class="legend-value">{written(slice.value, format)}</span>
                            <span class="legend-share">{locale().percent(share, 1)}</span>
                        </li>
                    }
                    .into_any()
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <figure class="donut">
            <div class="donut-ring" aria-hidden="true">
                <svg viewBox="0 0 42 42">
                    <circle class="donut-track" cx="21" cy="21" r="15.9155"></circle>
                    {ring}
                </svg>
                <div class="donut-middle">
                    <span class="donut-whole">{move || format.run(whole())}</span>
                    {unit.map(|unit| view! { <span class="donut-unit">{move || unit.get()}</span> })}
                </div>
            </div>
            <ul class="legend legend-list" aria-label=label>
                {legend}
            </ul>
        </figure>
    }
}
