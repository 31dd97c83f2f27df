//! Targets for Prometheus' `http_sd`, out of the registry of this process.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use domain::access::Actor;
use domain::error::{AppError, ErrorCode, Reason};
use http::header::CONTENT_TYPE;
use utoipa::ToSchema;

use crate::errors::Failure;
use crate::state::Shared;

/// A target with its labels, as Prometheus reads them
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the registry makes")]
pub(crate) struct Group {
    #[schema(example = json!(["10.0.0.7:9100"]))]
    targets: Vec<String>,
    #[schema(additional_properties, value_type = Object)]
    labels: std::collections::BTreeMap<String, String>,
}

/// The services of the registry as targets for `http_sd_configs`
///
/// The labels are those of `consul_sd_configs`, so relabelling rules work with both.
#[utoipa::path(get, path = "/api/v1/sd/services", tag = "discovery",
    params(
        ("service" = Option<Vec<String>>, Query,
            description = "Only services of these names; may be repeated"),
        ("tag" = Option<Vec<String>>, Query,
            description = "Only services with all of these tags; may be repeated")),
    responses(
        (status = 200, description = "One group a service", body = Vec<Group>),
        (status = 400, description = "An unknown parameter", body = super::openapi::Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "Everything is kept in Consul: use `consul_sd_configs`",
            body = super::openapi::Problem, content_type = "application/problem+json")))]
pub(crate) async fn services(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<impl IntoResponse, Failure> {
    let mut services = Vec::new();
    let mut tags = Vec::new();
    for (name, value) in query {
        match &*name {
            "service" => services.push(value),
            "tag" => tags.push(value),
            _ => {
                let error = AppError::bad_parameter(&name, &value, Reason::NotOneOf);
                return Err(error.with("known", "service, tag").into());
            }
        }
    }
    let turn = Arc::clone(&app.discovering).lock_owned().await;
    let engine = Arc::clone(&app.engine);
    let made = tokio::task::spawn_blocking(move || {
        let made = engine.discover(&actor, services, tags);
        // Not sooner, even if nobody waits for it any more.
        drop(turn);
        made
    });
    let body = made.await.unwrap_or_else(|panic| {
        Err(AppError::new(ErrorCode::Internal).with("cause", panic.to_string()))
    })?;
    let body = body.ok_or_else(|| {
        AppError::new(ErrorCode::NotFound)
            .with("what", "http_sd")
            .with("reason", Reason::KeptInConsul)
    })?;
    Ok(([(CONTENT_TYPE, "application/json")], body))
}
