//! A value as it is stored: `{"data": …, "meta": {…}}`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::zip;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    pub data: Value,
    pub meta: Meta,
    /// What a newer version put beside them.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// The same with its data as it is written: members in their order, numbers with all their
/// digits.
#[derive(Clone, Debug, Deserialize)]
pub struct Written {
    pub data: Box<RawValue>,
    pub meta: Meta,
}

/// Who wrote a value, when and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// The version of the form of `data`.
    pub schema: u32,
    /// How many changes there were, the first being 1.
    pub version: u64,
    pub created_at: String,
    pub updated_at: String,
    pub updated_by: String,
    /// What made the change: `user`, `restore`, `import`…
    pub source: String,
    /// Of this very write: tells whether a write with an unknown fate was done.
    #[serde(default)]
    pub write: String,
    /// What a newer version knows beside these.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Stored {
    /// # Errors
    ///
    /// In words, when the bytes are none of ours. Whatever they are, it does not panic.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let plain = zip::unpack(bytes)?;
        serde_json::from_slice(&plain).map_err(|error| error.to_string())
    }

    /// # Errors
    ///
    /// In words, when it cannot be written as JSON.
    pub fn encode(&self) -> Result<Vec<u8>, String> {
        serde_json::to_vec(self).map_err(|error| error.to_string())
    }
}

impl Written {
    /// # Errors
    ///
    /// As [`Stored::decode`].
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let plain = zip::unpack(bytes)?;
        serde_json::from_slice(&plain).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    pub(crate) fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "[a-z]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 40, 5, |inner| {
            let name = prop_oneof![
                Just("data".to_owned()),
                Just("meta".to_owned()),
                "[a-z]{1,4}"
            ];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((name, inner), 0..5)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn decoding_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Stored::decode(&bytes);
            let mut packed = vec![0x1f, 0x8b, 8, 0];
            packed.extend(bytes);
            let _ = Stored::decode(&packed);
        }

        #[test]
        fn whatever_is_decoded_comes_back_whole(data in any_json(), more in any_json()) {
            let bytes = json!({
                "data": data,
                "meta": { "schema": 9, "version": 1, "created_at": "", "updated_at": "",
                          "updated_by": "", "source": "", "write": "w", "newer": more },
                "newer": more,
            });
            let stored = Stored::decode(bytes.to_string().as_bytes()).unwrap();
            let again: Value = serde_json::from_slice(&stored.encode().unwrap()).unwrap();
            prop_assert_eq!(again, bytes);
        }

        #[test]
        fn any_json_is_ours_or_refused(value in any_json()) {
            let _ = Stored::decode(value.to_string().as_bytes());
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(Stored::decode(deep.as_bytes()).is_err());
    }
}
