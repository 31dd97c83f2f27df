//! What a request brings, or why it cannot be read.

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Json, Query};
use domain::error::{AppError, ErrorCode};

pub(crate) type Asked<T> = Result<Query<T>, QueryRejection>;
pub(crate) type Told<T> = Result<Json<T>, JsonRejection>;

pub(crate) fn asked<T>(query: Asked<T>) -> Result<T, AppError> {
    let query = query.map_err(|rejection| unreadable("arguments", rejection.body_text()));
    query.map(|Query(query)| query)
}

pub(crate) fn told<T>(body: Told<T>) -> Result<T, AppError> {
    let body = body.map_err(|rejection| unreadable("body", rejection.body_text()));
    body.map(|Json(body)| body)
}

fn unreadable(what: &str, why: String) -> AppError {
    AppError::new(ErrorCode::BadRequest)
        .with("what", what)
        .with("reason", why)
}
