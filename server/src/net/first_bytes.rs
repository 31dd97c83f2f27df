//! Gives up connections on which nothing is said.
//!
//! HTTP/1 and HTTP/2 are told apart by the first bytes, and nobody else times those.

use std::future::Future;
use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use futures::TryFutureExt as _;
use futures::future::MapOk;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// With which every HTTP/2 connection begins, and no other.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Times what another acceptor made, once that is done.
#[derive(Clone, Debug)]
pub(crate) struct FirstBytesAcceptor<A> {
    pub(crate) inner: A,
    pub(crate) limit: Duration,
}

type Timed<S, T> = Box<dyn FnOnce((S, T)) -> (FirstBytes<S>, T) + Send>;

impl<A, I, S> Accept<I, S> for FirstBytesAcceptor<A>
where
    A: Accept<I, S>,
    A::Stream: 'static,
    A::Service: 'static,
{
    type Stream = FirstBytes<A::Stream>;
    type Service = A::Service;
    type Future = MapOk<A::Future, Timed<A::Stream, A::Service>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let limit = self.limit;
        let timed: Timed<A::Stream, A::Service> =
            Box::new(move |(stream, service)| (FirstBytes::new(stream, limit), service));
        self.inner.accept(stream, service).map_ok(timed)
    }
}

pub(crate) struct FirstBytes<S> {
    stream: S,
    /// Of the preface.
    seen: usize,
    /// Until it is known which HTTP is spoken; from there on that has time-outs of its own.
    timer: Option<Pin<Box<Sleep>>>,
}

impl<S> FirstBytes<S> {
    fn new(stream: S, limit: Duration) -> Self {
        Self {
            stream,
            seen: 0,
            timer: Some(Box::pin(sleep(limit))),
        }
    }

    fn see(&mut self, bytes: &[u8]) {
        let rest = PREFACE.get(self.seen..).unwrap_or_default();
        self.seen += bytes.len();
        // Whole, or something else.
        if bytes.len() >= rest.len() || !rest.starts_with(bytes) {
            self.timer = None;
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for FirstBytes<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let Some(timer) = &mut self.timer else {
            return outcome;
        };
        if outcome.is_ready() {
            self.see(buffer.filled().get(before..).unwrap_or_default());
            return outcome;
        }
        match timer.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for FirstBytes<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
