//! The kit: every page is made of these components.
//!
//! Texts come in as [`TextProp`](leptos::prelude::TextProp), so that `text(|c| …)`, a signal
//! and a plain word all fit; states as `Signal<T>`; answers go out as `Callback<T>`.

mod badge;
mod browser;
mod button;
mod checkbox;
mod copy;
mod dialog;
mod drawer;
mod empty;
mod error_panel;
mod field;
mod floating;
mod icon;
mod input;
mod kbd;
mod menu;
mod popover;
pub(crate) mod search;
mod skeleton;

pub use badge::{Badge, StatusDot, badge};
pub use button::{Button, ButtonGroup, IconButton, Size, Variant};
pub use checkbox::{Checkbox, Checked, Switch};
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use drawer::Drawer;
pub use empty::EmptyState;
pub use error_panel::ErrorPanel;
pub use field::Field;
pub use floating::Placement;
pub use icon::{Icon, IconName, icon};
pub use input::{Input, Textarea};
pub use kbd::{Kbd, keys};
pub use menu::{Menu, MenuEntry, MenuItem};
pub use popover::Popover;
pub use skeleton::{Skeleton, SkeletonShape};
