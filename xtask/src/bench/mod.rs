//! `cargo xtask bench`: what Skills Eye costs, against its budgets and a saved baseline.
//!
//! A case is a [`Case`] in this folder and a line in [`cases`].

mod figure;
mod latency;
mod load;
mod preconditions;
mod process;
mod report;
mod size;

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::build::{self, Flavour, Profile};
use crate::output;
use crate::project::Project;

pub(crate) use figure::Figure;
pub(crate) use size::budgets;

/// Figures without a baseline beside them.
pub(crate) fn print(figures: &[Figure]) {
    report::print(figures, None);
}

pub(crate) struct Options {
    pub(crate) save: Option<String>,
    pub(crate) compare: Option<String>,
    /// Only cases whose name contains this.
    pub(crate) only: Option<String>,
    /// Measure the binaries that are there.
    pub(crate) no_build: bool,
}

pub(crate) struct Context<'project> {
    pub(crate) project: &'project Project,
    /// The binary people install.
    pub(crate) binary: PathBuf,
    /// The one with the synthetic grid, if it was built.
    pub(crate) kit: Option<PathBuf>,
    pub(crate) site: PathBuf,
}

pub(crate) enum Outcome {
    Measured(Vec<Figure>),
    /// Not measured, with the reason and what to do about it.
    Skipped(String),
}

pub(crate) trait Case {
    fn name(&self) -> &'static str;
    fn measure(&self, context: &Context<'_>) -> Result<Outcome>;
}

fn cases() -> Vec<Box<dyn Case>> {
    vec![
        Box::new(size::Sizes),
        Box::new(process::Start),
        Box::new(process::Memory),
        Box::new(latency::Latency),
        Box::new(latency::Grid),
        Box::new(load::Shell),
    ]
}

pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    let baseline = match &options.compare {
        Some(name) => Some((name.as_str(), report::load(project, name)?)),
        None => None,
    };
    let context = context(project, options)?;
    preconditions::say();
    let mut figures = Vec::new();
    let mut broken = Vec::new();
    for case in cases() {
        if options
            .only
            .as_ref()
            .is_some_and(|only| !case.name().contains(only.as_str()))
        {
            continue;
        }
        output::step(case.name());
        match case
            .measure(&context)
            .with_context(|| format!("case {}", case.name()))
        {
            Ok(Outcome::Measured(measured)) => figures.extend(measured),
            Ok(Outcome::Skipped(why)) => output::note(format_args!("not measured: {why}")),
            // The others still say something.
            Err(error) => {
                output::failure(&error);
                broken.push(case.name().to_owned());
            }
        }
    }
    output::step("figures");
    report::print(
        &figures,
        baseline
            .as_ref()
            .map(|(name, figures)| (*name, figures.as_slice())),
    );
    if let Some(name) = &options.save {
        report::save(project, name, &figures)?;
    }
    broken.extend(
        figures
            .iter()
            .filter(|figure| !figure.holds())
            .map(|figure| figure.name.clone()),
    );
    if !broken.is_empty() {
        bail!("over budget or not measurable: {}", broken.join(", "));
    }
    Ok(())
}

fn context<'project>(project: &'project Project, options: &Options) -> Result<Context<'project>> {
    let kit = build::kit_binary(project, Profile::Release);
    let kit = kit.is_file().then_some(kit);
    if !options.no_build {
        let built = build::build(project, Flavour::RELEASE)?;
        return Ok(Context {
            project,
            binary: built.binary,
            kit,
            site: built.site,
        });
    }
    let (binary, site) = build::places(project, Flavour::RELEASE);
    if !binary.is_file() {
        bail!("{} is not there; run without --no-build", binary.display());
    }
    Ok(Context {
        project,
        binary,
        kit,
        site,
    })
}
