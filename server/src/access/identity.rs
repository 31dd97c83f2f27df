//! Who is asking. Accounts will answer this from a session; until they exist, the way the
//! server was started does.

use domain::access::{Actor, Origin, Role};

#[derive(Clone, Debug)]
pub(crate) enum Identity {
    /// Nobody is signed in.
    Nobody,
    /// Everybody who can reach the server is this one; only ever on loopback.
    Everybody(Actor),
}

impl Identity {
    pub(crate) fn demo() -> Self {
        Self::admin("demo", Origin::Demo)
    }

    pub(crate) fn local_development() -> Self {
        Self::admin("admin", Origin::LocalDevelopment)
    }

    fn admin(name: &str, origin: Origin) -> Self {
        Self::Everybody(Actor {
            name: name.to_owned(),
            role: Role::Admin,
            origin,
        })
    }

    pub(crate) fn actor(&self) -> Option<&Actor> {
        match self {
            Self::Nobody => None,
            Self::Everybody(actor) => Some(actor),
        }
    }
}
