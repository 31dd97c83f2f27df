//! What an outcome at one server means for the call: whether it is the answer, whether
//! another server may be asked, and whether the write may have been done.

use std::time::Duration;

use http::StatusCode;

use super::Client;
use crate::answer::Raw;
use crate::call::{Call, Effect};
use crate::consistency::Consistency;
use crate::error::Kind;
use crate::observe::Outcome;
use crate::said::{self, Fate};
use crate::transport::Broken;

/// What one server gave.
pub(super) enum Gave {
    Answer(Raw),
    Broken(Broken),
    TimedOut(Duration),
}

pub(super) struct Judgement {
    pub(super) outcome: Outcome,
    pub(super) verdict: Verdict,
    /// Whether it speaks for the server, and not only against this call.
    pub(super) alive: bool,
}

pub(super) enum Verdict {
    Done(Raw),
    /// Another server may be asked, now or later.
    Next(Reason),
    /// Asking again would not help, or is not allowed.
    Stop(Kind),
}

/// Why another server is asked.
#[derive(Debug)]
pub(super) struct Reason {
    pub(super) why: String,
    pub(super) sort: Sort,
    /// It may have been done here.
    pub(super) unsure: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Unreachable,
    NoLeader,
    Stale(Duration),
    Throttled,
    Failed,
}

impl Client {
    pub(super) fn judge(&self, call: &Call, gave: Gave) -> Judgement {
        let (alive, (outcome, verdict)) = match gave {
            Gave::Answer(raw) => (!is_gateway(raw.status), self.judge_answer(call, raw)),
            Gave::Broken(Broken::TooLarge) => (true, self.too_large(call)),
            Gave::Broken(Broken::NotConnected(why)) => {
                let reason = Reason::new(why, Sort::Unreachable);
                (false, (Outcome::Unreachable, Verdict::Next(reason)))
            }
            Gave::Broken(Broken::Interrupted(why)) => {
                (false, (Outcome::Broken, interrupted(call, why)))
            }
            Gave::TimedOut(after) => {
                let why = format!("no whole answer within {:.1} s", after.as_secs_f64());
                (false, (Outcome::TimedOut, interrupted(call, why)))
            }
        };
        Judgement {
            outcome,
            verdict,
            alive,
        }
    }

    fn judge_answer(&self, call: &Call, raw: Raw) -> (Outcome, Verdict) {
        let status = raw.status;
        if status.is_success() {
            return judge_freshness(call, raw);
        }
        if call.meant.contains(&status) {
            // A 404 of a server without a leader is no proof that there is nothing.
            return judge_freshness(call, raw);
        }
        let said = said::safe(&raw.body, self.token());
        match status.as_u16() {
            429 => {
                let reason = Reason::new(said, Sort::Throttled);
                (Outcome::Throttled, Verdict::Next(reason))
            }
            501 => {
                let path = call.path.clone();
                let kind = Kind::Unsupported { path, said };
                (Outcome::Refused, Verdict::Stop(kind))
            }
            // The registry says so, and only of what it has not kept.
            507 => (Outcome::Refused, Verdict::Stop(Kind::Full { said })),
            500..=599 => judge_server_error(call, status, said),
            code => {
                let kind = match code {
                    401 | 403 => Kind::Forbidden { said },
                    404 if said.is_empty() => Kind::Unsupported {
                        path: call.path.clone(),
                        said,
                    },
                    404 => Kind::NotFound { what: said },
                    413 => Kind::TooLarge {
                        size: call.body.len(),
                        limit: crate::call::BODY_LIMIT,
                    },
                    _ => Kind::Refused { status: code, said },
                };
                (Outcome::Refused, Verdict::Stop(kind))
            }
        }
    }

    fn too_large(&self, call: &Call) -> (Outcome, Verdict) {
        let limit = self.inner.settings.answer_limit;
        let verdict = if call.effect.is_write() {
            interrupted(call, format!("its answer has more than {limit} bytes"))
        } else {
            Verdict::Stop(Kind::AnswerTooLarge { limit })
        };
        (Outcome::Broken, verdict)
    }
}

impl Reason {
    fn new(why: String, sort: Sort) -> Self {
        Self {
            why,
            sort,
            unsure: false,
        }
    }
}

/// Whether something between us and Consul answered in its place.
fn is_gateway(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT
    )
}

/// That there is nothing is an answer, where the endpoint says it so.
fn is_none(call: &Call, raw: &Raw) -> bool {
    raw.status == StatusCode::NOT_FOUND && call.meant.contains(&raw.status)
}

fn judge_freshness(call: &Call, raw: Raw) -> (Outcome, Verdict) {
    let reason = match call.effect {
        Effect::Read(Consistency::Stale { max_last_contact })
            if raw.meta.last_contact > max_last_contact =>
        {
            let behind = raw.meta.last_contact;
            let why = format!("{:.1} s behind the leader", behind.as_secs_f64());
            Reason::new(why, Sort::Stale(behind))
        }
        Effect::Read(Consistency::Default | Consistency::Consistent)
            if raw.meta.known_leader == Some(false) =>
        {
            Reason::new("it knows no leader".to_owned(), Sort::NoLeader)
        }
        _ if raw.status.is_success() || is_none(call, &raw) => {
            return (Outcome::Ok, Verdict::Done(raw));
        }
        _ => return (Outcome::Refused, Verdict::Done(raw)),
    };
    let outcome = match reason.sort {
        Sort::Stale(_) => Outcome::Stale,
        _ => Outcome::NoLeader,
    };
    (outcome, Verdict::Next(reason))
}

fn judge_server_error(call: &Call, status: StatusCode, said: String) -> (Outcome, Verdict) {
    let plain = status == StatusCode::INTERNAL_SERVER_ERROR;
    // A read that was lost on its way to a leader that is going may as well wait for the next.
    let lost = call.effect.needs_leader() && !call.effect.is_write() && said::is_lost(&said);
    if plain && (said::is_no_leader(&said) || lost) {
        let reason = Reason::new(said, Sort::NoLeader);
        return (Outcome::NoLeader, Verdict::Next(reason));
    }
    let fate = said::fate(&said);
    if plain && fate == Fate::NotSent {
        let reason = Reason::new(said, Sort::Throttled);
        return (Outcome::Throttled, Verdict::Next(reason));
    }
    if plain && fate == Fate::Refused {
        let status = status.as_u16();
        let kind = if said.contains("Permission denied") || said.contains("ACL not found") {
            Kind::Forbidden { said }
        } else {
            Kind::Refused { status, said }
        };
        return (Outcome::ServerError, Verdict::Stop(kind));
    }
    let why = format!("{}: {said}", status.as_u16());
    (Outcome::ServerError, interrupted(call, why))
}

/// After a failure that says nothing about what was done.
fn interrupted(call: &Call, why: String) -> Verdict {
    let mut reason = Reason::new(why, Sort::Failed);
    reason.unsure = call.effect.is_write();
    Verdict::Next(reason)
}
