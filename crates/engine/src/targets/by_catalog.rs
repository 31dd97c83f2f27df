//! Writing into the catalog, in one transaction with what belongs to it.

use std::time::Duration;

use consul::txn::{Applied, Operation, ServiceVerb, Transaction};
use consul::wire::AgentService;
use consul::{Client, Consistency, Kind};
use domain::error::{AppError, ErrorCode};
use domain::target::TargetKey;
use tokio::time::{Instant, sleep};

use super::outcome::{Conflict, Refused, Saved};
use super::wish::{Seen, Wish};
use super::{seen, words};
use crate::store::Store;

/// Each is guarded by the index, so that an earlier one that arrives late does nothing.
const TRIES: usize = 3;
/// For how long it is tried to read what became of a write.
const SETTLE_WITHIN: Duration = Duration::from_secs(10);
const BETWEEN_READINGS: Duration = Duration::from_millis(250);

pub(super) async fn write(
    store: &Store,
    wish: &Wish,
    mut there: Option<AgentService>,
    extra: Vec<Operation>,
) -> Result<Saved, Refused> {
    let client = &store.client;
    let mut unsure: Option<consul::Error> = None;
    for left in (0..=TRIES).rev() {
        match (wish.look(there.as_ref()), &unsure) {
            (Seen::Untouched, _) if left > 0 => {}
            (Seen::Untouched, _) => break,
            (Seen::Done, Some(_)) => {
                let index = there.map(|there| there.modify_index);
                return Ok(seen::wait(&store.mirror, wish, index, Ok(())).await);
            }
            (Seen::Done | Seen::Other, _) => {
                return Err(Conflict::with(&wish.key, there.as_ref()));
            }
        }
        let transaction = transaction(wish, there, &extra);
        let error = match transaction.send(client).await {
            Ok(answer) => {
                let index = written(&answer.value, &wish.key);
                return Ok(seen::wait(&store.mirror, wish, index, Ok(())).await);
            }
            Err(error) => error,
        };
        if error.is_unsure() {
            unsure = Some(error);
        } else if unsure.is_none() {
            return Err(refused(client, wish, extra.len(), &error).await?);
        }
        // Else an earlier try may be what this one ran into.
        there = settle(client, &wish.key).await?;
    }
    let why = unsure.map_or_else(String::new, |error| error.to_string());
    Err(words::unsettled(&wish.key.to_string(), &why).into())
}

fn transaction(wish: &Wish, there: Option<AgentService>, extra: &[Operation]) -> Transaction {
    let mut transaction = Transaction::new();
    for operation in extra {
        transaction.push(operation.clone());
    }
    let (verb, service) = match wish.service(there.as_ref()) {
        Some(service) => (ServiceVerb::SetUnchanged, service),
        // Consul asks for its name too.
        None => (ServiceVerb::DeleteUnchanged, there.unwrap_or_default()),
    };
    transaction.and(Operation::service(verb, &wish.key.node, service))
}

fn written(applied: &[Applied], key: &TargetKey) -> Option<u64> {
    applied.iter().find_map(|applied| match applied {
        Applied::Service(service) if service.id == key.id => Some(service.modify_index),
        _ => None,
    })
}

/// What a refusal means; the service's own operation is the one at `place`.
async fn refused(
    client: &Client,
    wish: &Wish,
    place: usize,
    error: &consul::Error,
) -> Result<Refused, AppError> {
    let what = wish.key.to_string();
    let Kind::Conflict { errors } = &error.kind else {
        return Ok(words::of(error, &what).into());
    };
    if errors.iter().any(|error| error.index == place) {
        let there = read(client, &wish.key).await?;
        if wish.look(there.as_ref()) != Seen::Untouched {
            return Ok(Conflict::with(&wish.key, there.as_ref()));
        }
        if errors
            .iter()
            .any(|error| error.what.contains("Missing node"))
        {
            return Ok(AppError::not_found(&wish.key.node).into());
        }
        return Ok(words::of(error, &what).into());
    }
    let said = errors.first().map_or("", |error| error.what.as_str());
    Ok(AppError::new(ErrorCode::Conflict).with("what", said).into())
}

/// What follows a write that could not be part of a transaction.
pub(super) async fn beside(
    client: &Client,
    key: &TargetKey,
    extra: Vec<Operation>,
) -> Result<(), AppError> {
    if extra.is_empty() {
        return Ok(());
    }
    let mut transaction = Transaction::new();
    for operation in extra {
        transaction.push(operation);
    }
    let done = transaction.send(client).await;
    done.map(drop)
        .map_err(|error| words::of(&error, &key.to_string()))
}

/// The row as the leader has it; nothing when there is none.
pub(super) async fn read(
    client: &Client,
    key: &TargetKey,
) -> Result<Option<AgentService>, AppError> {
    let service = AgentService {
        id: key.id.clone(),
        ..AgentService::default()
    };
    let get = Operation::service(ServiceVerb::Get, &key.node, service);
    match Transaction::new().and(get).send(client).await {
        Ok(answer) => Ok(answer.value.into_iter().find_map(|applied| match applied {
            Applied::Service(service) => Some(service),
            _ => None,
        })),
        // So it says that there is none.
        Err(error) if matches!(error.kind, Kind::Conflict { .. }) => Ok(None),
        Err(error) => Err(words::unavailable(&error, &key.to_string())),
    }
}

/// What became of a write whose fate is unknown: only who asked all others may say so.
pub(super) async fn settle(
    client: &Client,
    key: &TargetKey,
) -> Result<Option<AgentService>, AppError> {
    let started = Instant::now();
    loop {
        let query = consul::catalog::node(&key.node);
        let why = match client.read(&query, Consistency::Consistent).await {
            Ok(answer) => {
                let services = answer.value.into_iter().flat_map(|node| node.services);
                let folded = catalog::lookup(&key.id);
                let mut same = services.filter(|service| catalog::lookup(&service.id) == folded);
                return Ok(same.next());
            }
            Err(error) => error,
        };
        if started.elapsed() > SETTLE_WITHIN {
            return Err(words::unsettled(&key.to_string(), &why));
        }
        sleep(BETWEEN_READINGS).await;
    }
}
