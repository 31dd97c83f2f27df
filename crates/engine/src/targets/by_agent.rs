//! Writing through the agent of a node, which passes it on to the catalog by itself.

use std::time::Duration;

use consul::txn::Operation;
use consul::wire::{AgentRegistration, AgentService};
use domain::access::Actor;
use domain::error::{AppError, ErrorCode};
use tokio::time::{Instant, sleep};

use super::agents::NodeAgent;
use super::claim::{BEGIN_WITHIN, Claim};
use super::outcome::{Conflict, Refused, Saved};
use super::wish::{self, Wish};
use super::{by_catalog, seen, words};
use crate::store::Store;

pub(super) struct Writer<'a> {
    pub(super) store: &'a Store,
    pub(super) agent: &'a NodeAgent,
    pub(super) wish: &'a Wish,
}

/// A healthy agent has told the catalog after 12 ms (p99).
const AGREE_WITHIN: Duration = Duration::from_secs(2);
/// For how long it is tried to read what became of a write.
const SETTLE_WITHIN: Duration = Duration::from_secs(10);
const BETWEEN_READINGS: Duration = Duration::from_millis(25);
const TRIES: usize = 2;

impl Writer<'_> {
    pub(super) async fn write(
        &self,
        actor: &Actor,
        claims: String,
        extra: Vec<Operation>,
    ) -> Result<Saved, Refused> {
        let key = &self.wish.key;
        self.agent.ask_who(&key.node).await?;
        let claim = Claim::take(&self.store.client, &claims, key, actor).await?;
        let written = self.write_claimed(&claim).await;
        match &written {
            // It may still arrive: nobody else writes until the claim has ended by itself.
            Err(refused) if refused.is_unsettled() => {}
            _ => claim.give_back().await,
        }
        written?;
        let extra = by_catalog::beside(&self.store.client, key, extra).await;
        Ok(seen::wait(&self.store.mirror, self.wish, None, extra).await)
    }

    async fn write_claimed(&self, claim: &Claim<'_>) -> Result<(), Refused> {
        let there = self.expected().await?;
        let wanted = self.wish.service(there.as_ref());
        let mut unsure = None;
        for _ in 0..TRIES {
            if !claim.is_fresh() {
                break;
            }
            let agent = self.agent.client.agent();
            let done = match &wanted {
                Some(service) => {
                    agent
                        .register(&AgentRegistration::again(service.clone()))
                        .await
                }
                None => agent.deregister(&self.wish.key.id).await,
            };
            let error = match done {
                Ok(()) => return Ok(()),
                Err(error) if error.is_unsure() => error,
                Err(error) => return Err(self.agent.silent(&error, &self.wish.key.id).into()),
            };
            if self.wish.is_done(self.settle(&error).await?.as_ref()) {
                return Ok(());
            }
            unsure = Some(error);
        }
        let what = self.wish.key.to_string();
        Err(match unsure {
            Some(error) => words::unsettled(&what, &error),
            // Nothing was sent.
            None => AppError::new(ErrorCode::TimedOut)
                .with("what", what)
                .with("seconds", BEGIN_WITHIN.as_secs()),
        }
        .into())
    }

    /// What the agent has, when that is what the wish expects. The index is the catalog's,
    /// so it counts only when both have the same.
    async fn expected(&self) -> Result<Option<AgentService>, Refused> {
        let key = &self.wish.key;
        let started = Instant::now();
        loop {
            let kept = self.agent.service(&self.id_there()).await?;
            let row = by_catalog::read(&self.store.client, key).await?;
            if self.wish.creates() && kept.is_none() {
                return Ok(None);
            }
            let index = row.as_ref().map_or(0, |row| row.modify_index);
            let agree = agree(kept.as_ref(), row.as_ref());
            if agree && !self.wish.creates() && index == self.wish.expected {
                return Ok(kept);
            }
            if agree || started.elapsed() > AGREE_WITHIN {
                let theirs = kept.map(|kept| AgentService {
                    modify_index: if agree { index } else { 0 },
                    ..kept
                });
                return Err(Conflict::with(key, theirs.as_ref()));
            }
            sleep(BETWEEN_READINGS).await;
        }
    }

    /// An agent tells upper case from lower, the catalog behind it does not.
    fn id_there(&self) -> String {
        let key = &self.wish.key;
        let image = self.store.mirror.image();
        let row = image
            .node(&key.node)
            .and_then(|shard| shard.service(&key.id));
        match row {
            Some(row) if self.wish.creates() => row.id.to_string(),
            _ => key.id.clone(),
        }
    }

    async fn settle(&self, unsure: &consul::Error) -> Result<Option<AgentService>, AppError> {
        let started = Instant::now();
        loop {
            let why = match self.agent.client.agent().service(&self.wish.key.id).await {
                Ok(answer) => return Ok(answer.value),
                Err(error) => error,
            };
            if started.elapsed() > SETTLE_WITHIN {
                let why = format!("{unsure}; {why}");
                return Err(words::unsettled(&self.wish.key.to_string(), &why));
            }
            sleep(BETWEEN_READINGS * 10).await;
        }
    }
}

fn agree(kept: Option<&AgentService>, row: Option<&AgentService>) -> bool {
    let (Some(kept), Some(row)) = (kept, row) else {
        return kept.is_none() && row.is_none();
    };
    let (mut one, mut other) = (wish::target("", kept), wish::target("", row));
    if kept.enable_tag_override {
        one.tags.clear();
        other.tags.clear();
    }
    one == other
}
