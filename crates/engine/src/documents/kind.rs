//! What a document is about: the words that its type gives.

use domain::access::Permission;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::Error;
use super::stored::Stored;

/// A type whose values are kept as a document.
pub trait Kind: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static {
    /// The document's name, or the first part of it where there is one for each of something.
    const NAME: &'static str;
    /// The version of its form.
    const SCHEMA: u32;
    /// What is needed to change it.
    const CHANGE: Permission = Permission::Administer;
    /// Whether an empty value may take the place of one that is not.
    const MAY_BE_EMPTIED: bool = false;
    /// Whether it is stored compressed.
    const COMPRESSED: bool = false;
    /// Members that tell which element of a list is which, in order of preference.
    const IDENTITIES: &'static [&'static str] = &["id", "name", "code", "key"];
    /// The keys of the earlier system that hold it, without their prefix; the first that is
    /// there counts.
    const LEGACY: &'static [&'static str] = &[];

    /// What is there before anybody wrote it.
    fn initial() -> Self;

    fn is_empty(&self) -> bool;

    /// Turns the form of an older version into today's.
    ///
    /// # Errors
    ///
    /// In words, when it cannot be done.
    fn upgrade(schema: u32, _data: Value) -> Result<Value, String> {
        Err(format!("nothing is known of version {schema} of its form"))
    }

    /// Whether the form of a newer version can be read, leaving out what it has more. What is
    /// left out is kept when the value is written back.
    fn reads_newer(_schema: u32) -> bool {
        false
    }

    /// Understands what the earlier system stored, without its wrapping.
    ///
    /// # Errors
    ///
    /// In words, when it is something else.
    fn from_legacy(value: Value) -> Result<Self, String> {
        serde_json::from_value(value).map_err(|error| error.to_string())
    }
}

/// The same words for code that does not know the type.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub name: &'static str,
    pub schema: u32,
    pub change: Permission,
    pub may_be_emptied: bool,
    pub compressed: bool,
    pub identities: &'static [&'static str],
    look: fn(u32, Value) -> Result<Look, String>,
    reads_newer: fn(u32) -> bool,
}

/// What the type says of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// In today's form.
    pub(super) data: Value,
    pub(super) is_empty: bool,
}

impl Rules {
    pub fn of<T: Kind>() -> Self {
        Self {
            name: T::NAME,
            schema: T::SCHEMA,
            change: T::CHANGE,
            may_be_emptied: T::MAY_BE_EMPTIED,
            compressed: T::COMPRESSED,
            identities: T::IDENTITIES,
            look: look::<T>,
            reads_newer: T::reads_newer,
        }
    }

    /// A document whose type this program does not know: any JSON will do.
    pub fn unknown() -> Self {
        Self {
            name: "",
            schema: 1,
            change: Permission::Administer,
            may_be_emptied: false,
            compressed: false,
            identities: &["id", "name", "code", "key"],
            look: |_, data| {
                let is_empty = is_nothing(&data);
                Ok(Look { data, is_empty })
            },
            reads_newer: |_| true,
        }
    }

    /// Whether these are the rules of the document with this name.
    pub(crate) fn are_of(&self, name: &str) -> bool {
        let rest = name.strip_prefix(self.name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    pub(super) fn look_at(&self, what: &str, stored: &Stored) -> Result<Look, Unfit> {
        let found = stored.meta.schema;
        if found > self.schema && !(self.reads_newer)(found) {
            return Err(Unfit::Newer(self.newer(what, found)));
        }
        match (self.look)(found, stored.data.clone()) {
            Ok(look) => Ok(look),
            Err(_) if found > self.schema => Err(Unfit::Newer(self.newer(what, found))),
            Err(why) => Err(Unfit::Broken(why)),
        }
    }

    fn newer(&self, what: &str, found: u32) -> Error {
        Error::Newer {
            what: what.to_owned(),
            found,
            known: self.schema,
        }
    }
}

/// Why a stored value cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unfit {
    /// It is good, and not for us: it must stay as it is.
    Newer(Error),
    Broken(String),
}

pub(super) fn decode<T: Kind>(data: Value) -> Result<T, String> {
    serde_json::from_value(data).map_err(|error| error.to_string())
}

fn look<T: Kind>(schema: u32, data: Value) -> Result<Look, String> {
    let data = if schema < T::SCHEMA {
        T::upgrade(schema, data)?
    } else {
        data
    };
    let is_empty = decode::<T>(data.clone())?.is_empty();
    Ok(Look { data, is_empty })
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
