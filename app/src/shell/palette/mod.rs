//! The command palette: everything that can be gone to or done, by typing a few letters.

mod entries;
mod score;
mod view;

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::IconName;

pub(super) use view::view;

/// What choosing an entry does.
#[derive(Clone)]
pub enum PaletteAct {
    /// Goes to an address of this product.
    Go(String),
    /// Counted and not kept in an owner: it runs after the palette, its owner, is gone.
    Run(Arc<dyn Fn() + Send + Sync>),
}

#[derive(Clone)]
pub struct PaletteEntry {
    /// Where it belongs; entries of one group stand together while nothing is typed.
    pub group: &'static str,
    pub label: String,
    /// Quiet words that are searched too, but count less.
    pub detail: String,
    pub icon: IconName,
    /// The keys that do the same.
    pub keys: &'static str,
    pub act: PaletteAct,
}

/// Gives entries for what was typed.
pub type PaletteProvider = Arc<dyn Fn(&str) -> Vec<PaletteEntry> + Send + Sync>;

#[derive(Clone, Copy)]
struct Providers(StoredValue<Vec<(u64, PaletteProvider)>>);

pub(super) fn provide() {
    provide_context(Providers(StoredValue::new(Vec::new())));
}

/// Adds entries for as long as the calling component lives.
pub fn offer_in_palette(provider: PaletteProvider) {
    let Some(Providers(providers)) = use_context() else {
        return;
    };
    let id = providers.with_value(|list| list.last().map_or(0, |(id, _)| id + 1));
    providers.update_value(|list| list.push((id, provider)));
    on_cleanup(move || {
        let _ = providers.try_update_value(|list| list.retain(|(of, _)| *of != id));
    });
}
