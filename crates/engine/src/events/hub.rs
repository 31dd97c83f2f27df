//! Where events are published and followed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::access::{Actor, Permission};
use domain::error::{AppError, ErrorCode, Reason};
use domain::event::{Event, EventId, Topic};
use tokio::sync::{Semaphore, broadcast};

use super::ring::{Payload, Ring, Stamped};
use super::subscription::Subscription;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Events kept for who comes back, and the most that a reader may be behind.
    pub replay: usize,
    /// Readers at the same time.
    pub streams: usize,
    /// Bytes of one event; a larger one becomes a call to read again.
    pub event_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            replay: 1_024,
            streams: 1_000,
            event_bytes: 16 * 1_024,
        }
    }
}

#[derive(Debug)]
pub struct Hub {
    instance: Arc<str>,
    limits: Limits,
    state: Mutex<State>,
    sender: broadcast::Sender<Arc<Stamped>>,
    places: Arc<Semaphore>,
}

#[derive(Debug)]
struct State {
    ring: Ring,
    closed: bool,
}

impl Hub {
    pub fn new(instance: &str, limits: Limits) -> Self {
        let (sender, _) = broadcast::channel(limits.replay.max(1));
        Self {
            instance: instance.into(),
            limits,
            state: Mutex::new(State {
                ring: Ring::new(limits.replay),
                closed: false,
            }),
            sender,
            places: Arc::new(Semaphore::new(limits.streams)),
        }
    }

    /// The id of the last event; a page carries it, so that nothing is lost between
    /// rendering and connecting.
    pub fn last_id(&self) -> EventId {
        self.id(self.lock().ring.last())
    }

    /// Readers at this moment.
    pub fn subscribers(&self) -> usize {
        self.limits.streams - self.places.available_permits()
    }

    /// Tells everybody. Never waits: who does not read falls behind alone.
    pub fn publish(&self, topic: Topic, data: serde_json::Value) {
        let payload = match serde_json::to_string(&Event { topic, data }) {
            Ok(json) if json.len() <= self.limits.event_bytes => Payload::Event {
                topic,
                json: json.into(),
            },
            _ => Payload::TooLarge { topic },
        };
        self.send(payload);
    }

    /// Says that the server stops and ends every stream.
    pub fn close(&self) {
        self.publish(Topic::System, serde_json::json!({ "state": "stopping" }));
        let mut state = self.lock();
        if state.closed {
            return;
        }
        // In one breath: who subscribes between the two would never hear of the end.
        state.closed = true;
        let stamped = state.ring.push(Payload::End);
        let _ = self.sender.send(stamped);
    }

    /// Follows some topics from now on, or from where the reader was.
    ///
    /// # Errors
    ///
    /// When the actor may not follow a topic, when there are too many readers, and when
    /// the server stops.
    pub fn subscribe(
        &self,
        actor: &Actor,
        topics: &[Topic],
        since: Option<&EventId>,
    ) -> Result<Subscription, AppError> {
        for topic in topics {
            actor.require(permission_of(*topic))?;
        }
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| {
            AppError::new(ErrorCode::TooManyStreams).with("limit", self.limits.streams)
        })?;
        // Under the lock nothing is published: what is replayed and what follows fit.
        let state = self.lock();
        if state.closed {
            return Err(AppError::new(ErrorCode::Unavailable)
                .with("what", "events")
                .with("reason", Reason::Stopping));
        }
        let last = state.ring.last();
        let missed = match since {
            None => Some(Vec::new()),
            Some(id) if *id.instance == *self.instance => state.ring.after(id.number),
            Some(_) => None,
        };
        Ok(Subscription::new(
            Arc::clone(&self.instance),
            topics.to_vec(),
            self.sender.subscribe(),
            missed,
            last,
            place,
        ))
    }

    fn send(&self, payload: Payload) {
        let mut state = self.lock();
        if state.closed {
            return;
        }
        let stamped = state.ring.push(payload);
        // Nobody listening is no failure.
        let _ = self.sender.send(stamped);
    }

    fn id(&self, number: u64) -> EventId {
        EventId {
            instance: self.instance.to_string(),
            number,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn permission_of(topic: Topic) -> Permission {
    match topic {
        Topic::System | Topic::Nodes | Topic::Kit => Permission::FollowEvents,
    }
}
