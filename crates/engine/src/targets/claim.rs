//! One writer of a target at a time, where its agent knows no conditions.
//!
//! The claim is a key that a session holds. A session ends by itself after [`TTL`], by the
//! clock of Consul's leader, so a writer that dies blocks nobody for ever. A writer that is
//! only slow must not write after that: it begins within [`BEGIN_WITHIN`], counted from
//! before its session was asked for, and its calls have time-outs that together are shorter
//! than what is left. Should a request still be on its way then, nobody gets the claim for
//! another [`DELAY`].

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use consul::kv::{self, Condition};
use consul::txn::{KvVerb, Operation, Transaction};
use consul::wire::{Behavior, NewSession};
use consul::{Client, Consistency};
use domain::access::Actor;
use domain::error::{AppError, ErrorCode, Reason};
use domain::target::TargetKey;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::words;

const TTL: Duration = Duration::from_secs(30);
const DELAY: Duration = Duration::from_secs(15);
pub(super) const BEGIN_WITHIN: Duration = Duration::from_secs(10);
/// For how long another writer is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
const BETWEEN_TRIES: Duration = Duration::from_millis(30);
/// Consul lets a session live up to twice its time.
const ENDS_WITHIN: u64 = 2 * TTL.as_secs() + DELAY.as_secs();

/// Left behind when it is dropped: it ends by itself.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    client: &'a Client,
    key: String,
    session: String,
    asked: Instant,
}

impl<'a> Claim<'a> {
    pub(super) async fn take(
        client: &'a Client,
        below: &str,
        target: &TargetKey,
        actor: &Actor,
    ) -> Result<Self, AppError> {
        // Consul does not tell upper case from lower in nodes and services, but in keys.
        let (node, id) = (catalog::lookup(&target.node), catalog::lookup(&target.id));
        let what = target.to_string();
        let failed = |error: consul::Error| words::unavailable(&error, &what);
        let asked = Instant::now();
        let session = NewSession {
            name: format!("skills-eye writes {what}"),
            ttl: TTL,
            lock_delay: DELAY,
            behavior: Behavior::Delete,
        };
        let session = client.sessions().create(&session).await.map_err(failed)?;
        let mut claim = Self {
            client,
            key: format!("{below}/{node}/{id}"),
            session: session.value,
            asked,
        };
        match claim.wait(actor).await {
            Ok(None) => Ok(claim),
            Ok(Some(holder)) => {
                claim.end().await;
                Err(AppError::new(ErrorCode::Unavailable)
                    .with("what", what)
                    .with("reason", Reason::BeingWritten)
                    .with("holder", holder)
                    .with("seconds", ENDS_WITHIN))
            }
            Err(error) => {
                claim.end().await;
                Err(failed(error))
            }
        }
    }

    /// Nothing when it is ours, else who has it.
    async fn wait(&mut self, actor: &Actor) -> Result<Option<String>, consul::Error> {
        let started = Instant::now();
        let mut other = "?".to_owned();
        loop {
            let query = kv::get(&self.key);
            let there = self.client.read(&query, Consistency::Default).await?.value;
            match there {
                Some(entry) => other = holder(&entry.value),
                None if self.acquire(actor).await? => return Ok(None),
                None => {}
            }
            if started.elapsed() > PATIENCE {
                return Ok(Some(other));
            }
            sleep(BETWEEN_TRIES).await;
            let asked = Instant::now();
            if self.asked.elapsed() > BETWEEN_TRIES * 10 {
                self.client.sessions().renew(&self.session).await?;
                self.asked = asked;
            }
        }
    }

    async fn acquire(&self, actor: &Actor) -> Result<bool, consul::Error> {
        let value = json!({ "holder": actor.name, "since": now() }).to_string();
        let condition = Condition::Acquire(&self.session);
        match self.client.kv().put(&self.key, value, 0, condition).await {
            Ok(answer) => Ok(answer.value),
            Err(error) if error.is_unsure() => {
                let query = kv::get(&self.key);
                let entry = self.client.read(&query, Consistency::Consistent).await?;
                let session = entry.value.and_then(|entry| entry.session);
                Ok(session.as_deref() == Some(&*self.session))
            }
            Err(error) => Err(error),
        }
    }

    /// Whether a write that begins now ends while the claim is surely ours.
    pub(super) fn is_fresh(&self) -> bool {
        self.asked.elapsed() < BEGIN_WITHIN
    }

    /// The key goes before its session, else nobody would get it for the length of the
    /// delay. What fails here ends by itself.
    pub(super) async fn give_back(self) {
        let session = self.session.clone();
        let ours = Operation::kv(&*self.key, KvVerb::CheckSession { session });
        let gone = Operation::kv(&*self.key, KvVerb::Delete);
        let given = Transaction::new().and(ours).and(gone);
        if let Err(error) = given.send(self.client).await {
            tracing::warn!(key = self.key, %error, "a claim was not given back");
        }
        self.end().await;
    }

    async fn end(&self) {
        if let Err(error) = self.client.sessions().destroy(&self.session).await {
            tracing::warn!(key = self.key, %error, "the session of a claim was not ended");
        }
    }
}

fn holder(value: &[u8]) -> String {
    let value: Value = serde_json::from_slice(value).unwrap_or_default();
    value["holder"].as_str().unwrap_or("?").to_owned()
}

/// Seconds since 1970, for people who look into Consul.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
