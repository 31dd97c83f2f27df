//! Who keeps the services of a node.

use consul::wire::{Member, MemberStatus};
use domain::error::{AppError, ErrorCode, Reason};

use super::words;
use crate::mirror::Way;
use crate::store::Store;

pub(super) enum Owner {
    /// An agent, which undoes what others write about its node.
    Agent(Member),
    Catalog,
}

/// Asked for each write: who decided by an older list would write to the wrong place.
pub(super) async fn of(store: &Store, node: &str) -> Result<Owner, AppError> {
    if keeps_everything_itself(store).await? {
        return Ok(Owner::Catalog);
    }
    let unknown = |error: consul::Error| {
        tracing::warn!(code = error.code(), %error, "members cannot be read");
        AppError::new(ErrorCode::Unavailable)
            .with("what", node)
            .with("reason", Reason::MembersUnknown)
    };
    let members = store.client.agent().members().await.map_err(unknown)?;
    let folded = catalog::lookup(node);
    let mut known: Vec<Member> = members.value;
    known.retain(|member| catalog::lookup(&member.name) == folded);
    // One name may have left and come back.
    known.sort_by_key(|member| member.status != MemberStatus::Alive);
    let Some(member) = known.into_iter().next() else {
        return Ok(Owner::Catalog);
    };
    let reason = match member.status {
        MemberStatus::Alive => return Ok(Owner::Agent(member)),
        MemberStatus::Leaving | MemberStatus::Left => Reason::NodeLeft,
        MemberStatus::Failed | MemberStatus::None | MemberStatus::Unknown => Reason::NodeFailed,
    };
    Err(AppError::new(ErrorCode::Unavailable)
        .with("what", node)
        .with("node", node)
        .with("reason", reason))
}

/// The registry has no agents beside it.
async fn keeps_everything_itself(store: &Store) -> Result<bool, AppError> {
    match store.mirror.way() {
        Some(Way::Shared | Way::Feed) => Ok(true),
        Some(Way::Nodes | Way::Turns) => Ok(false),
        None => {
            let can = store.client.capabilities().await;
            let can = can.map_err(|error| words::of(&error, "store"))?;
            Ok(can.changes)
        }
    }
}
