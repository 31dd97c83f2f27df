//! The words of a server: made safe to show, and read for what they mean.

use secrecy::{ExposeSecret as _, SecretString};

const LONGEST: usize = 300;

/// What a server said, without control characters, not endless, and never with the token.
pub(crate) fn safe(text: &[u8], token: Option<&SecretString>) -> String {
    // Four bytes a character at most, and some room for a token across the cut.
    let start = &text[..text.len().min(LONGEST * 4 + 1_024)];
    let mut text = String::from_utf8_lossy(start).into_owned();
    if let Some(token) = token {
        let token = token.expose_secret();
        if !token.is_empty() {
            text = text.replace(token, "(token)");
        }
    }
    let long = text.chars().count() > LONGEST;
    let mut safe: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    safe.truncate(safe.trim_end().len());
    if long {
        safe.push('…');
    }
    safe
}

/// What the text of a 500 says about a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It did not reach a leader: it may be sent again.
    NotSent,
    /// The leader understood and refused it.
    Refused,
    /// It may have been done.
    Unknown,
}

/// Each hop puts this before what it was told.
const FORWARDED: &str = "rpc error making call: ";

const NOT_SENT: [&str; 5] = [
    "No cluster leader",
    "rpc error getting client",
    "node is not the leader",
    "timed out enqueuing operation",
    "rate limit exceeded",
];

/// Beginnings of what Consul says when it does not accept what was sent. Everything that is
/// not here counts as unknown, because the other mistake would lose or double a write.
const REFUSED: [&str; 18] = [
    "Invalid",
    "invalid",
    "Must",
    "must",
    "Missing",
    "Unknown",
    "unknown",
    "Permission denied",
    "ACL not found",
    "Check '",
    "Cannot",
    "No path to datacenter",
    "failed inserting node",
    "failed inserting service",
    "failed inserting check",
    "Service name",
    "Failed to parse",
    "Node name",
];

pub(crate) fn fate(text: &str) -> Fate {
    let mut text = text.trim();
    while let Some(rest) = text.strip_prefix(FORWARDED) {
        text = rest.trim_start();
    }
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if begins(&NOT_SENT) {
        Fate::NotSent
    } else if begins(&REFUSED) {
        Fate::Refused
    } else {
        Fate::Unknown
    }
}

/// Whether the words are those of a cluster that has no leader.
pub(crate) fn is_no_leader(text: &str) -> bool {
    fate(text) == Fate::NotSent && !text.contains("rate limit")
}

/// Whether the words are those of a server that could not reach another.
pub(crate) fn is_lost(text: &str) -> bool {
    text.trim_start().starts_with("rpc error") && fate(text) == Fate::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_500_are_understood() {
        let check = |text, expected| assert_eq!(fate(text), expected, "{text}");
        check("No cluster leader", Fate::NotSent);
        check("rpc error making call: No cluster leader", Fate::NotSent);
        check(
            "rpc error getting client: failed to get conn: dial tcp: connection refused",
            Fate::NotSent,
        );
        check(
            "rpc error making call: node is not the leader",
            Fate::NotSent,
        );
        check(
            "rpc error making call: leadership lost while committing log",
            Fate::Unknown,
        );
        check("rpc error making call: EOF", Fate::Unknown);
        check("raft is already shutdown", Fate::Unknown);
        check("", Fate::Unknown);
        check("Must provide node", Fate::Refused);
        check(
            "rpc error making call: invalid session \"0\"",
            Fate::Refused,
        );
        check(
            "Invalid Session TTL '1000000000', must be between [10s=24h0m0s]",
            Fate::Refused,
        );
    }

    #[test]
    fn a_hostile_text_is_cut_and_holds_no_token() {
        let token = SecretString::from("s3cret");
        let text = format!("\u{1b}[31m{}s3cret{}", "a".repeat(200), "b".repeat(10_000));
        let safe = safe(text.as_bytes(), Some(&token));
        assert!(
            !safe.contains("s3cret") && !safe.contains('\u{1b}'),
            "{safe}"
        );
        assert!(safe.contains("(token)"), "{safe}");
        assert_eq!(safe.chars().count(), LONGEST + 1);
    }
}
