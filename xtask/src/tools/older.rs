//! Programs of another release of Debian, unpacked below `target/tools`.
//!
//! Where packages come from is taken from the machine's own list with the release changed;
//! apt works in folders of its own, so that nothing of the machine changes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::on_path;
use crate::output;
use crate::process;
use crate::project::Project;

pub(super) struct Package {
    /// The release's code name.
    pub(super) release: &'static str,
    pub(super) name: &'static str,
    /// How its version begins.
    pub(super) version: &'static str,
}

impl Package {
    fn folder(&self, project: &Project) -> PathBuf {
        let folder = project.target.join("tools").join(self.release);
        folder.join(self.name)
    }

    /// A program of it, by its path below the root, when it was fetched before.
    pub(super) fn find(&self, project: &Project, program: &str) -> Option<PathBuf> {
        Some(self.folder(project).join(program)).filter(|program| program.is_file())
    }

    pub(super) fn fetch(&self, project: &Project, program: &str) -> Result<PathBuf> {
        for tool in ["apt-get", "dpkg"] {
            on_path(tool).with_context(|| format!("`{tool}` is missing; this is no Debian"))?;
        }
        let sources = Sources::of_this_machine(self.release)?;
        output::note(format_args!("fetching {} of {}", self.name, self.release));
        let folder = self.folder(project);
        let apt = Apt::prepare(&folder.with_extension("apt"), &sources)?;
        apt.run(&["update", "--quiet=2"])?;
        let wanted = format!("{}={}*", self.name, self.version);
        apt.run(&["download", "--quiet=2", &wanted])?;
        let archive = apt.downloaded()?;
        // Renamed when it is whole: an interrupted one must not be found.
        let whole = folder.with_extension("unpacked");
        if whole.exists() {
            fs::remove_dir_all(&whole)?;
        }
        let mut unpack = process::program(project, "dpkg", &["-x"]);
        unpack.arg(archive).arg(&whole);
        process::run(unpack)?;
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::rename(&whole, &folder).context("could not keep what was unpacked")?;
        fs::remove_dir_all(&apt.folder)?;
        self.find(project, program)
            .with_context(|| format!("{} has no {program}", self.name))
    }
}

/// apt with folders of its own.
struct Apt {
    folder: PathBuf,
}

impl Apt {
    fn prepare(folder: &Path, sources: &Sources) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        for below in ["sources", "lists/partial", "cache/archives/partial"] {
            fs::create_dir_all(folder.join(below))?;
        }
        fs::write(folder.join("sources/derived.list"), &sources.lines)?;
        fs::write(folder.join("sources/derived.sources"), &sources.stanzas)?;
        let folder = folder.to_owned();
        Ok(Self { folder })
    }

    fn run(&self, arguments: &[&str]) -> Result<()> {
        let below = |name: &str| self.folder.join(name).display().to_string();
        let mut command = std::process::Command::new("apt-get");
        for option in [
            "Dir::Etc::sourcelist=/dev/null".to_owned(),
            format!("Dir::Etc::sourceparts={}", below("sources")),
            format!("Dir::State::lists={}", below("lists")),
            format!("Dir::Cache={}", below("cache")),
            "Acquire::Languages=none".to_owned(),
        ] {
            command.args(["-o", &option]);
        }
        // `download` writes where it is started.
        command.args(arguments).current_dir(&self.folder);
        process::run(command)
    }

    fn downloaded(&self) -> Result<PathBuf> {
        fs::read_dir(&self.folder)?
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
            .context("apt-get downloaded nothing")
    }
}

/// Where a release is had, in apt's two formats.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sources {
    lines: String,
    stanzas: String,
}

impl Sources {
    fn of_this_machine(release: &str) -> Result<Self> {
        let about = fs::read_to_string("/etc/os-release").unwrap_or_default();
        let value = |name: &str| {
            let line = about.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim_matches('"').to_owned()
        };
        if value("ID=") != "debian" {
            bail!("only a Debian can fetch a package of Debian");
        }
        let own = value("VERSION_CODENAME=");
        let mut sources = Self::default();
        for path in lists() {
            let text = fs::read_to_string(&path).unwrap_or_default();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("list") => sources.lines.push_str(&lines(&text, &own, release)),
                Some("sources") => sources.stanzas.push_str(&stanzas(&text, &own, release)),
                _ => {}
            }
        }
        if sources == Self::default() {
            bail!("apt's lists on this machine name no archive of Debian");
        }
        Ok(sources)
    }
}

