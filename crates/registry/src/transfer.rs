//! Everything as JSON lines, out and in: the way from one format of the file to another,
//! and a backup that can be read.
//!
//! The first line says what this is, the last one how many lines there were, so that an
//! export that was cut off is not taken for a whole one.

use std::fmt;
use std::io::{self, BufRead, Write};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::command::place;
use crate::disk::stored::{StoredCheck, StoredNode, StoredService, StoredSession};
use crate::error::StoreError;
use crate::image::Image;
use crate::rows::{Indexes, KvRow};
use catalog::Names;

const FORMAT: &str = "skills-eye-registry";
const VERSION: u64 = 1;
/// The longest line: a value of half a mebibyte in base64, and room around it.
/// What a number of JSON can count in every program.
const HIGHEST_INDEX: u64 = 1 << 53;
const LONGEST_LINE: u64 = 4 * 1_024 * 1_024;

/// What to do with what is there before an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Refuse,
    Replace,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line<'a> {
    Header {
        format: String,
        version: u64,
        index: u64,
    },
    #[serde(borrow)]
    Node(StoredNode<'a>),
    #[serde(borrow)]
    Service(StoredService<'a>),
    #[serde(borrow)]
    Check(Box<StoredCheck<'a>>),
    #[serde(borrow)]
    Session(StoredSession<'a>),
    Kv(KvLine),
    Footer {
        rows: u64,
    },
}

#[derive(Debug, Serialize, Deserialize)]
struct KvLine {
    key: String,
    value: String,
    #[serde(default)]
    flags: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    #[serde(default)]
    lock: u64,
    create: u64,
    modify: u64,
}

/// Why an import was refused. Nothing was changed.
#[derive(Debug)]
pub enum ImportError {
    NotEmpty { keys: usize, services: usize },
    NotAnExport,
    Newer { found: u64, known: u64 },
    CutOff { rows: u64 },
    Line { number: u64, words: String },
    Store(StoreError),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEmpty { keys, services } => write!(
                f,
                "the registry holds {keys} keys and {services} services already; --replace \
                 puts the import in their place"
            ),
            Self::NotAnExport => f.write_str("this is not an export of a registry"),
            Self::Newer { found, known } => write!(
                f,
                "the export has version {found}, and this program knows versions up to {known}"
            ),
            Self::CutOff { rows } => write!(
                f,
                "the export ends after {rows} rows without its last line: it was cut off"
            ),
            Self::Line { number, words } => write!(f, "line {number}: {words}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for ImportError {}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Rows that an export of the image has.
pub(crate) fn count(image: &Image) -> u64 {
    let catalog = &image.catalog;
    let rows = image.kv.len()
        + catalog.nodes.len()
        + catalog.services.len()
        + catalog.checks.len()
        + image.sessions.rows.len();
    rows as u64
}

pub(crate) fn export(image: &Image, output: &mut dyn Write) -> io::Result<u64> {
    let header = Line::Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        index: image.index,
    };
    write(output, &header)?;
    for row in image.catalog.nodes() {
        write(output, &Line::Node((&**row).into()))?;
    }
    for row in image.catalog.services() {
        write(output, &Line::Service((&**row).into()))?;
    }
    for row in image.catalog.checks() {
        write(output, &Line::Check(Box::new((&**row).into())))?;
    }
    for row in image.sessions.iter() {
        write(output, &Line::Session((&**row).into()))?;
    }
    for row in image.kv.below("") {
        write(output, &Line::Kv(kv_line(row)))?;
    }
    let rows = count(image);
    write(output, &Line::Footer { rows })?;
    output.flush()?;
    Ok(rows)
}

fn write(output: &mut dyn Write, line: &Line<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

fn kv_line(row: &KvRow) -> KvLine {
    KvLine {
        key: row.key.to_string(),
        value: STANDARD.encode(&row.value),
        flags: row.flags,
        session: row.session.as_deref().map(str::to_owned),
        lock: row.lock_index,
        create: row.indexes.create,
        modify: row.indexes.modify,
    }
}

pub(crate) fn import(input: &mut dyn BufRead) -> Result<Image, ImportError> {
    let mut reader = Reader { input, number: 0 };
    let mut buffer = String::new();
    let index = match reader.next(&mut buffer)? {
        Some(Line::Header { format, .. }) if format != FORMAT => {
            return Err(ImportError::NotAnExport);
        }
        Some(Line::Header { version, .. }) if version > VERSION => {
            return Err(ImportError::Newer {
                found: version,
                known: VERSION,
            });
        }
        Some(Line::Header { index, .. }) => index,
        _ => return Err(ImportError::NotAnExport),
    };
    let mut image = Image {
        index,
        ..Image::default()
    };
    let mut names = Names::default();
    let mut rows = 0;
    loop {
        let mut buffer = String::new();
        match reader.next(&mut buffer)? {
            Some(Line::Footer { rows: expected }) if expected == rows => {
                return in_order(image, reader.number);
            }
            None | Some(Line::Footer { .. }) => return Err(ImportError::CutOff { rows }),
            Some(Line::Header { .. }) => {
                return Err(ImportError::Line {
                    number: reader.number,
                    words: "a second header".to_owned(),
                });
            }
            Some(line) => {
                add(&mut image, &mut names, line).map_err(|words| ImportError::Line {
                    number: reader.number,
                    words,
                })?;
                rows += 1;
            }
        }
    }
}

/// An index beyond what was counted to would stop all that wait for the next one.
fn in_order(image: Image, number: u64) -> Result<Image, ImportError> {
    let wrong = |words| Err(ImportError::Line { number, words });
    if image.index > HIGHEST_INDEX {
        return wrong(format!(
            "the index of the export is {}, and at most {HIGHEST_INDEX} can be counted on from",
            image.index
        ));
    }
    let catalog = &image.catalog;
    let newest = (image.kv.below("").map(|row| row.indexes))
        .chain(catalog.nodes().map(|row| row.indexes))
        .chain(catalog.services().map(|row| row.indexes))
        .chain(catalog.checks().map(|row| row.indexes))
        .chain(image.sessions.iter().map(|row| row.indexes))
        .map(|indexes| indexes.modify.max(indexes.create))
        .max();
    match newest {
        Some(newest) if newest > image.index => wrong(format!(
            "a row has the index {newest}, and the export ends at {}",
            image.index
        )),
        _ => Ok(image),
    }
}

fn add(image: &mut Image, names: &mut Names, line: Line<'_>) -> Result<(), String> {
    match line {
        Line::Node(stored) => drop(place::node(image, stored.row(names), names)),
        Line::Service(stored) => drop(place::service(image, stored.row(names), names)),
        Line::Check(stored) => drop(place::check(image, stored.row(names), names)),
        Line::Session(stored) => drop(place::session(image, stored.row(names))),
        Line::Kv(line) => {
            let value = STANDARD
                .decode(&line.value)
                .map_err(|error| format!("the value of {:?}: {error}", line.key))?;
            let row = KvRow {
                key: line.key.into(),
                value: Bytes::from(value),
                flags: line.flags,
                session: line.session.map(|session| names.text(&session)),
                lock_index: line.lock,
                indexes: Indexes {
                    create: line.create,
                    modify: line.modify,
                },
            };
            place::key(image, Arc::new(row));
        }
        Line::Header { .. } | Line::Footer { .. } => {}
    }
    Ok(())
}

struct Reader<'i> {
    input: &'i mut dyn BufRead,
    number: u64,
}

impl Reader<'_> {
    fn next<'b>(&mut self, buffer: &'b mut String) -> Result<Option<Line<'b>>, ImportError> {
        use std::io::Read as _;
        self.number += 1;
        let number = self.number;
        let wrong = |words: String| ImportError::Line { number, words };
        let read = (&mut *self.input)
            .take(LONGEST_LINE)
            .read_line(buffer)
            .map_err(|error| wrong(error.to_string()))?;
        if read == 0 {
            return Ok(None);
        }
        if !buffer.ends_with('\n') && read as u64 == LONGEST_LINE {
            return Err(wrong(format!("it is longer than {LONGEST_LINE} bytes")));
        }
        match serde_json::from_str(buffer) {
            Ok(line) => Ok(Some(line)),
            // A line that ends in the middle is the end of an export that was cut off.
            Err(error) if error.is_eof() => Ok(None),
            Err(_) if number == 1 => Err(ImportError::NotAnExport),
            Err(error) => Err(wrong(error.to_string())),
        }
    }
}
