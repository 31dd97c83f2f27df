//! What the crate promises, asked from outside.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so loudly"
)]

mod changing;
mod making;
mod reading;
mod sealing;
mod secrets;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder with the path of a key file that is not there yet.
fn place() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("key");
    (folder, path)
}

/// Writes a file as a key file is kept.
fn write(path: &Path, content: impl AsRef<[u8]>) {
    fs::write(path, content).unwrap();
    set_mode(path, 0o600);
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The lines that hold keys.
fn key_lines(path: &Path) -> Vec<String> {
    let content = fs::read_to_string(path).unwrap();
    let lines = content.lines().filter(|line| !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

/// All names in the folder of this file.
fn names_beside(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path.parent().unwrap()).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
