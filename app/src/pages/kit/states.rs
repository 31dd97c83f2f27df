//! What a view shows when it has nothing to show.

use domain::error::{AppError, ErrorCode};
use leptos::prelude::*;

use super::specimen::{specimen, state, wide};
use crate::context::text;
use crate::ui::{Button, EmptyState, ErrorPanel, IconName, Skeleton, SkeletonShape, Variant};

pub(super) fn view() -> AnyView {
    view! { {skeletons()} {empty()} {errors()} }.into_any()
}

fn skeletons() -> AnyView {
    specimen(
        "Skeleton",
        |c| c.kit_page.skeleton,
        vec![
            state(
                |c| c.kit_page.shape_text,
                view! { <Skeleton shape=SkeletonShape::Text { lines: 4 } /> },
            ),
            state(
                |c| c.kit_page.shape_stat,
                view! { <Skeleton shape=SkeletonShape::Stat /> },
            ),
            state(
                |c| c.kit_page.shape_card,
                view! { <Skeleton shape=SkeletonShape::Card /> },
            ),
            wide(
                |c| c.kit_page.shape_rows,
                view! {
                    <Skeleton shape=SkeletonShape::Rows {
                        rows: 4,
                        columns: 5,
                    } />
                },
            ),
        ],
    )
}

fn empty() -> AnyView {
    specimen(
        "EmptyState",
        |c| c.kit_page.empty_state,
        vec![
            wide(
                |c| c.kit_page.nothing_yet,
                view! {
                    <EmptyState
                        icon=IconName::Targets
                        title=text(|c| c.kit_page.no_targets)
                        detail=text(|c| c.kit_page.no_targets_detail)
                    >
                        <Button variant=Variant::Primary icon=IconName::Plus>
                            {text(|c| c.kit_page.new_target)}
                        </Button>
                        <Button icon=IconName::Import>{text(|c| c.kit_page.import)}</Button>
                    </EmptyState>
                },
            ),
            wide(
                |c| c.kit_page.nothing_found,
                view! {
                    <EmptyState
                        icon=IconName::FilterOff
                        title=text(|c| c.kit_page.no_match)
                        detail=text(|c| c.kit_page.no_match_detail)
                    >
                        <Button>{text(|c| c.kit.clear_filters)}</Button>
                    </EmptyState>
                },
            ),
        ],
    )
}

fn errors() -> AnyView {
    let retrying = RwSignal::new(false);
    let retry = Callback::new(move |()| {
        retrying.set(true);
        crate::dom::timer::once(std::time::Duration::from_millis(1_200), move || {
            let _ = retrying.try_set(false);
        });
    });
    let broken = AppError::new(ErrorCode::Unavailable)
        .with("what", "dtc")
        .with("reason", "203.0.113.10:5522")
        .request_id("01JD6Z8Q3V7M");
    let refused = AppError::forbidden(domain::access::Permission::ChangeTargets);
    let late = AppError::new(ErrorCode::NoAnswer).with("seconds", 10);
    specimen(
        "ErrorPanel",
        |c| c.kit_page.error_panel,
        vec![
            wide(
                |c| c.kit_page.with_retry,
                view! { <ErrorPanel error=Signal::stored(broken) retry=retry retrying=retrying /> },
            ),
            wide(
                |c| c.kit_page.without_retry,
                view! { <ErrorPanel error=Signal::stored(refused) /> },
            ),
            wide(
                |c| c.kit_page.compact,
                view! { <ErrorPanel error=Signal::stored(late) retry=retry compact=true /> },
            ),
        ],
    )
}
