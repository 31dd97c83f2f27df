//! The TOML file, with the line of everything.

use std::ops::Range;
use std::path::Path;

use toml_edit::{Document, Item, Table, TomlError, Value};

use super::problem::Place;
use super::reader::{Reader, remedy_for};
use super::sections::{is_section, key};

pub(super) fn read(path: &Path, reader: &mut Reader) {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let place = Place::File {
                path: path.to_owned(),
                line: None,
            };
            let what = format!("the configuration file cannot be read: {error}");
            reader.problem(place, "", what, "correct --config".to_owned());
            return;
        }
    };
    let file = File { path, text: &text };
    let Some(document) = file.parse(reader) else {
        return;
    };
    for (section, item) in document.as_table() {
        let place = file.place(
            document
                .as_table()
                .key(section)
                .and_then(toml_edit::Key::span),
        );
        file.section(section, item, place, reader);
    }
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    fn place(&self, span: Option<Range<usize>>) -> Place {
        let line = span.map(|span| line_of(self.text, span.start));
        Place::File {
            path: self.path.to_owned(),
            line,
        }
    }

    /// The parser stops at the first line that it cannot read. That line is told and taken
    /// out, so that the problems of all the others are told as well.
    fn parse(&self, reader: &mut Reader) -> Option<Document<String>> {
        let mut text = self.text.to_owned();
        loop {
            let error = match Document::parse(text.clone()) {
                Ok(document) => return Some(document),
                Err(error) => error,
            };
            let span = error.span();
            reader.problem(
                self.place(span.clone()),
                "",
                what(&error, &text),
                "correct the line".to_owned(),
            );
            let line = line_at(&text, span?.start)?;
            let broken = text.get(line.clone())?;
            // Without the head of a table, what follows would be judged in the wrong place.
            if broken.trim().is_empty() || broken.trim_start().starts_with('[') {
                return None;
            }
            text.replace_range(line.clone(), &" ".repeat(line.len()));
        }
    }

    fn section(&self, name: &str, item: &Item, place: Place, reader: &mut Reader) {
        if !is_section(name) {
            let what = format!("there is no section [{name}]");
            let remedy = remedy_for(name, |known| match known.split_once('.') {
                None if is_section(known) => format!("[{known}]"),
                _ => known.to_owned(),
            });
            reader.problem(place, name, what, remedy);
            return;
        }
        let inline;
        let table: &Table = match item {
            Item::Table(table) => table,
            Item::Value(Value::InlineTable(table)) => {
                inline = table.clone().into_table();
                &inline
            }
            _ => {
                let what = format!("found {}, not a section", item.type_name());
                let remedy = format!("write [{name}] on a line of its own, its keys below");
                reader.problem(place, name, what, remedy);
                return;
            }
        };
        for (setting, item) in table {
            let span = table.key(setting).and_then(toml_edit::Key::span);
            self.setting(name, setting, item, self.place(span), reader);
        }
    }

    fn setting(&self, section: &str, name: &str, item: &Item, place: Place, reader: &mut Reader) {
        let path = format!("{section}.{name}");
        let secret = name
            .strip_suffix("_file")
            .and_then(|plain| key(&format!("{section}.{plain}")))
            .filter(|key| key.secret);
        match (key(&path), secret, item) {
            (Some(_), _, Item::Value(value)) => reader.toml(&path, place, value.clone()),
            (None, Some(secret), Item::Value(Value::String(file))) => {
                super::env::secret_file(secret.path, Path::new(file.value()), place, reader);
            }
            (Some(_), ..) | (None, Some(_), _) => {
                let what = format!("found {}, not a value", item.type_name());
                reader.problem(place, &path, what, "give one value".to_owned());
            }
            (None, None, _) => {
                let remedy = remedy_for(&path, str::to_owned);
                reader.problem(place, &path, "there is no such setting".to_owned(), remedy);
            }
        }
    }
}

fn what(error: &TomlError, text: &str) -> String {
    let broken = error
        .span()
        .and_then(|span| text.get(span))
        .filter(|_| error.message() == "duplicate key");
    match broken {
        Some(name) => format!("{} is set twice", name.trim()),
        None => format!("not TOML: {}", error.message().replace('\n', ", ")),
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().iter().take(offset);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// The range of the line around an offset, without its end.
fn line_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text
        .get(offset..)?
        .find('\n')
        .map_or(text.len(), |at| offset + at);
    Some(start..end)
}
