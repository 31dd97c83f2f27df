//! Live events, as Server-Sent Events.

use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use domain::access::Actor;
use domain::error::{AppError, Reason};
use domain::event::{EventId, Topic, message};
use engine::events::{Message, Subscription};
use futures::Stream;
use futures::stream::unfold;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use tokio::time::timeout;
use utoipa::IntoParams;

use crate::errors::Failure;
use crate::state::Shared;

/// For proxies that would collect the stream before passing it on.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wishes {
    /// What to follow, separated by commas; `system` is always followed
    #[param(example = "kit")]
    #[serde(default)]
    topics: String,
    /// The last event that the client knows, `<instance>-<n>`; the header Last-Event-ID
    /// comes first
    since: Option<String>,
}

/// Live events
///
/// Messages: `event` with the topic and its data, `beat` when nothing happened for a
/// while, `resync` when something was missed and the client must read again what it shows.
#[utoipa::path(get, path = "/api/v1/events", tag = "system", params(Wishes), responses(
    (status = 200, description = "A stream that does not end", body = String,
        content_type = "text/event-stream"),
    (status = 400, description = "An unknown topic or a malformed id",
        body = super::openapi::Problem, content_type = "application/problem+json"),
    (status = 503, description = "Too many streams, or the server stops",
        body = super::openapi::Problem, content_type = "application/problem+json")))]
pub(crate) async fn events(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    RawQuery(query): RawQuery,
    wishes: Result<Query<Wishes>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Query(wishes) = wishes.map_err(|rejection| {
        let query = query.unwrap_or_default();
        AppError::bad_parameter("query", &query, rejection.body_text())
    })?;
    let topics = topics(&wishes.topics)?;
    let since = since(&wishes, &headers)?;
    let hub = &app.engine.events;
    let subscription = match since {
        Since::Now => hub.subscribe(&actor, &topics, None)?,
        Since::Event(id) => hub.subscribe(&actor, &topics, Some(&id))?,
    };
    let body = Body::from_stream(stream(subscription, app.config.events.heartbeat.get()));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (UNBUFFERED, HeaderValue::from_static("no")),
    ];
    Ok((headers, body).into_response())
}

fn topics(text: &str) -> Result<Vec<Topic>, AppError> {
    let mut topics = vec![Topic::System];
    for name in text.split(',').filter(|name| !name.is_empty()) {
        let topic = Topic::parse(name).ok_or_else(|| {
            let known: Vec<_> = Topic::ALL.iter().map(|topic| topic.as_str()).collect();
            AppError::bad_parameter("topics", name, Reason::NotOneOf)
                .with("known", known.join(", "))
        })?;
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    Ok(topics)
}

enum Since {
    Now,
    Event(EventId),
}

/// A browser that reconnects says by itself where it was; what it says cannot be wrong
/// through anybody's fault, so a strange id means only that it must read again.
fn since(wishes: &Wishes, headers: &HeaderMap) -> Result<Since, AppError> {
    if let Some(value) = headers.get("last-event-id") {
        let id = value.to_str().ok().and_then(EventId::parse);
        return Ok(Since::Event(id.unwrap_or(EventId {
            instance: String::new(),
            number: 0,
        })));
    }
    match wishes.since.as_deref() {
        None | Some("") => Ok(Since::Now),
        Some(text) => EventId::parse(text)
            .map(Since::Event)
            .ok_or_else(|| AppError::bad_parameter("since", text, Reason::NotAnEventId)),
    }
}

/// One message at a time is made, when the connection can take it: a client that does not
/// read holds back itself alone.
fn stream(
    subscription: Subscription,
    heartbeat: Duration,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let greeting = Some(format!(
        "retry: 2000\n{}",
        frame(message::BEAT, &subscription.position(), "{}")
    ));
    unfold(
        (subscription, greeting),
        move |(mut subscription, mut greeting)| async move {
            let text = match greeting.take() {
                Some(greeting) => greeting,
                None => match timeout(heartbeat, subscription.next()).await {
                    Ok(None) => return None,
                    Ok(Some(Message::Event(json))) => {
                        frame(message::EVENT, &subscription.position(), &json)
                    }
                    Ok(Some(Message::Resync)) => {
                        frame(message::RESYNC, &subscription.position(), "{}")
                    }
                    Err(_) => frame(message::BEAT, &subscription.position(), "{}"),
                },
            };
            Some((Ok(Bytes::from(text)), (subscription, greeting)))
        },
    )
}

/// JSON has no line breaks, so one line of data is always enough.
fn frame(name: &str, id: &EventId, data: &str) -> String {
    format!("id: {id}\nevent: {name}\ndata: {data}\n\n")
}
