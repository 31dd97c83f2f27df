//! Writing changed rows in one transaction.

use redb::{Database, WriteTransaction};

use super::stored::{StoredCheck, StoredNode, StoredService, StoredSession};
use super::{CHECKS, KV, META, META_INDEX, NODES, SERVICES, SESSIONS, kv_bytes};
use crate::error::StoreError;
use crate::image::Image;
use crate::rows::RowKey;

pub(super) fn save<'a>(
    database: &Database,
    image: &Image,
    rows: impl IntoIterator<Item = &'a RowKey>,
) -> Result<(), StoreError> {
    let write = database.begin_write().map_err(StoreError::from_store)?;
    put_all(&write, image, rows)?;
    write.commit().map_err(StoreError::from_store)
}

fn put_all<'a>(
    write: &WriteTransaction,
    image: &Image,
    rows: impl IntoIterator<Item = &'a RowKey>,
) -> Result<(), StoreError> {
    // All rows of a kind together: a table can be open once only.
    let mut kv = write.open_table(KV).map_err(StoreError::from_store)?;
    let mut nodes = write.open_table(NODES).map_err(StoreError::from_store)?;
    let mut services = write.open_table(SERVICES).map_err(StoreError::from_store)?;
    let mut checks = write.open_table(CHECKS).map_err(StoreError::from_store)?;
    let mut sessions = write.open_table(SESSIONS).map_err(StoreError::from_store)?;
    let catalog = &image.catalog;
    for row in rows {
        match row {
            RowKey::Kv(key) => {
                let bytes = image.kv.get(key).map(|row| kv_bytes::encode(row));
                put(&mut kv, &**key, bytes)?;
            }
            RowKey::Node(name) => {
                let bytes = catalog
                    .node(name)
                    .map(|row| json(&StoredNode::from(&**row)));
                put(&mut nodes, &**name, bytes.transpose()?)?;
            }
            RowKey::Service { node, id } => {
                let row = catalog.service(node, id);
                let bytes = row.map(|row| json(&StoredService::from(&**row)));
                put(&mut services, (&**node, &**id), bytes.transpose()?)?;
            }
            RowKey::Check { node, id } => {
                let row = catalog.check(node, id);
                let bytes = row.map(|row| json(&StoredCheck::from(&**row)));
                put(&mut checks, (&**node, &**id), bytes.transpose()?)?;
            }
            RowKey::Session(id) => {
                let row = image.sessions.get(id);
                let bytes = row.map(|row| json(&StoredSession::from(&**row)));
                put(&mut sessions, &**id, bytes.transpose()?)?;
            }
        }
    }
    let mut meta = write.open_table(META).map_err(StoreError::from_store)?;
    meta.insert(META_INDEX, image.index)
        .map_err(StoreError::from_store)?;
    Ok(())
}

fn put<'k, K: redb::Key + 'static>(
    table: &mut redb::Table<'_, K, &'static [u8]>,
    key: K::SelfType<'k>,
    bytes: Option<Vec<u8>>,
) -> Result<(), StoreError> {
    match bytes {
        Some(bytes) => table.insert(key, bytes.as_slice()).map(drop),
        None => table.remove(key).map(drop),
    }
    .map_err(StoreError::from_store)
}

fn json<T: serde::Serialize>(row: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(row).map_err(|error| StoreError::Row(error.to_string()))
}
