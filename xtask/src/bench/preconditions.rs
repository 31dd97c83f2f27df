//! What makes figures comparable, said before they are measured.

use std::fs;

use crate::output;
use crate::tools::Tool;

/// Above this share of the cores, something else is being measured as well.
const QUIET: f64 = 0.25;

pub(super) fn say() {
    output::step("preconditions");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: f64 = load
        .split(' ')
        .next()
        .and_then(|first| first.parse().ok())
        .unwrap_or(0.0);
    let quiet = load <= cores as f64 * QUIET;
    let wrk = Tool::Wrk.find();
    let row = |what: &str, is: String, good: bool| {
        vec![
            what.to_owned(),
            is,
            if good { "ok" } else { "NOT MET" }.to_owned(),
        ]
    };
    output::table(
        &["precondition", "is", ""],
        &[
            row("binary", "release profile".to_owned(), true),
            row("cores (budgets are for 2)", cores.to_string(), cores == 2),
            row(
                "load of the last minute, little",
                format!("{load:.2}"),
                quiet,
            ),
            row(
                "wrk",
                wrk.map_or("missing".into(), |path| path.display().to_string()),
                Tool::Wrk.find().is_some(),
            ),
        ],
    );
    if !quiet {
        output::note("the machine is busy: expect worse figures, and compare with care");
    }
}
