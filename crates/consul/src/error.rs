//! What can go wrong, as values: a stable code, safe words, and what to do next.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::txn::OperationError;

/// Why one server did not give what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub server: Arc<str>,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What was tried, by the name under which it is counted.
    pub operation: &'static str,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No server could be reached, or each is resting after failures.
    Unreachable {
        tried: Vec<Trouble>,
    },
    /// The servers are there, but have no leader.
    NoLeader {
        waited: Duration,
        tried: Vec<Trouble>,
    },
    /// Every server answered badly, in ways that asking again may heal.
    Failed {
        tried: Vec<Trouble>,
    },
    /// What the servers have is older than the read allows.
    TooStale {
        last_contact: Duration,
        limit: Duration,
    },
    /// The write may have been done or not: settle it by reading.
    Unsure {
        server: Arc<str>,
        why: String,
    },
    /// Too many calls of ours at the same time.
    Busy {
        limit: usize,
        waited: Duration,
    },
    /// No place for another watch.
    TooManyWatches {
        limit: usize,
    },
    /// The server limits how much it is asked (429).
    Throttled {
        said: String,
    },
    /// The ACL token is missing, unknown, or may not do this.
    Forbidden {
        said: String,
    },
    /// What the request names is not there.
    NotFound {
        what: String,
    },
    /// A transaction was refused as a whole.
    Conflict {
        errors: Vec<OperationError>,
    },
    TooLarge {
        size: usize,
        limit: usize,
    },
    TooManyOperations {
        count: usize,
        limit: usize,
    },
    /// A name that cannot travel in the path of a request.
    UnsafeName {
        name: String,
        why: &'static str,
    },
    /// The server understood the request and refuses it.
    Refused {
        status: u16,
        said: String,
    },
    /// The server has no room for it, and has kept nothing of it.
    Full {
        said: String,
    },
    /// The server does not know this endpoint.
    Unsupported {
        path: String,
        said: String,
    },
    AnswerTooLarge {
        limit: usize,
    },
    /// The answer cannot be understood.
    Undecodable {
        server: Arc<str>,
        why: String,
    },
}

impl Error {
    pub(crate) fn new(operation: &'static str, kind: Kind) -> Self {
        Self { operation, kind }
    }

