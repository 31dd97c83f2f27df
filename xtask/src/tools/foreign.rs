//! Programs and libraries that nobody here wrote, for the tests of `real_tools`.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::older::Package;
use super::{on_path, python};
use crate::project::Project;

pub(crate) struct Foreign {
    pub(crate) name: &'static str,
    /// Says where it is, to whoever looks and to the tests.
    pub(crate) variable: &'static str,
    /// The path of the tests that need it.
    pub(crate) tests: &'static str,
    /// The program's name, where the machine's own is as good whatever its version.
    pub(super) on_path: Option<&'static str>,
    pub(super) source: Source,
}

pub(super) enum Source {
    /// A package and the program in it.
    Debian(&'static Package, &'static str),
    /// Requirements with their versions; the first one is what is wanted.
    PyPi(&'static [&'static str]),
}

impl Foreign {
    /// Where the variable says, else in `PATH`, else where it was put before.
    pub(crate) fn find(&self, project: &Project) -> Option<PathBuf> {
        if let Some(told) = env::var_os(self.variable) {
            return Some(PathBuf::from(told)).filter(|told| told.exists());
        }
        self.on_path
            .and_then(on_path)
            .or_else(|| match self.source {
                Source::Debian(package, program) => package.find(project, program),
                Source::PyPi(wanted) => python::find(project, wanted),
            })
    }

    /// The same, or it is fetched now, into `target/tools` and nowhere else.
    pub(crate) fn have(&self, project: &Project) -> Result<PathBuf> {
        if let Some(found) = self.find(project) {
            return Ok(found);
        }
        if let Some(told) = env::var_os(self.variable) {
            let told = told.display();
            bail!("{} names {told}, which is not there", self.variable);
        }
        let fetched = match self.source {
            Source::Debian(package, program) => package.fetch(project, program),
            Source::PyPi(wanted) => python::fetch(project, wanted),
        };
        fetched.with_context(|| format!("no {}; get one and set {}", self.name, self.variable))
    }

    /// Which version is fetched.
    pub(crate) fn version(&self) -> &'static str {
        match self.source {
            Source::Debian(package, _) => package.version,
            Source::PyPi(wanted) => wanted[0],
        }
    }

    pub(crate) fn how(&self) -> String {
        let place = match self.on_path {
            Some(_) => ", PATH",
            None => "",
        };
        let needed = match self.source {
            Source::Debian(..) => "a Debian",
            Source::PyPi(_) => "Python with pip",
        };
        format!(
            "{}{place}, or with {needed} `cargo xtask test` fetches it into target/tools",
            self.variable
        )
    }
}
