//! What documents promise, over any store.

pub(crate) mod fates;
pub(crate) mod healing;
pub(crate) mod import;
pub(crate) mod life;
pub(crate) mod newer;
pub(crate) mod sizes;
pub(crate) mod writers;
