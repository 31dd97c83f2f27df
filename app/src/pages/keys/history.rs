//! What a document was before, and how it becomes that again.

use domain::error::AppError;
use domain::key::{KeyChange, KeyVersion, KeyView};
use leptos::prelude::*;

use super::detail::{Reading, changed, shown};
use super::question::Question;
use crate::context::{Preferences, locale, preferences, text, texts};
use crate::rpc::{call_strict, change_key, read_version};
use crate::shell::{Toast, Toasts, toasts};
use crate::ui::{Button, ErrorPanel, IconName, Size};

/// What is asked about one of the earlier values.
#[derive(Clone, Copy)]
struct Restoring {
    key: StoredValue<String>,
    open: RwSignal<bool>,
    index: RwSignal<u64>,
    /// The earlier value.
    text: RwSignal<String>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<AppError>>,
    reading: Reading,
    toasts: Toasts,
    preferences: Preferences,
}

impl Restoring {
    /// The question shows the value, so that comes first.
    fn ask(self, index: u64) {
        let key = self.key.get_value();
        self.busy.set(true);
        self.failure.set(None);
        leptos::task::spawn_local(async move {
            match call_strict(read_version(key, index)).await {
                Ok(text) => {
                    self.text.try_set(text);
                    self.index.try_set(index);
                    self.open.try_set(true);
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
        self.open.set(false);
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
    let restoring = Restoring {
        key: StoredValue::new(view.key.clone()),
        open: RwSignal::new(false),
        index: RwSignal::new(0),
        text: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        reading,
        toasts: toasts(),
        preferences: preferences(),
    };
    let failed = move || {
        restoring.failure.get().map(|error| {
            let error = Signal::stored(error);
            view! { <ErrorPanel error=error compact=true /> }
        })
    };
    let question = Question {
        open: restoring.open,
        title: |c| c.keys.restore_title,
        detail: |c| c.keys.restore_detail,
        label: |c| c.keys.now_and_then,
        act: |c| c.keys.restore,
        danger: false,
    };
    let confirm = Callback::new(move |()| restoring.restore());
    view! {
        {failed}
        {list(versions, restoring)}
        {question.view(Signal::stored(now), restoring.text.into(), confirm)}
    }
    .into_any()
}

fn list(versions: Vec<KeyVersion>, restoring: Restoring) -> AnyView {
    if versions.is_empty() {
        return view! { <p class="drawer-quiet">{text(|c| c.keys.no_versions)}</p> }.into_any();
    }
    let rows: Vec<_> = versions
        .into_iter()
        .map(|version| row(version, restoring))
        .collect();
    view! { <ol class="keys-versions">{rows}</ol> }.into_any()
}

fn row(version: KeyVersion, restoring: Restoring) -> AnyView {
    let KeyVersion { index, size, meta } = version;
    let can_be_read = meta.is_some();
    let number = meta.as_ref().map(|meta| meta.version);
    let name = move || match number {
        Some(number) => texts().keys.version_number(number),
        None => texts().keys.unreadable.to_owned(),
    };
    let told = meta.map(|meta| changed(&meta));
    let facts = move || [&*index.to_string(), &*locale().bytes(size as u64)].join(" · ");
    view! {
        <li class="keys-version">
            <span class="keys-version-words">
                <span>{name}</span>
                <span class="list-detail">{told}</span>
                <span class="list-detail mono">{facts}</span>
            </span>
            {can_be_read
                .then(|| {
                    view! {
                        <Button
                            size=Size::Small
                            icon=IconName::History
                            disabled=restoring.busy
                            on_click=Callback::new(move |_| restoring.ask(index))
                        >
                            {text(|c| c.keys.restore)}
                        </Button>
                    }
                })}
        </li>
    }
    .into_any()
}
