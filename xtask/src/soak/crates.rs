//! Tests of the crates that are done more often here than among the others.

use std::ffi::OsString;
use std::time::Duration;

use anyhow::Result;

use super::{Context, Proof};
use crate::test::{self, Single};
use crate::tools;

/// libtest says nothing while a test runs.
const SILENCE: Duration = Duration::from_secs(1_800);

pub(super) struct Interleavings;

impl Proof for Interleavings {
    fn name(&self) -> &'static str {
        "interleavings"
    }

    fn about(&self) -> &'static str {
        "eight writers in two processes fight over documents in a real Consul: nothing is lost"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let count = context.share(1_000);
        let consul = tools::consul(context.project)?;
        test::single(
            context.project,
            &Single {
                package: "engine",
                target: "integration",
                name: "real_tools::consul::documents::alone_writers_in_two_processes_lose_nothing",
                variables: vec![
                    ("CONSUL_BIN", consul.into()),
                    ("ENGINE_INTERLEAVINGS", count.to_string().into()),
                ],
                silence: SILENCE,
            },
        )?;
        Ok(format!(
            "{count} interleavings, every update and every version is there"
        ))
    }
}

pub(super) struct Kills;

impl Proof for Kills {
    fn name(&self) -> &'static str {
        "kill-registry"
    }

    fn about(&self) -> &'static str {
        "kill -9 during writes to the registry: all that was acknowledged is there, none of it half"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let count = context.share(200);
        let kills: OsString = count.to_string().into();
        test::single(
            context.project,
            &Single {
                package: "registry",
                target: "integration",
                name: "crash::alone_nothing_acknowledged_is_lost_when_it_is_killed",
                variables: vec![("REGISTRY_TEST_KILLS", kills)],
                silence: SILENCE,
            },
        )?;
        Ok(format!("{count} kills, nothing lost and nothing half"))
    }
}

pub(super) struct Removed;

impl Proof for Removed {
    fn name(&self) -> &'static str {
        "anti-entropy"
    }

    fn about(&self) -> &'static str {
        "a removed service stays gone when its agent brings the catalog in line, twice"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let consul = tools::consul(context.project)?;
        let mut variables = vec![("CONSUL_BIN", consul.into())];
        // A round by itself takes a minute or two; a tenth makes them by starting the agent.
        if !context.tenth {
            variables.push(("ENGINE_TIMED_ROUNDS", "1".into()));
        }
        test::single(
            context.project,
            &Single {
                package: "engine",
                target: "targets",
                name: "real_tools::staying::\
                       what_was_removed_stays_gone_when_the_agent_brings_the_catalog_in_line",
                variables,
                silence: SILENCE,
            },
        )?;
        let how = if context.tenth {
            "by starts of the agent"
        } else {
            "by themselves"
        };
        Ok(format!(
            "gone after two rounds {how}; the control came back in both"
        ))
    }
}
