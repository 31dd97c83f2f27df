//! Where the programs and libraries of others are.

use std::env;
use std::path::PathBuf;

pub struct Foreign {
    pub name: &'static str,
    /// Says where it is.
    pub variable: &'static str,
    /// The program's name, where any version in `PATH` will do.
    pub on_path: Option<&'static str>,
}

impl Foreign {
    /// Nothing where there is none, which is said.
    ///
    /// # Panics
    ///
    /// On CI, where every test must run.
    #[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
    pub fn find(&self) -> Option<PathBuf> {
        let told = env::var_os(self.variable).map(PathBuf::from);
        let found = told.or_else(|| {
            let program = self.on_path?;
            env::split_paths(&env::var_os("PATH")?)
                .map(|folder| folder.join(program))
                .find(|path| path.is_file())
        });
        if found.is_none() {
            let Self { name, variable, .. } = self;
            let how =
                format!("no {name}: set {variable}, or run `cargo xtask test`, which fetches one");
            assert!(!on_ci(), "{how}");
            eprintln!("SKIPPED {how}");
        }
        found
    }
}

fn on_ci() -> bool {
    env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}
