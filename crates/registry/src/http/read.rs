//! Questions, and those that wait for an answer that is new.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::answer::Answer;
use super::query::ReadOptions;
use super::refusal::Refusal;
use super::routes::Call;
use crate::image::Image;
use crate::open::Registry;
use crate::watch::Topic;

/// The share of the wait by which it is made longer at random, so that those who asked
/// together do not all ask again together.
const JITTER: u32 = 16;
/// Rows that are told in less than a few milliseconds.
const MANY: usize = 2_000;

/// The image to answer from, with the index of the answer: at once, or when the index has
/// passed the one that was asked for, or when the wait is over.
pub(super) async fn settled(
    call: &Call,
    options: &ReadOptions,
    topics: impl FnOnce() -> Vec<Topic>,
    index_of: impl Fn(&Image) -> u64,
) -> Result<(Arc<Image>, u64), Refusal> {
    let registry = &call.registry;
    let look = || {
        let image = registry.snapshot();
        let index = index_of(&image).max(1);
        (image, index)
    };
    if options.index == 0 {
        return Ok(look());
    }
    // Before the first look: what happens between the two would else be missed.
    let waiter = registry.watchers().wait(topics());
    let deadline = Instant::now() + wait_of(registry, options);
    let mut place = None;
    loop {
        let (image, index) = look();
        if index > options.index || registry.is_closed() {
            return Ok((image, index));
        }
        if place.is_none() {
            place = call.place_to_wait()?;
        }
        if timeout_at(deadline, waiter.woken()).await.is_err() {
            return Ok((image, index));
        }
    }
}

/// Makes an answer of up to so many rows: a long one apart from the threads on which all
/// others are answered.
pub(super) async fn render(
    rows: usize,
    render: impl FnOnce() -> Answer + Send + 'static,
) -> Answer {
    if rows <= MANY {
        return render();
    }
    tokio::task::spawn_blocking(render)
        .await
        .unwrap_or_else(|error| Err(Refusal::failed(error.to_string())))
}

fn wait_of(registry: &Registry, options: &ReadOptions) -> Duration {
    let settings = registry.settings();
    let wait = match options.wait {
        None | Some(Duration::ZERO) => settings.default_wait,
        Some(wait) => wait.min(settings.longest_wait),
    };
    let most = u64::try_from((wait / JITTER).as_nanos()).unwrap_or(u64::MAX);
    wait + Duration::from_nanos(random() % most.max(1))
}

fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}
