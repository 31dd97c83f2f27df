//! Timers that end with what started them.

use std::task::Context;
use std::time::Duration;

/// A moment in the future that a task can wait for.
pub struct Deadline {
    #[cfg(feature = "hydrate")]
    shared: browser::SharedDeadline,
}

impl Deadline {
    /// Whether the moment has come; if not, the task is woken then.
    pub fn is_over(&mut self, cx: &mut Context<'_>) -> bool {
        #[cfg(feature = "hydrate")]
        {
            self.shared.is_over(cx)
        }
        #[cfg(not(feature = "hydrate"))]
        {
            let _ = cx;
            false
        }
    }
}

/// On the server it never comes.
pub fn deadline(after: Duration) -> Deadline {
    #[cfg(not(feature = "hydrate"))]
    let _ = after;
    Deadline {
        #[cfg(feature = "hydrate")]
        shared: browser::SharedDeadline::start(after),
    }
}

/// Calls once, later; never on the server.
pub fn once(after: Duration, work: impl FnOnce() + 'static) {
    #[cfg(feature = "hydrate")]
    leptos::prelude::set_timeout(work, after);
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (after, work);
    }
}

/// Calls again and again for as long as the calling effect or component lives.
pub fn every(period: Duration, work: impl Fn() + 'static) {
    #[cfg(feature = "hydrate")]
    if let Ok(interval) = leptos::prelude::set_interval_with_handle(work, period) {
        leptos::prelude::on_cleanup(move || interval.clear());
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (period, work);
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::sync::{Arc, Mutex, PoisonError};
    use std::task::{Context, Waker};
    use std::time::Duration;

    #[derive(Default)]
    struct State {
        over: bool,
        waiting: Option<Waker>,
    }

    pub(super) struct SharedDeadline(Arc<Mutex<State>>);

    impl SharedDeadline {
        pub(super) fn start(after: Duration) -> Self {
            let state = Arc::new(Mutex::new(State::default()));
            let fired = Arc::downgrade(&state);
            super::once(after, move || {
                if let Some(state) = fired.upgrade() {
                    let waiting = {
                        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                        state.over = true;
                        state.waiting.take()
                    };
                    if let Some(waker) = waiting {
                        waker.wake();
                    }
                }
            });
            Self(state)
        }

        pub(super) fn is_over(&self, cx: &mut Context<'_>) -> bool {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if !state.over {
                state.waiting = Some(cx.waker().clone());
            }
            state.over
        }
    }
}
