//! The clipboard.

/// Puts a text on the clipboard and tells whether the browser took it. Over plain http on
/// another machine there is no clipboard, and the answer is no.
pub async fn copy(text: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen_futures::JsFuture;
        let Some(window) = web_sys::window().filter(web_sys::Window::is_secure_context) else {
            return false;
        };
        JsFuture::from(window.navigator().clipboard().write_text(text))
            .await
            .is_ok()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = text;
        false
    }
}
