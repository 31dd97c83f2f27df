//! The HTTP answer for a file: form, caching, revalidation.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;

use super::Asset;
use super::encoding::{Encoding, choose};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freshness {
    /// The address changes with the content.
    Forever,
    Hour,
    /// Development: what is on the disk now.
    Never,
}

impl Freshness {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Hour => "public, max-age=3600",
            Self::Never => "no-store",
        })
    }
}

pub(super) fn answer(asset: &Asset, freshness: Freshness, asked: &HeaderMap) -> Response {
    let encoding = choose(asked, asset.br.is_some(), asset.gz.is_some());
    let (body, coding) = form(asset, encoding);
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, freshness.header());
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if freshness != Freshness::Never {
        let tag = entity_tag(&asset.hash, coding);
        let matched = is_known(asked, &tag);
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, tag);
        }
        if matched {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    if let Some(coding) = coding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    (headers, Body::from(body)).into_response()
}

fn form(asset: &Asset, encoding: Encoding) -> (Bytes, Option<&'static str>) {
    match (encoding, asset.br, asset.gz) {
        (Encoding::Brotli, Some(br), _) => (Bytes::from_static(br), Some("br")),
        (Encoding::Gzip, _, Some(gz)) => (Bytes::from_static(gz), Some("gzip")),
        _ => match &asset.raw {
            Cow::Borrowed(raw) => (Bytes::from_static(raw), None),
            Cow::Owned(raw) => (Bytes::copy_from_slice(raw), None),
        },
    }
}

/// A strong tag names exact bytes, so each form has its own.
fn entity_tag(hash: &str, coding: Option<&str>) -> String {
    match coding {
        Some(coding) => format!("\"{hash}-{coding}\""),
        None => format!("\"{hash}\""),
    }
}

/// Whether the client has it already; compared weakly, as If-None-Match asks.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    fn asset() -> Asset {
        Asset {
            mime: "application/wasm",
            hash: Cow::Borrowed("abc"),
            raw: Cow::Borrowed(b"plain"),
            br: Some(b"br"),
            gz: None,
        }
    }

    fn asked(pairs: &[(http::HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    #[tokio::test]
    async fn a_file_comes_in_the_form_that_was_asked() {
        let wants = asked(&[(http::header::ACCEPT_ENCODING, "gzip, br")]);
        let response = answer(&asset(), Freshness::Forever, &wants);
        assert_eq!(response.status(), StatusCode::OK);
        let headers = response.headers();
        assert_eq!(headers[CONTENT_ENCODING], "br");
        assert_eq!(headers[CONTENT_TYPE], "application/wasm");
        assert_eq!(headers[ETAG], "\"abc-br\"");
        assert_eq!(headers[VARY], "accept-encoding");
        assert_eq!(
            headers[CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body.as_ref(), b"br");
    }

    #[tokio::test]
    async fn what_the_client_has_is_not_sent_again() {
        let check = |known: &'static str, expected| {
            let response = answer(&asset(), Freshness::Hour, &asked(&[(IF_NONE_MATCH, known)]));
            assert_eq!(response.status(), expected, "{known}");
            assert_eq!(response.headers()[ETAG], "\"abc\"");
        };
        check("\"abc\"", StatusCode::NOT_MODIFIED);
        check("\"other\", W/\"abc\"", StatusCode::NOT_MODIFIED);
        check("*", StatusCode::NOT_MODIFIED);
        check("\"abc-br\"", StatusCode::OK);
    }
}
