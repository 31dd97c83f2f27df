//! Changing a value, based on the one that was seen.

use domain::error::AppError;
use domain::key::{KeyChange, KeyView, KeyWritten};
use leptos::prelude::*;

use super::conflict::conflict;
use super::detail::{Reading, language, shown};
use super::drafts::{self, Unsaved};
use super::question::{Pick, Question};
use crate::context::{Preferences, preferences, text, texts};
use crate::rpc::{call_strict, change_key};
use crate::shell::{Toast, Toasts, toasts};
use crate::ui::{
    Button, CodeEditor, EmptyState, ErrorPanel, IconName, Language, Variant, is_json, likely_json,
};

/// What is being written, and on which value.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) text: RwSignal<String>,
    /// The value that was seen, and the next write is based on.
    base: RwSignal<KeyView>,
    /// What somebody else wrote meanwhile.
    pub(super) theirs: RwSignal<Option<KeyView>>,
    failure: RwSignal<Option<AppError>>,
    pub(super) busy: RwSignal<bool>,
    reading: Reading,
    toasts: Toasts,
    preferences: Preferences,
}

impl Draft {
    /// Where something was left unsaved, with that; if the value is another one by now,
    /// both are shown.
    fn new(view: KeyView, reading: Reading) -> Self {
        let (text, base, theirs) = match drafts::of(&view.key) {
            None => (shown(&view), view, None),
            Some(Unsaved { text, base }) if base.index == view.index => (text, base, None),
            Some(Unsaved { text, base }) => (text, base, Some(view)),
        };
        Self {
            text: RwSignal::new(text),
            base: RwSignal::new(base),
            theirs: RwSignal::new(theirs),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            reading,
            toasts: toasts(),
            preferences: preferences(),
        }
    }

    /// On the value that was seen, or on the one that somebody else wrote.
    pub(super) fn save(self, index: u64) {
        let text = self.text.get_untracked();
        let key = self.base.with_untracked(|base| base.key.clone());
        let saved = key.clone();
        let words = &self.preferences.texts().keys;
        let said = if index == 0 {
            words.created
        } else {
            words.saved
        };
        self.busy.set(true);
        self.failure.set(None);
        leptos::task::spawn_local(async move {
            let written = call_strict(change_key(key, KeyChange::Put { text, index })).await;
            // The drawer may be closed meanwhile; what is written is written.
            match written {
                Ok(KeyWritten::Done) => {
                    drafts::forget(&saved);
                    self.toasts.show(Toast::ok(said));
                    self.reading.again();
                }
                Ok(KeyWritten::Conflict(theirs)) => {
                    self.theirs.try_set(Some(*theirs));
                    self.busy.try_set(false);
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                    self.busy.try_set(false);
                }
            }
        });
    }

    pub(super) fn take(self, theirs: KeyView) {
        self.text.set(shown(&theirs));
        self.base.set(theirs);
        self.theirs.set(None);
    }

    fn remove(self) {
        let (key, index) = self
            .base
            .with_untracked(|base| (base.key.clone(), base.index));
        let words = &self.preferences.texts().keys;
        let removed = key.clone();
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            match call_strict(change_key(key, KeyChange::Delete { index })).await {
                Ok(KeyWritten::Done) => {
                    drafts::forget(&removed);
                    self.toasts.show(Toast::ok(words.deleted));
                    self.reading.again();
                }
                Ok(KeyWritten::Conflict(_)) => {
                    self.toasts.show(Toast::warning(words.not_deleted));
                    self.reading.again();
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                    self.busy.try_set(false);
                }
            }
        });
    }

    /// Keeps what is written beyond this drawer.
    fn remember(self) {
        Effect::new(move |_| {
            let base = self.base.get();
            let text = self.text.get();
            if self.busy.get() {
                return;
            }
            if text == shown(&base) {
                drafts::forget(&base.key);
            } else {
                drafts::keep(Unsaved { text, base });
            }
        });
    }

    fn is_changed(self) -> bool {
        let seen = self.base.with(shown);
        self.text.with(|text| *text != seen)
    }
}

