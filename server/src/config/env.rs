//! Environment variables, files of secrets and systemd credentials.

use std::ffi::OsString;
use std::path::Path;

use super::CONFIG_VARIABLE;
use super::problem::Place;
use super::reader::{Reader, remedy_for};
use super::sections::{Key, key, keys};

const PREFIX: &str = "SKILLS_EYE_";
const FILE_SUFFIX: &str = "_FILE";

/// Settings whose variable is shorter than the rule makes it.
const SHORT: [(&str, &str); 1] = [("SKILLS_EYE_BOOTSTRAP_TOKEN", "access.bootstrap_token")];

/// `http.listen` is `SKILLS_EYE_HTTP__LISTEN`.
pub(super) fn variable(path: &str) -> String {
    if let Some((short, _)) = SHORT.iter().find(|(_, known)| *known == path) {
        return (*short).to_owned();
    }
    format!("{PREFIX}{}", path.replace('.', "__").to_ascii_uppercase())
}

/// Where a secret's file is named.
pub(super) fn file_variable(path: &str) -> String {
    variable(path) + FILE_SUFFIX
}

pub(super) fn read(environment: &[(OsString, OsString)], reader: &mut Reader) {
    let folder = environment
        .iter()
        .find(|(name, _)| name == "CREDENTIALS_DIRECTORY");
    if let Some((_, folder)) = folder {
        credentials(Path::new(folder), reader);
    }
    for (name, value) in environment {
        if let Some(name) = name.to_str()
            && name.starts_with(PREFIX)
            && name != CONFIG_VARIABLE
        {
            one(name, value, reader);
        }
    }
}

/// What systemd hands over, one file a secret, named as the setting.
fn credentials(folder: &Path, reader: &mut Reader) {
    for key in keys().iter().filter(|key| key.secret) {
        let file = folder.join(key.path);
        if file.exists() {
            secret_file(key.path, &file, Place::Credential(file.clone()), reader);
        }
    }
}

fn one(name: &str, value: &OsString, reader: &mut Reader) {
    let place = Place::Variable(name.to_owned());
    let setting = setting(name);
    let secret = name
        .strip_suffix(FILE_SUFFIX)
        .and_then(self::setting)
        .filter(|key| key.secret);
    match (setting, secret, value.to_str()) {
        (Some(key), _, Some(text)) => reader.text(key.path, place, text.to_owned()),
        (None, Some(key), _) => secret_file(key.path, Path::new(value), place, reader),
        (Some(key), _, None) => {
            let remedy = "write it in UTF-8".to_owned();
            reader.problem(place, key.path, "not a text".to_owned(), remedy);
        }
        (None, None, _) => {
            let path = path(name);
            let remedy = remedy_for(&path, |known| match key(known) {
                Some(key) => variable(key.path),
                None => format!("{}__", variable(known)),
            });
            reader.problem(place, "", "there is no such setting".to_owned(), remedy);
        }
    }
}

fn path(variable: &str) -> String {
    if let Some((_, path)) = SHORT.iter().find(|(short, _)| *short == variable) {
        return (*path).to_owned();
    }
    let name = variable.strip_prefix(PREFIX).unwrap_or(variable);
    name.replacen("__", ".", 1).to_ascii_lowercase()
}

fn setting(variable: &str) -> Option<&'static Key> {
    key(&path(variable))
}

pub(super) fn secret_file(path: &str, file: &Path, place: Place, reader: &mut Reader) {
    match std::fs::read_to_string(file) {
        Ok(text) => reader.text(path, place, text),
        Err(error) => {
            let what = format!(
                "the secret's file {} cannot be read: {error}",
                file.display()
            );
            let remedy = "give the path of a file that this user may read".to_owned();
            reader.problem(place, path, what, remedy);
        }
    }
}
