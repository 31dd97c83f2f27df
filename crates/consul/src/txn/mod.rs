//! Several writes that happen together or not at all.

mod operation;
mod result;
mod written;

use std::sync::Arc;

use http::{Method, StatusCode};
use serde::Deserialize;

use crate::answer::Answer;
use crate::call::{Call, Effect};
use crate::client::Client;
use crate::error::{Error, Kind};
use crate::query;
use crate::said;

pub use operation::{CheckVerb, KvVerb, NodeVerb, Operation, ServiceVerb};
pub use result::Applied;

/// Consul's limit of operations.
pub const MOST_OPERATIONS: usize = 64;

/// Why one operation of a refused transaction could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationError {
    /// The place of the operation in the transaction.
    pub index: usize,
    pub what: String,
}

/// Operations in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transaction {
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    #[serde(default)]
    results: Option<Vec<Applied>>,
    #[serde(default)]
    errors: Option<Vec<WireError>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct WireError {
    op_index: usize,
    what: String,
}

const OPERATION: &str = "txn";

impl Transaction {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn and(mut self, operation: Operation) -> Self {
        self.operations.push(operation);
        self
    }

    pub fn push(&mut self, operation: Operation) {
        self.operations.push(operation);
    }

    pub fn len(&self) -> usize {
        self.operations.len()
    }

    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// What would be sent, so that a batch can be cut before it is too large.
    ///
    /// # Errors
    ///
    /// When there are too many operations, or too many bytes.
    pub fn size(&self) -> Result<usize, Error> {
        self.call().map(|call| call.body.len())
    }

    /// Does it, whole or not at all; what was written or read comes back in order.
    ///
    /// # Errors
    ///
    /// [`Kind::Conflict`] when an operation's condition does not hold, [`Kind::Unsure`] when
    /// it may have been done; see [`Error`] for the others.
    pub async fn send(&self, client: &Client) -> Result<Answer<Vec<Applied>>, Error> {
        let call = self.call()?;
        let taken = client.run(&call).await?;
        let committed = taken.raw.status.is_success();
        let body: Body = query::json(&taken.raw).map_err(|why| {
            let server = Arc::clone(&taken.raw.meta.server);
            Error::new(OPERATION, Kind::Unsure { server, why })
        })?;
        if committed {
            return Ok(Answer {
                value: body.results.unwrap_or_default(),
                meta: taken.raw.meta,
            });
        }
        if let Some(unsure) = taken.earlier {
            return Err(Error::new(OPERATION, unsure));
        }
        let errors = body.errors.unwrap_or_default();
        let errors: Vec<OperationError> = errors
            .into_iter()
            .map(|error| OperationError {
                index: error.op_index,
                what: said::safe(error.what.as_bytes(), client.token()),
            })
            .collect();
        let denied = |error: &OperationError| {
            error.what.contains("Permission denied") || error.what.contains("ACL not found")
        };
        let kind = match errors.iter().find(|error| denied(error)) {
            Some(error) => Kind::Forbidden {
                said: error.what.clone(),
            },
            None => Kind::Conflict { errors },
        };
        Err(Error::new(OPERATION, kind))
    }

    fn call(&self) -> Result<Call, Error> {
        let count = self.operations.len();
        if count > MOST_OPERATIONS {
            let kind = Kind::TooManyOperations {
                count,
                limit: MOST_OPERATIONS,
            };
            return Err(Error::new(OPERATION, kind));
        }
        let reads = self.operations.iter().all(Operation::only_reads);
        let guarded = self.operations.iter().any(Operation::fails_when_repeated);
        let effect = if reads || guarded {
            Effect::WriteRepeatable
        } else {
            Effect::WriteOnce
        };
        Call::new(OPERATION, Method::PUT, "/v1/txn".to_owned(), effect)
            .meaning(&[StatusCode::CONFLICT])
            .json(&self.operations)
    }
}
