//! What is shown in the place of a page that failed.

use domain::error::{AppError, ErrorCode};
use leptos::prelude::*;

use crate::rpc::Failure;
use crate::ui::ErrorPanel;

/// The page, or what went wrong in it; the frame stays usable.
pub(crate) fn boundary(page: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
    view! {
        <ErrorBoundary fallback=|errors| {
            let error = Signal::derive(move || first(&errors.read()));
            view! {
                <div class="page">
                    <ErrorPanel
                        error=error
                        retry=Callback::new(move |()| crate::dom::page::reload())
                    />
                </div>
            }
                .into_any()
        }>{page()}</ErrorBoundary>
    }
    .into_any()
}

fn first(errors: &Errors) -> AppError {
    errors.iter().next().map_or_else(
        || AppError::new(ErrorCode::Internal),
        |(_, error)| known(error),
    )
}

/// Errors of ours are told as they are; any other is a defect.
fn known(error: &leptos::error::Error) -> AppError {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        failure.0.clone()
    } else if let Some(error) = error.downcast_ref::<AppError>() {
        error.clone()
    } else {
        AppError::new(ErrorCode::Internal)
    }
}
