//! What people see: the document, the shell, the pages and the components they are made of.
//!
//! The server renders it (`ssr`) and the browser takes it over (`hydrate`); no render path
//! reads a clock, a random number, a locale of the machine or a hash order.

#![expect(
    clippy::needless_pass_by_value,
    reason = "components own their properties, and what is made in an event"
)]
#![expect(
    unreachable_pub,
    reason = "the component macro makes public items in private modules"
)]

pub mod context;
#[cfg(test)]
mod contrast;
mod document;
pub mod dom;
pub mod i18n;
pub mod nav;
pub mod pages;
pub mod rpc;
pub mod shell;
pub mod table;
pub mod ui;

pub use document::{PartFiles, document};
pub use pages::part_of;
pub use shell::App;
