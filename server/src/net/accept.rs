//! What is done to every accepted connection before anything is read from it.

use std::future::{Ready, ready};
use std::io;
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::net::TcpStream;

use super::write_timeout::WriteTimeout;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Acceptor {
    pub(crate) write_time: Duration,
}

impl<S> Accept<TcpStream, S> for Acceptor {
    type Stream = WriteTimeout<TcpStream>;
    type Service = S;
    type Future = Ready<io::Result<(Self::Stream, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        // Without it a streamed page waits 40 ms for an acknowledgement.
        let outcome = stream.set_nodelay(true);
        ready(outcome.map(|()| (WriteTimeout::new(stream, self.write_time), service)))
    }
}
