//! What went wrong, as a code with arguments.
//!
//! The text belongs to the reader's language, so it is made where it is shown
//! (`app::i18n`); here is what happened, to what, and with which HTTP status.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::access::Permission;

/// Stable names: clients and translations depend on them, so they are never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request could not be understood; `what`, `reason`.
    BadRequest,
    /// A parameter has an impossible value; `name`, `value`, `reason`.
    BadParameter,
    SignInNeeded,
    /// `permission`.
    Forbidden,
    /// The route is in no permission table, so nobody may use it.
    RouteNotListed,
    /// `host`, `setting`.
    HostNotAllowed,
    /// A write asked for by another site; `origin`, `setting`.
    CrossSite,
    /// `path` or `what`.
    NotFound,
    /// `method`.
    MethodNotAllowed,
    /// `what`.
    Conflict,
    /// Too many others changed it at the same time; `what`, `rounds`.
    Contended,
    /// It may have been written or not; `what`.
    WriteUnsure,
    /// `what`, `size`, `limit`.
    ValueTooLarge,
    /// A good value would be replaced by an empty one; `what`.
    WouldEmpty,
    /// Written by a newer version of this product; `what`, `found`, `known`.
    NewerData,
    /// What is stored cannot be read, and no earlier version can take its place; `what`.
    DataBroken,
    /// A part of the store that is not shown, or not written, here; `key`, `reason`.
    KeyNotAllowed,
    /// `limit`.
    BodyTooLarge,
    /// The client did not send the body in time; `seconds`.
    BodyTooSlow,
    /// `limit`.
    UriTooLong,
    /// `limit`.
    TooManyStreams,
    /// The server gave up; `seconds`.
    TimedOut,
    /// Something that is needed cannot be had now; `what`, `reason`.
    Unavailable,
    /// The agent of a node cannot be asked; `what`, `reason`.
    AgentFailed,
    /// Nobody can say whether it was done; `what`, `reason`.
    Unsettled,
    /// A first step was done and the next was not; `what`, `reason`.
    PartlyDone,
    /// A defect of ours; the log has the cause under the request id.
    Internal,
    /// The browser could not reach the server.
    Unreachable,
    /// The browser gave up waiting; `seconds`.
    NoAnswer,
}

impl ErrorCode {
    pub const ALL: [ErrorCode; 29] = [
        ErrorCode::BadRequest,
        ErrorCode::BadParameter,
        ErrorCode::SignInNeeded,
        ErrorCode::Forbidden,
        ErrorCode::RouteNotListed,
        ErrorCode::HostNotAllowed,
        ErrorCode::CrossSite,
        ErrorCode::NotFound,
        ErrorCode::MethodNotAllowed,
        ErrorCode::Conflict,
        ErrorCode::Contended,
        ErrorCode::WriteUnsure,
        ErrorCode::ValueTooLarge,
        ErrorCode::WouldEmpty,
        ErrorCode::NewerData,
        ErrorCode::DataBroken,
        ErrorCode::KeyNotAllowed,
        ErrorCode::BodyTooLarge,
        ErrorCode::BodyTooSlow,
        ErrorCode::UriTooLong,
        ErrorCode::TooManyStreams,
        ErrorCode::TimedOut,
        ErrorCode::Unavailable,
        ErrorCode::AgentFailed,
        ErrorCode::Unsettled,
        ErrorCode::PartlyDone,
        ErrorCode::Internal,
        ErrorCode::Unreachable,
        ErrorCode::NoAnswer,
    ];

    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorCode::BadRequest => "bad_request",
            ErrorCode::BadParameter => "bad_parameter",
            ErrorCode::SignInNeeded => "sign_in_needed",
            ErrorCode::Forbidden => "forbidden",
            ErrorCode::RouteNotListed => "route_not_listed",
            ErrorCode::HostNotAllowed => "host_not_allowed",
            ErrorCode::CrossSite => "cross_site",
            ErrorCode::NotFound => "not_found",
            ErrorCode::MethodNotAllowed => "method_not_allowed",
            ErrorCode::Conflict => "conflict",
            ErrorCode::Contended => "contended",
            ErrorCode::WriteUnsure => "write_unsure",
            ErrorCode::ValueTooLarge => "value_too_large",
            ErrorCode::WouldEmpty => "would_empty",
            ErrorCode::NewerData => "newer_data",
            ErrorCode::DataBroken => "data_broken",
            ErrorCode::KeyNotAllowed => "key_not_allowed",
            ErrorCode::BodyTooLarge => "body_too_large",
            ErrorCode::BodyTooSlow => "body_too_slow",
            ErrorCode::UriTooLong => "uri_too_long",
            ErrorCode::TooManyStreams => "too_many_streams",
            ErrorCode::TimedOut => "timed_out",
            ErrorCode::Unavailable => "unavailable",
            ErrorCode::AgentFailed => "agent_failed",
            ErrorCode::Unsettled => "unsettled",
            ErrorCode::PartlyDone => "partly_done",
            ErrorCode::Internal => "internal",
            ErrorCode::Unreachable => "unreachable",
            ErrorCode::NoAnswer => "no_answer",
        }
    }

    /// Whether the same request may well be answered later.
    pub fn may_pass(self) -> bool {
        matches!(
            self,
            ErrorCode::Contended
                | ErrorCode::TooManyStreams
                | ErrorCode::TimedOut
                | ErrorCode::Unavailable
                | ErrorCode::AgentFailed
                | ErrorCode::Internal
                | ErrorCode::Unreachable
                | ErrorCode::NoAnswer
        )
    }

    pub fn status(self) -> u16 {
        match self {
            ErrorCode::BadRequest | ErrorCode::BadParameter => 400,
            ErrorCode::SignInNeeded => 401,
            ErrorCode::Forbidden
            | ErrorCode::RouteNotListed
            | ErrorCode::CrossSite
            | ErrorCode::KeyNotAllowed => 403,
            ErrorCode::HostNotAllowed => 421,
            ErrorCode::NotFound => 404,
            ErrorCode::MethodNotAllowed => 405,
            ErrorCode::BodyTooSlow => 408,
            ErrorCode::Conflict | ErrorCode::NewerData => 409,
            ErrorCode::BodyTooLarge | ErrorCode::ValueTooLarge => 413,
            ErrorCode::UriTooLong => 414,
            ErrorCode::WouldEmpty => 422,
            ErrorCode::Contended | ErrorCode::TooManyStreams | ErrorCode::Unavailable => 503,
            ErrorCode::AgentFailed => 502,
            ErrorCode::TimedOut
            | ErrorCode::WriteUnsure
            | ErrorCode::Unsettled
            | ErrorCode::Unreachable
            | ErrorCode::NoAnswer => 504,
            ErrorCode::PartlyDone | ErrorCode::Internal | ErrorCode::DataBroken => 500,
        }
    }
}

