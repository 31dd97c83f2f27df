//! Renders pages, each on one thread from its first to its last byte.
//!
//! Components may hold what must stay on its thread, such as a handle of the browser; on
//! the server that is empty, but it must still be dropped where it was made, or dropping
//! panics. Tasks of the server move between threads, so rendering has threads of its own.

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use futures::{FutureExt as _, StreamExt as _};
use http::response::Parts;
use leptos_axum::render_app_to_stream_with_context;
use tokio::sync::{mpsc, oneshot};
use tokio_util::task::LocalPoolHandle;

use super::context;
use crate::errors::Failure;
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
    loop {
        let piece = tokio::select! {
            piece = body.next() => piece,
            () = pieces.closed() => return,
        };
        let Some(piece) = piece else { return };
        if pieces.send(piece).await.is_err() {
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
