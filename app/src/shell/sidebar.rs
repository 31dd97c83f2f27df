//! The rooms of the product, at the side of every page.

use domain::locale::Locale;
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::state::Shell;
use super::{mode, selection, shell, topbar, user_menu};
use crate::context::{bootstrap, locale, text, texts};
use crate::dom::{focus, page};
use crate::nav::{self, ENTRIES, Entry, Group};
use crate::ui::{IconName, Placement, icon};

/// How many things a page holds, shown beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NavCount {
    /// Path of the entry.
    pub path: &'static str,
    pub value: u64,
    /// The number should be zero.
    pub alarms: bool,
}

/// Set by whoever knows the numbers; an entry without one shows none.
pub fn nav_counts() -> RwSignal<Vec<NavCount>> {
    use_context().unwrap_or_default()
}

pub(super) fn provide() {
    provide_context(RwSignal::new(Vec::<NavCount>::new()));
}

pub(super) fn view() -> AnyView {
    let shell = shell();
    let panel = NodeRef::<html::Aside>::new();
    let on_keydown = move |event: KeyboardEvent| {
        if !shell.drawer.get_untracked() || page::has_popover() {
            return;
        }
        if event.key() == "Escape" {
            close_drawer(shell);
        } else if let Some(panel) = panel.get_untracked() {
            focus::trap(&event, &panel);
        }
    };
    Effect::new(move |_| {
        reveal_current();
        // Turned or widened, the page has no drawer, and nothing may stay behind it.
        let resized = window_event_listener(ev::resize, move |_| {
            if shell.drawer.get_untracked() && page::matches("(width >= 768px)") {
                shell.drawer.set(false);
            }
        });
        on_cleanup(move || resized.remove());
    });
    let groups: Vec<AnyView> = Group::ALL.into_iter().map(group).collect();
    let toggle_label = move || {
        let c = texts();
        match shell.collapsed.get() {
            true => c.shell.expand_sidebar,
            false => c.shell.collapse_sidebar,
        }
    };
    view! {
        <aside node_ref=panel class="sidebar" id="navigation" on:keydown=on_keydown>
            <div class="sidebar-head">
                <a class="brand" href="/">
                    {logo()} <span class="brand-name">{text(|c| c.shell.product)}</span>
                </a>
                <button
                    type="button"
                    class="sidebar-toggle"
                    aria-expanded=move || if shell.collapsed.get() { "false" } else { "true" }
                    aria-controls="navigation"
                    aria-label=toggle_label
                    title=toggle_label
                    on:click=move |_| shell.toggle_sidebar()
                >
                    {icon(IconName::PanelLeft)}
                </button>
                <a
                    class="sidebar-close"
                    href="#content"
                    aria-label=text(|c| c.shell.close_navigation)
                    on:click=move |event| {
                        event.prevent_default();
                        close_drawer(shell);
                    }
                >
                    {icon(IconName::X)}
                </a>
            </div>
            <div class="sidebar-tools">
                {topbar::search()} {topbar::selectors("drawer")}
            </div>
            <nav class="sidebar-nav" aria-label=text(|c| c.shell.navigation)>
                {groups}
            </nav>
            {mode::in_sidebar()}
            <div class="sidebar-foot">
                {user_menu::view("drawer-user-menu", Placement::AboveStart)}
            </div>
        </aside>
        <div class="drawer-shade" on:click=move |_| close_drawer(shell)></div>
    }
    .into_any()
}

/// Lays the sidebar over the page of a phone.
pub(super) fn open_drawer(shell: Shell) {
    shell.drawer.set(true);
    request_animation_frame(|| {
        focus::first(".sidebar-close");
        reveal_current();
    });
}

/// The page one is on must be in sight, also at the end of a long list.
fn reveal_current() {
    let find = |selector| document().query_selector(selector).ok().flatten();
    if let (Some(item), Some(list)) = (find(".nav-item[aria-current]"), find(".sidebar-nav")) {
        page::reveal(&item, &list);
    }
}

fn close_drawer(shell: Shell) {
    shell.drawer.set(false);
    request_animation_frame(|| focus::first(".topbar-menu"));
}

fn group(group: Group) -> AnyView {
    let role = bootstrap().actor.map(|actor| actor.role);
    let entries: Vec<AnyView> = ENTRIES
        .iter()
        .filter(|entry| entry.group == group && entry.is_open_to(role))
        .map(item)
        .collect();
    let label = move || group.label(texts());
    view! {
        <section class="nav-group">
            <h2 class="nav-heading">
                <span>{label}</span>
            </h2>
            <ul>{entries}</ul>
        </section>
    }
    .into_any()
}

fn item(entry: &'static Entry) -> AnyView {
    let path = use_location().pathname;
    let chosen = selection();
    let collapsed = shell().collapsed;
    // A page below another is its own entry, and only one entry is the current one.
    let is_here = move |path: &String| nav::find(path).is_some_and(|here| here.path == entry.path);
    let current = move || path.with(is_here).then_some("page");
    let href = move || chosen.with(|chosen| chosen.link(entry.path));
    let label = move || entry.short(texts());
    // In the rail the name is only in the tip.
    let tip = move || collapsed.get().then(label);
    view! {
        <li>
            <a
                class="nav-item"
                href=href
                aria-current=current
                title=tip
                data-coming=entry.is_coming().then_some("")
            >
                {icon(entry.icon)}
                <span class="nav-label">{label}</span>
                {count(entry)}
                {entry.is_coming().then(coming_mark)}
            </a>
        </li>
    }
    .into_any()
}

fn coming_mark() -> AnyView {
    view! {
        <span class="nav-coming">
            <span class="visually-hidden">" "{text(|c| c.shell.coming)}</span>
        </span>
    }
    .into_any()
}

fn count(entry: &'static Entry) -> impl Fn() -> Option<AnyView> + Send + 'static {
    let counts = nav_counts();
    move || {
        let count = counts.with(|counts| {
            let of_entry = counts.iter().find(|count| count.path == entry.path);
            of_entry.copied()
        })?;
        let locale: Locale = locale();
        let value = locale.integer(i64::try_from(count.value).unwrap_or(i64::MAX));
        let alarms = (count.alarms && count.value > 0).then_some("");
        Some(view! { <span class="nav-count" data-alarm=alarms>{value}</span> }.into_any())
    }
}

/// The eye of the product, drawn here so that it is there with the first paint.
fn logo() -> AnyView {
    view! {
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
            <path d="M2.5 16C5.6 10 10.4 7 16 7s10.4 3 13.5 9c-3.1 6-7.9 9-13.5 9S5.6 22 2.5 16Z"></path>
            <circle cx="16" cy="16" r="4.6"></circle>
        </svg>
    }
    .into_any()
}
