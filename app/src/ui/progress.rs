//! How far something is.

use domain::table::Tone;
use leptos::prelude::*;

use super::icon::{IconName, icon};

/// A bar; without a value it only says that work goes on.
#[component]
pub fn Progress(
    /// A share between 0 and 1.
    #[prop(into)]
    value: Signal<Option<f64>>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] tone: Option<Signal<Tone>>,
) -> impl IntoView {
    let percent = move || value.get().map(percent);
    view! {
        <div
            class="progress"
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().map(|percent| percent.to_string())
            data-tone=move || tone.map_or(Tone::Accent, |tone| tone.get()).as_str()
            data-open=move || percent().is_none().then_some("")
        >
            <span
                class="progress-fill"
                style:width=move || percent().map(|percent| format!("{percent}%"))
            ></span>
        </div>
    }
}

/// Whole percents; what is not finished never reads 100.
fn percent(share: f64) -> u8 {
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    };
    (share * 100.0).floor() as u8
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Waiting,
    Running,
    Done,
    Failed,
}

#[derive(Clone)]
pub struct Step {
    pub label: TextProp,
    pub note: Option<TextProp>,
    pub state: StepState,
}

/// The stages of a piece of work, in order.
#[component]
pub fn Steps(
    #[prop(into)] label: TextProp,
    #[prop(into)] steps: Signal<Vec<Step>>,
) -> impl IntoView {
    view! {
        <ol class="stages" aria-label=label>
            {move || steps.get().into_iter().map(step_view).collect::<Vec<_>>()}
        </ol>
    }
}

fn step_view(step: Step) -> AnyView {
    let Step { label, note, state } = step;
    let (tone, mark) = match state {
        StepState::Waiting => (Tone::Neutral, icon(IconName::Circle)),
        StepState::Running => (
            Tone::Accent,
            view! { <span class="spinner"></span> }.into_any(),
        ),
        StepState::Done => (Tone::Ok, icon(IconName::Ok)),
        StepState::Failed => (Tone::Critical, icon(IconName::Critical)),
    };
    let word = move || {
        let kit = &crate::context::texts().kit;
        match state {
            StepState::Waiting => kit.step_waiting,
            StepState::Running => kit.step_running,
            StepState::Done => kit.step_done,
            StepState::Failed => kit.step_failed,
        }
    };
    view! {
        <li
            class="stage"
            data-tone=tone.as_str()
            aria-current=(state == StepState::Running).then_some("step")
        >
            <span class="stage-mark" aria-hidden="true">
                {mark}
            </span>
            <span class="stage-label">{move || label.get()}</span>
            <span class="visually-hidden">{word}</span>
            {note.map(|note| view! { <span class="stage-note">{move || note.get()}</span> })}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn only_what_is_whole_is_a_hundred() {
        assert_eq!(percent(0.999), 99);
        assert_eq!(percent(1.0), 100);
        assert_eq!(percent(7.0), 100);
        assert_eq!(percent(-1.0), 0);
        assert_eq!(percent(f64::NAN), 0);
    }
}
