//! `cargo xtask`: builds, tests, measures and packages Skills Eye.

mod build;
mod cli;
mod demo;
mod doctor;
mod e2e;
mod lint;
mod output;
mod process;
mod project;
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
