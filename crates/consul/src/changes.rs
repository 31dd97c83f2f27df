//! The registry's feed of changes, which Consul does not have.

use std::time::Duration;

use http::{Method, StatusCode};

use crate::answer::Answer;
use crate::call::{Call, Effect};
use crate::catalog;
use crate::client::Client;
use crate::error::{Error, Kind};
use crate::query::{self, Query};
use crate::wire::Changes;

pub(crate) const OPERATION: &str = "changes";
const PATH: &str = "/v1/internal/skills-eye/changes";

const MISSING: &[StatusCode] = &[StatusCode::NOT_FOUND, StatusCode::NOT_IMPLEMENTED];

impl Client {
    /// What changed in the catalog after an index, once something has or the wait is over.
    /// With 0 it is answered at once, with a reset and the index to go on from.
    ///
    /// Takes one of the places of watches. Each server counts for itself: when
    /// [`crate::Meta::server`] is another one than before, begin again with 0.
    ///
    /// # Errors
    ///
    /// [`Kind::Unsupported`] when this server has no feed, [`Kind::TooManyWatches`] when no
    /// more questions may wait; see [`Error`] for the others.
    pub async fn changes(&self, since: u64, wait: Duration) -> Result<Answer<Changes>, Error> {
        let call = from(since);
        let call = if since == 0 { call } else { call.waiting(wait) };
        let taken = self.run(&call).await?;
        if catalog::is_missing(taken.raw.status) {
            let path = PATH.to_owned();
            let said = "it has no feed of changes".to_owned();
            return Err(Error::new(OPERATION, Kind::Unsupported { path, said }));
        }
        Query::new(OPERATION, Ok(PATH.to_owned()), query::json).decode(&taken.raw)
    }

    /// Whether there is a feed: the beginning of it is a small answer.
    pub(crate) async fn has_changes(&self) -> Result<bool, Error> {
        match self.changes(0, Duration::ZERO).await {
            Ok(_) => Ok(true),
            Err(error) => match error.kind {
                Kind::Unsupported { .. } | Kind::Forbidden { .. } | Kind::Refused { .. } => {
                    Ok(false)
                }
                _ => Err(error),
            },
        }
    }
}

/// No leader is needed: the registry is one, and who has none of it says so at once.
fn from(since: u64) -> Call {
    Call::new(OPERATION, Method::GET, PATH.to_owned(), Effect::ReadAgent)
        .with("since", &since.to_string())
        .meaning(MISSING)
}
