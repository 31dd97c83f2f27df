//! Ports for servers that cannot choose their own.

use std::io;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::sync::atomic::{AtomicU16, Ordering};

/// Below those that systems give to outgoing connections: one of these would else be taken
/// while a server is gone that is to come back.
const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;

static NEXT: AtomicU16 = AtomicU16::new(0);

/// Ports of loopback that are free for TCP and for UDP.
pub(crate) fn free<const N: usize>() -> io::Result<[u16; N]> {
    // Processes begin at different places, so that they seldom want the same.
    let start = u16::try_from(std::process::id().wrapping_mul(97) % u32::from(COUNT)).unwrap_or(0);
    let mut ports = [0; N];
    let mut held = Vec::new();
    for port in &mut ports {
        *port = loop {
            let step = NEXT.fetch_add(1, Ordering::Relaxed);
            if step >= COUNT {
                return Err(io::Error::other("no free port is left"));
            }
            let candidate = FIRST + (start + step) % COUNT;
            let address = (Ipv4Addr::LOCALHOST, candidate);
            if let (Ok(tcp), Ok(udp)) = (TcpListener::bind(address), UdpSocket::bind(address)) {
                held.push((tcp, udp));
                break candidate;
            }
        };
    }
    Ok(ports)
}
