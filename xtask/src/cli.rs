//! The commands and their options.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::build::{self, Flavour, Profile};
use crate::demo;
use crate::project::Project;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Builds, tests, measures and packages Skills Eye"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the front end and the server with everything inside
    Build(BuildArgs),
    /// Build what is needed and run `skills-eye demo`
    Demo(DemoArgs),
}

#[derive(Args)]
struct BuildArgs {
    /// The binary people install: optimised, and the WASM made small
    #[arg(long)]
    release: bool,
    /// With the page that shows every component (for the browser tests)
    #[arg(long)]
    kit: bool,
    /// Only what the browser loads, not the server
    #[arg(long)]
    site_only: bool,
}

#[derive(Args)]
struct DemoArgs {
    /// Build and run the optimised binary
    #[arg(long)]
    release: bool,
    /// With the page that shows every component
    #[arg(long)]
    kit: bool,
    /// Passed on to `skills-eye demo`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn run() -> Result<ExitCode> {
    let cli = Cli::parse();
    let project = Project::load()?;
    match cli.command {
        Command::Build(args) => {
            let flavour = flavour(args.release, args.kit);
            if args.site_only {
                build::build_site(&project, flavour)?;
            } else {
                build::build(&project, flavour)?;
            }
        }
        Command::Demo(args) => {
            return demo::run(&project, flavour(args.release, args.kit), &args.arguments);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn flavour(release: bool, kit: bool) -> Flavour {
    let profile = if release {
        Profile::Release
    } else {
        Profile::Demo
    };
    Flavour { profile, kit }
}
