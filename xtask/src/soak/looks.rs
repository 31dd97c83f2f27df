//! axe over every page in every combination of theme, language and size.

use anyhow::{Result, bail};

use super::{Context, Proof};
use crate::e2e;

/// The specs that choose half of the combinations while nobody asks for all.
const SPECS: [&str; 2] = ["specs/kit/accessible.spec.ts", "specs/keys/browser.spec.ts"];

/// One of those that the browser tests leave out.
const ONE_LEFT_OUT: &str = "light, en, desktop";

pub(super) struct EveryLook;

impl Proof for EveryLook {
    fn name(&self) -> &'static str {
        "every-look"
    }

    fn about(&self) -> &'static str {
        "axe over every page in every theme, language and size"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let mut arguments: Vec<String> = SPECS.map(str::to_owned).into();
        if context.tenth {
            arguments.extend(["--grep".to_owned(), ONE_LEFT_OUT.to_owned()]);
        }
        let options = e2e::Options {
            no_build: true,
            arguments,
            environment: vec![("LOOKS", "all")],
            ..e2e::Options::default()
        };
        let counts = e2e::run(context.project, &options, None)?;
        if counts.failed > 0 || counts.passed == 0 {
            bail!("{} failed, {} passed", counts.failed, counts.passed);
        }
        Ok(format!("{} pages and looks, nothing found", counts.passed))
    }
}
