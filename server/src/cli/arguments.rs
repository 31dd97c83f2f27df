//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

use crate::config::{CONFIG_VARIABLE, Sources};

/// The control room for everything a Consul-fed Prometheus fleet watches
#[derive(Parser)]
#[command(name = "skills-eye", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(clap::Args)]
pub(super) struct Common {
    /// TOML file with the configuration [variable: SKILLS_EYE_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address and port to listen on, instead of http.listen [default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<String>,
    /// Folder for what must survive a restart, instead of data.folder
    /// [default: skills-eye-data]
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<String>,
}

#[derive(Clone, Copy, Subcommand)]
pub(super) enum Command {
    /// Serve the application
    Serve,
    /// Try it out: nothing to install, nothing left behind
    Demo,
    /// Tell every problem of the configuration
    CheckConfig,
    /// Print the reference of all settings, as Markdown
    ConfigReference,
    /// Print version and build
    Version,
    /// Print the completions for a shell
    Completions { shell: Shell },
}

impl Common {
    /// The configuration's sources, of this process.
    pub(super) fn sources(&self) -> Sources {
        let environment: Vec<_> = std::env::vars_os().collect();
        let named = environment
            .iter()
            .find(|(name, value)| name == CONFIG_VARIABLE && !value.is_empty())
            .map(|(_, value)| value.into());
        let mut options = Vec::new();
        if let Some(listen) = &self.listen {
            options.push(("http.listen", "--listen", listen.clone()));
        }
        if let Some(data) = &self.data {
            options.push(("data.folder", "--data", data.clone()));
        }
        Sources {
            file: self.config.clone().or(named),
            environment,
            options,
        }
    }
}
