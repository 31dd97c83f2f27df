//! The words everyone speaks.
//!
//! Pure types and functions, without input or output, compiled for the server
//! and for the browser alike.

pub mod access;
pub mod bootstrap;
pub mod cache;
pub mod error;
pub mod event;
pub mod host;
pub mod key;
pub mod locale;
pub mod node;
pub mod table;
pub mod target;
pub mod text;
pub mod theme;
