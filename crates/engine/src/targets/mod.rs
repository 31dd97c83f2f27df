//! Writing a target: where it goes is decided by its node.
//!
//! What stands on an agent's node is that agent's: it is written there, because the agent
//! would undo a write to the catalog. An agent knows no conditions, so writers of one
//! target exclude each other by a claim. Everything else is written into the catalog, where
//! the index that was read is the condition. Nothing is removed in order to be changed.

mod agents;
mod by_agent;
mod by_catalog;
mod by_register;
mod claim;
mod outcome;
mod owner;
mod seen;
mod settings;
mod wish;
mod words;

use consul::txn::Operation;
use consul::wire::AgentService;
use domain::access::{Actor, Permission};
use domain::error::{AppError, ErrorCode, Reason};
use domain::target::{Target, TargetKey, sanitised};

use crate::Engine;
use crate::store::Store;
pub use agents::Targets;
pub use outcome::{Conflict, Current, Refused, Saved};
use owner::Owner;
pub use settings::{AgentAddress, TargetSettings};
use wish::Wish;

impl Engine {
    /// Writes a target that is not there yet. What its ID cannot have is replaced.
    ///
    /// What is done beside it in the same transaction goes with `extra`. An agent knows no
    /// transactions; there it follows the write, and [`Saved::extra`] says how it ended.
    ///
    /// # Errors
    ///
    /// See [`Refused`]; [`ErrorCode::Unsettled`] when nobody can say whether it was done.
    pub async fn create_target(
        &self,
        actor: &Actor,
        target: &Target,
        extra: Vec<Operation>,
    ) -> Result<Saved, Refused> {
        actor.require(Permission::ChangeTargets)?;
        let mut target = target.clone();
        // An ID that cannot be made good is told together with all else.
        if let Ok(id) = sanitised(&target.id) {
            target.id = id;
        }
        self.write(actor, &Wish::create(target, None)?, extra).await
    }

    /// Changes a target that is as it was when it had this index.
    ///
    /// # Errors
    ///
    /// As [`Engine::create_target`].
    pub async fn update_target(
        &self,
        actor: &Actor,
        target: &Target,
        expected: u64,
        extra: Vec<Operation>,
    ) -> Result<Saved, Refused> {
        actor.require(Permission::ChangeTargets)?;
        let wish = Wish::update(target.clone(), expected)?;
        self.write(actor, &wish, extra).await
    }

    /// Removes a target that is as it was when it had this index.
    ///
    /// # Errors
    ///
    /// As [`Engine::create_target`].
    pub async fn remove_target(
        &self,
        actor: &Actor,
        key: &TargetKey,
        expected: u64,
        extra: Vec<Operation>,
    ) -> Result<Saved, Refused> {
        actor.require(Permission::ChangeTargets)?;
        let wish = Wish::remove(key.clone(), expected);
        self.write(actor, &wish, extra).await
    }

    /// Writes a target to another node, and then takes it from where it was. Its checks stay
    /// behind: no agent tells how it runs them.
    ///
    /// # Errors
    ///
    /// As [`Engine::create_target`]; [`ErrorCode::PartlyDone`] when it is on both nodes.
    pub async fn move_target(
        &self,
        actor: &Actor,
        key: &TargetKey,
        expected: u64,
        to: &str,
        extra: Vec<Operation>,
    ) -> Result<Saved, Refused> {
        actor.require(Permission::ChangeTargets)?;
        if catalog::lookup(to) == catalog::lookup(&key.node) {
            return Err(AppError::bad_parameter("node", to, Reason::NamedTwice).into());
        }
        let service = self.read(key, expected).await?;
        let target = Target {
            node: to.to_owned(),
            ..wish::target(&key.node, &service)
        };
        let arrival = Wish::create(target, Some(service))?;
        let saved = self.write(actor, &arrival, extra).await?;
        let departure = Wish::remove(key.clone(), expected);
        match self.write(actor, &departure, Vec::new()).await {
            Ok(left) => Ok(Saved {
                visible: saved.visible && left.visible,
                ..saved
            }),
            Err(why) => Err(AppError::new(ErrorCode::PartlyDone)
                .with("what", &key.id)
                .with("reason", Reason::OnBothNodes)
                .with("from", &key.node)
                .with("to", to)
                .with("why", why)
                .into()),
        }
    }

    async fn write(
        &self,
        actor: &Actor,
        wish: &Wish,
        extra: Vec<Operation>,
    ) -> Result<Saved, Refused> {
        let store = self.store()?;
        match owner::of(store, &wish.key.node).await? {
            Owner::Catalog => {
                let there = by_catalog::read(&store.client, &wish.key).await?;
                let wanted = wish.service(there.as_ref());
                if wanted.is_some_and(|wanted| by_register::has_more(&wanted)) {
                    let claims = self.agents().claims();
                    return by_register::write(store, wish, actor, &claims, extra).await;
                }
                by_catalog::write(store, wish, there, extra).await
            }
            Owner::Agent(member) => {
                let agent = self.agents().of(&member)?;
                let written = by_agent::Writer {
                    store,
                    agent: &agent,
                    wish,
                };
                written.write(actor, self.agents().claims(), extra).await
            }
        }
    }

    /// All that is known of a service, from who keeps it.
    async fn read(&self, key: &TargetKey, expected: u64) -> Result<AgentService, Refused> {
        let store: &Store = self.store()?;
        let row = by_catalog::read(&store.client, key).await?;
        let row = match row {
            Some(row) if row.modify_index == expected => row,
            other => return Err(Conflict::with(key, other.as_ref())),
        };
        match owner::of(store, &key.node).await? {
            Owner::Catalog => Ok(row),
            Owner::Agent(member) => {
                let agent = self.agents().of(&member)?;
                agent.ask_who(&key.node).await?;
                Ok(agent.service(&key.id).await?.unwrap_or(row))
            }
        }
    }

    fn agents(&self) -> &Targets {
        self.targets.get_or_init(Targets::default)
    }
}
