//! `skills-eye registry export`, `import` and `compact`

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

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
            must_exist(&path)?;
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
        Registry::Compact => {
            must_exist(&path)?;
            let registry = open()?;
            let size = || fs::metadata(&path).map(|file| file.len());
            let size = || size().with_context(|| path.display().to_string());
            let before = size()?;
            registry.compact().context("nothing is lost, but")?;
            registry.close();
            output::error(&format!("{before} bytes before, {} now", size()?));
        }
    }
    Ok(())
}

/// Opening would make an empty one, and so an export of nothing.
fn must_exist(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        return Ok(());
    }
    anyhow::bail!("there is no registry at {}", path.display());
}

fn export(registry: &registry::Registry, file: Option<&Path>) -> anyhow::Result<u64> {
    let Some(file) = file else {
        let mut output = BufWriter::new(io::stdout().lock());
        let count = registry.export(&mut output).context("the export")?;
        output.flush().context("the export")?;
        return Ok(count);
    };
    // A device, a pipe or a link is written to; only a plain file is put in its place.
    if file.symlink_metadata().is_ok_and(|there| !there.is_file()) {
        let out = File::options().write(true).open(file);
        let out = out.with_context(|| format!("{} cannot be opened", file.display()))?;
        return write(registry, out, file);
    }
    // Half an export must not stand where a whole one is expected.
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    // What an export left behind that was ended half-way.
    let _ = fs::remove_file(&part);
    let mut options = File::options();
    options.write(true).create_new(true);
    // It has everything, secrets too.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let out = options
        .open(&part)
        .with_context(|| format!("{} cannot be made", part.display()))?;
    let whole = write(registry, out, &part).and_then(|count| {
        fs::rename(&part, file).with_context(|| format!("{} cannot be written", file.display()))?;
        Ok(count)
    });
    if whole.is_err() {
        let _ = fs::remove_file(&part);
    }
    whole
}

fn write(registry: &registry::Registry, out: File, path: &Path) -> anyhow::Result<u64> {
    let mut output = BufWriter::new(out);
    let unwritten = || format!("{} cannot be written", path.display());
    let count = registry.export(&mut output).with_context(unwritten)?;
    let out = output.into_inner().map_err(io::IntoInnerError::into_error);
    let out = out.with_context(unwritten)?;
    // Of a pipe there is nothing to keep.
    if out.metadata().is_ok_and(|kind| kind.is_file()) {
        out.sync_all().with_context(unwritten)?;
    }
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