    /// Stable: logs, metrics and clients depend on it.
    pub fn code(&self) -> &'static str {
        match self.kind {
            Kind::Unreachable { .. } => "unreachable",
            Kind::NoLeader { .. } => "no_leader",
            Kind::Failed { .. } => "failed",
            Kind::TooStale { .. } => "too_stale",
            Kind::Unsure { .. } => "unsure",
            Kind::Busy { .. } => "busy",
            Kind::TooManyWatches { .. } => "too_many_watches",
            Kind::Throttled { .. } => "throttled",
            Kind::Forbidden { .. } => "forbidden",
            Kind::NotFound { .. } => "not_found",
            Kind::Conflict { .. } => "conflict",
            Kind::TooLarge { .. } => "too_large",
            Kind::TooManyOperations { .. } => "too_many_operations",
            Kind::UnsafeName { .. } => "unsafe_name",
            Kind::Refused { .. } => "refused",
            Kind::Full { .. } => "full",
            Kind::Unsupported { .. } => "unsupported",
            Kind::AnswerTooLarge { .. } => "answer_too_large",
            Kind::Undecodable { .. } => "undecodable",
        }
    }

    /// What a person can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self.kind {
            Kind::Unreachable { .. } => {
                "check the addresses in consul.servers, and that a firewall lets them through"
            }
            Kind::NoLeader { .. } => {
                "a majority of the Consul servers must be up; `consul operator raft list-peers` \
                 shows them"
            }
            Kind::TooStale { .. } => "this server has lost its leader; look at its log",
            Kind::Unsure { .. } => "read what is there now before trying again",
            Kind::Busy { .. } => "raise consul.parallel, or ask less at the same time",
            Kind::TooManyWatches { .. } => {
                "raise consul.connections, and Consul's own limit with it when it is near 200"
            }
            Kind::Throttled { .. } => {
                "limits.http_max_conns_per_client or limits.request_limits of the Consul agent"
            }
            Kind::Forbidden { .. } => "give a token whose policies allow this",
            Kind::UnsafeName { .. } => {
                "rename it, or remove it through a transaction or the catalog"
            }
            Kind::TooLarge { .. } => "divide it; a whole transaction counts as one body",
            Kind::Full { .. } => "give the disk of the data folder more room; nothing was written",
            Kind::Unsupported { .. } => {
                "this Consul is too old for it, or only the registry has it"
            }
            Kind::Failed { .. }
            | Kind::NotFound { .. }
            | Kind::Conflict { .. }
            | Kind::TooManyOperations { .. }
            | Kind::Refused { .. }
            | Kind::AnswerTooLarge { .. }
            | Kind::Undecodable { .. } => return None,
        })
    }

    /// Whether it is unknown if the write was done.
    pub fn is_unsure(&self) -> bool {
        matches!(self.kind, Kind::Unsure { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        self.kind.fmt(f)
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable { tried } => {
                write!(f, "no Consul server can be reached{}", Tried(tried))
            }
            Self::NoLeader { waited, tried } => write!(
                f,
                "Consul has no leader, after waiting {:.1} s{}",
                waited.as_secs_f64(),
                Tried(tried)
            ),
            Self::Failed { tried } => write!(f, "no Consul server gave an answer{}", Tried(tried)),
            Self::TooStale {
                last_contact,
                limit,
            } => write!(
                f,
                "the answer is {:.1} s behind the leader, at most {:.1} s are allowed",
                last_contact.as_secs_f64(),
                limit.as_secs_f64()
            ),
            Self::Unsure { server, why } => {
                write!(f, "{server} may or may not have done this: {why}")
            }
            Self::Busy { limit, waited } => write!(
                f,
                "{limit} calls to Consul are under way, and none ended for {:.1} s",
                waited.as_secs_f64()
            ),
            Self::TooManyWatches { limit } => {
                write!(
                    f,
                    "{limit} questions wait for a change, and no more are allowed"
                )
            }
            Self::Throttled { said } => write!(f, "Consul limits how much it is asked: {said}"),
            Self::Forbidden { said } => write!(f, "Consul does not allow it: {said}"),
            Self::NotFound { what } => write!(f, "{what}"),
            Self::Conflict { errors } => {
                write!(f, "the transaction was refused")?;
                for error in errors {
                    write!(f, "; operation {}: {}", error.index, error.what)?;
                }
                Ok(())
            }
            Self::TooLarge { size, limit } => {
                write!(f, "the body has {size} bytes, at most {limit} are allowed")
            }
            Self::TooManyOperations { count, limit } => write!(
                f,
                "the transaction has {count} operations, at most {limit} are allowed"
            ),
            Self::UnsafeName { name, why } => {
                write!(f, "{name:?} cannot be named in a request: {why}")
            }
            Self::Refused { status, said } => write!(f, "Consul refused it ({status}): {said}"),
            Self::Full { said } => write!(f, "there is no more room for it: {said}"),
            Self::Unsupported { path, said } => {
                write!(f, "this Consul does not know {path}")?;
                if said.is_empty() {
                    Ok(())
                } else {
                    write!(f, ": {said}")
                }
            }
            Self::AnswerTooLarge { limit } => {
                write!(
                    f,
                    "the answer has more than the {limit} bytes that are allowed"
                )
            }
            Self::Undecodable { server, why } => {
                write!(f, "the answer of {server} cannot be understood: {why}")
            }
        }
    }
}

struct Tried<'a>(&'a [Trouble]);

impl fmt::Display for Tried<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, trouble) in self.0.iter().enumerate() {
            let before = if index == 0 { ": " } else { "; " };
            write!(f, "{before}{}: {}", trouble.server, trouble.why)?;
        }
        Ok(())
    }
}
