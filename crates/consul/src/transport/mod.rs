//! How a request reaches a server: over the network, or to a registry in this process.

mod in_process;
mod network;
mod tls;

use std::error::Error as StdError;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};

pub use in_process::InProcess;
pub(crate) use network::Network;

/// The body of a request, whole in memory.
pub type RequestBody = Full<Bytes>;

pub(crate) type AnswerBody = UnsyncBoxBody<Bytes, Cause>;

pub(crate) type Cause = Box<dyn StdError + Send + Sync>;

pub(crate) enum Transport {
    Network(Network),
    InProcess(InProcess),
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Broken {
    /// Nothing was sent.
    NotConnected(String),
    /// It was sent, or some of it; nobody knows what became of it.
    Interrupted(String),
    TooLarge,
}

/// A whole answer.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Transport {
    /// Sends and reads to the end, but not more than `limit` bytes.
    pub(crate) async fn send(
        &self,
        base: &str,
        request: Request<Bytes>,
        limit: usize,
    ) -> Result<Received, Broken> {
        let answer = match self {
            Self::Network(network) => network.send(base, request).await?,
            Self::InProcess(service) => service.send(request).await?,
        };
        receive(answer, limit).await
    }
}

async fn receive(answer: Response<AnswerBody>, limit: usize) -> Result<Received, Broken> {
    let (head, mut body) = answer.into_parts();
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|cause| Broken::Interrupted(chain(&*cause)))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if bytes.len() + data.len() > limit {
            return Err(Broken::TooLarge);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Received {
        status: head.status,
        headers: head.headers,
        body: bytes.freeze(),
    })
}

/// An error with its causes, none said twice.
pub(crate) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let words = cause.to_string();
        if !text.contains(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        source = cause.source();
    }
    text
}
