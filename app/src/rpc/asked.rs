//! An answer that stays on the screen while its question is asked again.

use std::future::Future;

use domain::error::AppError;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

type Answer<T> = Option<Result<T, AppError>>;

/// What the server said last.
///
/// The first answer is waited for where the page is rendered. Later ones only fill signals:
/// what hangs on them lives on, so that nobody writes into a field that is gone.
pub(crate) struct Asked<T: Send + Sync + 'static> {
    shown: Shown<T>,
    first: Resource<Result<T, AppError>>,
    again: Callback<()>,
}

struct Shown<T: Send + Sync + 'static> {
    answer: RwSignal<Answer<T>>,
    trouble: RwSignal<Option<AppError>>,
    turn: StoredValue<Turn>,
}

impl<T: Send + Sync + 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asked<T> {}

impl<T: Send + Sync + 'static> Clone for Shown<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Shown<T> {}

/// What is shown when the question becomes another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meanwhile {
    /// The answer to the earlier question.
    TheOld,
    /// Nothing: it would be taken for the answer.
    Nothing,
}

/// Asks now, and whenever the question is another one.
pub(crate) fn asked<Q, T, F>(question: Memo<Q>, ask: fn(Q) -> F, meanwhile: Meanwhile) -> Asked<T>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let shown = Shown {
        answer: RwSignal::new(None),
        trouble: RwSignal::new(None),
        turn: StoredValue::new(Turn::default()),
    };
    let start = move || {
        leptos::task::spawn_local(async move {
            // Nothing is left to do once the page is gone.
            while let Some(number) = shown.turn.try_update_value(Turn::begin) {
                let Some(question) = question.try_get_untracked() else {
                    return;
                };
                let said = ask(question).await;
                if !shown.settle(number, said) {
                    return;
                }
            }
        });
    };
    Effect::watch(
        move || question.track(),
        move |(), _, _| {
            if meanwhile == Meanwhile::Nothing {
                shown.answer.set(None);
            }
            shown.trouble.set(None);
            shown.turn.update_value(Turn::turn_to_another);
            start();
        },
        false,
    );
    let again = Callback::new(move |()| {
        if shown.turn.try_update_value(Turn::wants_more) == Some(true) {
            start();
        }
    });
    let first = Resource::new(move || question.get_untracked(), ask);
    Asked {
        shown,
        first,
        again,
    }
}

/// One question at a time, and one more when it was late.
#[derive(Clone, Copy, Debug, Default)]
struct Turn {
    /// Of the newest question; an answer to an earlier one is dropped.
    number: u32,
    under_way: bool,
    once_more: bool,
    /// What is shown answers another question.
    outdated: bool,
}

impl Turn {
    fn begin(&mut self) -> u32 {
        self.number += 1;
        self.under_way = true;
        self.once_more = false;
        self.number
    }

    fn turn_to_another(&mut self) {
        self.under_way = false;
        self.outdated = true;
    }

    /// Whether somebody has to begin.
    fn wants_more(&mut self) -> bool {
        self.once_more = self.under_way;
        !self.under_way
    }
}

impl<T: Send + Sync + 'static> Shown<T> {
    /// The first answer, where the question is still the first.
    fn begin_with(self, first: Result<T, AppError>) {
        let is_first = self.turn.try_with_value(|turn| !turn.outdated);
        if is_first == Some(true) {
            self.answer.try_update(|answer| {
                answer.get_or_insert(first);
            });
        }
    }

    /// Whether to ask once more.
    fn settle(self, number: u32, said: Result<T, AppError>) -> bool {
        let turn = self.turn.try_update_value(|turn| {
            let was = *turn;
            if turn.number == number && turn.under_way {
                turn.under_way = false;
                turn.outdated = false;
            }
            was
        });
        let Some(turn) = turn.filter(|turn| turn.number == number && turn.under_way) else {
            return false;
        };
        let failure = said.as_ref().err().cloned();
        self.trouble.try_set(failure);
        let has_good = self
            .answer
            .try_with_untracked(|answer| matches!(answer, Some(Ok(_))));
        if said.is_ok() || turn.outdated || has_good == Some(false) {
            self.answer.try_set(Some(said));
        }
        turn.once_more
    }
}

impl<T: Clone + Send + Sync + 'static> Asked<T> {
    /// A failure only where there is no earlier answer to the same question.
    pub(crate) fn answer(self) -> Signal<Answer<T>> {
        self.shown.answer.into()
    }

    /// Why the newest attempt failed.
    pub(crate) fn trouble(self) -> Signal<Option<AppError>> {
        self.shown.trouble.into()
    }

    /// Asks the same question; nothing once the page is gone.
    pub(crate) fn again(self) {
        let _ = self.again.try_run(());
    }

    /// To press when it failed.
    pub(crate) fn retry(self) -> Callback<()> {
        self.again
    }

    /// What waits for the first answer, and then what is shown of it.
    pub(crate) fn view(
        self,
        waiting: fn() -> AnyView,
        show: impl Fn() -> AnyView + Copy + Send + 'static,
    ) -> AnyView {
        let body = move || {
            Suspend::new(async move {
                let first = self.first.await;
                self.shown.begin_with(first);
                show()
            })
        };
        view! { <Transition fallback=waiting>{body}</Transition> }.into_any()
    }
}
