//! Where the browser's half starts.

use leptos::mount::hydrate_from_async;
use leptos::prelude::document;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    let Some(body) = document().body() else {
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        // The page that is open may have to wait for its part.
        hydrate_from_async(body, app::App).await.forget();
        app::dom::page::set_hydrated();
    });
}
