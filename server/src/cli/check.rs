//! `skills-eye check-config`

use super::arguments::Arguments;
use super::failure::Failure;
use super::{agreement, output, serve};
use crate::{data, net};

/// Everything that is wrong, in one pass: what cannot be read does not hide the rest.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let (config, mut problems) = serve::gather(&arguments.common.sources());
    problems.extend(agreement::port_without_registry(&config));
    problems.extend(net::load(&config).err().unwrap_or_default());
    problems.extend(data::check(&config).err());
    if !problems.is_empty() {
        return Err(problems.into());
    }
    output::line("the configuration is fine");
    Ok(())
}
