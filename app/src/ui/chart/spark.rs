//! The recent past in the space of a word.

use domain::table::Tone;
use leptos::prelude::*;

use super::geometry::{Frame, gaps, line, range};

const WIDTH: f64 = 100.0;
const HEIGHT: f64 = 24.0;
/// Room for the stroke at the top and the bottom.
const MARGIN: f64 = 2.0;

#[component]
pub fn Sparkline(
    #[prop(into)] values: Signal<Vec<f64>>,
    #[prop(optional, into)] tone: Signal<Tone>,
    /// What it shows, in words: `latency of the last hour, 32 ms now`.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    move || {
        let label = label.get().to_string();
        values.with(|values| sparkline(values, tone.get(), label))
    }
}

/// The same as a plain function, for cells. Without a label it is decoration.
pub fn sparkline(values: &[f64], tone: Tone, label: String) -> AnyView {
    let (low, high) = range(values);
    let frame = Frame {
        width: WIDTH,
        height: HEIGHT - 2.0 * MARGIN,
        low,
        high,
    };
    let gaps: Vec<AnyView> = gaps(values, WIDTH)
        .into_iter()
        .map(|(x, width)| {
            view! { <rect class="spark-gap" x=x.to_string() y="0" width=width.to_string() height="24"></rect> }
                .into_any()
        })
        .collect();
    let decoration = label.is_empty().then_some("true");
    view! {
        <svg
            class="spark"
            data-tone=tone.as_str()
            viewBox="0 0 100 24"
            preserveAspectRatio="none"
            role="img"
            aria-label=(!label.is_empty()).then_some(label)
            aria-hidden=decoration
        >
            {gaps}
            <path class="spark-line" d=line(values, frame) transform="translate(0 2)"></path>
        </svg>
    }
    .into_any()
}
