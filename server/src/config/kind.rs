//! How a value of some type is written in a file and in a variable.

use toml_edit::Value;

/// One type of setting.
pub(crate) trait Kind: Sized {
    /// What is expected, with an example: "a time such as 10s".
    const NAME: &'static str;
    /// Never shown; may also be given as a file.
    const SECRET: bool = false;

    /// # Errors
    ///
    /// What is wrong with the text.
    fn from_text(text: &str) -> Result<Self, String>;

    /// # Errors
    ///
    /// What is wrong with the value; its type first of all.
    fn from_toml(value: &Value) -> Result<Self, String> {
        match value.as_str() {
            Some(text) => Self::from_text(text),
            None => Err(found(value)),
        }
    }

    /// As it would be written in a file; nothing when it is unset.
    fn show(&self) -> Option<String>;
}

pub(super) fn found(value: &Value) -> String {
    let article = match value.type_name() {
        name if name.starts_with(['a', 'i']) => "an",
        _ => "a",
    };
    format!("found {article} {}", value.type_name())
}

/// A setting that may be absent.
impl<T: Kind> Kind for Option<T> {
    const NAME: &'static str = T::NAME;
    const SECRET: bool = T::SECRET;

    fn from_text(text: &str) -> Result<Self, String> {
        T::from_text(text).map(Some)
    }

    fn from_toml(value: &Value) -> Result<Self, String> {
        T::from_toml(value).map(Some)
    }

    fn show(&self) -> Option<String> {
        self.as_ref().and_then(T::show)
    }
}
