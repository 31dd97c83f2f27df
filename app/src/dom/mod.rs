//! The few things a page does to its browser beside rendering.
//!
//! Every function exists on both sides and does nothing on the server, so that
//! components need no conditions.

pub mod timer;
