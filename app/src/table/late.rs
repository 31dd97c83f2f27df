//! An answer that does not come at once: what is shown is no longer what was asked.

use std::time::Duration;

use leptos::prelude::*;

use super::state::TableState;
use crate::dom::timer;

/// Before it nothing changes: most answers are there sooner, and painting all rows twice
/// would only make them later.
const BLINK: Duration = Duration::from_millis(150);

pub(super) fn watch(state: TableState) {
    let loading = Memo::new(move |_| state.status.with(|status| status.loading));
    let turn = StoredValue::new(0u32);
    Effect::new(move |_| {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let now = turn.get_value();
        if loading.get() {
            timer::once(BLINK, move || {
                if turn.try_get_value() == Some(now) {
                    state.late.set(true);
                }
            });
        } else if state.late.get_untracked() {
            state.late.set(false);
        }
    });
}
