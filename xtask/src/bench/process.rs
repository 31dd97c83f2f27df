//! Starting, and being there.

use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::figure::Rank;
use super::{Case, Context, Figure, Outcome};
use crate::running::Running;

pub(super) struct Start;

impl Case for Start {
    fn name(&self) -> &'static str {
        "start"
    }

    fn measure(&self, context: &Context<'_>) -> Result<Outcome> {
        // The first start reads the binary from the disk; it is not what is measured.
        drop(Running::demo(context.project, &context.binary)?);
        let mut times = Vec::new();
        for _ in 0..25 {
            times.push(Running::demo(context.project, &context.binary)?.started_in);
        }
        let figure = Figure::times("from start to listening", times).at_most(Rank::P95, 150.0);
        Ok(Outcome::Measured(vec![figure]))
    }
}

pub(super) struct Memory;

impl Case for Memory {
    fn name(&self) -> &'static str {
        "memory"
    }

    fn measure(&self, context: &Context<'_>) -> Result<Outcome> {
        let server = Running::demo(context.project, &context.binary)?;
        thread::sleep(Duration::from_secs(3));
        let resident = server.memory()? as f64 / 1_000_000.0;
        let figure = Figure::single("resident memory, idle", "MB", resident);
        Ok(Outcome::Measured(vec![figure.at_most(Rank::P50, 40.0)]))
    }
}
