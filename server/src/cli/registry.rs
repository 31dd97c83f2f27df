//! `skills-eye registry export` and `import`

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::Path;

use anyhow::Context as _;
use registry::Existing;

use super::arguments::{Arguments, Registry};
use super::failure::Failure;
use super::output;
use super::serve::configuration;
use crate::{data, store};

pub(super) fn run(arguments: &Arguments, what: &Registry) -> Result<(), Failure> {
    let config = configuration(&arguments.common.sources())?;
    let path = store::file(&config);
    let open = || {
        store::open_registry(&config)
            .with_context(|| format!("the registry {} cannot be opened", path.display()))
    };
    match what {
        Registry::Export { file } => {
            // Opening would make an empty one, and so an export of nothing.
            if !path.exists() {
                let missing = anyhow::anyhow!("there is no registry at {}", path.display());
                return Err(missing.into());
            }
            let registry = open()?;
            let count = export(&registry, file.as_deref())?;
            registry.close();
            output::error(&format!("{count} rows exported"));
        }
        Registry::Import { file, replace } => {
            data::prepare(&config)?;
            let registry = open()?;
            let existing = match replace {
                true => Existing::Replace,
                false => Existing::Refuse,
            };
            let count = import(&registry, file.as_deref(), existing)?;
            registry.close();
            output::error(&format!("{count} rows imported into {}", path.display()));
        }
    }
    Ok(())
}

fn export(registry: &registry::Registry, file: Option<&Path>) -> anyhow::Result<u64> {
    let Some(file) = file else {
        let mut output = BufWriter::new(io::stdout().lock());
        let count = registry.export(&mut output).context("the export")?;
        output.flush().context("the export")?;
        return Ok(count);
    };
    // Half an export must not stand where a whole one is expected.
    let written = file.with_extension("part");
    let out = File::create_new(&written)
        .with_context(|| format!("{} cannot be made", written.display()))?;
    let mut output = BufWriter::new(out);
    let count = registry
        .export(&mut output)
        .with_context(|| format!("{} cannot be written", written.display()))?;
    let out = output.into_inner().map_err(io::IntoInnerError::into_error);
    out.and_then(|out| out.sync_all())
        .and_then(|()| std::fs::rename(&written, file))
        .with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(count)
}

fn import(
    registry: &registry::Registry,
    file: Option<&Path>,
    existing: Existing,
) -> anyhow::Result<u64> {
    let count = match file {
        Some(file) => {
            let input =
                File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
            registry.import(&mut BufReader::new(input), existing)
        }
        None => registry.import(&mut io::stdin().lock(), existing),
    };
    count.context("the import is refused, and nothing was changed")
}
