//! The store itself, for administrators: folders, keys and values, and every change of them
//! based on what was seen.

mod address;
mod compare;
mod conflict;
mod detail;
mod drafts;
mod editor;
mod history;
mod list;
mod new;
mod places;
mod question;
mod room;

use domain::error::AppError;
use domain::key::KeyListing;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::location::Url;

use crate::context::text;
use crate::rpc::{Asked, Meanwhile, asked, call_strict, list_keys};
use crate::shell::selection;
use crate::ui::{Button, ErrorPanel, IconName, Input, Skeleton, SkeletonShape, icon};
use address::{Address, address};

pub(super) fn keys() -> AnyView {
    let address = address();
    // An open key is no reason to read the folder again.
    let place = Memo::new(move |_| Address {
        key: String::new(),
        ..address.get()
    });
    let listing = asked(
        place,
        |place: Address| call_strict(list_keys(place.prefix, place.words, place.from)),
        Meanwhile::TheOld,
    );
    let body = listing.view(waiting, move || whole(listing, place, address));
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{text(|c| c.nav.key_value.label)}</h1>
                <div class="page-actions">{search(place)}</div>
            </header>
            {drafts::notice()} {body}
        </div>
        {detail::drawer(address, listing)}
    }
    .into_any()
}

fn waiting() -> AnyView {
    view! {
        <div class="keys-page" aria-busy="true">
            <Skeleton shape=SkeletonShape::Card />
            <Skeleton shape=SkeletonShape::Rows {
                rows: 10,
                columns: 5,
            } />
        </div>
    }
    .into_any()
}

fn whole(asked: Asked<KeyListing>, place: Memo<Address>, address: Memo<Address>) -> AnyView {
    let trouble = move || {
        // Without an earlier answer, the failure stands in the place of the list.
        let is_old = asked.answer().with(|answer| matches!(answer, Some(Ok(_))));
        let trouble = asked.trouble().get().filter(|_| is_old);
        trouble.map(|error| failed(error, asked.retry(), true))
    };
    let body = move || match asked.answer().get() {
        Some(Ok(listing)) => {
            let listing = StoredValue::new(listing);
            view! {
                <div class="keys-page">{places::places(listing)} {list::list(listing, place, address)}</div>
            }
            .into_any()
        }
        // The way out of a folder that is refused is the top.
        Some(Err(error)) => view! {
            <div class="keys-page">
                {places::places(StoredValue::new(KeyListing::default()))}
                {failed(error, asked.retry(), false)}
            </div>
        }
        .into_any(),
        None => waiting(),
    };
    view! {
        {trouble}
        {body}
    }
    .into_any()
}

/// To ask again is offered where the answer may be another one.
fn failed(error: AppError, again: Callback<()>, compact: bool) -> AnyView {
    let may_pass = error.code.may_pass();
    let error = Signal::stored(error);
    if may_pass {
        view! { <ErrorPanel error=error retry=again compact=compact /> }.into_any()
    } else {
        view! { <ErrorPanel error=error compact=compact /> }.into_any()
    }
}

/// A form, so that Enter searches, and without JavaScript too: to search in values is too
/// much work for every letter.
fn search(place: Memo<Address>) -> AnyView {
    let words = RwSignal::new(place.with_untracked(|place| place.words.clone()));
    // "Back" and "clear" change the address under the form.
    Effect::new(move |_| words.set(place.with(|place| place.words.clone())));
    let (navigate, chosen) = (use_navigate(), selection());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = Address {
            words: words.get_untracked().trim().to_owned(),
            from: 0,
            ..place.get_untracked()
        };
        navigate(&wanted.link_now(chosen), NavigateOptions::default());
    };
    view! {
        <form class="keys-search" method="get" action="/kv-browser" role="search" on:submit=submit>
            <input type="hidden" name="prefix" value=move || place.with(|place| place.prefix.clone()) />
            <Input
                id="q"
                value=words
                icon=IconName::Search
                label=text(|c| c.keys.search)
                placeholder=text(|c| c.keys.search)
            />
            <Button submit=true>{text(|c| c.keys.search_here)}</Button>
        </form>
    }
    .into_any()
}

/// A file that the browser fetches by itself.
fn export(folder: &str) -> AnyView {
    let mut link = "/api/v1/kv/export?prefix=".to_owned();
    link.push_str(&Url::escape(folder));
    view! {
        <a class="button" data-variant="default" data-size="small" href=link download="" rel="external">
            {icon(IconName::Download)}
            <span class="button-label">{text(|c| c.keys.export)}</span>
        </a>
    }
    .into_any()
}
