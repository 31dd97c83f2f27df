//! What is read from the head of a request in more than one place.

use axum::extract::Request;
use domain::locale::{LOCALE_COOKIE, Locale};
use domain::theme::{THEME_COOKIE, Theme};
use http::HeaderMap;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, COOKIE, HOST};

/// The value of a cookie; the first of that name counts.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The language of the reader: as chosen, else as the browser prefers.
pub(crate) fn locale(headers: &HeaderMap) -> Locale {
    cookie(headers, LOCALE_COOKIE)
        .and_then(Locale::parse)
        .unwrap_or_else(|| {
            let preferred = headers
                .get(ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok());
            Locale::negotiate(preferred.unwrap_or_default())
        })
}

pub(crate) fn theme(headers: &HeaderMap) -> Theme {
    cookie(headers, THEME_COOKIE)
        .and_then(Theme::parse)
        .unwrap_or_default()
}

/// Whether a person looks at the answer; programs that take anything do not count.
pub(crate) fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/html"))
}

/// The name and port that the client speaks to; HTTP/2 has it in the address.
pub(crate) fn host(request: &Request) -> Option<&str> {
    let named = request.uri().authority().map(http::uri::Authority::as_str);
    named.or_else(|| request.headers().get(HOST)?.to_str().ok())
}
