//! A TCP proxy that breaks what goes through it, on demand.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::ports;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// Everything arrives so much later.
    Latency(Duration),
    /// Nobody listens, and open connections are cut.
    Refuse,
    /// Connections are taken, and then nothing happens.
    Hang,
    /// Of the next answer so many bytes arrive, then the connection is reset.
    ResetAfter(usize),
    /// Answers arrive so many bytes at a time.
    Drip {
        bytes: usize,
        every: Duration,
    },
}

#[derive(Debug)]
pub struct ChaosProxy {
    address: SocketAddr,
    fault: watch::Sender<Fault>,
    /// What it has come to do.
    done: watch::Receiver<Fault>,
    task: JoinHandle<io::Result<()>>,
}

impl ChaosProxy {
    /// # Errors
    ///
    /// When no port can be had.
    pub async fn start(upstream: SocketAddr) -> io::Result<Self> {
        let [port] = ports::free()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address).await?;
        let (fault, faults) = watch::channel(Fault::None);
        let (tell, done) = watch::channel(Fault::None);
        let task = tokio::spawn(listen(listener, address, upstream, faults, tell));
        Ok(Self {
            address,
            fault,
            done,
            task,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns when new connections meet it: before, one may still be refused, or taken.
    ///
    /// # Errors
    ///
    /// When the port cannot be had again after [`Fault::Refuse`].
    pub async fn set(&self, fault: Fault) -> io::Result<()> {
        self.fault.send_replace(fault);
        let mut done = self.done.clone();
        let reached = done.wait_for(|done| *done == fault).await;
        reached.map(drop).map_err(io::Error::other)
    }
}

impl Drop for ChaosProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(
    first: TcpListener,
    address: SocketAddr,
    upstream: SocketAddr,
    mut faults: watch::Receiver<Fault>,
    tell: watch::Sender<Fault>,
) -> io::Result<()> {
    let mut listener = Some(first);
    loop {
        let fault = *faults.borrow_and_update();
        if fault == Fault::Refuse {
            listener = None;
        } else if listener.is_none() {
            listener = Some(TcpListener::bind(address).await?);
        }
        tell.send_replace(fault);
        let accepted = async {
            match &listener {
                Some(listener) => listener.accept().await.ok(),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = faults.changed() => {
                if changed.is_err() {
                    return Ok(());
                }
            }
            client = accepted => {
                if let Some((client, _)) = client {
                    tokio::spawn(carry(client, upstream, faults.clone()));
                }
            }
        }
    }
}

async fn carry(client: TcpStream, upstream: SocketAddr, faults: watch::Receiver<Fault>) {
    let Ok(server) = TcpStream::connect(upstream).await else {
        return;
    };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    // Whatever ends one way ends both: dropped halves close their connections.
    tokio::select! {
        () = pipe(from_client, to_server, faults.clone(), false) => {}
        () = pipe(from_server, to_client, faults, true) => {}
    }
}

async fn pipe(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut faults: watch::Receiver<Fault>,
    answers: bool,
) {
    let mut buffer = vec![0; 16 * 1_024];
    loop {
        let read = tokio::select! {
            read = from.read(&mut buffer) => read,
            changed = faults.changed() => {
                if changed.is_err() || *faults.borrow() == Fault::Refuse {
                    return;
                }
                continue;
            }
        };
        let count = match read {
            Ok(count) if count > 0 => count,
            _ => return,
        };
        let bytes = &buffer[..count];
        let fault = *faults.borrow();
        let written = match fault {
            Fault::None => to.write_all(bytes).await,
            Fault::Latency(delay) => {
                sleep(delay).await;
                to.write_all(bytes).await
            }
            Fault::Refuse => return,
            Fault::Hang => std::future::pending().await,
            Fault::ResetAfter(some) if answers => {
                let _ = to.write_all(&bytes[..some.min(count)]).await;
                let _ = to.as_ref().set_zero_linger();
                return;
            }
            Fault::Drip { bytes: some, every } if answers => {
                drip(&mut to, bytes, some.max(1), every).await
            }
            Fault::ResetAfter(_) | Fault::Drip { .. } => to.write_all(bytes).await,
        };
        if written.is_err() {
            return;
        }
    }
}

async fn drip(
    to: &mut OwnedWriteHalf,
    bytes: &[u8],
    some: usize,
    every: Duration,
) -> io::Result<()> {
    for part in bytes.chunks(some) {
        to.write_all(part).await?;
        sleep(every).await;
    }
    Ok(())
}
