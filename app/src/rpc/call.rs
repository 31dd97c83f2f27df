//! Asking the server, with an end to the patience.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use domain::error::{AppError, ErrorCode};

use super::Failure;
use crate::dom::timer;

/// After this long a page stops waiting and says so.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// What must have a leader of the store is held until there is one again; then the server
/// says what became of it, and a browser that has left by then would not hear it.
const PATIENCE_FOR_A_LEADER: Duration = Duration::from_secs(35);

/// Awaits a server function and gives it up after [`PATIENCE`]; dropping the request
/// aborts it. On the server there is nothing to wait for and no limit.
///
/// ```text
/// let rows = call(table_window(request)).await?;
/// ```
pub async fn call<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, AppError> {
    within(PATIENCE, work).await
}

/// The same for a write, or for a reading that must not be old.
pub async fn call_strict<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, AppError> {
    within(PATIENCE_FOR_A_LEADER, work).await
}

async fn within<T>(
    patience: Duration,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, AppError> {
    let mut work = pin!(work);
    let mut deadline = timer::deadline(patience);
    poll_fn(|cx| {
        if let Poll::Ready(result) = work.as_mut().poll(cx) {
            return Poll::Ready(result.map_err(AppError::from));
        }
        if deadline.is_over(cx) {
            return Poll::Ready(Err(
                AppError::new(ErrorCode::NoAnswer).with("seconds", patience.as_secs())
            ));
        }
        Poll::Pending
    })
    .await
}
