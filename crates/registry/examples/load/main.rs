//! Measures the registry over HTTP on this machine: `load` starts a server in a process of
//! its own and asks it from this one. `fill` and `open` are for the size of a large one.

#![expect(clippy::print_stdout, reason = "what was measured is the point of it")]

mod client;
mod measure;
mod size;

use std::error::Error;
use std::path::Path;

use registry::{Registry, Settings};

pub(crate) type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => measure::run(),
        ["serve", path] => serve(Path::new(path)),
        ["fill", path, count] => size::fill(Path::new(path), count.parse()?),
        ["open", path] => size::open(Path::new(path)),
        _ => Err("load [serve FILE | fill FILE SERVICES | open FILE]".into()),
    }
}

#[tokio::main(worker_threads = 2)]
async fn serve(path: &Path) -> Result<(), Failure> {
    use axum::serve::ListenerExt as _;
    let registry = Registry::open(path, Settings::default())?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    // Without it an answer waits 40 ms for an acknowledgement.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, registry.router()).await?;
    Ok(())
}
