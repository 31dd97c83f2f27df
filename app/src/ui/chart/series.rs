//! What charts are made of, and the table that says the same.

use domain::table::Tone;
use leptos::prelude::*;

use crate::context::text;

/// One line, one colour: a tone where it is a state, else the colours of the palette in turn.
#[derive(Clone)]
pub struct Series {
    pub label: TextProp,
    /// No number is a gap.
    pub values: Vec<f64>,
    pub tone: Option<Tone>,
}

/// One value with a name.
#[derive(Clone)]
pub struct Slice {
    pub label: TextProp,
    pub value: f64,
    pub tone: Option<Tone>,
}

/// Colours of the palette.
const COLOURS: usize = 8;

/// The attribute that chooses the colour of the series at `index`.
pub(super) fn colour(index: usize, tone: Option<Tone>) -> (Option<&'static str>, Option<String>) {
    match tone {
        Some(tone) => (Some(tone.as_str()), None),
        None => (None, Some((index % COLOURS + 1).to_string())),
    }
}

/// The square beside a name in a legend.
pub(super) fn swatch(index: usize, tone: Option<Tone>) -> AnyView {
    let (tone, series) = colour(index, tone);
    view! { <span class="swatch" data-tone=tone data-series=series aria-hidden="true"></span> }
        .into_any()
}

/// A known value as it is written, a gap as unknown.
pub(super) fn written(value: f64, format: Callback<f64, String>) -> String {
    if value.is_finite() {
        format.run(value)
    } else {
        crate::context::texts().kit.unknown.to_owned()
    }
}

/// The numbers behind a chart, for those who want to read them.
pub(super) fn data_table(
    caption: TextProp,
    labels: Signal<Vec<String>>,
    series: Signal<Vec<Series>>,
    format: Callback<f64, String>,
) -> AnyView {
    let heads = move || {
        series.with(|all| {
            all.iter()
                .map(|one| {
                    let label = one.label.clone();
                    view! { <th scope="col">{move || label.get()}</th> }.into_any()
                })
                .collect::<Vec<_>>()
        })
    };
    let rows = move || {
        labels.with(|labels| {
            series.with(|series| {
                labels
                    .iter()
                    .enumerate()
                    .map(|(index, label)| {
                        let cells: Vec<AnyView> = series
                            .iter()
                            .map(|one| {
                                let value = one.values.get(index).copied().unwrap_or(f64::NAN);
                                view! { <td>{written(value, format)}</td> }.into_any()
                            })
                            .collect();
                        view! {
                            <tr>
                                <th scope="row">{label.clone()}</th>
                                {cells}
                            </tr>
                        }
                        .into_any()
                    })
                    .collect::<Vec<_>>()
            })
        })
    };
    let open = RwSignal::new(false);
    let table = move || {
        open.get().then(|| {
            let (name, caption) = (caption.clone(), caption.clone());
            view! {
                <div class="chart-table" tabindex="0" role="group" aria-label=name>
                    <table>
                        <caption class="visually-hidden">{move || caption.get()}</caption>
                        <thead>
                            <tr>
                                <td></td>
                                {heads}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        })
    };
    view! {
        <div class="chart-data">
            <button
                type="button"
                class="link-button"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || if open.get() { text(|c| c.kit.hide_data)() } else { text(|c| c.kit.show_data)() }}
            </button>
            {table}
        </div>
    }
    .into_any()
}
