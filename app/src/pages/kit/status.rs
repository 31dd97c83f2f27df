//! States in words and colours.

use domain::table::Tone;
use leptos::prelude::*;

use super::specimen::{Pick, seconds, specimen, state, wide};
use crate::context::text;
use crate::ui::{
    Avatar, Badge, IconName, Progress, Size, StatusDot, Step, StepState, Steps, Tooltip,
};

pub(super) fn view() -> AnyView {
    view! { {badges()} {dots()} {progress()} {steps()} {tooltip()} {avatar()} }.into_any()
}

const TONES: [(Tone, Pick); 7] = [
    (Tone::Ok, |c| c.kit_page.up),
    (Tone::Critical, |c| c.kit_page.down),
    (Tone::Warning, |c| c.kit_page.slow),
    (Tone::Unknown, |c| c.kit_page.not_scraped),
    (Tone::Info, |c| c.kit_page.differs),
    (Tone::Accent, |c| c.kit_page.selected),
    (Tone::Neutral, |c| c.kit_page.basic),
];

fn badges() -> AnyView {
    let all: Vec<AnyView> = TONES
        .iter()
        .map(|(tone, word)| view! { <Badge tone=*tone>{text(*word)}</Badge> }.into_any())
        .collect();
    specimen(
        "Badge",
        |c| c.kit_page.badge,
        vec![
            state(|c| c.kit_page.tones, all),
            state(
                |c| c.kit_page.with_icon,
                view! {
                    <Badge tone=Tone::Warning icon=IconName::Warning>
                        {text(|c| c.kit_page.differences)}
                    </Badge>
                    <Badge tone=Tone::Ok dot=true>
                        {text(|c| c.kit_page.up)}
                    </Badge>
                },
            ),
        ],
    )
}

fn dots() -> AnyView {
    let all: Vec<AnyView> = TONES
        .iter()
        .take(5)
        .map(|(tone, word)| {
            view! { <StatusDot tone=Signal::stored(*tone) label=text(*word) /> }.into_any()
        })
        .collect();
    specimen(
        "StatusDot",
        |c| c.kit_page.status_dot,
        vec![
            state(|c| c.kit_page.tones, all),
            state(
                |c| c.kit_page.live,
                view! {
                    <StatusDot
                        tone=Signal::stored(Tone::Ok)
                        live=true
                        label=text(|c| c.shell.live)
                    />
                },
            ),
        ],
    )
}

fn progress() -> AnyView {
    let bar = |share: Option<f64>, tone: Tone| {
        view! {
            <Progress
                value=Signal::stored(share)
                tone=Signal::stored(tone)
                label=text(|c| c.kit_page.reading)
            />
        }
    };
    specimen(
        "Progress",
        |c| c.kit_page.progress,
        vec![
            state(|c| c.kit_page.determinate, bar(Some(0.36), Tone::Accent)),
            state(|c| c.kit_page.indeterminate, bar(None, Tone::Accent)),
            state(|c| c.kit_page.finished, bar(Some(1.0), Tone::Ok)),
            state(|c| c.kit_page.broken_off, bar(Some(0.62), Tone::Critical)),
        ],
    )
}

fn steps() -> AnyView {
    let step = |label: Pick, note: Option<TextProp>, state: StepState| Step {
        label: text(label).into(),
        note,
        state,
    };
    let steps = vec![
        step(
            |c| c.kit_page.connect,
            Some((|| seconds(0.12, 2)).into()),
            StepState::Done,
        ),
        step(
            |c| c.kit_page.fetch_files,
            Some("9 · 214 KiB".into()),
            StepState::Done,
        ),
        step(|c| c.kit_page.extract_fields, None, StepState::Running),
        step(|c| c.kit_page.merge, None, StepState::Waiting),
    ];
    let failed = vec![
        step(
            |c| c.kit_page.connect,
            Some("203.0.113.10:5522".into()),
            StepState::Failed,
        ),
        step(|c| c.kit_page.fetch_files, None, StepState::Waiting),
    ];
    specimen(
        "Steps",
        |c| c.kit_page.steps,
        vec![
            state(
                |c| c.kit_page.running,
                view! { <Steps label=text(|c| c.kit_page.reading) steps=Signal::stored(steps) /> },
            ),
            state(
                |c| c.kit_page.broken_off,
                view! { <Steps label=text(|c| c.kit_page.reading) steps=Signal::stored(failed) /> },
            ),
        ],
    )
}

fn tooltip() -> AnyView {
    specimen(
        "Tooltip",
        |c| c.kit_page.tooltip,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <Tooltip text=text(|c| c.kit_page.tooltip_example)>
                    <button type="button" class="link-button">
                        {text(|c| c.kit_page.hover_or_focus)}
                    </button>
                </Tooltip>
            },
        )],
    )
}

fn avatar() -> AnyView {
    let name = Signal::stored("Maria de Oliveira".to_owned());
    specimen(
        "Avatar",
        |c| c.kit_page.avatar,
        vec![state(
            |c| c.kit_page.sizes,
            view! {
                <Avatar name=name size=Size::Small />
                <Avatar name=name />
                <Avatar name=name size=Size::Large />
                <span>"Maria de Oliveira"</span>
            },
        )],
    )
}
