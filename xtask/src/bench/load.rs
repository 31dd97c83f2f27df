//! The shell under load, with the load generator on the same machine.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::figure::Rank;
use super::{Case, Context, Figure, Outcome};
use crate::process;
use crate::running::Running;
use crate::tools::{self, Tool};

pub(super) struct Shell;

impl Case for Shell {
    fn name(&self) -> &'static str {
        "load"
    }

    fn measure(&self, context: &Context<'_>) -> Result<Outcome> {
        let wrk = match tools::ensure(Tool::Wrk) {
            Ok(wrk) => wrk,
            Err(error) => return Ok(Outcome::Skipped(format!("{error:#}"))),
        };
        let server = Running::demo(context.project, &context.binary)?;
        let run = |seconds: u32| -> Result<String> {
            let mut command = Command::new(&wrk);
            command
                .args(["-t1", "-c16", "--latency", &format!("-d{seconds}s")])
                .arg(format!("http://{}/", server.address));
            process::read(command)
        };
        run(2)?;
        let said = run(10)?;
        let (rate, p50, p99) = parse(&said).with_context(|| format!("wrk said:\n{said}"))?;
        let errors = said.contains("Non-2xx") || said.contains("Socket errors");
        let times = Figure {
            p99: Some(p99),
            ..Figure::single("page under load, wrk -t1 -c16", "ms", p50)
        };
        Ok(Outcome::Measured(vec![
            Figure::single("pages rendered a second", "1/s", rate).at_least(Rank::P50, 3_000.0),
            times.at_most(Rank::P99, 20.0),
            Figure::single("errors under load", "", f64::from(errors)).at_most(Rank::P50, 0.0),
        ]))
    }
}

/// Requests a second, median and 99th percentile in milliseconds.
fn parse(said: &str) -> Option<(f64, f64, f64)> {
    let after = |label: &str| {
        let line = said
            .lines()
            .find(|line| line.trim_start().starts_with(label))?;
        line.split_whitespace().nth(1)
    };
    let rate = after("Requests/sec:")?.parse().ok()?;
    Some((
        rate,
        milliseconds(after("50%")?)?,
        milliseconds(after("99%")?)?,
    ))
}

fn milliseconds(text: &str) -> Option<f64> {
    let (number, factor) = if let Some(number) = text.strip_suffix("us") {
        (number, 0.001)
    } else if let Some(number) = text.strip_suffix("ms") {
        (number, 1.0)
    } else {
        (text.strip_suffix('s')?, 1_000.0)
    };
    Some(number.parse::<f64>().ok()? * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_says_is_understood() {
        let said = "  Latency Distribution\n     50%  987.00us\n     75%    2.28ms\n     \
                    90%    3.12ms\n     99%    1.20s \n  79650 requests in 10.00s\n\
                    Requests/sec:   7964.12\nTransfer/sec:    160.52MB\n";
        assert_eq!(parse(said), Some((7964.12, 0.987, 1_200.0)));
        assert_eq!(parse("unable to connect"), None);
    }
}
