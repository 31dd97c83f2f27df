//! `cargo xtask ci`: everything that a change must pass, with the time of each step.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::bench;
use crate::build::{self, Flavour, Profile};
use crate::output;
use crate::package;
use crate::process;
use crate::project::Project;
use crate::soak;
use crate::test;
use crate::{e2e, lint};

type Step = (&'static str, fn(&Project) -> Result<()>);

const STEPS: [Step; 7] = [
    ("lint", lint::run),
    ("build", build_both),
    ("test", test_all),
    ("size", size_gate),
    ("documents", documents),
    ("soak", tenth_of_soak),
    ("package", package::run),
];

pub(crate) fn run(project: &Project) -> Result<ExitCode> {
    let started = Instant::now();
    let mut times: Vec<(&str, Duration)> = Vec::new();
    let mut failed = None;
    for (name, step) in STEPS {
        let begun = Instant::now();
        output::step(format_args!("ci: {name}"));
        let outcome = step(project);
        times.push((name, begun.elapsed()));
        output::line(format_args!(
            "ci: {name} took {}",
            output::seconds(begun.elapsed())
        ));
        if let Err(error) = outcome {
            output::failure(&error);
            failed = Some(name);
            break;
        }
    }
    let rows: Vec<Vec<String>> = times
        .iter()
        .map(|(name, time)| vec![(*name).to_owned(), output::seconds(*time)])
        .collect();
    output::table(&["step", "took"], &rows);
    output::line(format_args!("total {}", output::seconds(started.elapsed())));
    match failed {
        None => {
            output::line("ci: passed");
            Ok(ExitCode::SUCCESS)
        }
        Some(name) => {
            output::line(format_args!("ci: failed at {name}"));
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The binary to ship, and the one that the browser tests and the soak use.
fn build_both(project: &Project) -> Result<()> {
    build::build(project, Flavour::RELEASE)?;
    build::build(project, KIT)?;
    Ok(())
}

const KIT: Flavour = Flavour {
    profile: Profile::Release,
    kit: true,
};

fn test_all(project: &Project) -> Result<()> {
    let browser = e2e::Options {
        no_build: true,
        ..Default::default()
    };
    let options = test::Options {
        filter: None,
        quick: false,
        browser,
    };
    if test::run(project, &options) != ExitCode::SUCCESS {
        bail!("tests failed");
    }
    Ok(())
}

fn size_gate(project: &Project) -> Result<()> {
    let (binary, site) = build::places(project, Flavour::RELEASE);
    let figures = bench::budgets(&project.leptos.output_name, &binary, &site)?;
    bench::print(&figures);
    if let Some(figure) = figures.iter().find(|figure| !figure.holds()) {
        bail!("over budget: {}", figure.name);
    }
    Ok(())
}

/// Generated documents agree with the binary.
fn documents(project: &Project) -> Result<()> {
    let (binary, _) = build::places(project, Flavour::RELEASE);
    let generated = process::read(process::program(project, binary, &["config-reference"]))?;
    let committed = std::fs::read_to_string(project.root.join("docs/CONFIGURATION.md"))?;
    if committed.trim() != generated.trim() {
        bail!(
            "docs/CONFIGURATION.md is stale: \
             `skills-eye config-reference > docs/CONFIGURATION.md`"
        );
    }
    Ok(())
}

fn tenth_of_soak(project: &Project) -> Result<()> {
    soak::run(
        project,
        &soak::Options {
            tenth: true,
            only: None,
            no_build: true,
            seed: None,
        },
    )
}
