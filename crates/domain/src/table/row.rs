//! Rows as they travel: cells in the order of the columns.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One value. In JSON: a text, a number, `null`, a list of texts, `{"s":[…]}` for a
/// series, `{"?":"why"}` for what could not be had.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Tags(Vec<String>),
    /// What is not known at a moment is NaN, and `null` in JSON.
    Series(Vec<f32>),
    /// Unknown is neither empty nor zero; it says why.
    Unknown(String),
}

impl Cell {
    pub fn text(text: &str) -> Self {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text.to_owned())
        }
    }

    /// The plain text for search, tooltips and exports.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty | Cell::Series(_) => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Tags(tags) => tags.join(", "),
            Cell::Unknown(_) => "?".to_owned(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    /// Grows when the row changes, so that a page can mark what is new to it.
    pub version: u64,
    pub cells: Vec<Cell>,
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_unit(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Number(number) => serializer.serialize_f64(*number),
            Cell::Tags(tags) => tags.serialize(serializer),
            Cell::Series(points) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("s", points)?;
                map.end()
            }
            Cell::Unknown(why) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("?", why)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

/// By hand, because an untagged enum buffers each value: rows are the hot path of the browser.
struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a cell")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Cell, E> {
        Ok(Cell::Empty)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::Text(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Cell, E> {
        Ok(Cell::Text(text))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Cell, E> {
        Ok(Cell::Number(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Cell, E> {
        Ok(Cell::Number(number as f64))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Cell, E> {
        Ok(Cell::Number(number as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cell, A::Error> {
        let mut tags = Vec::new();
        while let Some(tag) = seq.next_element()? {
            tags.push(tag);
        }
        Ok(Cell::Tags(tags))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell, A::Error> {
        let cell = match map.next_key::<String>()?.as_deref() {
            Some("s") => {
                let points: Vec<Option<f32>> = map.next_value()?;
                Cell::Series(
                    points
                        .into_iter()
                        .map(|point| point.unwrap_or(f32::NAN))
                        .collect(),
                )
            }
            Some("?") => Cell::Unknown(map.next_value()?),
            _ => {
                return Err(de::Error::custom(
                    "a cell is a text, a number, a list, s or ?",
                ));
            }
        };
        match map.next_key::<String>()? {
            None => Ok(cell),
            Some(_) => Err(de::Error::custom("a cell has one key")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_survive_the_wire() {
        let row = Row {
            id: "a/b@c".into(),
            version: 3,
            cells: vec![
                Cell::Empty,
                Cell::Text("Ação \"x\"".into()),
                Cell::Number(32.5),
                Cell::Tags(vec!["icmp".into()]),
                Cell::Series(vec![1.0, 2.5]),
                Cell::Unknown("dtc does not answer".into()),
            ],
        };
        let json = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<Row>(&json).unwrap(), row);
        let gap = serde_json::to_string(&Cell::Series(vec![1.5, f32::NAN])).unwrap();
        assert_eq!(gap, r#"{"s":[1.5,null]}"#);
        match serde_json::from_str(&gap).unwrap() {
            Cell::Series(points) => assert!(points[0] == 1.5 && points[1].is_nan()),
            other => panic!("{other:?}"),
        }
        assert!(serde_json::from_str::<Cell>(r#"{"x":1}"#).is_err());
        assert!(serde_json::from_str::<Cell>(r#"{"s":[],"t":1}"#).is_err());
    }
}
