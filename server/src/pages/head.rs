//! The head of a page's answer: its content security policy, with the nonce of this very
//! rendering, and that it is for one reader at one moment.

use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, VARY};
use leptos::context::use_context;
use leptos::nonce::use_nonce;
use leptos_axum::ResponseOptions;

/// Set while rendering starts, because the nonce is made there.
pub(super) fn set() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    if let Ok(policy) = HeaderValue::try_from(policy(&nonce)) {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
    // Kept for going back, asked again for everything else.
    let cache = HeaderValue::from_static("private, no-cache");
    response.insert_header(CACHE_CONTROL, cache);
    let vary = HeaderValue::from_static("accept-language, cookie");
    response.insert_header(VARY, vary);
}

/// Scripts run only with the nonce, and what those load. Styles in attributes are allowed
/// because the server renders the place of virtual rows there.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; \
         script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; \
         connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; \
         base-uri 'none'; frame-ancestors 'none'; object-src 'none'; form-action 'self'"
    )
}
