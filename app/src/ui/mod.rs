//! The kit: every page is made of these components.

mod icon;

pub use icon::{Icon, IconName, icon};
