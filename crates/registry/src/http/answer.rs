//! Answers and the headers that go with them.

use axum::body::Body;
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::ser::PrettyFormatter;

use super::query::ReadOptions;
use super::refusal::Refusal;

pub(super) const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
pub(super) const PLAIN: HeaderValue = HeaderValue::from_static("text/plain");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

const INDEX: HeaderName = HeaderName::from_static("x-consul-index");
const KNOWN_LEADER: HeaderName = HeaderName::from_static("x-consul-knownleader");
const LAST_CONTACT: HeaderName = HeaderName::from_static("x-consul-lastcontact");
const CONSISTENCY: HeaderName = HeaderName::from_static("x-consul-effective-consistency");
const CACHE: HeaderName = HeaderName::from_static("x-cache");

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Compact,
    Indented,
}

/// Whether the answer comes of a cluster that has a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leader {
    Known,
    Unknown,
}

pub(super) type Answer = Result<Response, Refusal>;

/// A value as JSON, as Consul prints it.
pub(super) fn json<T: Serialize + ?Sized>(value: &T, form: Form) -> Answer {
    json_with(StatusCode::OK, value, form)
}

pub(super) fn json_with<T: Serialize + ?Sized>(
    status: StatusCode,
    value: &T,
    form: Form,
) -> Answer {
    let mut body = Vec::with_capacity(256);
    let written = match form {
        Form::Compact => serde_json::to_writer(&mut body, value),
        Form::Indented => {
            let formatter = PrettyFormatter::with_indent(b"    ");
            value
                .serialize(&mut serde_json::Serializer::with_formatter(
                    &mut body, formatter,
                ))
                .map(|()| body.push(b'\n'))
        }
    };
    written.map_err(|error| Refusal::failed(error.to_string()))?;
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    Ok(response)
}

pub(super) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// What Consul answers to most changes of its agent: nothing.
pub(super) fn done() -> Answer {
    Ok(empty(StatusCode::OK))
}

/// Says how new the answer is.
pub(super) fn mark(response: &mut Response, index: u64) {
    let headers = response.headers_mut();
    headers.insert(INDEX, HeaderValue::from(index.max(1)));
    mark_leader(response, Leader::Known);
}

pub(super) fn mark_leader(response: &mut Response, leader: Leader) {
    let headers = response.headers_mut();
    let known = match leader {
        Leader::Known => "true",
        Leader::Unknown => "false",
    };
    headers.insert(KNOWN_LEADER, HeaderValue::from_static(known));
    headers.insert(LAST_CONTACT, HeaderValue::from_static("0"));
}

/// Says how the question was answered, where Consul says so.
pub(super) fn mark_consistency(response: &mut Response, options: &ReadOptions) {
    let headers = response.headers_mut();
    headers.insert(
        CONSISTENCY,
        HeaderValue::from_static(options.consistency.as_str()),
    );
}

/// Says that an answer which may be old is not.
pub(super) fn mark_cache(response: &mut Response, options: &ReadOptions) {
    if options.cached {
        let headers = response.headers_mut();
        headers.insert(CACHE, HeaderValue::from_static("MISS"));
    }
}
