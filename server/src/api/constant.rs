//! JSON that does not change while the process lives: made once, revalidated by its tag.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, StatusCode};

#[derive(Clone, Debug)]
pub(crate) struct Constant {
    body: Bytes,
    tag: HeaderValue,
}

impl Constant {
    pub(crate) fn json(body: String) -> Self {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        // Weak, because compression changes the bytes and not what they say.
        let tag = format!("W/\"{:016x}\"", hasher.finish());
        Self {
            body: body.into(),
            tag: HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("W/\"\"")),
        }
    }

    pub(crate) fn respond(&self, asked: &HeaderMap) -> Response {
        let known = asked.get_all(IF_NONE_MATCH).iter().any(|value| {
            value
                .to_str()
                .is_ok_and(|tags| tags.split(',').any(|tag| tag.trim() == self.tag))
        });
        let headers = [
            (ETAG, self.tag.clone()),
            (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        if known {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let kind = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        (headers, kind, self.body.clone()).into_response()
    }
}
