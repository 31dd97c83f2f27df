//! Nothing is at this address: said with the right status, and with a way on.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::context::{text, texts};
use crate::nav::{ENTRIES, Entry};
use crate::shell::{selection, shell};
use crate::ui::{IconName, icon};

/// How many pages are proposed.
const MOST: usize = 3;
/// Fewer letters alike are chance.
const LIKE: usize = 4;

pub(crate) fn not_found() -> AnyView {
    #[cfg(feature = "ssr")]
    crate::rpc::set_status(axum::http::StatusCode::NOT_FOUND);
    let path = use_location().pathname;
    let near = near(&path.get_untracked());
    let chosen = selection();
    let palette = shell().palette;
    let proposals: Vec<AnyView> = near
        .into_iter()
        .map(|entry| {
            view! {
                <li>
                    <a class="near-link" href=move || chosen.with(|chosen| chosen.link(entry.path))>
                        {icon(entry.icon)}
                        <span>{move || entry.text(texts()).label}</span>
                        <code>{entry.path}</code>
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    let has_proposals = !proposals.is_empty();
    view! {
        <div class="page page-narrow not-found">
            <p class="not-found-code" aria-hidden="true">
                "404"
            </p>
            <h1>{text(|c| c.pages.not_found)}</h1>
            <p class="lead">
                {text(|c| c.pages.not_found_detail)} " " <code>{path}</code>
                ". " {text(|c| c.pages.not_found_hint)}
            </p>
            {has_proposals
                .then(|| {
                    view! {
                        <section>
                            <h2>{text(|c| c.pages.not_found_near)}</h2>
                            <ul class="near">{proposals}</ul>
                        </section>
                    }
                })}
            <p class="actions">
                <a class="button" data-variant="primary" href="/">
                    {text(|c| c.pages.coming_home)}
                </a>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| palette.set(true)
                >
                    {icon(IconName::Search)}
                    {text(|c| c.shell.search_short)}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// Pages whose address looks like what was asked for.
fn near(path: &str) -> Vec<&'static Entry> {
    let wanted: Vec<&str> = words(path).collect();
    let mut found: Vec<(usize, &Entry)> = ENTRIES
        .iter()
        .filter(|entry| entry.path != "/" && entry.is_here())
        .filter_map(|entry| {
            let likeness: usize = words(entry.path)
                .map(|word| wanted.iter().map(|wanted| alike(word, wanted)).max())
                .map(Option::unwrap_or_default)
                .sum();
            (likeness >= LIKE).then_some((likeness, entry))
        })
        .collect();
    found.sort_by_key(|(likeness, _)| usize::MAX - likeness);
    found
        .into_iter()
        .take(MOST)
        .map(|(_, entry)| entry)
        .collect()
}

fn words(path: &str) -> impl Iterator<Item = &str> {
    path.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 2)
}

/// How many letters two words begin with alike.
fn alike(a: &str, b: &str) -> usize {
    a.chars()
        .zip(b.chars())
        .take_while(|(a, b)| a.eq_ignore_ascii_case(b))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proposes_what_was_probably_meant() {
        let first = |path| near(path).first().map(|entry| entry.path);
        assert_eq!(first("/node"), Some("/nodes"));
        assert_eq!(
            first("/monitoring/network"),
            Some("/monitoring/network-probes")
        );
        assert_eq!(first("/Audit"), Some("/audit-log"));
        assert_eq!(first("/wp-admin.php"), None);
        assert_eq!(first("/"), None);
        assert_eq!(first("/kitt/tables").is_some(), cfg!(feature = "kit"));
    }
}
