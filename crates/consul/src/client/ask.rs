//! One request to one server.

use std::time::{Duration, Instant};

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request};
use secrecy::ExposeSecret as _;
use tokio::time::timeout;

use super::judge::{Gave, Judgement, Verdict};
use super::{Client, Server};
use crate::answer::Raw;
use crate::breaker::Leave;
use crate::call::Call;
use crate::observe::Finished;
use crate::status;
use crate::transport::Broken;

/// For the answer whether there is a leader, which servers give at once.
pub(super) const LEADER_ANSWER: Duration = Duration::from_secs(1);

/// For how long a server without a leader keeps a call (7 s and a sixteenth), and some more:
/// given up earlier, nobody would know what became of it.
const KEPT_BY_SERVER: Duration = Duration::from_secs(8);

impl Client {
    /// Asks, and tells the breaker and the observer what came of it.
    pub(super) async fn ask(&self, call: &Call, server: &Server, leave: Leave<'_>) -> Verdict {
        let started = Instant::now();
        let gave = self.patiently(call, server).await;
        let Judgement {
            outcome,
            verdict,
            alive,
        } = self.judge(call, gave);
        let news = match &verdict {
            _ if alive => leave.answered(),
            Verdict::Next(reason) => leave.failed(&reason.why),
            Verdict::Stop(_) | Verdict::Done(_) => None,
        };
        let observer = &self.inner.observer;
        if let Some(health) = news {
            observer.health(&server.name, health);
        }
        observer.finished(&Finished {
            server: &server.name,
            operation: call.operation,
            outcome,
            took: started.elapsed(),
            blocking: call.blocking,
        });
        verdict
    }

    /// Waits for a whole answer as long as the call deserves.
    async fn patiently(&self, call: &Call, server: &Server) -> Gave {
        let usual = call.timeout.unwrap_or(self.inner.settings.timeout);
        let sent = self.send(call, server);
        tokio::pin!(sent);
        if let Ok(sent) = timeout(usual, &mut sent).await {
            return Gave::from(sent);
        }
        let may_be_kept = call.effect.needs_leader() || call.effect.is_write();
        if call.timeout.is_some() || !may_be_kept || !self.answers_at_all(server).await {
            return Gave::TimedOut(usual);
        }
        match timeout(KEPT_BY_SERVER, sent).await {
            Ok(sent) => Gave::from(sent),
            Err(_) => Gave::TimedOut(usual + KEPT_BY_SERVER),
        }
    }

    /// Tells a server that keeps a call from one that hangs.
    async fn answers_at_all(&self, server: &Server) -> bool {
        let call = status::leader_call();
        let answer = timeout(LEADER_ANSWER, self.send(&call, server)).await;
        answer.is_ok_and(|answer| answer.is_ok())
    }

    async fn send(&self, call: &Call, server: &Server) -> Result<Raw, Broken> {
        let mut request = Request::builder()
            .method(call.method.clone())
            .uri(call.target());
        if let Some(token) = self.token() {
            let value = HeaderValue::from_str(token.expose_secret());
            let mut value = value.map_err(|error| Broken::NotConnected(error.to_string()))?;
            value.set_sensitive(true);
            request = request.header("x-consul-token", value);
        }
        if !call.body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/octet-stream");
        }
        let request = request
            .body(call.body.clone())
            .map_err(|error| Broken::NotConnected(error.to_string()))?;
        let limit = self.inner.settings.answer_limit;
        let received = self
            .inner
            .transport
            .send(&server.base, request, limit)
            .await?;
        Ok(Raw::new(
            &server.name,
            received.status,
            &received.headers,
            received.body,
        ))
    }
}

impl From<Result<Raw, Broken>> for Gave {
    fn from(sent: Result<Raw, Broken>) -> Self {
        match sent {
            Ok(raw) => Self::Answer(raw),
            Err(broken) => Self::Broken(broken),
        }
    }
}
