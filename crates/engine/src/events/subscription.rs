//! One reader's way through the events.

use std::collections::VecDeque;
use std::sync::Arc;

use domain::event::{EventId, Topic};
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::ring::{Payload, Stamped};

#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// An event of a followed topic, as JSON.
    Event(Arc<str>),
    /// Something was missed: read again what is shown.
    Resync,
}

#[derive(Debug)]
pub struct Subscription {
    instance: Arc<str>,
    topics: Vec<Topic>,
    receiver: Receiver<Arc<Stamped>>,
    missed: VecDeque<Arc<Stamped>>,
    resync: bool,
    position: u64,
    /// Given back when the reader goes.
    _place: OwnedSemaphorePermit,
}

impl Subscription {
    pub(super) fn new(
        instance: Arc<str>,
        topics: Vec<Topic>,
        receiver: Receiver<Arc<Stamped>>,
        missed: Option<Vec<Arc<Stamped>>>,
        last: u64,
        place: OwnedSemaphorePermit,
    ) -> Self {
        let resync = missed.is_none();
        let missed: VecDeque<_> = missed.unwrap_or_default().into();
        let position = missed.front().map_or(last, |first| first.number - 1);
        Self {
            instance,
            topics,
            receiver,
            missed,
            resync,
            position,
            _place: place,
        }
    }

    /// Where this reader is: everything up to here was told, or was not for it.
    pub fn position(&self) -> EventId {
        EventId {
            instance: self.instance.to_string(),
            number: self.position,
        }
    }

    /// The next message; nothing once the server stops. May be dropped while waiting.
    pub async fn next(&mut self) -> Option<Message> {
        if std::mem::take(&mut self.resync) {
            return Some(Message::Resync);
        }
        loop {
            let stamped = match self.missed.pop_front() {
                Some(stamped) => stamped,
                None => match self.receiver.recv().await {
                    Ok(stamped) => stamped,
                    Err(RecvError::Lagged(count)) => {
                        self.position += count;
                        return Some(Message::Resync);
                    }
                    Err(RecvError::Closed) => return None,
                },
            };
            self.position = stamped.number;
            match &stamped.payload {
                Payload::Event { topic, json } if self.topics.contains(topic) => {
                    return Some(Message::Event(Arc::clone(json)));
                }
                Payload::TooLarge { topic } if self.topics.contains(topic) => {
                    return Some(Message::Resync);
                }
                Payload::End => return None,
                Payload::Event { .. } | Payload::TooLarge { .. } => {}
            }
        }
    }
}
