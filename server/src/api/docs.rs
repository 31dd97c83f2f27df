//! The description of the REST API for people, rendered here out of the same document.

use std::fmt::Write as _;

use app::i18n::{OutsideTexts, outside};
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use utoipa::OpenApi as _;

use super::openapi::Api;
use crate::errors::{Failure, document, escape};
use crate::request::locale;
use crate::state::Shared;

const STYLE: &str = "
body { margin: 0; background: var(--canvas, Canvas); color: var(--text, CanvasText);
  font: 14px/1.5 var(--font-sans, system-ui, sans-serif); }
main { max-width: 56rem; margin: 0 auto; padding: 32px 24px 64px; box-sizing: border-box; }
h1 { margin: 0 0 8px; font-size: 22px; }
h2 { margin: 32px 0 12px; font-size: 16px; }
h3 { margin: 0; font-size: 13px; font-weight: 600; color: var(--muted, inherit); }
p { margin: 0 0 12px; }
a { color: var(--accent, LinkText); }
article { margin: 0 0 12px; padding: 14px 18px; background: var(--surface, Canvas);
  border: 1px solid var(--line, GrayText); border-radius: 8px; }
article > :last-child { margin-bottom: 0; }
code { font: 12px/1.5 var(--font-mono, ui-monospace, monospace); overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 3.5em; color: var(--ok, inherit); font-weight: 700; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 4px 0 12px; }
dt, dd { margin: 0; min-width: 0; }
.muted { color: var(--muted, inherit); }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; } }";

/// The REST API, for people
#[utoipa::path(get, path = "/api/docs", tag = "system", responses(
    (status = 200, description = "A page", body = String, content_type = "text/html")))]
pub(crate) async fn page(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let api = serde_json::to_value(Api::openapi()).map_err(Failure::internal)?;
    let words = outside(locale(&headers));
    let body = body(&api, words);
    let (html, policy) = document(&headers, &app.assets, words.api_title, STYLE, &body);
    let policy = HeaderValue::try_from(policy).map_err(Failure::internal)?;
    let headers = [
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Html(html)).into_response())
}

fn body(api: &Value, words: &OutsideTexts) -> String {
    let mut html = String::with_capacity(8 * 1_024);
    let _ = write!(
        html,
        "<main><p><a href=\"/\">{}</a></p><h1>{}</h1><p>{}</p>\
         <p><a href=\"/api/openapi.json\">{}</a></p><h2>{}</h2>",
        escape(words.api_home),
        escape(words.api_title),
        escape(words.api_intro),
        escape(words.api_document),
        escape(words.api_operations)
    );
    for (path, methods) in fields(&api["paths"]) {
        for (method, operation) in fields(methods) {
            one_operation(&mut html, path, method, operation, words);
        }
    }
    let _ = write!(html, "<h2>{}</h2>", escape(words.api_schemas));
    for (name, schema) in fields(&api["components"]["schemas"]) {
        one_schema(&mut html, name, schema, words);
    }
    html.push_str("</main>");
    html
}

fn one_operation(
    html: &mut String,
    path: &str,
    method: &str,
    operation: &Value,
    words: &OutsideTexts,
) {
    let _ = write!(
        html,
        "<article><p><code><span class=\"method\">{}</span> {}</code></p><p>{}</p>",
        escape(&method.to_ascii_uppercase()),
        escape(path),
        marked(text(&operation["summary"]))
    );
    let description = text(&operation["description"]);
    if !description.is_empty() {
        let _ = write!(html, "<p class=\"muted\">{}</p>", marked(description));
    }
    if let Some(parameters) = operation["parameters"].as_array() {
        let _ = write!(html, "<h3>{}</h3><dl>", escape(words.api_parameters));
        for parameter in parameters {
            entry(
                html,
                text(&parameter["name"]),
                text(&parameter["description"]),
            );
        }
        html.push_str("</dl>");
    }
    let _ = write!(html, "<h3>{}</h3><dl>", escape(words.api_answers));
    for (status, answer) in fields(&operation["responses"]) {
        let kinds: Vec<_> = fields(&answer["content"]).map(|(kind, _)| kind).collect();
        let mut what = text(&answer["description"]).to_owned();
        if !kinds.is_empty() {
            let _ = write!(what, " ({})", kinds.join(", "));
        }
        entry(html, status, &what);
    }
    html.push_str("</dl></article>");
}

fn one_schema(html: &mut String, name: &str, schema: &Value, words: &OutsideTexts) {
    let _ = write!(
        html,
        "<article><p><code>{}</code></p><p>{}</p><dl>",
        escape(name),
        marked(text(&schema["description"]))
    );
    let required = schema["required"].as_array();
    for (field, what) in fields(&schema["properties"]) {
        let mut told = text(&what["type"]).to_owned();
        if required.is_some_and(|names| names.iter().any(|name| name == field)) {
            let _ = write!(told, ", {}", words.api_required);
        }
        let description = text(&what["description"]);
        if !description.is_empty() {
            let _ = write!(told, ": {description}");
        }
        entry(html, field, &told);
    }
    html.push_str("</dl></article>");
}

fn entry(html: &mut String, name: &str, what: &str) {
    let (name, what) = (escape(name), marked(what));
    let _ = write!(html, "<dt><code>{name}</code></dt><dd>{what}</dd>");
}

/// What stands between backticks is code. One backtick alone is only itself.
fn marked(text: &str) -> String {
    let pieces: Vec<_> = text.split('`').map(escape).collect();
    if pieces.len() % 2 == 0 {
        return escape(text);
    }
    let mut html = String::with_capacity(text.len() + 32);
    for (index, piece) in pieces.iter().enumerate() {
        let _ = match index % 2 {
            0 => write!(html, "{piece}"),
            _ => write!(html, "<code>{piece}</code>"),
        };
    }
    html
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let fields = value.as_object().into_iter().flatten();
    fields.map(|(name, value)| (name.as_str(), value))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_are_code() {
        let check = |text, expected: &str| assert_eq!(marked(text), expected);
        check("plain", "plain");
        check(
            "as in `q=a`, or `b`",
            "as in <code>q=a</code>, or <code>b</code>",
        );
        check("`<b>` & more", "<code>&lt;b&gt;</code> &amp; more");
        check("one ` alone", "one ` alone");
    }
}
