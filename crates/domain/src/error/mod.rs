//! What went wrong, as a code with arguments.
//!
//! The text belongs to the reader's language, so it is made where it is shown
//! (`app::i18n`); here is what happened, to what, and with which HTTP status.

mod code;
mod reason;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::access::Permission;

pub use code::ErrorCode;
pub use reason::Reason;

/// Values with the names that they have in JSON, each listed once.
macro_rules! named {
    (
        $(#[$outer:meta])*
        pub enum $Name:ident { $($(#[$inner:meta])* $Value:ident => $text:literal,)+ }
    ) => {
        $(#[$outer])*
        pub enum $Name { $($(#[$inner])* $Value,)+ }

        impl $Name {
            pub const ALL: [Self; [$($text),+].len()] = [$(Self::$Value),+];

            /// The name used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Value => $text,)+
                }
            }
        }
    };
}
use named;

/// The one error that reaches a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppError {
    pub code: ErrorCode,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl AppError {
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            args: BTreeMap::new(),
            request_id: None,
        }
    }

    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers and texts alike are given as they are"
    )]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    pub fn arg(&self, name: &str) -> &str {
        self.args.get(name).map_or("", String::as_str)
    }

    pub fn forbidden(permission: Permission) -> Self {
        Self::new(ErrorCode::Forbidden).with("permission", permission.as_str())
    }

    pub fn bad_parameter(name: &str, value: &str, reason: impl ToString) -> Self {
        Self::new(ErrorCode::BadParameter)
            .with("name", name)
            .with("value", shorten(value))
            .with("reason", reason)
    }

    /// A count that is over its limit.
    pub fn over(name: &str, count: usize, limit: usize) -> Self {
        Self::bad_parameter(name, &count.to_string(), Reason::AtMost).with("limit", limit)
    }

    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound).with("what", shorten(what))
    }
}

/// A hostile value must not make a hostile message.
pub fn shorten(value: &str) -> String {
    const LONGEST: usize = 120;
    let mut text: String = value.chars().take(LONGEST).map(visible).collect();
    if value.chars().count() > LONGEST {
        text.push('…');
    }
    text
}

fn visible(c: char) -> char {
    if c.is_control() { '\u{fffd}' } else { c }
}

/// For logs only; people read the translated text.
impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value:?}")?;
        }
        Ok(())
    }
}

impl std::error::Error for AppError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_value_is_cut_and_made_visible() {
        let error = AppError::bad_parameter("q", &"\u{1b}[31m".repeat(1_000), "x");
        assert!(error.arg("value").chars().count() <= 121);
        assert!(!error.arg("value").contains('\u{1b}'));
    }
}
