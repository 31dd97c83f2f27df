//! What happened, in order.

use domain::table::Tone;
use leptos::prelude::*;

use super::badge::dot;

#[derive(Clone)]
pub struct TimelineEntry {
    /// As it is shown: the caller knows the time zone.
    pub time: String,
    pub who: String,
    pub what: TextProp,
    pub tone: Tone,
    pub detail: Option<TextProp>,
}

#[component]
pub fn Timeline(
    #[prop(into)] label: TextProp,
    #[prop(into)] entries: Signal<Vec<TimelineEntry>>,
) -> impl IntoView {
    view! {
        <ol class="timeline" aria-label=label>
            {move || entries.get().into_iter().map(entry_view).collect::<Vec<_>>()}
        </ol>
    }
}

fn entry_view(entry: TimelineEntry) -> AnyView {
    let TimelineEntry {
        time,
        who,
        what,
        tone,
        detail,
    } = entry;
    view! {
        <li class="timeline-entry">
            <span class="timeline-time">{time}</span>
            {dot(Signal::stored(tone), false)}
            <div class="timeline-words">
                <p>
                    <strong>{who}</strong>
                    " "
                    {move || what.get()}
                </p>
                {detail
                    .map(|detail| view! { <p class="timeline-detail">{move || detail.get()}</p> })}
            </div>
        </li>
    }
    .into_any()
}
