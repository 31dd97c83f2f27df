//! Waiting until the mirror shows what was written.

use std::time::Duration;

use domain::error::AppError;
use domain::target::Target;

use super::outcome::Saved;
use super::wish::Wish;
use crate::mirror::{Image, Mirror};

/// After that it is said that it will be seen later.
const PATIENCE: Duration = Duration::from_secs(2);

/// `index` is that of the write, where it is known.
pub(super) async fn wait(
    mirror: &Mirror,
    wish: &Wish,
    index: Option<u64>,
    extra: Result<(), AppError>,
) -> Saved {
    let visible = mirror
        .wait_until(PATIENCE, |image| shows(image, wish, index))
        .await;
    let shown = || {
        let image = mirror.image();
        let row = image.node(&wish.key.node)?.service(&wish.key.id)?;
        Some(row.indexes.modify)
    };
    let index = index.or_else(|| visible.then(shown).flatten());
    Saved {
        key: wish.key.clone(),
        index,
        visible,
        extra,
    }
}

fn shows(image: &Image, wish: &Wish, index: Option<u64>) -> bool {
    let Some(shard) = image.node(&wish.key.node) else {
        return image.complete && wish.removes();
    };
    let row = shard.service(&wish.key.id);
    match (row, index) {
        (None, _) => shard.read && wish.removes(),
        // Removed, and made again by somebody else.
        (Some(row), _) if wish.removes() => row.indexes.modify > wish.expected,
        (Some(row), Some(index)) => row.indexes.modify >= index,
        (Some(row), None) => wish.wants(&Target {
            node: wish.key.node.clone(),
            id: row.id.to_string(),
            name: row.name.to_string(),
            tags: row.tags().iter().map(ToString::to_string).collect(),
            address: row.address.to_string(),
            port: i64::from(row.port),
            meta: pairs(row),
        }),
    }
}

fn pairs(row: &catalog::ServiceRow) -> std::collections::BTreeMap<String, String> {
    let pairs = row.meta.iter().flat_map(catalog::Pairs::iter);
    pairs
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect()
}
