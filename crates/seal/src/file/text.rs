//! The content of a key file, from and to keys.

use secrecy::zeroize::Zeroizing;

use super::MOST_KEYS;
use super::error::{FileFault, LineFault};
use crate::key::{Key, TEXT_BYTES};
use crate::keys::KeyRing;

const HEAD: &str = "\
# The root key of Skills Eye. Who has it can read what it seals; who loses it can never again.
# The first key seals, the others open what they sealed. Written by `skills-eye key`.
";
const FORM: &str = "skills-eye-key-";
const VERSION: &str = "1";

pub(super) fn parse(content: &[u8]) -> Result<KeyRing, FileFault> {
    if content.is_empty() {
        return Err(FileFault::Empty);
    }
    let mut keys: Vec<Key> = Vec::new();
    for (index, line) in content.split(|byte| *byte == b'\n').enumerate() {
        let wrong = |fault| FileFault::Line {
            number: index + 1,
            fault,
        };
        let line = line.trim_ascii();
        if line.is_empty() || line.starts_with(b"#") {
            continue;
        }
        let key = key(line).map_err(wrong)?;
        let id = key.id();
        if keys.iter().any(|known| known.id() == id) {
            return Err(wrong(LineFault::Twice { id }));
        }
        keys.push(key);
    }
    if keys.len() > MOST_KEYS {
        return Err(FileFault::TooManyKeys);
    }
    KeyRing::of(keys).ok_or(FileFault::NoKey)
}

fn key(line: &[u8]) -> Result<Key, LineFault> {
    let line = str::from_utf8(line).map_err(|_| LineFault::NotAKey)?;
    let mut words = line.split_ascii_whitespace();
    let version = words.next().and_then(|word| word.strip_prefix(FORM));
    match version.ok_or(LineFault::NotAKey)? {
        VERSION => {}
        other if other.parse::<u16>().is_ok_and(|number| number > 1) => {
            return Err(LineFault::Newer);
        }
        _ => return Err(LineFault::NotAKey),
    }
    let (Some(id), Some(key), None) = (words.next(), words.next(), words.next()) else {
        return Err(LineFault::NotAKey);
    };
    let id = id.parse().map_err(|_| LineFault::NotAKey)?;
    let key = Key::from_text(key).ok_or(LineFault::NotAKey)?;
    match key.id() == id {
        true => Ok(key),
        false => Err(LineFault::Changed),
    }
}

pub(super) fn render(ring: &KeyRing) -> Zeroizing<String> {
    let line = FORM.len() + VERSION.len() + " 01234567 ".len() + TEXT_BYTES + "\n".len();
    // As long as it will be, so that nothing is left behind where it grew.
    let length = HEAD.len() + line * ring.keys().count();
    let mut text = Zeroizing::new(String::with_capacity(length));
    text.push_str(HEAD);
    for key in ring.keys() {
        let id = key.id().to_string();
        for part in [FORM, VERSION, " ", &id, " "] {
            text.push_str(part);
        }
        key.write_text(&mut text);
        text.push('\n');
    }
    text
}
