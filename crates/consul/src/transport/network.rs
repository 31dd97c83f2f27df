//! Over the network, with one pool of connections for all servers.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Uri};
use http_body_util::BodyExt as _;

use super::{AnswerBody, Broken, Cause, chain, tls};
use crate::server::Address;
use crate::settings::{Problems, Settings};

pub(crate) struct Network {
    client: reqwest::Client,
}

impl Network {
    pub(crate) fn new(settings: &Settings, servers: &[Address]) -> Result<Self, Problems> {
        let encrypted = servers.iter().any(|server| server.tls);
        let tls = tls::config(settings.ca.as_deref(), encrypted)?;
        let client = reqwest::Client::builder()
            // Given whole, so that nothing depends on what the process has installed.
            .tls_backend_preconfigured(tls)
            .connect_timeout(settings.connect_timeout)
            .pool_max_idle_per_host(settings.pool.idle)
            .pool_idle_timeout(settings.pool.idle_for)
            .tcp_nodelay(true)
            // A watch may be silent for minutes.
            .tcp_keepalive(Duration::from_secs(15))
            .tcp_keepalive_interval(Duration::from_secs(5))
            .tcp_keepalive_retries(3)
            // Where a request goes is decided by the settings alone.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .user_agent(concat!("skills-eye/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Problems::one("ca", chain(&error)))?;
        Ok(Self { client })
    }

    pub(super) async fn send(
        &self,
        base: &str,
        mut request: Request<Bytes>,
    ) -> Result<Response<AnswerBody>, Broken> {
        let target = format!("{base}{}", request.uri());
        *request.uri_mut() = target
            .parse::<Uri>()
            .map_err(|error| Broken::NotConnected(error.to_string()))?;
        let request = reqwest::Request::try_from(request)
            .map_err(|error| Broken::NotConnected(words(error)))?;
        let answer = self.client.execute(request).await.map_err(|error| {
            if error.is_connect() || error.is_builder() {
                Broken::NotConnected(words(error))
            } else {
                Broken::Interrupted(words(error))
            }
        })?;
        Ok(Response::from(answer).map(|body| {
            body.map_err(|error| Cause::from(words(error)))
                .boxed_unsync()
        }))
    }
}

/// The address is known already, and a key in it need not be repeated.
fn words(error: reqwest::Error) -> String {
    chain(&error.without_url())
}
