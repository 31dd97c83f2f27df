//! Columns are data: they come from the fields of the fleet, not from types.

use serde::{Deserialize, Serialize};

use crate::locale::Locale;

/// A text in both languages; a name that people gave is the same in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub pt: String,
    pub en: String,
}

impl Label {
    pub fn new(pt: &str, en: &str) -> Self {
        Self {
            pt: pt.to_owned(),
            en: en.to_owned(),
        }
    }

    pub fn same(text: &str) -> Self {
        Self::new(text, text)
    }

    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::PtBr => &self.pt,
            Locale::En => &self.en,
        }
    }
}

/// Colour is for state only, and never the only sign of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Ok,
    Warning,
    Critical,
    Unknown,
    Info,
}

impl Tone {
    pub const ALL: [Tone; 7] = [
        Tone::Neutral,
        Tone::Accent,
        Tone::Ok,
        Tone::Warning,
        Tone::Critical,
        Tone::Unknown,
        Tone::Info,
    ];

    /// The word used in class names.
    pub fn as_str(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Accent => "accent",
            Tone::Ok => "ok",
            Tone::Warning => "warning",
            Tone::Critical => "critical",
            Tone::Unknown => "unknown",
            Tone::Info => "info",
        }
    }
}

/// How one value of a badge column looks and reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueStyle {
    pub value: String,
    pub tone: Tone,
    pub label: Label,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    Text,
    /// Names of machines: addresses, modules, identifiers.
    Mono,
    /// A name with the machine's address beside it, taken from another column.
    Title {
        secondary: String,
    },
    Number {
        decimals: u8,
        unit: String,
    },
    /// A closed set of values, each with its look; a value outside it is shown plainly.
    Badge {
        values: Vec<ValueStyle>,
    },
    Tags,
    /// A small line of the recent past, in the tone that another column has now.
    Spark {
        state: String,
    },
    /// A web address; anything but http and https is shown as text.
    Link,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Start,
    End,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Stable name: in addresses, saved views and exports.
    pub key: String,
    pub label: Label,
    pub kind: ColumnKind,
    /// Pixels at first; people change it.
    pub width: u16,
    #[serde(default)]
    pub pinned: bool,
    #[serde(default)]
    pub hidden: bool,
    #[serde(default)]
    pub sortable: bool,
    #[serde(default)]
    pub filterable: bool,
}

impl Column {
    pub fn new(key: &str, label: Label, kind: ColumnKind, width: u16) -> Self {
        let plain = !matches!(kind, ColumnKind::Spark { .. });
        Self {
            key: key.to_owned(),
            label,
            kind,
            width,
            pinned: false,
            hidden: false,
            sortable: plain,
            filterable: plain,
        }
    }

    pub fn align(&self) -> Align {
        match self.kind {
            ColumnKind::Number { .. } => Align::End,
            _ => Align::Start,
        }
    }
}
