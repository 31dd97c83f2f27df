//! Writing a service of the catalog that has more than a transaction carries.
//!
//! Consul 1.8.7 silently drops kind, proxy, connect and tagged addresses of a service in a
//! transaction. Such a service is registered whole, which knows no condition, so writers
//! exclude each other by a claim as they do before an agent.

use consul::txn::Operation;
use consul::wire::AgentService;
use domain::access::Actor;
use domain::error::{AppError, ErrorCode};
use serde_json::Value;

use super::claim::{BEGIN_WITHIN, Claim};
use super::outcome::{Conflict, Refused, Saved};
use super::wish::{Seen, Wish};
use super::{by_catalog, seen, words};
use crate::store::Store;

/// Whether a transaction would lose some of it.
pub(super) fn has_more(service: &AgentService) -> bool {
    let has = |value: &Option<Value>| value.as_ref().is_some_and(says_something);
    service.kind.as_ref().is_some_and(|kind| !kind.is_empty())
        || has(&service.tagged_addresses)
        || has(&service.proxy)
        || has(&service.connect)
}

/// Consul fills in empty objects by itself.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Object(fields) => fields.values().any(says_something),
        _ => true,
    }
}

pub(super) async fn write(
    store: &Store,
    wish: &Wish,
    actor: &Actor,
    claims: &str,
    extra: Vec<Operation>,
) -> Result<Saved, Refused> {
    let claim = Claim::take(&store.client, claims, &wish.key, actor).await?;
    let written = write_claimed(store, wish, &claim).await;
    match &written {
        // It may still arrive: nobody else writes until the claim has ended by itself.
        Err(refused) if refused.is_unsettled() => {}
        _ => claim.give_back().await,
    }
    let index = written?;
    let extra = by_catalog::beside(&store.client, &wish.key, extra).await;
    Ok(seen::wait(&store.mirror, wish, index, extra).await)
}

async fn write_claimed(
    store: &Store,
    wish: &Wish,
    claim: &Claim<'_>,
) -> Result<Option<u64>, Refused> {
    let (client, key) = (&store.client, &wish.key);
    let there = by_catalog::read(client, key).await?;
    if wish.look(there.as_ref()) != Seen::Untouched {
        return Err(Conflict::with(key, there.as_ref()));
    }
    if !claim.is_fresh() {
        let late = AppError::new(ErrorCode::TimedOut).with("what", key);
        return Err(late.with("seconds", BEGIN_WITHIN.as_secs()).into());
    }
    let service = wish.service(there.as_ref()).unwrap_or_default();
    match client.catalog().register_service(&key.node, &service).await {
        Ok(()) => {
            // It is saved, also when its index cannot be read now.
            let now = by_catalog::read(client, key).await.ok().flatten();
            Ok(now.map(|now| now.modify_index))
        }
        Err(error) if error.is_unsure() => {
            let now = by_catalog::settle(client, key).await?;
            match now {
                Some(now) if wish.is_done(Some(&now)) => Ok(Some(now.modify_index)),
                _ => Err(words::unsettled(&key.to_string(), &error).into()),
            }
        }
        Err(error) => Err(words::of(&error, &key.to_string()).into()),
    }
}
