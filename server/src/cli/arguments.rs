//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use seal::KeyId;

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
    /// [default: skills-eye-data; the demo has a temporary one]
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<String>,
    /// Address and port at which the registry of this process speaks Consul's HTTP API, for
    /// Prometheus and the `consul` command, instead of registry.listen [default: none]
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    registry_listen: Option<String>,
}

#[derive(Clone, Subcommand)]
pub(super) enum Command {
    /// Serve the application
    Serve,
    /// Try it out: nothing to install, nothing left behind
    Demo,
    /// Take the registry's content out of its file, or put it in; nothing may serve from it
    /// meanwhile
    Registry {
        #[command(subcommand)]
        what: Registry,
    },
    /// Make the root key, the file that seals accounts and secrets, and change it
    Key {
        #[command(subcommand)]
        what: Key,
    },
    /// Tell every problem of the configuration
    CheckConfig,
    /// Print the reference of all settings, as Markdown
    ConfigReference,
    /// Print version and build
    Version,
    /// Print the completions for a shell
    Completions { shell: Shell },
}

#[derive(Clone, Subcommand)]
pub(super) enum Registry {
    /// Write everything as JSON lines
    Export {
        /// Where to; a file that is there is replaced [default: the standard output]
        file: Option<PathBuf>,
    },
    /// Read what was exported
    Import {
        /// Where from [default: the standard input]
        file: Option<PathBuf>,
        /// Put it in the place of what is there, instead of refusing
        #[arg(long)]
        replace: bool,
    },
    /// Give what the file no longer needs back to the file system
    Compact,
}

#[derive(Clone, Subcommand)]
pub(super) enum Key {
    /// Make a file with a new key; what is there is never replaced
    New { file: PathBuf },
    /// Put a new key before the others, which still open what they sealed
    Rotate { file: PathBuf },
    /// Take an earlier key out; what is still sealed with it can never be opened again
    Retire { file: PathBuf, id: KeyId },
    /// Tell the ids of the keys, the current one first, or what is wrong with the file
    Check { file: PathBuf },
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
        if let Some(listen) = &self.registry_listen {
            options.push(("registry.listen", "--registry-listen", listen.clone()));
        }
        Sources {
            file: self.config.clone().or(named),
            environment,
            options,
        }
    }
}
