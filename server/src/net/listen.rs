//! Taking the port, with an error that says who and what to do.

use std::io::{Error, ErrorKind};
use std::net::{SocketAddr, TcpListener};

use crate::config::{Config, Problem};

/// # Errors
///
/// When the address cannot be had.
pub(crate) fn listen(config: &Config) -> Result<TcpListener, Problem> {
    let address = config.http.listen;
    bind(address).map_err(|error| problem(config, address, &error))
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
                .map_err(|error| problem(config, any, &error))
        }
        Err(error) => Err(problem(config, address, &error)),
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn problem(config: &Config, address: SocketAddr, error: &Error) -> Problem {
    let (what, remedy) = match error.kind() {
        ErrorKind::AddrInUse => (
            format!("the address {address} is in use"),
            format!(
                "stop the other program (`ss -ltnp 'sport = :{}'` names it) or choose another \
                 port, for example --listen {}:0 for any free one",
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
        place: config.places.of("http.listen"),
        key: "http.listen".to_owned(),
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
