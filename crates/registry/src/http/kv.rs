//! `/v1/kv/`: keys and their values.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Method, StatusCode};

use super::answer::{self, Answer, Form, PLAIN};
use super::decode;
use super::query::{ReadOptions, check_datacenter};
use super::read;
use super::refusal::Refusal;
use super::routes::Call;
use super::views::KvView;
use crate::command::{Command, KvCommand, KvVerb, Outcome};
use crate::image::Image;
use crate::limits;
use crate::rows::KvRow;
use crate::watch::Topic;

pub(super) async fn handle(call: Call, request: Request) -> Answer {
    // A tree is told without what is hidden in it, but not removed.
    let is_removed = call.method == Method::DELETE && call.query.has("recurse");
    if call.hides(&call.rest) || (is_removed && call.hides_some_below(&call.rest)) {
        return Err(Refusal::denied());
    }
    match call.method {
        Method::PUT => put(call, request).await,
        Method::DELETE => delete(call).await,
        _ if call.query.has("keys") => keys(call).await,
        _ if call.query.has("recurse") => tree(call).await,
        _ => get(call).await,
    }
}

async fn get(call: Call) -> Answer {
    let options = ReadOptions::read(&call.query, call.registry.settings())?;
    let key: Arc<str> = named(&call.rest)?;
    let index_of = |image: &Image| {
        let row = image.kv.get(&key);
        row.map_or(image.kv.index, |row| row.indexes.modify)
    };
    let topics = || vec![Topic::Key(Arc::clone(&key))];
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    let Some(row) = image.kv.get(&key) else {
        return Ok(not_found(index));
    };
    if call.query.has("raw") {
        return Ok(raw(row, index));
    }
    let mut response = answer::json(&[KvView::from(&**row)], options.form)?;
    answer::mark(&mut response, index);
    Ok(response)
}

async fn tree(call: Call) -> Answer {
    let options = ReadOptions::read(&call.query, call.registry.settings())?;
    let prefix: Arc<str> = call.rest.as_str().into();
    let (image, index) = below(&call, &options, &prefix).await?;
    read::render(image.kv.len(), move || {
        let rows: Vec<KvView<'_>> = image
            .kv
            .below(&prefix)
            .filter(|row| !call.hides(&row.key))
            .map(|row| KvView::from(&**row))
            .collect();
        if rows.is_empty() {
            return Ok(not_found(index));
        }
        let mut response = answer::json(&rows, options.form)?;
        answer::mark(&mut response, index);
        Ok(response)
    })
    .await
}

async fn keys(call: Call) -> Answer {
    let options = ReadOptions::read(&call.query, call.registry.settings())?;
    let prefix: Arc<str> = call.rest.as_str().into();
    let (image, index) = below(&call, &options, &prefix).await?;
    let separator = call.query.get("separator").unwrap_or_default();
    let mut keys: Vec<&str> = image
        .kv
        .below(&prefix)
        .filter(|row| !call.hides(&row.key))
        .map(|row| up_to(&row.key, prefix.len(), separator))
        .collect();
    keys.dedup();
    // Nothing below a prefix is not there; of the whole there is always a list.
    if keys.is_empty() && !prefix.is_empty() {
        return Ok(not_found(index));
    }
    let mut response = answer::json(&keys, options.form)?;
    answer::mark(&mut response, index);
    Ok(response)
}

async fn below(
    call: &Call,
    options: &ReadOptions,
    prefix: &Arc<str>,
) -> Result<(Arc<Image>, u64), Refusal> {
    let topics = || vec![Topic::Below(Arc::clone(prefix))];
    let index_of = |image: &Image| image.kv.index_below(prefix);
    read::settled(call, options, topics, index_of).await
}

/// A key up to the first separator after the prefix.
fn up_to<'k>(key: &'k str, prefix: usize, separator: &str) -> &'k str {
    if separator.is_empty() {
        return key;
    }
    let rest = key.get(prefix..).unwrap_or_default();
    rest.find(separator)
        .and_then(|at| key.get(..prefix + at + separator.len()))
        .unwrap_or(key)
}

async fn put(call: Call, request: Request) -> Answer {
    check_datacenter(&call.query, call.registry.settings())?;
    let key = named(&call.rest)?;
    call.query.refuse_together(&["cas", "acquire", "release"])?;
    let flags = call.query.number("flags")?.unwrap_or(0);
    let session = |name: &str| call.query.get(name).map(Arc::<str>::from);
    let verb = if let Some(index) = call.query.number("cas")? {
        KvVerb::Cas(index)
    } else if let Some(session) = session("acquire") {
        KvVerb::Lock(session)
    } else if let Some(session) = session("release") {
        KvVerb::Unlock(session)
    } else {
        KvVerb::Set
    };
    let form = call.query.form();
    let limit = (limits::VALUE_BYTES, "kv_max_value_size");
    let value = decode::body(request, limit).await?;
    let command = KvCommand {
        verb,
        key,
        value,
        flags,
    };
    held(&call.change(Command::Kv(command)).await?, form)
}

async fn delete(call: Call) -> Answer {
    check_datacenter(&call.query, call.registry.settings())?;
    call.query.refuse_together(&["recurse", "cas"])?;
    let verb = match (call.query.has("recurse"), call.query.number("cas")?) {
        (true, _) => KvVerb::DeleteTree,
        (false, Some(index)) => KvVerb::DeleteCas(index),
        (false, None) => KvVerb::Delete,
    };
    let key = match verb {
        KvVerb::DeleteTree => call.rest.as_str().into(),
        _ => named(&call.rest)?,
    };
    let command = KvCommand {
        verb,
        key,
        value: Bytes::new(),
        flags: 0,
    };
    let form = call.query.form();
    held(&call.change(Command::Kv(command)).await?, form)
}

fn held(outcome: &Outcome, form: Form) -> Answer {
    answer::json(&(*outcome != Outcome::Held(false)), form)
}

fn named(key: &str) -> Result<Arc<str>, Refusal> {
    if key.is_empty() {
        return Err(Refusal::bad("Missing key name"));
    }
    Ok(key.into())
}

fn not_found(index: u64) -> Response {
    let mut response = answer::empty(StatusCode::NOT_FOUND);
    answer::mark(&mut response, index);
    response
}

/// The bytes as they are, so that no browser takes them for a page.
fn raw(row: &KvRow, index: u64) -> Response {
    let mut response = Response::new(row.value.clone().into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, PLAIN);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    answer::mark(&mut response, index);
    response
}
