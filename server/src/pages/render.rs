//! Renders pages, each on one thread from its first to its last byte.
//!
//! Components may hold what must stay on its thread, such as a handle of the browser; on
//! the server that is empty, but it must still be dropped where it was made, or dropping
//! panics. Tasks of the server move between threads, so rendering has threads of its own.

use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use futures::{FutureExt as _, StreamExt as _};
use http::response::Parts;
use leptos_axum::render_app_to_stream_with_context;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_util::task::LocalPoolHandle;
use tracing::Instrument as _;

use super::context;
use crate::errors::Failure;
use crate::middleware::RequestId;
use crate::state::Shared;

/// Pieces of a page that wait for a client; rendering waits when there are more.
const PIECES: usize = 4;

pub(crate) struct Renderer {
    threads: LocalPoolHandle,
}

type Piece = Result<Bytes, axum::Error>;

/// What a page is, once its first bytes are there.
enum Rendered {
    Whole(Parts, Vec<Bytes>),
    Streaming(Parts, mpsc::Receiver<Piece>),
}

impl Renderer {
    pub(crate) fn new(threads: usize) -> Self {
        Self {
            threads: LocalPoolHandle::new(threads),
        }
    }

    pub(super) async fn render(&self, app: &Shared, request: Request) -> Response {
        let (send, rendered) = oneshot::channel();
        let app = app.clone();
        let task = self.threads.spawn_pinned(move || run(app, request, send));
        match rendered.await {
            Ok(Rendered::Whole(head, pieces)) => {
                Response::from_parts(head, Body::from(pieces.concat()))
            }
            Ok(Rendered::Streaming(head, mut pieces)) => {
                let pieces = futures::stream::poll_fn(move |cx| pieces.poll_recv(cx));
                Response::from_parts(head, Body::from_stream(pieces))
            }
            Err(_) => {
                let why = task.await.err().map(|error| error.to_string());
                let why = why.unwrap_or_else(|| "rendering ended without a page".to_owned());
                Failure::internal(why).into_response()
            }
        }
    }
}

/// A client that goes away takes its page with it.
async fn run(app: Shared, request: Request, mut send: oneshot::Sender<Rendered>) {
    let limit = app.config.limits.request_time.get();
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(RequestId::to_string);
    let render = render_app_to_stream_with_context(move || context::provide(&app), app::document);
    let response = tokio::select! {
        response = render(request) => response,
        () = send.closed() => return,
    };
    let (head, body) = response.into_parts();
    let mut body = body.into_data_stream();
    let (mut ready, ended) = ready_pieces(&mut body);
    if ended && ready.iter().all(Result::is_ok) {
        let pieces = ready.into_iter().flatten().collect();
        let _ = send.send(Rendered::Whole(head, pieces));
        return;
    }
    let (pieces, receiver) = mpsc::channel(PIECES);
    if send.send(Rendered::Streaming(head, receiver)).is_err() {
        return;
    }
    for piece in ready.drain(..) {
        if pieces.send(piece).await.is_err() {
            return;
        }
    }
    let span = tracing::info_span!("page", request_id = id);
    hand_on(body, &pieces, limit).instrument(span).await;
}

/// Hands pieces on until the page ends or its client goes. Data that does not come within
/// the limit ends the page too, and not as if it were whole: the connection breaks off.
async fn hand_on(mut body: BodyDataStream, pieces: &mpsc::Sender<Piece>, limit: Duration) {
    loop {
        let piece = tokio::select! {
            piece = timeout(limit, body.next()) => piece,
            () = pieces.closed() => return,
        };
        let piece = match piece {
            Ok(Some(piece)) => piece,
            Ok(None) => return,
            Err(late) => {
                tracing::warn!(
                    seconds = limit.as_secs_f64(),
                    "a page waited for its data in vain"
                );
                Err(axum::Error::new(late))
            }
        };
        let is_last = piece.is_err();
        if pieces.send(piece).await.is_err() || is_last {
            return;
        }
    }
}

/// What can be had without waiting, and whether that is all. Most pages are whole at once,
/// and then travel with their length, in one piece.
fn ready_pieces(body: &mut BodyDataStream) -> (Vec<Piece>, bool) {
    let mut ready = Vec::new();
    loop {
        match body.next().now_or_never() {
            Some(Some(piece)) => ready.push(piece),
            Some(None) => return (ready, true),
            None => return (ready, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(30);

    fn body(pieces: &'static [&'static str]) -> BodyDataStream {
        let pieces = stream::iter(pieces).map(|piece| Ok::<_, axum::Error>(*piece));
        Body::from_stream(pieces.chain(stream::pending())).into_data_stream()
    }

    #[tokio::test(start_paused = true)]
    async fn data_that_never_comes_breaks_the_page_off() {
        let (send, mut pieces) = mpsc::channel(PIECES);
        let begun = tokio::time::Instant::now();
        let task = tokio::spawn(async move { hand_on(body(&["head"]), &send, LIMIT).await });
        assert_eq!(pieces.recv().await.unwrap().unwrap(), "head");
        assert!(
            pieces.recv().await.unwrap().is_err(),
            "not as if it were whole"
        );
        assert!(pieces.recv().await.is_none());
        task.await.unwrap();
        assert_eq!(begun.elapsed().as_secs(), LIMIT.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_goes_takes_its_page_along() {
        let (send, pieces) = mpsc::channel(PIECES);
        let begun = tokio::time::Instant::now();
        let task = tokio::spawn(async move { hand_on(body(&[]), &send, LIMIT).await });
        drop(pieces);
        task.await.unwrap();
        assert!(begun.elapsed() < LIMIT);
    }
}
