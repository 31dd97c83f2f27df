//! Who leads, and who may.

use http::Method;

use crate::answer::{Answer, Raw};
use crate::call::{Call, Effect};
use crate::client::Client;
use crate::error::Error;
use crate::query::{self, Query};

#[derive(Clone, Copy, Debug)]
pub struct Status<'a> {
    client: &'a Client,
}

const LEADER: (&str, &str) = ("status_leader", "/v1/status/leader");

pub(crate) fn leader_call() -> Call {
    Call::new(
        LEADER.0,
        Method::GET,
        LEADER.1.to_owned(),
        Effect::ReadAgent,
    )
}

pub(crate) fn names_a_leader(raw: &Raw) -> bool {
    leader_in(raw).is_ok_and(|leader| leader.is_some())
}

fn leader_in(raw: &Raw) -> Result<Option<String>, String> {
    let leader: String = query::json(raw)?;
    Ok(Some(leader).filter(|leader| !leader.is_empty()))
}

impl<'a> Status<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// The leader's address among the servers; nothing while there is none.
    ///
    /// # Errors
    ///
    /// When no server answers.
    pub async fn leader(self) -> Result<Answer<Option<String>>, Error> {
        let query = Query::new(LEADER.0, Ok(LEADER.1.to_owned()), leader_in);
        self.client.read_local(&query, None).await
    }

    /// The addresses of the servers that choose the leader.
    ///
    /// # Errors
    ///
    /// When no server answers.
    pub async fn peers(self) -> Result<Answer<Vec<String>>, Error> {
        let path = Ok("/v1/status/peers".to_owned());
        let query = Query::new("status_peers", path, query::json_or_default);
        self.client.read_local(&query, None).await
    }
}
