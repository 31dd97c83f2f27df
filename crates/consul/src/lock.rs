//! A lock in Consul: a key that one session holds at a time.

use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::client::Client;
use crate::consistency::Consistency;
use crate::error::Error;
use crate::kv::{self, Condition};
use crate::wire::{Behavior, NewSession};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockOptions {
    /// Of the session, for people who look into Consul.
    pub name: String,
    /// Written under the key while the lock is held.
    pub value: Vec<u8>,
    /// Who is silent for so long has lost the lock.
    pub ttl: Duration,
    /// For how long nobody gets a lock that was lost.
    pub lock_delay: Duration,
}

/// Held until it is released, dropped or lost. Its keeper renews it in the background.
#[derive(Debug)]
pub struct Lock {
    session: String,
    lost: watch::Receiver<Option<String>>,
    /// Dropped, it tells the keeper to give the lock back.
    stop: oneshot::Sender<()>,
    keeper: JoinHandle<Result<(), Error>>,
}

/// Giving back must not keep anybody long: the session ends by itself.
const RELEASE_WITHIN: Duration = Duration::from_secs(5);

impl Lock {
    /// Takes the lock, unless somebody else has it.
    ///
    /// # Errors
    ///
    /// When it is unknown who has it, because no server can say.
    pub async fn try_acquire(
        client: &Client,
        key: &str,
        options: LockOptions,
    ) -> Result<Option<Self>, Error> {
        let asked = Instant::now();
        let session = client
            .sessions()
            .create(&NewSession {
                name: options.name,
                ttl: options.ttl,
                lock_delay: options.lock_delay,
                behavior: Behavior::Release,
            })
            .await?
            .value;
        let acquired = acquire(client, key, &session, options.value).await;
        if !matches!(acquired, Ok(true)) {
            let end = client.sessions();
            let _ = timeout(RELEASE_WITHIN, end.destroy(&session)).await;
            return acquired.map(|_| None);
        }
        let (tell, lost) = watch::channel(None);
        let (stop, stopped) = oneshot::channel();
        let keeper = Keeper {
            client: client.clone(),
            key: key.to_owned(),
            session: session.clone(),
            ttl: options.ttl,
            good_until: asked + options.ttl,
            tell,
        };
        Ok(Some(Self {
            session,
            lost,
            stop,
            keeper: tokio::spawn(keeper.run(stopped)),
        }))
    }

    /// The session that holds it.
    pub fn session(&self) -> &str {
        &self.session
    }

    pub fn is_held(&self) -> bool {
        self.lost.borrow().is_none()
    }

    /// Waits until the lock is lost; why. Whoever does what the lock protects stops then.
    pub async fn lost(&self) -> String {
        let mut lost = self.lost.clone();
        match lost.wait_for(Option::is_some).await {
            Ok(why) => why.clone().unwrap_or_default(),
            Err(_) => "its keeper is gone".to_owned(),
        }
    }

    /// Gives it back, so that the next one need not wait.
    ///
    /// # Errors
    ///
    /// When Consul could not be told; the lock then ends with its time to live.
    pub async fn release(self) -> Result<(), Error> {
        let Self { stop, keeper, .. } = self;
        drop(stop);
        match keeper.await {
            Ok(outcome) => outcome,
            // The runtime stops, and the session ends by itself.
            Err(_) => Ok(()),
        }
    }
}

/// Takes the key for the session; a fate that is unknown is settled by reading.
async fn acquire(client: &Client, key: &str, session: &str, value: Vec<u8>) -> Result<bool, Error> {
    let condition = Condition::Acquire(session);
    match client.kv().put(key, value, 0, condition).await {
        Ok(answer) => Ok(answer.value),
        Err(error) if error.is_unsure() => {
            let entry = client.read(&kv::get(key), Consistency::Consistent).await?;
            let holder = entry.value.and_then(|entry| entry.session);
            Ok(holder.as_deref() == Some(session))
        }
        Err(error) => Err(error),
    }
}

struct Keeper {
    client: Client,
    key: String,
    session: String,
    ttl: Duration,
    /// Counted from before the last renewal was asked for, so never too long.
    good_until: Instant,
    tell: watch::Sender<Option<String>>,
}

impl Keeper {
    async fn run(mut self, mut stopped: oneshot::Receiver<()>) -> Result<(), Error> {
        let mut pause = self.ttl / 3;
        loop {
            tokio::select! {
                _ = &mut stopped => return self.give_back().await,
                () = sleep(pause) => {}
            }
            let asked = Instant::now();
            let kept = tokio::select! {
                _ = &mut stopped => return self.give_back().await,
                kept = timeout_at(self.good_until, self.keep()) => kept,
            };
            let why = match kept {
                Ok(Ok(None)) => {
                    self.good_until = asked + self.ttl;
                    pause = self.ttl / 3;
                    continue;
                }
                Ok(Ok(Some(why))) => why.to_owned(),
                Ok(Err(_)) if Instant::now() < self.good_until => {
                    pause = self.ttl / 20;
                    continue;
                }
                Ok(Err(error)) => format!("it could not be renewed: {error}"),
                Err(_) => "it could not be renewed in time".to_owned(),
            };
            self.tell.send_replace(Some(why));
            // Until it is dropped there is nothing to do; then there may be a session left.
            let _ = (&mut stopped).await;
            let end = self.client.sessions();
            let _ = timeout(RELEASE_WITHIN, end.destroy(&self.session)).await;
            return Ok(());
        }
    }

    /// Renews; why the lock is not ours any more, when it is not.
    async fn keep(&self) -> Result<Option<&'static str>, Error> {
        if !self.client.sessions().renew(&self.session).await?.value {
            return Ok(Some("its session has ended"));
        }
        // Somebody may have deleted the key, or broken the lock on purpose.
        let entry = self
            .client
            .read(&kv::get(&self.key), Consistency::Default)
            .await;
        let holder = match entry {
            Ok(entry) => entry.value.and_then(|entry| entry.session),
            // The session lives, so whatever this is, it is not known to be lost.
            Err(_) => return Ok(None),
        };
        if holder.as_deref() == Some(&*self.session) {
            Ok(None)
        } else {
            Ok(Some("somebody took its key away"))
        }
    }

    /// Ending the session frees the key at once, and does so even where it was not known
    /// whether it was ours.
    async fn give_back(&self) -> Result<(), Error> {
        let give_back = async {
            let condition = Condition::Release(&self.session);
            let released = self.client.kv().put(&self.key, "", 0, condition).await;
            self.client.sessions().destroy(&self.session).await?;
            released.map(drop)
        };
        timeout(RELEASE_WITHIN, give_back).await.unwrap_or(Ok(()))
    }
}
