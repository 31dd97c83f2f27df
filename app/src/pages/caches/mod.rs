//! What the server keeps of the store in memory, and reading it again, for administrators.

mod list;

use std::time::Duration;

use domain::cache::{CacheKind, CacheList};
use domain::error::AppError;
use domain::table::Tone;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::context::{Preferences, locale, text, texts};
use crate::dom::timer;
use crate::rpc::{Asked, Meanwhile, asked, caches as ask, call, reread};
use crate::shell::{Toast, Toasts, toasts};
use crate::ui::{
    Button, ErrorPanel, IconName, Input, Measure, Skeleton, SkeletonShape, Stat, Variant,
};

/// Ages grow; nobody tells of them.
const EVERY: Duration = Duration::from_secs(5);

/// The answer to show: a later failure does not hide an earlier list.
type Shown = Signal<Option<Result<CacheList, AppError>>>;

/// What a person may ask for here.
#[derive(Clone, Copy)]
struct Wish {
    list: Asked<CacheList>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<AppError>>,
    toasts: Toasts,
    preferences: Preferences,
}

pub(super) fn caches() -> AnyView {
    let wish = Wish {
        list: asked(Memo::new(|_| ()), |()| call(ask()), Meanwhile::TheOld),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        toasts: toasts(),
        preferences: expect_context(),
    };
    Effect::new(move |_| timer::every(EVERY, move || wish.list.again()));
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{text(|c| c.nav.cache.label)}</h1>
                <div class="page-actions">{all(wish)}</div>
            </header>
            <p class="lead">{text(|c| c.caches.lead)}</p>
            {wish.list.view(waiting, move || whole(wish))}
        </div>
    }
    .into_any()
}

impl Wish {
    /// Tells every instance, and looks at what came of it here.
    fn send(self, pattern: String) {
        self.busy.set(true);
        self.failure.set(None);
        let preferences = self.preferences;
        leptos::task::spawn_local(async move {
            let answer = call(reread(pattern)).await;
            self.busy.try_set(false);
            let words = &preferences.texts().caches;
            match answer {
                Ok(again) if again.keys.is_empty() => {
                    let toast = Toast::warning(words.none_fits).detail(words.none_fits_detail);
                    self.toasts.show(toast);
                }
                Ok(again) => {
                    let locale = preferences.locale.get_untracked();
                    let count = again.keys.len();
                    let written = locale.integer(i64::try_from(count).unwrap_or(i64::MAX));
                    let said = words.told(count, &written, locale);
                    self.toasts.show(Toast::ok(said));
                    self.list.again();
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }
}

fn all(wish: Wish) -> AnyView {
    let click = Callback::new(move |_| wish.send("*".to_owned()));
    view! {
        <Button variant=Variant::Primary icon=IconName::Refresh busy=wish.busy on_click=click>
            {text(|c| c.caches.read_all)}
        </Button>
    }
    .into_any()
}

fn waiting() -> AnyView {
    view! {
        <div class="stats" aria-hidden="true">
            <Skeleton shape=SkeletonShape::Stat />
            <Skeleton shape=SkeletonShape::Stat />
            <Skeleton shape=SkeletonShape::Stat />
            <Skeleton shape=SkeletonShape::Stat />
        </div>
        <Skeleton shape=SkeletonShape::Rows { rows: 7, columns: 6 } />
    }
    .into_any()
}

fn whole(wish: Wish) -> AnyView {
    let (shown, retry) = (wish.list.answer(), wish.list.retry());
    let failed = Memo::new(move |_| {
        shown.with(|shown| match shown {
            Some(Err(error)) => Some(error.clone()),
            _ => None,
        })
    });
    let refused = move || {
        wish.failure.get().map(|error| {
            let error = Signal::stored(error);
            view! {
                <h2 class="visually-hidden">{text(|c| c.caches.failed)}</h2>
                <ErrorPanel error=error compact=true />
            }
        })
    };
    (move || match failed.get() {
        Some(error) => view! { <ErrorPanel error=Signal::stored(error) retry=retry /> }.into_any(),
        None => view! {
            {refused}
            <div class="stats">{stats(shown)}</div>
            {by_pattern(wish)}
            {list::list(wish)}
        }
        .into_any(),
    })
    .into_any()
}

/// A form, so that Enter does it.
fn by_pattern(wish: Wish) -> AnyView {
    let pattern = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = pattern.get_untracked().trim().to_owned();
        if !wanted.is_empty() && !wish.busy.get_untracked() {
            wish.send(wanted);
        }
    };
    let nothing = Signal::derive(move || pattern.with(|text| text.trim().is_empty()));
    view! {
        <form class="caches-pattern" on:submit=submit>
            <Input
                id="cache-pattern"
                value=pattern
                mono=true
                label=text(|c| c.caches.pattern)
                placeholder=text(|c| c.caches.pattern)
            />
            <Button submit=true busy=wish.busy disabled=nothing>
                {text(|c| c.caches.read_pattern)}
            </Button>
        </form>
    }
    .into_any()
}

/// Reads a part of the list that is shown.
fn of<T: Default>(shown: Shown, read: impl Fn(&CacheList) -> T) -> T {
    shown.with(|shown| match shown {
        Some(Ok(list)) => read(list),
        _ => T::default(),
    })
}

fn stats(shown: Shown) -> AnyView {
    let integer = |count: usize| locale().integer(i64::try_from(count).unwrap_or(i64::MAX));
    let entries =
        Signal::derive(move || Measure::Known(integer(of(shown, |list| list.entries.len()))));
    let services = Signal::derive(move || {
        let nodes = |list: &CacheList| {
            let nodes = list
                .entries
                .iter()
                .filter(|entry| entry.kind == CacheKind::Node);
            nodes.map(|entry| entry.items).sum::<Option<usize>>()
        };
        match of(shown, nodes) {
            Some(count) => Measure::Known(integer(count)),
            None => Measure::Unknown(texts().caches.unread.to_owned()),
        }
    });
    let troubled = Memo::new(move |_| {
        of(shown, |list| {
            let failing = list
                .entries
                .iter()
                .filter(|entry| entry.standing.is_failing());
            failing.count()
        })
    });
    let tone = Signal::derive(move || match troubled.get() {
        0 => Tone::Ok,
        _ => Tone::Warning,
    });
    let note = move || match troubled.get() {
        0 => texts().caches.troubled_none,
        _ => texts().caches.troubled_note,
    };
    let again = Signal::derive(move || {
        let count = of(shown, |list| list.read_again);
        Measure::Known(integer(usize::try_from(count).unwrap_or(usize::MAX)))
    });
    view! {
        <Stat
            label=text(|c| c.caches.entries)
            value=entries
            note=text(|c| c.caches.entries_note)
        />
        <Stat label=text(|c| c.caches.kept) value=services note=text(|c| c.caches.kept_note) />
        <Stat
            label=text(|c| c.caches.troubled)
            value=Signal::derive(move || Measure::Known(integer(troubled.get())))
            tone=tone
            note=TextProp::from(note)
        />
        <Stat label=text(|c| c.caches.again) value=again note=text(|c| c.caches.again_note) />
    }
    .into_any()
}
