//! Why it happened, where we know it.

use std::fmt;

super::named! {
    /// Why a value or a thing is refused. What a library says about a text that it cannot
    /// read is passed on as it is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Reason {
        /// `limit`, and in `value` what it was.
        AtMost => "at_most",
        NoSuchColumn => "no_such_column",
        NamedTwice => "named_twice",
        /// `operator`.
        TakesOneValue => "takes_one_value",
        /// `operator`.
        ComparesNumbers => "compares_numbers",
        /// `known`.
        NotOneOf => "not_one_of",
        NotAnEventId => "not_an_event_id",
        Stopping => "stopping",
        FileNotWritten => "file_not_written",
        /// What answered is not this product; `status`, where there was one.
        NotOurs => "not_ours",
        /// Everything is kept in a Consul, which has this itself.
        KeptInConsul => "kept_in_consul",
        /// No server of the store answers.
        NoServer => "no_server",
        /// The servers of the store have no leader.
        NoLeader => "no_leader",
        /// The store does not allow it with our token.
        StoreForbids => "store_forbids",
        /// The store has no more room; nothing was saved.
        StoreFull => "store_full",
        /// The store answered badly.
        StoreFailed => "store_failed",
        /// A name in the store that is none; `rule`.
        NotAKey => "not_a_key",
        /// Accounts, audit and claims are never shown.
        KeptPrivate => "kept_private",
        /// Outside of what may be read.
        NotListed => "not_listed",
        /// May be read and not written.
        ReadOnly => "read_only",
        NotJson => "not_json",
        /// More digits than a number of 64 bits has.
        TooManyDigits => "too_many_digits",
        /// It is no document, so nothing is kept of what it was.
        NoHistory => "no_history",
        Empty => "empty",
        /// Slashes or dots that would name something else in a path.
        UnsafePath => "unsafe_path",
        /// Control characters.
        Invisible => "invisible",
        NotPlain => "not_plain",
        /// `prefix`.
        Reserved => "reserved",
        /// It stands for every address.
        AllAddresses => "all_addresses",
        /// `least`, `limit`.
        Between => "between",
        /// `node`.
        NodeFailed => "node_failed",
        /// `node`.
        NodeLeft => "node_left",
        /// Who keeps its services cannot be said.
        MembersUnknown => "members_unknown",
        /// `address`, `node` that it is, `setting`.
        WrongAgent => "wrong_agent",
        /// `address`, `setting`, `why`.
        AgentSilent => "agent_silent",
        /// It stands in the catalog and has no agent that could be asked.
        NoAgent => "no_agent",
        /// Neither a server of the settings nor a member of the cluster.
        NotConfigured => "not_configured",
        /// `holder`, `seconds` until it ends by itself at the latest.
        BeingWritten => "being_written",
        /// `why`.
        FateUnknown => "fate_unknown",
        /// `from`, `to`, `why`.
        OnBothNodes => "on_both_nodes",
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
