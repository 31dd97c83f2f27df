//! What the server must know before it renders the next page.

/// One year: a preference is not a session.
#[cfg(feature = "hydrate")]
const LIFE: &str = "; Path=/; SameSite=Lax; Max-Age=31536000";

/// Remembers a preference; names and values are words of ours, never what people type.
pub fn remember(name: &str, value: &str) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let document = leptos::prelude::document();
        if let Some(document) = document.dyn_ref::<web_sys::HtmlDocument>() {
            // Where cookies are refused, the preference lasts as long as the page.
            let _ = document.set_cookie(&[name, "=", value, LIFE].concat());
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (name, value);
}
