//! The few things a page does to its browser beside rendering.
//!
//! Every function exists on both sides and does nothing on the server, so that
//! components need no conditions.

pub mod clipboard;
pub mod cookie;
pub mod download;
pub mod events;
pub mod focus;
pub mod hotkeys;
pub mod page;
pub mod storage;
pub mod timer;
