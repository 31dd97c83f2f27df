//! Pages and JSON, compressed while they stream. Assets come compressed already, and the
//! layer leaves alone what has an encoding.

use http::header::CONTENT_TYPE;
use http::{Extensions, HeaderMap, StatusCode, Version};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{And, NotForContentType, Predicate as _, SizeAbove};

/// Below a packet's payload, compression only costs.
const SMALL: u64 = 1_024;

type Check = fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool;
type Worth = And<And<SizeAbove, NotForContentType>, Check>;

pub(super) fn layer() -> CompressionLayer<Worth> {
    CompressionLayer::new()
        .gzip(true)
        .br(true)
        // More costs more time than the network gives back.
        .quality(CompressionLevel::Precise(4))
        .compress_when(
            SizeAbove::new(SMALL)
                .and(NotForContentType::SSE)
                .and(is_text as Check),
        )
}

/// Images, fonts and the like have their compression inside.
fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| {
            kind.starts_with("text/")
                || kind.starts_with("application/json")
                || kind.starts_with("application/problem+json")
                || kind.starts_with("application/openmetrics-text")
        })
}
