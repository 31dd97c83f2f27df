//! What could not be read is asked for again, without anybody having to.

use std::time::Duration;

use domain::error::AppError;
use leptos::prelude::*;

use super::living::Living;
use super::state::TableState;
use crate::dom::events::{Connection, live};
use crate::dom::timer;

/// Before each further attempt; the last goes on.
const PAUSES: [u64; 4] = [2, 5, 10, 30];

pub(super) fn retry(state: TableState, living: Living) {
    let may_pass = |error: &AppError| error.code.may_pass();
    let failed = move || {
        state
            .status
            .with(|status| !status.loading && status.failure().is_some_and(may_pass))
    };
    let failed = Memo::new(move |_| failed());
    let tries = StoredValue::new(0usize);
    Effect::new(move |_| {
        if failed.get() {
            let made = tries.get_value();
            tries.set_value(made + 1);
            let pause = PAUSES[made.min(PAUSES.len() - 1)];
            timer::once(Duration::from_secs(pause), move || {
                // Another attempt may have been made meanwhile, and the table may be gone.
                let due = tries.try_get_value() == Some(made + 1);
                if due && failed.try_get_untracked() == Some(true) {
                    living.again();
                }
            });
        } else if state
            .status
            .with_untracked(|status| status.failure().is_none())
        {
            tries.set_value(0);
        }
    });
    let connection = live().connection;
    Effect::new(move |before: Option<Connection>| {
        let now = connection.get();
        let returned = before.is_some_and(|before| before != now) && now == Connection::Live;
        if returned && failed.get_untracked() {
            living.again();
        }
        now
    });
}
