//! Pages without the application: for what it cannot render, with the same look.

use std::fmt::Write as _;

use app::i18n::{error_text, outside};
use domain::error::AppError;
use http::HeaderMap;
use leptos::nonce::Nonce;

use crate::request::{locale, theme};

/// Uses the tokens of the site, so that both themes come for free.
const STYLE: &str = "
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px;
  box-sizing: border-box; background: var(--canvas, Canvas); color: var(--text, CanvasText);
  font: 14px/1.5 var(--font-sans, system-ui, sans-serif); }
main { max-width: 34rem; width: 100%; box-sizing: border-box; padding: 28px 32px;
  background: var(--surface, Canvas); border: 1px solid var(--line, GrayText);
  border-radius: 10px; }
.status { margin: 0; color: var(--muted, inherit); font-variant-numeric: tabular-nums; }
h1 { margin: 4px 0 12px; font-size: 20px; line-height: 1.3; }
p { margin: 0 0 12px; }
a { color: var(--accent, LinkText); }
code { font: 12px/1.4 var(--font-mono, ui-monospace, monospace); overflow-wrap: anywhere; }
footer { margin-top: 20px; padding-top: 12px; border-top: 1px solid var(--line, GrayText);
  color: var(--muted, inherit); }";

/// The page of an error, and the policy that lets its style in.
pub(crate) fn page(error: &AppError, headers: &HeaderMap, assets: &str) -> (String, String) {
    let locale = locale(headers);
    let text = error_text(error, locale);
    let words = outside(locale);
    let mut body = String::with_capacity(1_024);
    let _ = write!(
        body,
        "<main><p class=\"status\">{}</p><h1>{}</h1><p>{}</p>",
        error.code.status(),
        escape(text.title),
        escape(&text.detail)
    );
    if !text.hint.is_empty() {
        let _ = write!(body, "<p>{}</p>", escape(text.hint));
    }
    let _ = write!(
        body,
        "<p><a href=\"/\">{}</a></p>",
        escape(words.error_home)
    );
    if let Some(id) = &error.request_id {
        let label = escape(words.error_request_id);
        let _ = write!(body, "<footer>{label} <code>{}</code></footer>", escape(id));
    }
    body.push_str("</main>");
    document(headers, assets, text.title, STYLE, &body)
}

/// A whole document around a body that is safe HTML already, and its policy.
pub(crate) fn document(
    headers: &HeaderMap,
    assets: &str,
    title: &str,
    style: &str,
    body: &str,
) -> (String, String) {
    let nonce = Nonce::new();
    let html = format!(
        "<!DOCTYPE html><html lang=\"{lang}\" data-theme=\"{theme}\"><head>\
         <meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>{title} · Skills Eye</title>\
         <link rel=\"stylesheet\" href=\"{assets}/pkg/skills-eye.css\">\
         <link rel=\"icon\" href=\"{assets}/favicon.svg\" type=\"image/svg+xml\">\
         <style nonce=\"{nonce}\">{style}</style></head><body>{body}</body></html>",
        lang = locale(headers).as_str(),
        theme = theme(headers).as_str(),
        title = escape(title),
    );
    let policy = format!(
        "default-src 'none'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; \
         font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
    );
    (html, policy)
}

pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use domain::error::ErrorCode;

    use super::*;

    #[test]
    fn what_a_client_wrote_stays_text() {
        let error = AppError::new(ErrorCode::NotFound)
            .with("path", "/<script>alert('x')</script>")
            .request_id("\"><b>");
        let (html, _) = page(&error, &HeaderMap::new(), "/assets/dev");
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("<b>"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
    }
}
