//! The HTML document around the application.

use std::iter;

use domain::bootstrap::Bootstrap;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::i18n::outside;

/// Files of the part that has the open page: the browser begins with them at once.
#[derive(Clone, Debug, Default)]
pub struct PartFiles(pub Vec<String>);

/// The whole page; theme and language are decided here, so that nothing flashes.
pub fn document() -> impl IntoView {
    let boot = use_context::<Bootstrap>().unwrap_or_default();
    let parts = use_context::<PartFiles>().unwrap_or_default();
    let prefix = boot.assets;
    let font = format!("{prefix}/fonts/inter-latin.woff2");
    let css = format!("{prefix}/pkg/skills-eye.css");
    let icon = format!("{prefix}/favicon.svg");
    view! {
        <!DOCTYPE html>
        <html lang=boot.locale.as_str() data-theme=boot.theme.as_str()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="" />
                <link rel="stylesheet" href=css />
                <link rel="icon" href=icon r#type="image/svg+xml" />
                <Hydration prefix parts=parts.0 />
                <MetaTags />
            </head>
            <body>
                <crate::App />
                // After what the browser takes over, which is found from the first child on.
                <noscript>
                    <p class="no-script">{outside(boot.locale).no_script}</p>
                </noscript>
                <p class="stalled">{outside(boot.locale).stalled}</p>
            </body>
        </html>
    }
}

/// Starts the browser's half.
///
/// Leptos' own component looks for files beside the program on every start and writes the
/// nonce into an attribute that style sheets can read; one program with all its files
/// inside needs neither.
#[component]
fn Hydration(prefix: String, parts: Vec<String>) -> impl IntoView {
    let nonce = leptos::nonce::use_nonce();
    let js = format!("{prefix}/pkg/skills-eye.js");
    let wasm = format!("{prefix}/pkg/skills-eye.wasm");
    let start = format!(
        "import init, {{ hydrate }} from '{js}';\
         init({{ module_or_path: '{wasm}' }}).then(() => hydrate());"
    );
    let modules = parts.into_iter().map(|file| format!("{prefix}/pkg/{file}"));
    let modules = iter::once(wasm).chain(modules).map(|href| {
        view! {
            <link rel="preload" href=href r#as="fetch" r#type="application/wasm" crossorigin="" />
        }
    });
    view! {
        <link rel="modulepreload" href=js />
        <link rel="modulepreload" href=format!("{prefix}/pkg/parts.js") />
        {modules.collect_view()}
        <script type="module" nonce=nonce inner_html=start></script>
    }
}
