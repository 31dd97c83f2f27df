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
