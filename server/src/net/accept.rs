//! What is done to every accepted connection before anything is read from it.

use std::future::{Ready, ready};
use std::io;
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::net::TcpStream;

use super::places::Places;
use super::write_timeout::WriteTimeout;

#[derive(Clone, Debug)]
pub(crate) struct Acceptor {
    pub(crate) write_time: Duration,
    /// Nothing where connections are not counted.
    pub(crate) places: Option<Places>,
}

impl<S> Accept<TcpStream, S> for Acceptor {
    type Stream = WriteTimeout<TcpStream>;
    type Service = S;
    type Future = Ready<io::Result<(Self::Stream, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        ready(self.surround(stream).map(|stream| (stream, service)))
    }
}

impl Acceptor {
    fn surround(&self, stream: TcpStream) -> io::Result<WriteTimeout<TcpStream>> {
        let place = self.places.as_ref().map(Places::take).transpose()?;
        // Without it a streamed page waits 40 ms for an acknowledgement.
        stream.set_nodelay(true)?;
        let stream = WriteTimeout::new(stream, self.write_time);
        Ok(match place {
            Some(place) => stream.at(place),
            None => stream,
        })
    }
}
