//! Who is let in through a door, before anything is looked up.

use std::net::IpAddr;

use axum::extract::Request;
use http::header::{AUTHORIZATION, HOST};
use http::uri::Authority;
use http::{HeaderMap, HeaderName, Method, StatusCode};

use super::query::Query;
use super::refusal::Refusal;
use super::routes::Endpoint;
use crate::door::{Door, Reach};

const TOKEN: HeaderName = HeaderName::from_static("x-consul-token");
/// The option in which Consul takes a token as well.
const TOKEN_OPTION: &str = "token";

/// Whether a request may go on. Of a path that leads nowhere no more is told than of others.
pub(super) fn check(
    door: &Door,
    endpoint: Option<Endpoint>,
    request: &Request,
) -> Result<(), Refusal> {
    if door.reach == Reach::Loopback && !calls_this_machine(request) {
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "this port is for this machine: call it localhost or by a loopback address",
        ));
    }
    let query = Query::read(request.uri().query());
    if query.has_in_any_case(TOKEN_OPTION) {
        return Err(Refusal::bad(
            "a token in an address lands in logs: send it in the header X-Consul-Token, and \
             replace this one",
        ));
    }
    let is_open = door.reach == Reach::Loopback
        && request.method() == Method::GET
        && endpoint.is_some_and(Endpoint::is_catalog_or_health);
    let is_accepted = || token(request.headers()).is_some_and(|token| door.accepts(token));
    if is_open || is_accepted() {
        return Ok(());
    }
    Err(Refusal::denied())
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok();
    let own = text(TOKEN).filter(|token| !token.is_empty());
    own.or_else(|| {
        let (scheme, token) = text(AUTHORIZATION)?.split_once(' ')?;
        let is_bearer = scheme.eq_ignore_ascii_case("bearer");
        is_bearer.then(|| token.trim())
    })
    .filter(|token| !token.is_empty())
}

/// Each name that a request has for its server: HTTP/2 and proxies put it in the address.
fn calls_this_machine(request: &Request) -> bool {
    let of_address = request.uri().authority().map(Authority::as_str);
    let mut of_headers = request.headers().get_all(HOST).iter().peekable();
    let is_called = of_address.is_some() || of_headers.peek().is_some();
    is_called
        && of_address.is_none_or(is_loopback)
        && of_headers.all(|name| name.to_str().is_ok_and(is_loopback))
}

fn is_loopback(authority: &str) -> bool {
    let name = match authority.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) if is_port(port) => address,
            _ => return false,
        },
        None => match authority.split_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            Some(_) => return false,
            None => authority,
        },
    };
    match name.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name.eq_ignore_ascii_case("localhost")
        }
    }
}

fn is_port(text: &str) -> bool {
    text.is_empty()
        || text
            .strip_prefix(':')
            .is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are() {
        for name in [
            "localhost",
            "LocalHost:8500",
            "localhost.:1",
            "127.0.0.1",
            "127.9.8.7:8500",
            "[::1]",
            "[::1]:8500",
            "[::ffff:127.0.0.1]:1",
        ] {
            assert!(is_loopback(name), "{name}");
        }
        for name in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:8500",
            "localhost:8500.evil.example",
            "localhost@evil.example",
            "evil.example:80@localhost",
            "10.0.0.1",
            "0.0.0.0",
            "[::1].evil.example",
            "[::1",
            "[::2]",
            "::1:x",
        ] {
            assert!(!is_loopback(name), "{name}");
        }
    }
}
