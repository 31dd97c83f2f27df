//! The first page. Until there is data it says what this installation is, and nothing that
//! it does not know.

use domain::bootstrap::Mode;
use leptos::prelude::*;

use super::coming::steps;
use super::nodes;
use crate::context::{bootstrap, locale, text, texts};
use crate::dom::events::live;
use crate::i18n::Catalog;
use crate::nav::ENTRIES;
use crate::rpc::{Installation, about, call};
use crate::shell::{freshness, shell, user_menu};
use crate::ui::{ErrorPanel, IconName, icon, keys};

pub(super) fn home() -> AnyView {
    let is_demo = bootstrap().mode == Mode::Demo;
    let lead = if is_demo {
        text(|c| c.pages.home_demo)
    } else {
        text(|c| c.pages.home_serve)
    };
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{text(|c| c.nav.dashboard.label)}</h1>
            </header>
            <p class="lead home-lead">{lead}</p>
            <div class="home-grid">
                <div class="home-stats">{nodes::summary()}</div>
                {installation()} {now()}
                <section class="tile home-steps">
                    <h2 class="tile-title">{text(|c| c.pages.home_coming)}</h2>
                    {steps(None)}
                </section>
            </div>
        </div>
    }
    .into_any()
}

/// What this server is, as far as it knows itself.
fn installation() -> AnyView {
    let boot = bootstrap();
    let connection = live().connection;
    let connected = move || {
        let tone = freshness::tone(connection.get());
        view! {
            <span class="live-state">
                <span class="dot" data-tone=tone></span>
                {freshness::word(connection.get())}
            </span>
        }
    };
    view! {
        <section class="tile">
            <h2 class="tile-title">{text(|c| c.pages.home_installation)}</h2>
            <dl class="facts">
                {fact(|c| c.pages.home_mode, (move || user_menu::mode(texts())).into_any())}
                {fact(|c| c.pages.home_version, view! { <code>{boot.version}</code> }.into_any())}
                {fact(|c| c.pages.home_build, view! { <code>{boot.build}</code> }.into_any())}
                {fact(|c| c.pages.home_uptime, uptime())}
                {fact(|c| c.pages.home_connection, connected.into_any())}
                {fact(
                    |c| c.pages.home_you,
                    (move || {
                        [user_menu::name().as_str(), " · ", user_menu::role(texts())].concat()
                    })
                        .into_any(),
                )}
            </dl>
            <p class="tile-note">{move || user_menu::mode_detail(texts())}</p>
        </section>
    }
    .into_any()
}

fn fact(name: fn(&'static Catalog) -> &'static str, value: AnyView) -> AnyView {
    view! {
        <div class="fact">
            <dt>{text(name)}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

/// Asked of the server, because a page that stays open would tell an old figure.
fn uptime() -> AnyView {
    let about = Resource::new(|| (), |()| call(about()));
    let retry = Callback::new(move |()| about.refetch());
    let shown = move || {
        Suspend::new(async move {
            match about.await {
                Ok(Installation { uptime_seconds, .. }) => {
                    (move || span(uptime_seconds)).into_any()
                }
                Err(error) => {
                    let error = Signal::stored(error);
                    view! { <ErrorPanel error=error retry=retry compact=true /> }.into_any()
                }
            }
        })
    };
    view! {
        <Transition fallback=|| view! { <span class="fact-wait"></span> }>{shown}</Transition>
    }
    .into_any()
}

/// A length of time in the largest unit that says it well: `3 h`.
fn span(seconds: u64) -> String {
    locale().span(seconds)
}

/// What can be done already.
fn now() -> AnyView {
    let shell = shell();
    let has_kit = cfg!(feature = "kit");
    view! {
        <section class="tile home-now">
            <h2 class="tile-title">{text(|c| c.pages.home_now)}</h2>
            <ul class="doors">
                {pages()}
                <li>
                    <button type="button" class="door" on:click=move |_| shell.palette.set(true)>
                        {door(
                            IconName::Search,
                            |c| c.pages.home_try_palette,
                            |c| c.pages.home_try_palette_detail,
                        )} {keys("Ctrl K")}
                    </button>
                </li>
                <li>
                    <button type="button" class="door" on:click=move |_| shell.shortcuts.set(true)>
                        {door(
                            IconName::Keyboard,
                            |c| c.pages.home_try_shortcuts,
                            |c| c.pages.home_try_shortcuts_detail,
                        )} {keys("?")}
                    </button>
                </li>
                {has_kit
                    .then(|| {
                        view! {
                            <li>
                                <a class="door" href="/kit">
                                    {door(
                                        IconName::Kit,
                                        |c| c.pages.home_try_kit,
                                        |c| c.pages.home_try_kit_detail,
                                    )}
                                    {icon(IconName::ArrowRight)}
                                </a>
                            </li>
                        }
                    })}
                <li>
                    <a class="door" href=user_menu::API_PAGE rel="external">
                        {door(
                            IconName::Api,
                            |c| c.pages.home_try_api,
                            |c| c.pages.home_try_api_detail,
                        )}
                        {icon(IconName::ArrowRight)}
                    </a>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

/// The pages that this reader may open.
fn pages() -> Vec<AnyView> {
    let role = bootstrap().actor.map(|actor| actor.role);
    ENTRIES
        .iter()
        .filter(|entry| entry.is_door(role))
        .map(|entry| {
            view! {
                <li>
                    <a class="door" href=entry.path>
                        <span class="door-icon">{icon(entry.icon)}</span>
                        <span class="door-words">
                            <span class="door-title">
                                {move || entry.text(texts()).label}
                            </span>
                            <span class="door-detail">{move || entry.text(texts()).what}</span>
                        </span>
                        {icon(IconName::ArrowRight)}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect()
}

type Pick = fn(&'static Catalog) -> &'static str;

fn door(mark: IconName, title: Pick, detail: Pick) -> AnyView {
    view! {
        <span class="door-icon">{icon(mark)}</span>
        <span class="door-words">
            <span class="door-title">{text(title)}</span>
            <span class="door-detail">{text(detail)}</span>
        </span>
    }
    .into_any()
}
