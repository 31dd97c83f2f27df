//! Taking the port, with an error that says who and what to do.

use std::io::{Error, ErrorKind};
use std::net::{SocketAddr, TcpListener};

use crate::config::{Config, Problem};

/// By which an address is chosen.
#[derive(Clone, Copy)]
struct Setting {
    key: &'static str,
    option: &'static str,
}

const HTTP: Setting = Setting {
    key: "http.listen",
    option: "--listen",
};
const REGISTRY: Setting = Setting {
    key: "registry.listen",
    option: "--registry-listen",
};

/// # Errors
///
/// When the address cannot be had.
pub(crate) fn listen(config: &Config) -> Result<TcpListener, Problem> {
    let address = config.http.listen;
    bind(address).map_err(|error| problem(config, HTTP, address, &error))
}

/// The port of the registry, when one is wanted.
///
/// # Errors
///
/// When the port cannot be had.
pub(crate) fn listen_for_registry(config: &Config) -> Result<Option<TcpListener>, Problem> {
    let Some(address) = config.registry.listen else {
        return Ok(None);
    };
    let listener = TcpListener::bind(address);
    let listener = listener.map_err(|error| problem(config, REGISTRY, address, &error))?;
    Ok(Some(listener))
}

/// The address, or when its port is taken any free one.
///
/// # Errors
///
/// When no port at that address can be had.
pub(crate) fn listen_nearby(config: &Config) -> Result<(TcpListener, bool), Problem> {
    let address = config.http.listen;
    match bind(address) {
        Ok(listener) => Ok((listener, true)),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let any = SocketAddr::new(address.ip(), 0);
            bind(any)
                .map(|listener| (listener, false))
                .map_err(|error| problem(config, HTTP, any, &error))
        }
        Err(error) => Err(problem(config, HTTP, address, &error)),
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn problem(config: &Config, setting: Setting, address: SocketAddr, error: &Error) -> Problem {
    let Setting { key, option } = setting;
    let (what, remedy) = match error.kind() {
        ErrorKind::AddrInUse => (
            format!("the address {address} is in use"),
            format!(
                "stop the other program (`ss -ltnp 'sport = :{}'` names it) or choose another \
                 port, for example {option} {}:0 for any free one",
                address.port(),
                bracketed(address)
            ),
        ),
        ErrorKind::AddrNotAvailable => (
            format!("this machine has no address {}", address.ip()),
            "choose one that `ip address` shows".to_owned(),
        ),
        ErrorKind::PermissionDenied => (
            format!("this user may not listen on port {}", address.port()),
            "choose a port from 1024, or allow it with CAP_NET_BIND_SERVICE".to_owned(),
        ),
        _ => (
            format!("cannot listen on {address}: {error}"),
            "choose another address".to_owned(),
        ),
    };
    Problem {
        place: config.places.of(key),
        key: key.to_owned(),
        what,
        remedy,
    }
}

fn bracketed(address: SocketAddr) -> String {
    match address {
        SocketAddr::V4(v4) => v4.ip().to_string(),
        SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
    }
}
