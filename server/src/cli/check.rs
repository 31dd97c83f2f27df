//! `skills-eye check-config`

use super::arguments::Arguments;
use super::failure::Failure;
use super::{output, serve};
use crate::config::Config;
use crate::{data, net};

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = Config::load(&arguments.common.sources())?;
    let mut problems: Vec<_> = [net::load(&config).err(), data::check(&config).err()]
        .into_iter()
        .flatten()
        .collect();
    problems.extend(serve::only_loopback(&config).err().into_iter().flatten());
    if !problems.is_empty() {
        return Err(problems.into());
    }
    output::line("the configuration is fine");
    Ok(())
}
