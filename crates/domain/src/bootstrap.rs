//! What a page knows before it asks for anything: rendered into it once.

use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::event::EventId;
use crate::locale::Locale;
use crate::theme::Theme;

/// How this server was started, as far as a page must know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    #[default]
    Serve,
    Demo,
    /// Bound to loopback, before accounts exist: everybody there is an administrator.
    LocalDevelopment,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bootstrap {
    /// Nobody while the page is one that needs no account.
    pub actor: Option<Actor>,
    pub locale: Locale,
    pub theme: Theme,
    pub mode: Mode,
    pub build: String,
    pub version: String,
    pub request_id: String,
    /// The last event that happened before this page was rendered.
    pub since: Option<EventId>,
    /// Prefix of versioned assets, for example `/assets/1a2b3c4d5e6f`.
    pub assets: String,
    /// The sidebar as this person left it.
    pub sidebar_collapsed: bool,
}
