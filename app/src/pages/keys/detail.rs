//! One key, beside the list: its value, what is known of it, and what it was.

use domain::error::AppError;
use domain::key::{KeyHold, KeyKind, KeyListing, KeyMeta, KeyView};
use domain::table::Tone;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address::Address;
use super::{editor, failed, history, list};
use crate::context::{locale, text, texts};
use crate::i18n::Catalog;
use crate::rpc::{Asked, Meanwhile, asked, call_strict, read_key};
use crate::shell::selection;
use crate::ui::{
    CodeBlock, Drawer, EmptyState, Fact, FactValue, IconName, KeyValueList, Language, Size,
    Skeleton, SkeletonShape, badge, icon,
};

/// The source of a version that took the place of one that was gone or broken.
const HEALED: &str = "automatic_restore";

/// What the parts of the drawer tell when the store has changed.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    key: Asked<KeyView>,
    listing: Asked<KeyListing>,
}

impl Reading {
    /// The key and its folder, as they are now.
    pub(super) fn again(self) {
        self.key.again();
        self.listing.again();
    }
}

/// Open while the address names a key.
pub(super) fn drawer(address: Memo<Address>, listing: Asked<KeyListing>) -> AnyView {
    let key = Memo::new(move |_| address.with(|address| address.key.clone()));
    let asked = asked(key, read, Meanwhile::Nothing);
    let reading = Reading {
        key: asked,
        listing,
    };
    let (navigate, chosen) = (use_navigate(), selection());
    let close = Callback::new(move |()| {
        let link = address.get_untracked().at_key("").link_now(chosen);
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&link, options);
    });
    view! {
        <Drawer
            open=Signal::derive(move || !key.with(String::is_empty))
            on_close=close
            title=TextProp::from(move || key.get())
            size=Size::Large
        >
            {asked.view(waiting, move || body(reading))}
        </Drawer>
    }
    .into_any()
}

/// A closed drawer asks for nothing.
async fn read(key: String) -> Result<KeyView, AppError> {
    if key.is_empty() {
        return Ok(KeyView::default());
    }
    call_strict(read_key(key)).await
}

fn waiting() -> AnyView {
    view! { <Skeleton shape=SkeletonShape::Text { lines: 12 } /> }.into_any()
}

fn body(reading: Reading) -> AnyView {
    let asked = reading.key;
    let trouble = move || {
        let is_old = asked.answer().with(|answer| matches!(answer, Some(Ok(_))));
        let trouble = asked.trouble().get().filter(|_| is_old);
        trouble.map(|error| failed(error, asked.retry(), true))
    };
    let shown = move || match asked.answer().get() {
        Some(Ok(view)) => opened(view, reading),
        Some(Err(error)) => failed(error, asked.retry(), false),
        None => waiting(),
    };
    view! {
        {trouble}
        {shown}
    }
    .into_any()
}

fn opened(view: KeyView, reading: Reading) -> AnyView {
    let is_absent = view.index == 0;
    let is_document = view.hold == KeyHold::Document;
    let editable = view.hold.is_writable() && view.kind != KeyKind::Binary;
    let past = match view.hold {
        KeyHold::Document => history::history(&view, reading),
        KeyHold::Plain if !is_absent => {
            view! { <p class="drawer-quiet">{text(|c| c.keys.no_history)}</p> }.into_any()
        }
        _ => ().into_any(),
    };
    if is_absent && !editable {
        return view! { <EmptyState icon=IconName::Key title=text(|c| c.keys.absent) /> }
            .into_any();
    }
    let facts = (!is_absent).then(|| facts(&view));
    let why = (!editable).then(|| read_only(&view));
    let value = if editable {
        editor::editor(view, reading)
    } else {
        let language = language(&view);
        view! { <CodeBlock code=Signal::stored(shown(&view)) language=language wrap=true /> }
            .into_any()
    };
    let heading = (is_document).then(|| {
        view! { <h3 class="drawer-section">{text(|c| c.keys.history)}</h3> }
    });
    view! {
        {facts}
        {why}
        <h3 class="drawer-section">{text(|c| c.keys.value)}</h3>
        {value}
        {heading}
        {past}
    }
    .into_any()
}

