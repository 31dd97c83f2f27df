//! The commands of the program.

mod agreement;
mod arguments;
mod check;
mod demo;
mod failure;
mod key;
mod open_files;
mod output;
mod registry;
mod serve;
mod start;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command};

/// Runs the program: exit code 0 when all is well, 2 when it was called or configured
/// wrongly, 1 when something else failed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Serve => serve::run(&arguments),
        Command::Demo => demo::run(&arguments),
        Command::Registry { what } => registry::run(&arguments, what),
        Command::Key { what } => key::run(what),
        Command::CheckConfig => check::run(&arguments),
        Command::ConfigReference => {
            output::text(&crate::config::reference());
            Ok(())
        }
        Command::Version => {
            let build = crate::assets::BUILD_ID;
            output::line(&format!("skills-eye {} (build {build})", version()));
            Ok(())
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "skills-eye", &mut script);
            output::bytes(&script);
            Ok(())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
