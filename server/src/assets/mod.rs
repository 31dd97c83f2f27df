//! The files that the browser loads, out of the binary.
//!
//! They are served below `/assets/{build_id}/`, where a file never changes, so that the
//! browser asks for each once. Without the feature `embed-assets` (tests, `cargo xtask dev`)
//! they are read from the site folder on every request, and nothing is remembered.

mod answer;
mod encoding;
mod mime;
#[cfg_attr(feature = "embed-assets", path = "embedded.rs")]
#[cfg_attr(not(feature = "embed-assets"), path = "folder.rs")]
mod source;

use std::borrow::Cow;

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::error::{AppError, ErrorCode, shorten};

use crate::errors::Failure;

pub(crate) use source::{BUILD_ID, lookup};

/// One file in the forms in which it can be sent.
pub(crate) struct Asset {
    pub(crate) mime: &'static str,
    /// The hash of the plain content: the entity tag without quotes.
    pub(crate) hash: Cow<'static, str>,
    pub(crate) raw: Cow<'static, [u8]>,
    pub(crate) br: Option<&'static [u8]>,
    pub(crate) gz: Option<&'static [u8]>,
}

/// Files of `public/` that browsers and robots ask for at the root.
pub(crate) const ROOT_FILES: [&str; 3] = ["/favicon.svg", "/favicon.ico", "/robots.txt"];

/// The first part of the address of every asset, without the leading slash.
pub(crate) fn prefix() -> String {
    format!("assets/{BUILD_ID}")
}

/// `GET /assets/{build_id}/{*path}`
pub(crate) async fn asset(
    parts: Result<Path<(String, String)>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    // What is no text is the name of no file.
    let Ok(Path((build_id, path))) = parts else {
        return Err(not_found(&uri));
    };
    // Pages and scripts of one build never mix with those of another: an old page gets
    // a clear 404 and reloads, instead of a script that does not fit.
    if source::FIXED && build_id != BUILD_ID {
        return Err(not_found(&uri));
    }
    let freshness = if source::FIXED {
        answer::Freshness::Forever
    } else {
        answer::Freshness::Never
    };
    let asset = lookup(&path).ok_or_else(|| not_found(&uri))?;
    Ok(answer::answer(&asset, freshness, &headers))
}

/// `GET` of one of [`ROOT_FILES`]
pub(crate) async fn root_file(uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let freshness = if source::FIXED {
        answer::Freshness::Hour
    } else {
        answer::Freshness::Never
    };
    let name = uri.path().trim_start_matches('/');
    let asset = lookup(name).ok_or_else(|| not_found(&uri))?;
    Ok(answer::answer(&asset, freshness, &headers))
}

/// Like every failure it is not remembered: during an upgrade another instance may have the
/// file a moment later.
fn not_found(uri: &Uri) -> Failure {
    AppError::new(ErrorCode::NotFound)
        .with("path", shorten(uri.path()))
        .into()
}

#[cfg(test)]
mod tests;
