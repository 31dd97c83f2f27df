//! Makes the table of embedded assets out of the built site (feature `embed-assets`).
//!
//! `cargo xtask build` builds the site first and says where it is in `SKILLS_EYE_SITE`.
//! The table refuses to be made from an incomplete site: a server without its front end
//! would start, and serve pages that never come to life.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Without these the site is not a site.
const REQUIRED: [&str; 3] = [".wasm", ".js", ".css"];

fn main() -> Outcome<()> {
    directive("rerun-if-changed=build.rs")?;
    directive("rerun-if-env-changed=SKILLS_EYE_SITE")?;
    if env::var_os("CARGO_FEATURE_EMBED_ASSETS").is_none() {
        return Ok(());
    }
    let site = site_folder()?;
    let mut paths = Vec::new();
    list(&site, Path::new(""), &mut paths)?;
    paths.sort();
    refuse_incomplete(&site, &paths)?;
    let table = table(&site, &paths)?;
    let output = PathBuf::from(env::var("OUT_DIR")?).join("assets.rs");
    fs::write(output, table)?;
    Ok(())
}

fn directive(text: &str) -> Outcome<()> {
    Ok(writeln!(std::io::stdout(), "cargo::{text}")?)
}

fn site_folder() -> Outcome<PathBuf> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let told = env::var_os("SKILLS_EYE_SITE").unwrap_or_else(|| "../target/site".into());
    Ok(here.join(told))
}

/// Every file below the site, and a directive for each file and folder:
/// a changed, a new and a removed file are all seen.
fn list(site: &Path, below: &Path, paths: &mut Vec<String>) -> Outcome<()> {
    let folder = site.join(below);
    directive(&format!("rerun-if-changed={}", folder.display()))?;
    let entries = fs::read_dir(&folder).map_err(|error| {
        format!(
            "no built site at {}: {error}; build with `cargo xtask build`",
            folder.display()
        )
    })?;
    for entry in entries {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            list(site, &path, paths)?;
        } else {
            let path = path
                .to_str()
                .ok_or("a file name of the site is not UTF-8")?;
            directive(&format!("rerun-if-changed={}", site.join(path).display()))?;
            paths.push(path.replace('\\', "/"));
        }
    }
    Ok(())
}

fn refuse_incomplete(site: &Path, paths: &[String]) -> Outcome<()> {
    for ending in REQUIRED {
        if !paths
            .iter()
            .any(|path| path.starts_with("pkg/") && path.ends_with(ending))
        {
            return Err(format!(
                "the site at {} has no pkg/*{ending}, so nothing is embedded; \
                 build with `cargo xtask build`",
                site.display()
            )
            .into());
        }
    }
    Ok(())
}

fn table(site: &Path, paths: &[String]) -> Outcome<String> {
    let mut build_id = Sha256::new();
    let mut entries = BTreeMap::new();
    for path in paths {
        // A compressed version stands in the row of its original.
        if let Some(original) = path
            .strip_suffix(".br")
            .or_else(|| path.strip_suffix(".gz"))
            && paths.binary_search(&original.to_owned()).is_ok()
        {
            continue;
        }
        let content = fs::read(site.join(path))?;
        build_id.update((path.len() as u64).to_le_bytes());
        build_id.update(path);
        build_id.update((content.len() as u64).to_le_bytes());
        build_id.update(&content);
        entries.insert(path, hex(&Sha256::digest(&content)));
    }
    let mut code = String::new();
    writeln!(
        code,
        "pub(crate) const BUILD_ID: &str = {:?};",
        &hex(&build_id.finalize())[..12]
    )?;
    writeln!(code, "static EMBEDDED: &[Embedded] = &[")?;
    for (path, digest) in entries {
        let bytes = |path: &str| {
            let absolute = site.join(path).display().to_string();
            format!("include_bytes!({absolute:?})")
        };
        let version = |suffix: &str| {
            let path = format!("{path}{suffix}");
            let present = paths.binary_search(&path).is_ok();
            if present {
                format!("Some({})", bytes(&path))
            } else {
                "None".to_owned()
            }
        };
        writeln!(
            code,
            "    Embedded {{ path: {path:?}, hash: {:?}, raw: {}, br: {}, gz: {} }},",
            &digest[..32],
            bytes(path),
            version(".br"),
            version(".gz"),
        )?;
    }
    writeln!(code, "];")?;
    Ok(code)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
