//! The content security policy of a page, with the nonce of this very rendering.

use http::HeaderValue;
use http::header::CONTENT_SECURITY_POLICY;
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