pub(super) fn language(view: &KeyView) -> Language {
    let named_json = view.index == 0 && view.key.ends_with(".json");
    let is_json = matches!(view.kind, KeyKind::Json | KeyKind::Number);
    if is_json || named_json || view.hold == KeyHold::Document {
        Language::Json
    } else {
        Language::Plain
    }
}

/// JSON with a line for each value, everything else as it is.
pub(super) fn shown(view: &KeyView) -> String {
    let pretty = match view.kind {
        KeyKind::Json => crate::ui::pretty_json(&view.text),
        KeyKind::Number | KeyKind::Text | KeyKind::Binary => None,
    };
    pretty.unwrap_or_else(|| view.text.clone())
}

fn facts(view: &KeyView) -> AnyView {
    let mono = |text: String| FactValue::Mono(text);
    let (kind, size) = (view.kind, view.size);
    let mut facts = vec![
        Fact::new(text(|c| c.keys.key), mono(view.key.clone())).copied(),
        Fact::new(
            text(|c| c.keys.kind),
            FactValue::Text(TextProp::from(move || list::kind(kind, texts()))),
        ),
        Fact::new(
            text(|c| c.keys.size),
            FactValue::Text(TextProp::from(move || locale().bytes(size as u64))),
        ),
        Fact::new(text(|c| c.keys.index), mono(view.index.to_string())),
        Fact::new(text(|c| c.keys.flags), mono(view.flags.to_string())),
    ];
    if let Some(session) = &view.session {
        facts.push(Fact::new(text(|c| c.keys.session), mono(session.clone())));
    }
    if let Some(meta) = &view.meta {
        let version = mono(meta.version.to_string());
        facts.push(Fact::new(text(|c| c.keys.version), version));
        let meta = meta.clone();
        let changed = TextProp::from(move || changed(&meta, texts()));
        facts.push(Fact::new(
            text(|c| c.keys.changed),
            FactValue::Text(changed),
        ));
    }
    let healed = view.meta.as_ref().filter(|meta| meta.source == HEALED);
    view! {
        {healed.map(|_| healed_notice())}
        <p class="keys-hold">{hold(view.hold)}</p>
        <KeyValueList facts=Signal::stored(facts) />
    }
    .into_any()
}

/// "2026-11-21 22:04 UTC · maria · edit by hand"
pub(super) fn changed(meta: &KeyMeta, c: &'static Catalog) -> String {
    let at = &meta.updated_at;
    let time = match (at.get(..10), at.get(11..16)) {
        (Some(day), Some(time)) if at.ends_with('Z') => [day, " ", time, " UTC"].concat(),
        _ => at.clone(),
    };
    [&*time, &meta.updated_by, source(&meta.source, c)].join(" · ")
}

/// One that only a newer version knows is told as it is written.
fn source<'a>(source: &'a str, c: &'static Catalog) -> &'a str {
    match source {
        "user" => c.keys.by_use,
        "kv_browser" => c.keys.by_hand,
        "restore" => c.keys.by_restore,
        "import" => c.keys.by_import,
        HEALED => c.keys.by_itself,
        other => other,
    }
}

fn hold(hold: KeyHold) -> AnyView {
    let (tone, word): (Tone, fn(&'static Catalog) -> &'static str) = match hold {
        KeyHold::Document => (Tone::Accent, |c| c.keys.document),
        KeyHold::Plain => (Tone::Neutral, |c| c.keys.plain),
        KeyHold::Record => (Tone::Neutral, |c| c.keys.record),
        KeyHold::Others => (Tone::Warning, |c| c.keys.others),
    };
    (move || badge(tone, word(texts()).to_owned())).into_any()
}

fn healed_notice() -> AnyView {
    view! {
        <div class="notice" data-tone="warning" role="note">
            {icon(IconName::Warning)}
            <p class="notice-words">{text(|c| c.keys.healed)}</p>
        </div>
    }
    .into_any()
}

fn read_only(view: &KeyView) -> AnyView {
    let why: fn(&'static Catalog) -> &'static str = match view.hold {
        KeyHold::Others => |c| c.keys.others_reason,
        KeyHold::Record => |c| c.keys.record_reason,
        KeyHold::Document | KeyHold::Plain => |c| c.keys.binary_reason,
    };
    view! {
        <div class="notice" data-tone="info" role="note">
            {icon(IconName::Lock)}
            <p class="notice-words">{text(why)}</p>
        </div>
    }
    .into_any()
}
