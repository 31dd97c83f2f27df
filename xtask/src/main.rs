//! `cargo xtask`: builds, tests, measures and packages Skills Eye.

mod bench;
mod build;
mod ci;
mod cli;
mod demo;
mod dev;
mod doctor;
mod e2e;
mod http;
mod lint;
mod output;
mod package;
mod process;
mod project;
mod running;
mod soak;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(code) => code,
        Err(error) => {
            output::failure(&error);
            ExitCode::FAILURE
        }
    }
}
