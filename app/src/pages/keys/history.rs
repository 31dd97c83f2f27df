//! What a document was before, and how it becomes that again.

use domain::error::AppError;
use domain::key::{KeyChange, KeyVersion, KeyView};
use leptos::prelude::*;

use super::detail::{Reading, changed, shown};
use super::question::Question;
use crate::context::{Preferences, locale, preferences, text, texts};
use crate::rpc::{call_strict, change_key, read_version};
use crate::shell::{Toast, Toasts, toasts};
use crate::ui::{Button, CodeBlock, Dialog, ErrorPanel, IconName, Language, Size, Variant};

/// What is done with one of the earlier values.
#[derive(Clone, Copy)]
struct Past {
    key: StoredValue<String>,
    /// The question before it is restored.
    asking: RwSignal<bool>,
    looking: RwSignal<bool>,
    index: RwSignal<u64>,
    /// Which version it is.
    number: RwSignal<u64>,
    /// The earlier value.
    text: RwSignal<String>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<AppError>>,
    reading: Reading,
    toasts: Toasts,
    preferences: Preferences,
}

impl Past {
    /// Opens what shows the value, once that is here.
    fn show(self, index: u64, number: u64, open: RwSignal<bool>) {
        let key = self.key.get_value();
        self.busy.set(true);
        self.failure.set(None);
        leptos::task::spawn_local(async move {
            match call_strict(read_version(key, index)).await {
                Ok(text) => {
                    self.text.try_set(text);
                    self.index.try_set(index);
                    self.number.try_set(number);
                    open.try_set(true);
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
            self.busy.try_set(false);
        });
    }

    fn restore(self) {
        let (key, index) = (self.key.get_value(), self.index.get_untracked());
        let said = self.preferences.texts().keys.restored;
        self.asking.set(false);
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            match call_strict(change_key(key, KeyChange::Restore { index })).await {
                Ok(_) => {
                    self.toasts.show(Toast::ok(said));
                    self.reading.again();
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
            self.busy.try_set(false);
        });
    }
}

pub(super) fn history(view: &KeyView, reading: Reading) -> AnyView {
    let now = match view.index {
        0 => String::new(),
        _ => shown(view),
    };
    let versions = view.versions.clone();
    let past = Past {
        key: StoredValue::new(view.key.clone()),
        asking: RwSignal::new(false),
        looking: RwSignal::new(false),
        index: RwSignal::new(0),
        number: RwSignal::new(0),
        text: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        reading,
        toasts: toasts(),
        preferences: preferences(),
    };
    let failed = move || {
        past.failure.get().map(|error| {
            let error = Signal::stored(error);
            view! { <ErrorPanel error=error compact=true /> }
        })
    };
    let question = Question {
        open: past.asking,
        title: |c| c.keys.restore_title,
        detail: |c| c.keys.restore_detail,
        label: |c| c.keys.now_and_then,
        act: |c| c.keys.restore,
        danger: false,
    };
    let confirm = Callback::new(move |()| past.restore());
    view! {
        {failed}
        {list(versions, past)}
        {question.view(Signal::stored(now), past.text.into(), confirm)}
        {look(past)}
    }
    .into_any()
}

fn list(versions: Vec<KeyVersion>, past: Past) -> AnyView {
    if versions.is_empty() {
        return view! { <p class="drawer-quiet">{text(|c| c.keys.no_versions)}</p> }.into_any();
    }
    let rows: Vec<_> = versions
        .into_iter()
        .map(|version| row(version, past))
        .collect();
    view! { <ol class="keys-versions">{rows}</ol> }.into_any()
}

fn row(version: KeyVersion, past: Past) -> AnyView {
    let KeyVersion { index, size, meta } = version;
    let number = meta.as_ref().map(|meta| meta.version);
    let name = move || match number {
        Some(number) => texts().keys.version_number(number),
        None => texts().keys.unreadable.to_owned(),
    };
    let told = move || meta.as_ref().map(|meta| changed(meta, texts()));
    let facts = move || {
        let size = locale().bytes(size as u64);
        [texts().keys.index, " ", &index.to_string(), " · ", &size].concat()
    };
    view! {
        <li class="keys-version">
            <span class="keys-version-words">
                <span>{name}</span>
                <span class="list-detail">{told}</span>
                <span class="list-detail">{facts}</span>
            </span>
            {number.map(|number| acts(past, index, number))}
        </li>
    }
    .into_any()
}

fn acts(past: Past, index: u64, number: u64) -> AnyView {
    let act = move |open: RwSignal<bool>| Callback::new(move |_| past.show(index, number, open));
    view! {
        <span class="keys-version-acts">
            <Button
                size=Size::Small
                variant=Variant::Ghost
                disabled=past.busy
                on_click=act(past.looking)
            >
                {text(|c| c.keys.look)}
            </Button>
            <Button
                size=Size::Small
                icon=IconName::History
                disabled=past.busy
                on_click=act(past.asking)
            >
                {text(|c| c.keys.restore)}
            </Button>
        </span>
    }
    .into_any()
}

/// An earlier value alone.
fn look(past: Past) -> AnyView {
    let title = TextProp::from(move || texts().keys.version_number(past.number.get()));
    view! {
        <Dialog open=past.looking title=title size=Size::Large>
            <CodeBlock code=past.text language=Language::Json wrap=true />
        </Dialog>
    }
    .into_any()
}
