//! What something is sealed for.

/// What is sealed for one purpose opens for no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// An account, with its role and the hash of its password.
    Account,
    Session,
    /// A token of the API.
    Token,
    /// What we sign in with at a host.
    Credential,
    /// By what we know a host again.
    HostKey,
    /// The state of the first set-up.
    Setup,
}

impl Purpose {
    /// Part of the format: what was sealed under one of these opens under no other.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Session => "session",
            Self::Token => "token",
            Self::Credential => "credential",
            Self::HostKey => "host-key",
            Self::Setup => "setup",
        }
    }
}
