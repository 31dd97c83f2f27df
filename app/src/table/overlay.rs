//! What stands in the place of rows: an error, nothing found, not here yet.

use domain::table::Query;
use leptos::prelude::*;

use super::living::Living;
use super::state::TableState;
use crate::context::{text, texts};
use crate::ui::{Button, EmptyState, ErrorPanel, IconName};

pub(super) fn overlay(state: TableState, living: Living) -> Option<AnyView> {
    let status = state.status.get();
    if let Some(error) = status.error {
        // What is refused is refused again: another question is the way on.
        let refused = error.code.status() == 400;
        let panel = if refused {
            view! { <ErrorPanel error /> }.into_any()
        } else {
            let again = Callback::new(move |()| living.again());
            view! { <ErrorPanel error retry=again /> }.into_any()
        };
        return Some(
            view! {
                <div class="dt-over">
                    <div class="dt-refused">{panel} {refused.then(|| clear_button(state))}</div>
                </div>
            }
            .into_any(),
        );
    }
    if status.total == 0 && !status.loading {
        return Some(
            view! {
                <div class="dt-over">
                    <EmptyState
                        icon=IconName::Search
                        title=text(|c| c.table.empty_title)
                        detail=text(|c| c.table.empty_detail)
                    >
                        {clear_button(state)}
                    </EmptyState>
                </div>
            }
            .into_any(),
        );
    }
    if status.loading && status.all == 0 {
        return Some(
            view! {
                <div class="dt-over dt-cold" aria-label=texts().table.loading>
                    {(0..12).map(|_| view! { <span class="dt-wait"></span> }).collect::<Vec<_>>()}
                </div>
            }
            .into_any(),
        );
    }
    None
}

/// Forgets the whole question, so that it cannot be what is wrong.
fn clear_button(state: TableState) -> AnyView {
    let clear = Callback::new(move |_| state.ask(|query| *query = Query::default()));
    view! { <Button on_click=clear>{text(|c| c.table.clear_filters)}</Button> }.into_any()
}