/// Why a value or a thing is refused, where we know it. What a library says about a text that
/// it cannot read is passed on as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `limit`, and in `value` what it was.
    AtMost,
    NoSuchColumn,
    NamedTwice,
    /// `operator`.
    TakesOneValue,
    /// `operator`.
    ComparesNumbers,
    /// `known`.
    NotOneOf,
    NotAnEventId,
    Stopping,
    FileNotWritten,
    /// What answered is not this product; `status`, where there was one.
    NotOurs,
    /// Everything is kept in a Consul, which has this itself.
    KeptInConsul,
    /// No server of the store answers.
    NoServer,
    /// The servers of the store have no leader.
    NoLeader,
    /// The store does not allow it with our token.
    StoreForbids,
    /// The store has no more room; nothing was saved.
    StoreFull,
    /// The store answered badly.
    StoreFailed,
    /// A name in the store that is none; `rule`.
    NotAKey,
    /// Accounts, audit and claims are never shown.
    KeptPrivate,
    /// Outside of what may be read.
    NotListed,
    /// May be read and not written.
    ReadOnly,
    NotJson,
    /// It is no document, so nothing is kept of what it was.
    NoHistory,
    Empty,
    /// Slashes or dots that would name something else in a path.
    UnsafePath,
    /// Control characters.
    Invisible,
    NotPlain,
    /// `prefix`.
    Reserved,
    /// It stands for every address.
    AllAddresses,
    /// `least`, `limit`.
    Between,
    /// `node`.
    NodeFailed,
    /// `node`.
    NodeLeft,
    /// Who keeps its services cannot be said.
    MembersUnknown,
    /// `address`, `node` that it is, `setting`.
    WrongAgent,
    /// `address`, `setting`, `why`.
    AgentSilent,
    /// It stands in the catalog and has no agent that could be asked.
    NoAgent,
    /// Neither a server of the settings nor a member of the cluster.
    NotConfigured,
    /// `holder`, `seconds` until it ends by itself at the latest.
    BeingWritten,
    /// `why`.
    FateUnknown,
    /// `from`, `to`, `why`.
    OnBothNodes,
}

