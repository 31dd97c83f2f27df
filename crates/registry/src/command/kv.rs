//! Keys and values: put, compare, lock, remove.

use std::sync::Arc;

use bytes::Bytes;

use super::{Draft, Refusal, session};
use crate::rows::{Behavior, Indexes, KvRow, RowKey};
use crate::watch::Topic;

#[derive(Clone, Debug)]
pub(crate) struct KvCommand {
    pub(crate) verb: KvVerb,
    pub(crate) key: Arc<str>,
    pub(crate) value: Bytes,
    pub(crate) flags: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KvVerb {
    Set,
    /// Only if the key was last changed at this index; 0: only if it is not there.
    Cas(u64),
    Lock(Arc<str>),
    Unlock(Arc<str>),
    Delete,
    DeleteCas(u64),
    DeleteTree,
}

/// Whether it was done.
pub(super) fn apply(draft: &mut Draft<'_>, command: &KvCommand) -> Result<bool, Refusal> {
    let key = &command.key;
    match &command.verb {
        KvVerb::Set => {
            set(draft, command);
            Ok(true)
        }
        KvVerb::Cas(index) => {
            let held = holds(draft, key, *index);
            if held {
                set(draft, command);
            }
            Ok(held)
        }
        KvVerb::Lock(session) => {
            if is_delayed(draft, key) {
                return Ok(false);
            }
            lock(draft, command, session)
        }
        KvVerb::Unlock(session) => unlock(draft, command, session),
        KvVerb::Delete => {
            delete(draft, key);
            Ok(true)
        }
        KvVerb::DeleteCas(index) => Ok(delete_cas(draft, key, *index)),
        KvVerb::DeleteTree => {
            delete_tree(draft, key);
            Ok(true)
        }
    }
}

pub(super) fn get(draft: &Draft<'_>, key: &str) -> Option<Arc<KvRow>> {
    draft.image.kv.get(key).cloned()
}

pub(super) fn holds(draft: &Draft<'_>, key: &str, index: u64) -> bool {
    match draft.image.kv.get(key) {
        None => index == 0,
        Some(row) => index == row.indexes.modify,
    }
}

/// A plain write: it keeps the holder of the lock, but not the count, as Consul does.
pub(super) fn set(draft: &mut Draft<'_>, command: &KvCommand) {
    let session = draft
        .image
        .kv
        .get(&command.key)
        .and_then(|old| old.session.clone());
    store(draft, command, session, 0);
}

pub(super) fn is_delayed(draft: &Draft<'_>, key: &str) -> bool {
    draft
        .image
        .sessions
        .delays
        .get(key)
        .is_some_and(|until| *until > draft.now)
}

pub(super) fn lock(
    draft: &mut Draft<'_>,
    command: &KvCommand,
    session: &Arc<str>,
) -> Result<bool, Refusal> {
    if session.is_empty() {
        return Err(Refusal::new("missing session"));
    }
    session::check_form(session)?;
    if draft.image.sessions.get(session).is_none() {
        return Err(Refusal::new(format!("invalid session {session:?}")));
    }
    let count = match get(draft, &command.key) {
        None => 1,
        Some(old) if old.session.as_ref() == Some(session) => old.lock_index,
        Some(old) if old.session.is_some() => return Ok(false),
        Some(old) => old.lock_index + 1,
    };
    store(draft, command, Some(Arc::clone(session)), count);
    Ok(true)
}

pub(super) fn unlock(
    draft: &mut Draft<'_>,
    command: &KvCommand,
    session: &Arc<str>,
) -> Result<bool, Refusal> {
    if session.is_empty() {
        return Err(Refusal::new("missing session"));
    }
    match get(draft, &command.key) {
        Some(old) if old.session.as_ref() == Some(session) => {
            store(draft, command, None, old.lock_index);
            Ok(true)
        }
        _ => Ok(false),
    }
}

pub(super) fn delete_cas(draft: &mut Draft<'_>, key: &Arc<str>, index: u64) -> bool {
    match draft.image.kv.get(key) {
        None => true,
        Some(row) if row.indexes.modify == index => {
            delete(draft, key);
            true
        }
        Some(_) => false,
    }
}

pub(super) fn delete(draft: &mut Draft<'_>, key: &Arc<str>) {
    if remove(draft, key) {
        draft.image.kv.bury(key, draft.index);
    }
}

pub(super) fn delete_tree(draft: &mut Draft<'_>, prefix: &Arc<str>) {
    let keys: Vec<Arc<str>> = draft
        .image
        .kv
        .below(prefix)
        .map(|row| Arc::clone(&row.key))
        .collect();
    for key in &keys {
        remove(draft, key);
    }
    if !keys.is_empty() && !prefix.is_empty() {
        draft.image.kv.bury(prefix, draft.index);
    }
}

/// The session that held a key is gone: the key goes with it or is free again.
pub(super) fn let_go(draft: &mut Draft<'_>, key: &Arc<str>, behavior: Behavior) {
    if behavior == Behavior::Delete {
        delete(draft, key);
    } else if let Some(old) = get(draft, key) {
        let command = KvCommand {
            verb: KvVerb::Set,
            key: Arc::clone(key),
            value: old.value.clone(),
            flags: old.flags,
        };
        store(draft, &command, None, old.lock_index);
    }
}

fn store(draft: &mut Draft<'_>, command: &KvCommand, session: Option<Arc<str>>, count: u64) {
    let old = get(draft, &command.key);
    let row = KvRow {
        key: Arc::clone(&command.key),
        value: command.value.clone(),
        flags: command.flags,
        session,
        lock_index: count,
        indexes: Indexes::after(old.as_ref().map(|old| old.indexes), draft.index),
    };
    // As Consul: what changes nothing keeps its index and wakes nobody.
    if old.as_ref().is_some_and(|old| old.is_same(&row)) {
        return;
    }
    let holder_before = old.as_ref().and_then(|old| old.session.clone());
    if holder_before != row.session {
        note_holder(draft, &row.key, holder_before, row.session.clone());
    }
    let key = Arc::clone(&row.key);
    draft.image.kv.rows.insert(Arc::clone(&key), Arc::new(row));
    changed(draft, key);
}

fn remove(draft: &mut Draft<'_>, key: &Arc<str>) -> bool {
    let Some(old) = draft.image.kv.rows.remove(key) else {
        return false;
    };
    note_holder(draft, key, old.session.clone(), None);
    changed(draft, Arc::clone(key));
    true
}

fn changed(draft: &mut Draft<'_>, key: Arc<str>) {
    draft.image.kv.index = draft.index;
    draft.tell(Topic::Key(Arc::clone(&key)));
    draft.touch(RowKey::Kv(key));
}

fn note_holder(
    draft: &mut Draft<'_>,
    key: &Arc<str>,
    before: Option<Arc<str>>,
    now: Option<Arc<str>>,
) {
    let keys = &mut draft.image.sessions.keys;
    if let Some(session) = before {
        keys.remove(&(session, Arc::clone(key)));
    }
    if let Some(session) = now {
        keys.insert((session, Arc::clone(key)), ());
    }
}
