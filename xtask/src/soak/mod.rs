//! `cargo xtask soak`: proofs that take long. CI runs a tenth of each.
//!
//! A proof is a [`Proof`] in this folder and a line in [`proofs`].

mod asked;
mod cluster;
mod consul;
mod counted;
mod crates;
mod fleet;
mod fuzz_config;
mod fuzz_documents;
mod fuzz_http;
mod fuzz_keys;
mod grid;
mod instances;
mod large;
mod looks;
mod nodes;
mod random;
mod rates;
mod scratch;
mod streams;
mod times;
mod traffic;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::build::{self, Flavour, Profile};
use crate::output;
use crate::project::Project;

pub(crate) struct Options {
    /// A tenth of the rounds, as CI does.
    pub(crate) tenth: bool,
    /// Only proofs whose name contains this.
    pub(crate) only: Option<String>,
    pub(crate) no_build: bool,
    /// To repeat a run.
    pub(crate) seed: Option<u64>,
}

pub(crate) struct Context<'project> {
    pub(crate) project: &'project Project,
    /// The release binary with the page of all components.
    pub(crate) binary: PathBuf,
    tenth: bool,
    seed: u64,
}

impl Context<'_> {
    /// How much of the whole number is done in this run.
    pub(crate) fn share(&self, whole: u64) -> u64 {
        if self.tenth {
            whole.div_ceil(10)
        } else {
            whole
        }
    }

    /// Where other work may run beside it, as on CI, only what is plainly slow is found.
    fn patient(&self, target: Duration) -> Duration {
        if self.tenth { target * 4 } else { target }
    }
}

pub(crate) trait Proof {
    fn name(&self) -> &'static str;
    fn about(&self) -> &'static str;
    /// Runs it; the answer is what was seen, for docs/PERFORMANCE.md.
    fn run(&self, context: &Context<'_>) -> Result<String>;
}

fn proofs() -> Vec<Box<dyn Proof>> {
    vec![
        Box::new(fuzz_config::FuzzConfig),
        Box::new(fuzz_http::FuzzHttp),
        Box::new(fuzz_keys::FuzzKeys),
        Box::new(fuzz_documents::FuzzDocuments),
        Box::new(streams::StopWithStreams),
        Box::new(streams::StreamsThatNeverRead),
        Box::new(crates::Interleavings),
        Box::new(crates::Kills),
        Box::new(crates::Removed),
        Box::new(cluster::Faults),
        Box::new(instances::TwoInstances),
        Box::new(nodes::ManyNodes),
        Box::new(large::LargeRegistry),
        Box::new(rates::RegistryRates),
        Box::new(traffic::MirrorTraffic),
        Box::new(grid::Comparison),
        Box::new(grid::KeyPresses),
        Box::new(looks::EveryLook),
    ]
}

pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    let flavour = Flavour {
        profile: Profile::Release,
        kit: true,
    };
    let binary = if options.no_build {
        build::places(project, flavour).0
    } else {
        build::build(project, flavour)?.binary
    };
    let seed = options.seed.unwrap_or_else(random::fresh_seed);
    let context = Context {
        project,
        binary,
        tenth: options.tenth,
        seed,
    };
    output::note(format_args!("repeat this run with --seed {seed}"));
    let mut seen = Vec::new();
    let mut broken = Vec::new();
    for proof in proofs() {
        if options
            .only
            .as_ref()
            .is_some_and(|only| !proof.name().contains(only.as_str()))
        {
            continue;
        }
        output::step(format_args!("{}: {}", proof.name(), proof.about()));
        let started = Instant::now();
        let outcome = proof.run(&context).with_context(|| proof.name().to_owned());
        let verdict = match outcome {
            Ok(figures) => figures,
            Err(error) => {
                output::failure(&error);
                broken.push(proof.name());
                "FAILED".to_owned()
            }
        };
        seen.push(vec![
            proof.name().to_owned(),
            output::seconds(started.elapsed()),
            verdict,
        ]);
    }
    output::step("seen");
    output::table(&["proof", "took", "seen"], &seen);
    if !broken.is_empty() {
        bail!("did not hold: {}", broken.join(", "));
    }
    Ok(())
}
