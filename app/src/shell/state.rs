//! What is open in the frame.

use leptos::prelude::*;

use crate::context::bootstrap;
use crate::dom::cookie;

/// Name of the cookie that remembers the sidebar.
const SIDEBAR_COOKIE: &str = "sidebar";

#[derive(Clone, Copy)]
pub(crate) struct Shell {
    /// The sidebar is only a rail of icons.
    pub(crate) collapsed: RwSignal<bool>,
    /// On a phone: the sidebar lies over the page.
    pub(crate) drawer: RwSignal<bool>,
    pub(crate) palette: RwSignal<bool>,
    pub(crate) shortcuts: RwSignal<bool>,
}

impl Shell {
    pub(crate) fn toggle_sidebar(self) {
        let collapsed = !self.collapsed.get_untracked();
        self.collapsed.set(collapsed);
        cookie::remember(SIDEBAR_COOKIE, if collapsed { "collapsed" } else { "open" });
    }
}

pub(super) fn provide() {
    provide_context(Shell {
        collapsed: RwSignal::new(bootstrap().sidebar_collapsed),
        drawer: RwSignal::new(false),
        palette: RwSignal::new(false),
        shortcuts: RwSignal::new(false),
    });
}

pub(crate) fn shell() -> Shell {
    use_context().unwrap_or_else(|| Shell {
        collapsed: RwSignal::new(false),
        drawer: RwSignal::new(false),
        palette: RwSignal::new(false),
        shortcuts: RwSignal::new(false),
    })
}
