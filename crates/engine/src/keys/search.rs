//! Looking for words in keys and values.

use consul::wire::Entry;
use consul::{Client, Consistency, kv};
use domain::access::Actor;
use domain::error::AppError;
use domain::text::fold;
use serde::Serialize;
use tokio::task::JoinSet;

use super::Keys;
use super::content::Content;

/// Values that are read at the same time.
pub(super) const AT_ONCE: usize = 8;
/// Letters around what was found.
const AROUND: usize = 40;
const LONGEST_WORDS: usize = 200;

/// How far a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub keys: usize,
    pub values: usize,
    pub bytes: usize,
    pub hits: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            keys: 20_000,
            values: 2_000,
            bytes: 32 * 1_024 * 1_024,
            hits: 500,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub folder: String,
    /// Found in any case and without accents.
    pub words: String,
    /// Whether values are read as well.
    pub values: bool,
    pub limits: Limits,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    pub hits: Vec<Hit>,
    pub keys_scanned: usize,
    pub values_read: usize,
    pub bytes_read: usize,
    /// The limit at which it ended, with its number; there may be more.
    pub stopped_at: Option<Bound>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    Keys(usize),
    Values(usize),
    Bytes(usize),
    Hits(usize),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    pub key: String,
    pub in_key: bool,
    /// What stands around it in the value.
    pub excerpt: Option<String>,
}

impl Keys {
    /// Searches below a folder. What documents were before is left out, unless the folder is
    /// in the history.
    ///
    /// # Errors
    ///
    /// When the actor or the folder may not, or the store cannot be read.
    pub async fn search(&self, actor: &Actor, search: &Search) -> Result<Found, AppError> {
        let folder = self.folder(actor, &search.folder)?;
        let length = search.words.chars().count();
        if length > LONGEST_WORDS {
            return Err(AppError::over("words", length, LONGEST_WORDS));
        }
        let words = fold(search.words.trim()).into_owned();
        let limits = search.limits;
        let walked = self.walk(&folder, limits.keys).await?;
        let mut found = Found {
            keys_scanned: walked.keys.len(),
            stopped_at: walked.more.then_some(Bound::Keys(limits.keys)),
            ..Found::default()
        };
        if words.is_empty() {
            return Ok(found);
        }
        let in_history = self.is_history(&folder);
        let keys = walked.keys.into_iter();
        let keys: Vec<String> = keys
            .filter(|key| in_history || !self.is_history(key))
            .collect();
        for part in keys.chunks(AT_ONCE) {
            if let Some(bound) = reached(&found, search) {
                found.stopped_at = Some(bound);
                break;
            }
            let values = if search.values {
                read_all(self.client(), part).await?
            } else {
                vec![None; part.len()]
            };
            for (key, entry) in part.iter().zip(values) {
                let in_key = fold(key).contains(&words);
                let excerpt = entry.and_then(|entry| {
                    found.values_read += 1;
                    found.bytes_read += entry.value.len();
                    let content = Content::of(&entry.value, self.is_ours(key));
                    excerpt(content.text()?, &words)
                });
                if in_key || excerpt.is_some() {
                    found.hits.push(Hit {
                        key: key.clone(),
                        in_key,
                        excerpt,
                    });
                }
            }
        }
        if found.hits.len() > limits.hits {
            found.hits.truncate(limits.hits);
            found.stopped_at = Some(Bound::Hits(limits.hits));
        }
        Ok(found)
    }
}

fn reached(found: &Found, search: &Search) -> Option<Bound> {
    let limits = search.limits;
    if found.hits.len() >= limits.hits {
        Some(Bound::Hits(limits.hits))
    } else if found.bytes_read >= limits.bytes {
        Some(Bound::Bytes(limits.bytes))
    } else if found.values_read >= limits.values {
        Some(Bound::Values(limits.values))
    } else {
        None
    }
}

/// In the order of the keys; nothing for one that is gone.
pub(super) async fn read_all(
    client: &Client,
    keys: &[String],
) -> Result<Vec<Option<Entry>>, crate::documents::Error> {
    let mut reads = JoinSet::new();
    for (place, key) in keys.iter().enumerate() {
        let (client, key) = (client.clone(), key.clone());
        reads.spawn(async move {
            let read = client.read(&kv::get(&key), Consistency::Default).await;
            (place, read)
        });
    }
    let mut entries = vec![None; keys.len()];
    while let Some(joined) = reads.join_next().await {
        // A read that was stopped with the program has nobody who waits for it.
        if let Ok((place, read)) = joined {
            entries[place] = read?.value;
        }
    }
    Ok(entries)
}

fn excerpt(text: &str, words: &str) -> Option<String> {
    // Folding keeps the number of letters, so a place is counted in letters.
    let folded = fold(text);
    let at = folded.find(words)?;
    let letters = folded[..at].chars().count();
    let first = letters.saturating_sub(AROUND);
    let length = letters - first + words.chars().count() + AROUND;
    let part = text.chars().skip(first).take(length);
    Some(part.map(|c| if c.is_control() { ' ' } else { c }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_is_cut_at_letters() {
        let text = format!("{}\nAção{}", "é".repeat(100), "ü".repeat(100));
        let around = excerpt(&text, "acao").unwrap();
        assert_eq!(around, format!("{} Ação{}", "é".repeat(39), "ü".repeat(40)));
        assert_eq!(excerpt("abc", "x"), None);
    }
}