/// The machine's lists.
fn lists() -> Vec<PathBuf> {
    let mut paths = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(entries) = fs::read_dir("/etc/apt/sources.list.d") {
        paths.extend(entries.flatten().map(|entry| entry.path()));
    }
    paths
}

/// Security fixes and other people's archives have suites of other names, and are left out.
fn is_the_archive(suite: &str, own: &str) -> bool {
    suite == own || ["stable", "oldstable", "testing", "unstable", "sid"].contains(&suite)
}

/// `deb [options] URI suite components…`
fn lines(text: &str, own: &str, release: &str) -> String {
    let mut derived = String::new();
    for line in text.lines().map(str::trim) {
        let Some(rest) = line.strip_prefix("deb ").map(str::trim_start) else {
            continue;
        };
        let (options, rest) = match rest.split_once(']') {
            Some((options, rest)) if options.starts_with('[') => (format!("{options}] "), rest),
            _ => (String::new(), rest),
        };
        let mut words = rest.split_whitespace();
        if let (Some(uri), Some(suite)) = (words.next(), words.next())
            && is_the_archive(suite, own)
        {
            derived.push_str(&format!("deb {options}{uri} {release} main\n"));
        }
    }
    derived
}

/// `Types: deb`, `URIs: …`, one field a line, an empty line between stanzas.
fn stanzas(text: &str, own: &str, release: &str) -> String {
    let uncommented: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let mut derived = String::new();
    for stanza in uncommented.split(|line| line.trim().is_empty()) {
        let field = |name: &str| {
            stanza.iter().find_map(|line| {
                let (known, value) = line.split_once(':')?;
                known.eq_ignore_ascii_case(name).then(|| value.trim())
            })
        };
        let binary = field("Types").is_some_and(|types| types.split(' ').any(|one| one == "deb"));
        let suites = field("Suites").unwrap_or_default();
        let ours = suites.split(' ').any(|suite| is_the_archive(suite, own));
        let enabled = !field("Enabled").is_some_and(|word| word.eq_ignore_ascii_case("no"));
        let (true, true, true, Some(uris)) = (binary, ours, enabled, field("URIs")) else {
            continue;
        };
        derived.push_str(&format!(
            "Types: deb\nURIs: {uris}\nSuites: {release}\nComponents: main\n"
        ));
        // A key may be written into the stanza itself, over several lines.
        let at = stanza
            .iter()
            .position(|line| line.to_ascii_lowercase().starts_with("signed-by:"));
        if let Some(at) = at {
            derived.push_str(stanza[at]);
            derived.push('\n');
            for line in stanza[at + 1..]
                .iter()
                .take_while(|line| line.starts_with(' '))
            {
                derived.push_str(line);
                derived.push('\n');
            }
        }
        derived.push('\n');
    }
    derived
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_entries_get_the_other_release() {
        let text = "# deb http://a.example/debian bookworm main\n\
                    deb http://a.example/debian bookworm main contrib\n\
                    deb [arch=amd64 signed-by=/k.gpg] http://b.example/debian stable main\n\
                    deb-src http://a.example/debian bookworm main\n\
                    deb http://a.example/debian-security bookworm-security main\n\
                    deb http://c.example/other bookworm-other main\n";
        assert_eq!(
            lines(text, "bookworm", "bullseye"),
            "deb http://a.example/debian bullseye main\n\
             deb [arch=amd64 signed-by=/k.gpg] http://b.example/debian bullseye main\n"
        );
    }

    #[test]
    fn stanzas_get_the_other_release() {
        let text = "Types: deb\n# a remark\nURIs: http://a.example/debian\n\
                    Suites: bookworm bookworm-updates\nComponents: main\n\
                    Signed-By: /usr/share/keyrings/k.gpg\n\n\
                    Types: deb\nURIs: http://a.example/debian-security\n\
                    Suites: bookworm-security\nComponents: main\n\n\
                    Types: deb deb-src\nURIs: http://b.example/debian\nSuites: sid\n\
                    Signed-By:\n -----BEGIN\n .\n x\nComponents: main\n\n\
                    Enabled: no\nTypes: deb\nURIs: http://c.example/debian\nSuites: sid\n";
        assert_eq!(
            stanzas(text, "bookworm", "bullseye"),
            "Types: deb\nURIs: http://a.example/debian\nSuites: bullseye\nComponents: main\n\
             Signed-By: /usr/share/keyrings/k.gpg\n\n\
             Types: deb\nURIs: http://b.example/debian\nSuites: bullseye\nComponents: main\n\
             Signed-By:\n -----BEGIN\n .\n x\n\n"
        );
    }
}
