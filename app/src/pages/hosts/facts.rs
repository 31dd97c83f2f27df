//! What an agent said about its machine.

use domain::host::{HostFacts, Processors, Space};
use domain::table::Tone;
use leptos::prelude::*;

use crate::context::{locale, text, texts};
use crate::ui::{Card, Fact, FactValue, IconName, KeyValueList, Progress, icon};

/// From here on there is little left.
const MUCH: u8 = 80;
const NEARLY_ALL: u8 = 92;

pub(super) fn facts(found: HostFacts) -> AnyView {
    let problems = problems(found.problems.clone());
    let (memory, disk) = (found.memory, found.disk);
    let disk_note = found.disk_path.clone();
    let processors: Vec<AnyView> = found.processors.iter().map(model).collect();
    let processors = match processors.is_empty() {
        true => untold(),
        false => processors.into_any(),
    };
    view! {
        {problems}
        <div class="hosts-grid">
            <Card title=text(|c| c.hosts.system)>{system(&found)}</Card>
            <Card title=text(|c| c.hosts.processors)>{processors}</Card>
            <Card title=text(|c| c.hosts.memory)>{space(memory, |c| c.hosts.memory)}</Card>
            <Card title=text(|c| c.hosts.disk) note=TextProp::from(disk_note)>
                {space(disk, |c| c.hosts.disk)}
            </Card>
        </div>
    }
    .into_any()
}

fn problems(problems: Vec<String>) -> AnyView {
    if problems.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="notice" data-tone="warning" role="note">
            {icon(IconName::Warning)}
            <div class="notice-words">
                <p class="notice-title">{text(|c| c.hosts.problems)}</p>
                <p class="notice-why">{problems.join("; ")}</p>
            </div>
        </div>
    }
    .into_any()
}

fn system(found: &HostFacts) -> AnyView {
    let uptime = found.uptime_seconds;
    let uptime = match uptime {
        Some(seconds) => FactValue::Text(TextProp::from(move || locale().span(seconds))),
        None => FactValue::Unknown(texts().hosts.untold.to_owned()),
    };
    let system = [found.os.as_str(), found.platform.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    let facts = vec![
        Fact::new(text(|c| c.hosts.node), mono(&found.node)).copied(),
        Fact::new(text(|c| c.hosts.hostname), mono(&found.hostname)).copied(),
        Fact::new(text(|c| c.hosts.uptime), uptime),
        Fact::new(text(|c| c.hosts.os), mono(&system.join(" · "))),
        Fact::new(text(|c| c.hosts.kernel), mono(&found.kernel)),
        Fact::new(text(|c| c.hosts.architecture), mono(&found.architecture)),
    ];
    view! { <KeyValueList facts=Signal::stored(facts) /> }.into_any()
}

fn mono(said: &str) -> FactValue {
    match said {
        "" => FactValue::Unknown(texts().hosts.untold.to_owned()),
        said => FactValue::Mono(said.to_owned()),
    }
}

fn untold() -> AnyView {
    view! { <p class="list-unknown">{text(|c| c.kit.unknown)} ": " {text(|c| c.hosts.untold)}</p> }
        .into_any()
}

fn space(
    space: Option<Space>,
    label: fn(&'static crate::i18n::Catalog) -> &'static str,
) -> AnyView {
    let Some(space) = space else {
        return untold();
    };
    let percent = space.used_percent;
    let tone = match percent {
        NEARLY_ALL.. => Tone::Critical,
        MUCH.. => Tone::Warning,
        _ => Tone::Ok,
    };
    let share = f64::from(percent) / 100.0;
    let bytes = |bytes: u64| FactValue::Text(TextProp::from(move || locale().bytes(bytes)));
    let facts = vec![
        Fact::new(text(|c| c.hosts.used), bytes(space.used)),
        Fact::new(text(|c| c.hosts.available), bytes(space.available)),
        Fact::new(text(|c| c.hosts.total), bytes(space.total)),
    ];
    view! {
        <div class="hosts-gauge">
            <span class="stat-value">{move || locale().percent(share, 0)}</span>
            <Progress
                value=Signal::stored(Some(share))
                label=text(label)
                tone=Signal::stored(tone)
            />
        </div>
        <KeyValueList facts=Signal::stored(facts) />
    }
    .into_any()
}

fn model(one: &Processors) -> AnyView {
    let cores = i64::try_from(one.cores).unwrap_or(i64::MAX);
    let speed = match one.megahertz {
        Some(speed) => {
            let gigahertz = speed as f64 / 1_000.0;
            let shown = move || [locale().decimal(gigahertz, 1).as_str(), "\u{a0}GHz"].concat();
            FactValue::Text(TextProp::from(shown))
        }
        None => FactValue::Unknown(texts().hosts.untold.to_owned()),
    };
    let facts = vec![
        Fact::new(
            text(|c| c.hosts.cores),
            FactValue::Text(TextProp::from(move || locale().integer(cores))),
        ),
        Fact::new(text(|c| c.hosts.vendor), mono(&one.vendor)),
        Fact::new(text(|c| c.hosts.speed), speed),
    ];
    view! {
        <div class="hosts-model">
            <p>{one.model.clone()}</p>
            <KeyValueList facts=Signal::stored(facts) />
        </div>
    }
    .into_any()
}
