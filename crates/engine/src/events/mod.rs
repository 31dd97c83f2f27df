//! Live events: what happened, told to every open page, and again to who missed it.
//!
//! One hub an instance. Memory is bounded whatever readers do: a ring of recent events
//! for who comes back, a channel of the same length for who is here, and a reader that
//! falls behind is told to read again what it shows.

mod hub;
mod ring;
mod subscription;

pub use hub::{Hub, Limits};
pub use ring::{Payload, Stamped};
pub use subscription::{Message, Subscription};

#[cfg(test)]
mod tests;
