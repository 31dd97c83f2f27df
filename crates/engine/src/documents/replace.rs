//! A whole new value for a document, by hand: the way out when it cannot heal itself.

use consul::Consistency;
use domain::access::Actor;
use serde_json::Value;

use super::change::{Wish, aside};
use super::current::{Current, Glance};
use super::error::Error;
use super::kind::Unfit;
use super::layout::HistoryKey;
use super::settle::Sent;
use super::store::Slot;
use super::stored::{Meta, Stored};
use super::write::Aside;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Replaced {
    Done(Option<u64>),
    /// It does not have the index that was seen.
    Lost,
    /// The value is not what this document holds, in words.
    Unfit(String),
}

const BY_HAND: &str = "kv_browser";

impl Slot {
    /// Writes on the index that was seen, 0 for a document that was not there.
    pub(crate) async fn replace(
        &self,
        actor: &Actor,
        data: Value,
        index: u64,
    ) -> Result<Replaced, Error> {
        actor.require(self.rules.change).map_err(Error::Denied)?;
        let (there, current, kept) = match self.healed_glance().await? {
            Glance::Good(current) => {
                let kept = aside(&current);
                (Some(current.index), Some(current), Some(kept))
            }
            Glance::Missing => (None, None, None),
            Glance::Broken(entry, _) => {
                let key = HistoryKey::Broken(entry.modify_index);
                let bytes = entry.value;
                (Some(entry.modify_index), None, Some(Aside { key, bytes }))
            }
        };
        if there.unwrap_or(0) != index {
            return Ok(Replaced::Lost);
        }
        let is_empty = match self.fits(current.as_deref(), &data) {
            Ok(is_empty) => is_empty,
            Err(Unfit::Newer(error)) => return Err(error),
            Err(Unfit::Broken(why)) => return Ok(Replaced::Unfit(why)),
        };
        let mut base = self.base(current.as_deref()).await?;
        base.index = index;
        let wish = Wish { data, is_empty };
        let next = self.next(actor, BY_HAND, current.as_deref(), &base, wish)?;
        let (bytes, id) = (&next.bytes, &next.stored.meta.write);
        let Sent::Done(index) = self.write_surely(&base, bytes, id, kept.as_ref()).await? else {
            return Ok(Replaced::Lost);
        };
        let index = match index {
            Some(index) => Some(index),
            None => self.index_of(&base, id).await,
        };
        self.observer().changed(self.name());
        self.follow_up(index, bytes).await;
        Ok(Replaced::Done(index))
    }

    /// What was good is there again before anything is written over it; what cannot heal is
    /// replaced as it is.
    async fn healed_glance(&self) -> Result<Glance, Error> {
        let glance = self.glance(Consistency::Consistent).await?;
        if matches!(glance, Glance::Good(_)) {
            return Ok(glance);
        }
        match self.heal().await {
            Ok(seen) => Ok(seen
                .current
                .map_or(Glance::Missing, |current| Glance::Good(Box::new(current)))),
            Err(Error::Broken { .. }) => Ok(glance),
            Err(error) => Err(error),
        }
    }

    /// Whether it would be empty.
    fn fits(&self, current: Option<&Current>, data: &Value) -> Result<bool, Unfit> {
        let schema = current.map_or(0, |current| current.stored.meta.schema);
        let text = String::new;
        let stored = Stored {
            data: data.clone(),
            meta: Meta {
                schema: schema.max(self.rules.schema),
                version: 0,
                created_at: text(),
                updated_at: text(),
                updated_by: text(),
                source: text(),
                write: text(),
                more: serde_json::Map::new(),
            },
            more: serde_json::Map::new(),
        };
        Ok(self.rules.look_at(&self.key(), &stored)?.is_empty)
    }
}
