//! The commands of the program.

mod output;

use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::bootstrap::Mode;

use crate::serve;

#[derive(Parser)]
#[command(name = "skills-eye", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Address and port to listen on
    #[arg(long, global = true, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the application
    Serve,
    /// Try it out: nothing to install, nothing left behind
    Demo,
}

/// Runs the program: exit code 0 when all is well, 2 when it was called or configured
/// wrongly, 1 when something else failed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let mode = match arguments.command {
        Command::Serve => Mode::LocalDevelopment,
        Command::Demo => Mode::Demo,
    };
    match start(arguments.listen, mode) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn start(listen: SocketAddr, mode: Mode) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let listener = TcpListener::bind(listen)?;
    output::line(&format!("http://{}", listener.local_addr()?));
    runtime.block_on(serve::serve(listener, mode))
}
