//! The commands and their options.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::build::{self, Flavour, Profile};
use crate::project::Project;
use crate::{bench, ci, demo, dev, doctor, e2e, lint, package, soak, test};

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
    /// Say what this machine has and lacks, and how each missing thing is had
    Doctor,
    /// Build the front end and the server with everything inside
    Build(BuildArgs),
    /// Build what is needed and run `skills-eye demo`
    Demo(DemoArgs),
    /// Run the tests, unit to browser; the last line sums up
    Test(TestArgs),
    /// Run the browser tests on the real binary
    E2e(E2eArgs),
    /// Check form, lints, documentation and the rules of the tree
    Lint,
    /// Rebuild and reload on change
    Dev,
    /// Measure, against budgets and a saved baseline
    Bench(BenchArgs),
    /// Run the long proofs
    Soak(SoakArgs),
    /// Everything that a change must pass
    Ci,
    /// Make the tarball to install
    Package,
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
    /// Passed on to `skills-eye demo`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

#[derive(Args)]
struct BenchArgs {
    /// Keep the figures as a baseline of this name
    #[arg(long, value_name = "NAME")]
    save: Option<String>,
    /// Show them beside the baseline of this name
    #[arg(long, value_name = "NAME")]
    compare: Option<String>,
    /// Only cases whose name contains this
    #[arg(long)]
    only: Option<String>,
    /// Measure the binaries that are there
    #[arg(long)]
    no_build: bool,
}

#[derive(Args)]
struct SoakArgs {
    /// A tenth of the rounds, as CI does
    #[arg(long)]
    tenth: bool,
    /// Only proofs whose name contains this
    #[arg(long)]
    only: Option<String>,
    /// Use the binary that is there
    #[arg(long)]
    no_build: bool,
    /// Repeat a run
    #[arg(long)]
    seed: Option<u64>,
}

#[derive(Args)]
struct TestArgs {
    /// Only tests whose name contains this
    filter: Option<String>,
    /// Only what needs no browser and no external server
    #[arg(long)]
    quick: bool,
    /// Browser tests on the quickly built binary
    #[arg(long)]
    demo_build: bool,
}

#[derive(Args)]
struct E2eArgs {
    /// Test the quickly built binary
    #[arg(long)]
    demo_build: bool,
    /// Test the binary built the last time
    #[arg(long)]
    no_build: bool,
    /// Passed on to Playwright, e.g. a file name or `--grep words`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn run() -> Result<ExitCode> {
    let cli = Cli::parse();
    let project = Project::load()?;
    match cli.command {
        Command::Doctor => doctor::run(&project)?,
        Command::Lint => lint::run(&project)?,
        Command::Build(args) => {
            let flavour = flavour(args.release, args.kit);
            if args.site_only {
                build::build_site(&project, flavour)?;
            } else {
                build::build(&project, flavour)?;
            }
        }
        Command::Demo(args) => {
            // The pages of components and the large table are there to be tried.
            return demo::run(&project, flavour(args.release, true), &args.arguments);
        }
        Command::Dev => dev::run(&project)?,
        Command::Ci => return ci::run(&project),
        Command::Package => package::run(&project)?,
        Command::Bench(args) => {
            let BenchArgs {
                save,
                compare,
                only,
                no_build,
            } = args;
            bench::run(
                &project,
                &bench::Options {
                    save,
                    compare,
                    only,
                    no_build,
                },
            )?;
        }
        Command::Soak(args) => {
            let SoakArgs {
                tenth,
                only,
                no_build,
                seed,
            } = args;
            soak::run(
                &project,
                &soak::Options {
                    tenth,
                    only,
                    no_build,
                    seed,
                },
            )?;
        }
        Command::Test(args) => {
            let browser = e2e::Options {
                demo_build: args.demo_build,
                ..Default::default()
            };
            let options = test::Options {
                filter: args.filter,
                quick: args.quick,
                browser,
            };
            return Ok(test::run(&project, &options));
        }
        Command::E2e(args) => {
            let E2eArgs {
                demo_build,
                no_build,
                arguments,
            } = args;
            return Ok(e2e::command(
                &project,
                &e2e::Options {
                    demo_build,
                    no_build,
                    arguments,
                    ..e2e::Options::default()
                },
            ));
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