impl Reason {
    pub const ALL: [Reason; 38] = [
        Reason::AtMost,
        Reason::NoSuchColumn,
        Reason::NamedTwice,
        Reason::TakesOneValue,
        Reason::ComparesNumbers,
        Reason::NotOneOf,
        Reason::NotAnEventId,
        Reason::Stopping,
        Reason::FileNotWritten,
        Reason::NotOurs,
        Reason::KeptInConsul,
        Reason::NoServer,
        Reason::NoLeader,
        Reason::StoreForbids,
        Reason::StoreFull,
        Reason::StoreFailed,
        Reason::NotAKey,
        Reason::KeptPrivate,
        Reason::NotListed,
        Reason::ReadOnly,
        Reason::NotJson,
        Reason::NoHistory,
        Reason::Empty,
        Reason::UnsafePath,
        Reason::Invisible,
        Reason::NotPlain,
        Reason::Reserved,
        Reason::AllAddresses,
        Reason::Between,
        Reason::NodeFailed,
        Reason::NodeLeft,
        Reason::MembersUnknown,
        Reason::WrongAgent,
        Reason::AgentSilent,
        Reason::NoAgent,
        Reason::NotConfigured,
        Reason::BeingWritten,
        Reason::FateUnknown,
        Reason::OnBothNodes,
    ];

    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::AtMost => "at_most",
            Reason::NoSuchColumn => "no_such_column",
            Reason::NamedTwice => "named_twice",
            Reason::TakesOneValue => "takes_one_value",
            Reason::ComparesNumbers => "compares_numbers",
            Reason::NotOneOf => "not_one_of",
            Reason::NotAnEventId => "not_an_event_id",
            Reason::Stopping => "stopping",
            Reason::FileNotWritten => "file_not_written",
            Reason::NotOurs => "not_ours",
            Reason::KeptInConsul => "kept_in_consul",
            Reason::NoServer => "no_server",
            Reason::NoLeader => "no_leader",
            Reason::StoreForbids => "store_forbids",
            Reason::StoreFull => "store_full",
            Reason::StoreFailed => "store_failed",
            Reason::NotAKey => "not_a_key",
            Reason::KeptPrivate => "kept_private",
            Reason::NotListed => "not_listed",
            Reason::ReadOnly => "read_only",
            Reason::NotJson => "not_json",
            Reason::NoHistory => "no_history",
            Reason::Empty => "empty",
            Reason::UnsafePath => "unsafe_path",
            Reason::Invisible => "invisible",
            Reason::NotPlain => "not_plain",
            Reason::Reserved => "reserved",
            Reason::AllAddresses => "all_addresses",
            Reason::Between => "between",
            Reason::NodeFailed => "node_failed",
            Reason::NodeLeft => "node_left",
            Reason::MembersUnknown => "members_unknown",
            Reason::WrongAgent => "wrong_agent",
            Reason::AgentSilent => "agent_silent",
            Reason::NoAgent => "no_agent",
            Reason::NotConfigured => "not_configured",
            Reason::BeingWritten => "being_written",
            Reason::FateUnknown => "fate_unknown",
            Reason::OnBothNodes => "on_both_nodes",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The one error that reaches a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppError {
    pub code: ErrorCode,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl AppError {
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            args: BTreeMap::new(),
            request_id: None,
        }
    }

    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers and texts alike are given as they are"
    )]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    pub fn arg(&self, name: &str) -> &str {
        self.args.get(name).map_or("", String::as_str)
    }

    pub fn forbidden(permission: Permission) -> Self {
        Self::new(ErrorCode::Forbidden).with("permission", permission.as_str())
    }

    pub fn bad_parameter(name: &str, value: &str, reason: impl ToString) -> Self {
        Self::new(ErrorCode::BadParameter)
            .with("name", name)
            .with("value", shorten(value))
            .with("reason", reason)
    }

    /// A count that is over its limit.
    pub fn over(name: &str, count: usize, limit: usize) -> Self {
        Self::bad_parameter(name, &count.to_string(), Reason::AtMost).with("limit", limit)
    }

    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound).with("what", shorten(what))
    }
}

/// A hostile value must not make a hostile message.
pub fn shorten(value: &str) -> String {
    const LONGEST: usize = 120;
    let mut text: String = value.chars().take(LONGEST).map(visible).collect();
    if value.chars().count() > LONGEST {
        text.push('…');
    }
    text
}

fn visible(c: char) -> char {
    if c.is_control() { '\u{fffd}' } else { c }
}

/// For logs only; people read the translated text.
impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value:?}")?;
        }
        Ok(())
    }
}

impl std::error::Error for AppError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_json() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn a_hostile_value_is_cut_and_made_visible() {
        let error = AppError::bad_parameter("q", &"\u{1b}[31m".repeat(1_000), "x");
        assert!(error.arg("value").chars().count() <= 121);
        assert!(!error.arg("value").contains('\u{1b}'));
    }
}
