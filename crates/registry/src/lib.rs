//! The embedded registry: Consul's HTTP API over one durable file.
//!
//! [`Registry::open`] reads the file into memory, [`Registry::router`] is the whole HTTP
//! surface, [`Registry::router_behind`] the same for a port, and [`Registry::snapshot`] is
//! what a mirror reads without any HTTP.
//!
//! From the inside out: `rows` in an `image`, changed by `command`s, which are pure
//! functions; the `writer` applies them in groups, brings them to `disk` and wakes who
//! waits in `watch`; `http` turns requests into questions to an image or into commands.

mod command;
mod disk;
mod door;
mod duration;
mod error;
mod feed;
mod hidden;
mod host;
mod http;
mod image;
mod limits;
mod open;
mod rows;
mod sd;
mod settings;
mod transfer;
mod watch;
mod writer;

pub use door::{Door, DoorLimits, Reach};
pub use error::{OpenError, StoreError};
pub use image::{Catalog, Image, Kv, Sessions};
pub use open::Registry;
pub use rows::{Behavior, KvRow, RowKey, ServiceCheck, SessionRow};
pub use sd::{Discovery, http_sd};
pub use settings::Settings;
pub use transfer::{Existing, ImportError};
