//! Sessions: who holds locks, and for how long.

use http::{Method, StatusCode};
use serde::Deserialize;

use crate::answer::Answer;
use crate::call::{Call, Effect};
use crate::client::Client;
use crate::error::{Error, Kind};
use crate::path;
use crate::query::{self, Query};
use crate::wire::{NewSession, Session};

/// A session; nothing when it has ended.
pub fn info(id: &str) -> Query<Option<Session>> {
    Query::new("session_info", at("info", id), |raw| {
        let sessions: Vec<Session> = query::json_or_default(raw)?;
        Ok(sessions.into_iter().next())
    })
}

pub fn list() -> Query<Vec<Session>> {
    let path = Ok("/v1/session/list".to_owned());
    Query::new("session_list", path, query::json_or_default)
}

#[derive(Clone, Copy, Debug)]
pub struct Sessions<'a> {
    client: &'a Client,
}

impl<'a> Sessions<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Begins a session; its ID. One that nobody knows of ends by itself.
    ///
    /// # Errors
    ///
    /// [`Kind::Refused`] for a time to live that Consul does not take; see [`Error`] for
    /// the others.
    pub async fn create(self, session: &NewSession) -> Result<Answer<String>, Error> {
        #[derive(Deserialize)]
        struct Created {
            #[serde(rename = "ID")]
            id: String,
        }
        let path = "/v1/session/create".to_owned();
        let effect = Effect::WriteRepeatable;
        let call = Call::new("session_create", Method::PUT, path, effect);
        let created = self.client.write::<Created>(&call.json(session)?).await?;
        Ok(created.map(|created| created.id))
    }

    /// Begins its time to live anew; false when it has ended.
    ///
    /// # Errors
    ///
    /// When no server can do it.
    pub async fn renew(self, id: &str) -> Result<Answer<bool>, Error> {
        let call = write("session_renew", at("renew", id))?.meaning(&[StatusCode::NOT_FOUND]);
        let taken = self.client.run(&call).await?;
        Ok(Answer {
            value: taken.raw.status.is_success(),
            meta: taken.raw.meta,
        })
    }

    /// Ends it, whether it is there or not; its locks are free at once.
    ///
    /// # Errors
    ///
    /// When no server can do it.
    pub async fn destroy(self, id: &str) -> Result<(), Error> {
        let call = write("session_destroy", at("destroy", id))?;
        self.client.run(&call).await.map(drop)
    }
}

/// Doing it again does nothing more.
fn write(operation: &'static str, path: Result<String, Kind>) -> Result<Call, Error> {
    let path = path.map_err(|kind| Error::new(operation, kind))?;
    let effect = Effect::WriteRepeatable;
    Ok(Call::new(operation, Method::PUT, path, effect))
}

fn at(kind: &str, id: &str) -> Result<String, Kind> {
    Ok(format!("/v1/session/{kind}/{}", path::segment(id)?))
}