pub(super) fn editor(view: KeyView, reading: Reading) -> AnyView {
    let language = language(&view);
    let is_new = view.index == 0;
    let was_removed = is_new && !view.versions.is_empty();
    let draft = Draft::new(view, reading);
    draft.remember();
    // It may be kept as the text that it is.
    let unknown = language == Language::Plain;
    let problem = Signal::derive(move || {
        if unknown {
            draft.text.with(|text| likely_json(text))
        } else {
            None
        }
    });
    let failed = move || {
        draft.failure.get().map(|error| {
            let error = Signal::stored(error);
            view! { <ErrorPanel error=error compact=true /> }
        })
    };
    let (title, detail): (Pick, Pick) = if was_removed {
        (|c| c.keys.was_removed, |c| c.keys.was_removed_detail)
    } else {
        (|c| c.keys.absent, |c| c.keys.absent_new)
    };
    let intro = is_new.then(|| {
        view! {
            <EmptyState
                icon=IconName::Key
                title=text(title)
                detail=text(detail)
            />
        }
    });
    view! {
        <div class="keys-editor">
            {intro} {move || draft.theirs.get().map(|theirs| conflict(draft, theirs))} {failed}
            <CodeEditor
                id="key-value"
                value=draft.text
                label=text(|c| c.keys.value)
                language=language
                problem=problem
                disabled=draft.busy
                rows=16
            /> {actions(draft, language, is_new)}
        </div>
    }
    .into_any()
}

fn actions(draft: Draft, language: Language, is_new: bool) -> AnyView {
    let wrong = move || language == Language::Json && !draft.text.with(|text| is_json(text));
    let idle = move || !is_new && !draft.is_changed();
    let held = Signal::derive(move || wrong() || idle());
    let reason = TextProp::from(move || {
        if wrong() {
            texts().keys.not_json
        } else {
            texts().keys.unchanged
        }
    });
    let save = move |_| draft.save(draft.base.with_untracked(|base| base.index));
    let discard = move |_| draft.text.set(draft.base.with_untracked(shown));
    let word = text(if is_new {
        |c| c.keys.create
    } else {
        |c| c.keys.save
    });
    view! {
        <div class="keys-actions">
            <Button
                variant=Variant::Primary
                icon=IconName::Save
                busy=draft.busy
                disabled=held
                reason=reason
                on_click=Callback::new(save)
            >
                {word}
            </Button>
            <Button
                disabled=Signal::derive(move || !draft.is_changed() || draft.busy.get())
                on_click=Callback::new(discard)
            >
                {text(|c| c.keys.discard)}
            </Button>
            {(!is_new).then(|| removal(draft))}
        </div>
    }
    .into_any()
}

/// Shows what is lost before it is.
fn removal(draft: Draft) -> AnyView {
    let open = RwSignal::new(false);
    let detail: Pick = if draft.base.with_untracked(|base| base.meta.is_some()) {
        |c| c.keys.delete_document
    } else {
        |c| c.keys.delete_plain
    };
    let question = Question {
        open,
        title: |c| c.keys.delete_title,
        detail,
        label: |c| c.keys.what_is_lost,
        act: |c| c.keys.delete,
        danger: true,
    };
    let lost = Signal::derive(move || draft.base.with(shown));
    let confirm = Callback::new(move |()| {
        open.set(false);
        draft.remove();
    });
    view! {
        <Button
            variant=Variant::Danger
            icon=IconName::Trash
            disabled=draft.busy
            on_click=Callback::new(move |_| open.set(true))
        >
            {text(|c| c.keys.delete)}
        </Button>
        {question.view(lost, Signal::stored(String::new()), confirm)}
    }
    .into_any()
}
