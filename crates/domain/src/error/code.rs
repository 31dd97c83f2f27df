//! What happened, as a name.

use serde::{Deserialize, Serialize};

super::named! {
    /// Stable names: clients and translations depend on them, so they are never reused.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum ErrorCode {
        /// The request could not be understood; `what`, `reason`.
        BadRequest => "bad_request",
        /// A parameter has an impossible value; `name`, `value`, `reason`.
        BadParameter => "bad_parameter",
        SignInNeeded => "sign_in_needed",
        /// `permission`.
        Forbidden => "forbidden",
        /// The route is in no permission table, so nobody may use it.
        RouteNotListed => "route_not_listed",
        /// `host`, `setting`.
        HostNotAllowed => "host_not_allowed",
        /// A write asked for by another site; `origin`, `setting`.
        CrossSite => "cross_site",
        /// `path` or `what`.
        NotFound => "not_found",
        /// `method`.
        MethodNotAllowed => "method_not_allowed",
        /// `what`.
        Conflict => "conflict",
        /// Too many others changed it at the same time; `what`, `rounds`.
        Contended => "contended",
        /// It may have been written or not; `what`.
        WriteUnsure => "write_unsure",
        /// `what`, `size`, `limit`.
        ValueTooLarge => "value_too_large",
        /// A good value would be replaced by an empty one; `what`.
        WouldEmpty => "would_empty",
        /// Written by a newer version of this product; `what`, `found`, `known`.
        NewerData => "newer_data",
        /// What is stored cannot be read, and no earlier version can take its place; `what`.
        DataBroken => "data_broken",
        /// A part of the store that is not shown, or not written, here; `key`, `reason`.
        KeyNotAllowed => "key_not_allowed",
        /// `limit`.
        BodyTooLarge => "body_too_large",
        /// The client did not send the body in time; `seconds`.
        BodyTooSlow => "body_too_slow",
        /// `limit`.
        UriTooLong => "uri_too_long",
        /// `limit`.
        TooManyStreams => "too_many_streams",
        /// The server gave up; `seconds`.
        TimedOut => "timed_out",
        /// Something that is needed cannot be had now; `what`, `reason`.
        Unavailable => "unavailable",
        /// The agent of a node cannot be asked; `what`, `reason`.
        AgentFailed => "agent_failed",
        /// Nobody can say whether it was done; `what`, `reason`.
        Unsettled => "unsettled",
        /// A first step was done and the next was not; `what`, `reason`.
        PartlyDone => "partly_done",
        /// A defect of ours; the log has the cause under the request id.
        Internal => "internal",
        /// The browser could not reach the server.
        Unreachable => "unreachable",
        /// The browser gave up waiting; `seconds`.
        NoAnswer => "no_answer",
    }
}

impl ErrorCode {
    /// Whether the same request may well be answered later.
    pub fn may_pass(self) -> bool {
        matches!(
            self,
            Self::Contended
                | Self::TooManyStreams
                | Self::TimedOut
                | Self::Unavailable
                | Self::AgentFailed
                | Self::Internal
                | Self::Unreachable
                | Self::NoAnswer
        )
    }

    pub fn status(self) -> u16 {
        match self {
            Self::BadRequest | Self::BadParameter => 400,
            Self::SignInNeeded => 401,
            Self::Forbidden | Self::RouteNotListed | Self::CrossSite | Self::KeyNotAllowed => 403,
            Self::HostNotAllowed => 421,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::BodyTooSlow => 408,
            Self::Conflict | Self::NewerData => 409,
            Self::BodyTooLarge | Self::ValueTooLarge => 413,
            Self::UriTooLong => 414,
            Self::WouldEmpty => 422,
            Self::Contended | Self::TooManyStreams | Self::Unavailable => 503,
            Self::AgentFailed => 502,
            Self::TimedOut
            | Self::WriteUnsure
            | Self::Unsettled
            | Self::Unreachable
            | Self::NoAnswer => 504,
            Self::PartlyDone | Self::Internal | Self::DataBroken => 500,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_json() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
