//! `/v1/session/`: who holds locks.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::answer::{self, Answer};
use super::decode::{self, JSON_LIMIT};
use super::query::{ReadOptions, check_datacenter};
use super::read;
use super::refusal::Refusal;
use super::routes::Call;
use super::views::SessionView;
use crate::command::{Command, Outcome, SERF_HEALTH, SessionCommand, SessionInput, check_form};
use crate::duration;
use crate::image::Image;
use crate::rows::{Behavior, ServiceCheck, SessionRow};
use crate::settings::Settings;
use crate::watch::Topic;
use catalog::lookup;

const LONGEST_TTL: Duration = Duration::from_secs(24 * 3_600);
const DEFAULT_DELAY_NS: u64 = 15_000_000_000;
/// A smaller number can only have been meant as seconds.
const SMALLEST_NUMBER: u64 = 1_000;
const SECOND_NS: u64 = 1_000_000_000;

#[derive(Debug, Default, Deserialize)]
/// Consul takes no notice of what else it is given here.
#[serde(rename_all = "PascalCase", default)]
struct CreateBody {
    name: String,
    node: String,
    lock_delay: Option<Value>,
    behavior: String,
    #[serde(rename = "TTL")]
    ttl: String,
    checks: Option<Vec<String>>,
    node_checks: Option<Vec<String>>,
    service_checks: Option<Vec<ServiceCheck>>,
}

pub(super) async fn create(call: Call, request: Request) -> Answer {
    let settings = call.registry.settings();
    check_datacenter(&call.query, settings)?;
    let bytes = decode::body(request, JSON_LIMIT).await?;
    let body = if bytes.is_empty() {
        CreateBody::default()
    } else {
        decode::parse(&bytes)
            .map_err(|words| Refusal::bad(format!("Request decode failed: {words}")))?
    };
    let input = input_of(body, settings)?;
    let command = Command::Session(SessionCommand::Create(input));
    let outcome = call.change(command).await?;
    #[derive(Serialize)]
    struct Created {
        #[serde(rename = "ID")]
        id: Arc<str>,
    }
    match outcome {
        Outcome::Created(id) => answer::json(&Created { id }, call.query.form()),
        _ => answer::done(),
    }
}

fn input_of(body: CreateBody, settings: &Settings) -> Result<SessionInput, Refusal> {
    let behavior = match body.behavior.as_str() {
        "" | "release" => Behavior::Release,
        "delete" => Behavior::Delete,
        other => {
            let words = format!("Invalid Behavior setting '{other}'");
            return Err(Refusal::failed(words));
        }
    };
    let lock_delay_ns = match &body.lock_delay {
        None => DEFAULT_DELAY_NS,
        Some(Value::Number(number)) => match number.as_u64() {
            Some(small) if small < SMALLEST_NUMBER => small * SECOND_NS,
            Some(nanos) => nanos,
            None => return Err(undecoded(&format!("time: invalid duration \"{number}\""))),
        },
        Some(other) => decode::nanos(other).map_err(|words| undecoded(&words))?,
    };
    let node_checks = match (body.checks, body.node_checks) {
        (None, None) => vec![SERF_HEALTH.to_owned()],
        (checks, node_checks) => checks.into_iter().chain(node_checks).flatten().collect(),
    };
    Ok(SessionInput {
        id: Uuid::now_v7().to_string().into(),
        name: body.name,
        node: if body.node.is_empty() {
            settings.node_name.clone()
        } else {
            body.node
        },
        lock_delay_ns,
        behavior,
        ttl_ms: ttl_of(&body.ttl, settings)?,
        ttl: body.ttl,
        node_checks,
        service_checks: body.service_checks,
    })
}

fn undecoded(words: &str) -> Refusal {
    Refusal::bad(format!("Request decode failed: {words}"))
}

fn ttl_of(text: &str, settings: &Settings) -> Result<u64, Refusal> {
    if text.is_empty() {
        return Ok(0);
    }
    let ttl = duration::parse(text)
        .map_err(|words| Refusal::failed(format!("Session TTL '{text}' invalid: {words}")))?;
    let (least, most) = (settings.session_ttl_min, LONGEST_TTL);
    if !ttl.is_zero() && (ttl < least || ttl > most) {
        return Err(Refusal::failed(format!(
            "Invalid Session TTL '{}', must be between [{}={}]",
            ttl.as_nanos(),
            duration::print(least),
            duration::print(most)
        )));
    }
    Ok(duration::millis(ttl))
}

pub(super) async fn destroy(call: Call) -> Answer {
    check_datacenter(&call.query, call.registry.settings())?;
    let id = named(&call.rest)?;
    let command = Command::Session(SessionCommand::Destroy(id));
    call.change(command).await?;
    answer::json(&true, call.query.form())
}

pub(super) async fn renew(call: Call) -> Answer {
    check_datacenter(&call.query, call.registry.settings())?;
    let id = named(&call.rest)?;
    let command = Command::Session(SessionCommand::Renew(Arc::clone(&id)));
    match call.change(command).await? {
        Outcome::Renewed(Some(row)) => answer::json(&[SessionView::from(&*row)], call.query.form()),
        _ => Err(Refusal::new(
            StatusCode::NOT_FOUND,
            format!("Session id '{id}' not found"),
        )),
    }
}

pub(super) async fn info(call: Call) -> Answer {
    let options = ReadOptions::read(&call.query, call.registry.settings())?;
    let id = named(&call.rest)?;
    if let Err(refusal) = check_form(&id) {
        return Err(Refusal::from(refusal).of_question());
    }
    let topics = || vec![Topic::Session(Arc::clone(&id))];
    let (image, index) = settled(&call, &options, topics).await?;
    tell(image.sessions.get(&id), index, &options)
}

pub(super) async fn of_node(call: Call) -> Answer {
    let options = ReadOptions::read(&call.query, call.registry.settings())?;
    if call.rest.is_empty() {
        return Err(Refusal::bad("Missing node name"));
    }
    let node = lookup(&call.rest);
    let topics = || vec![Topic::NodeSessions(Arc::clone(&node))];
    let (image, index) = settled(&call, &options, topics).await?;
    tell(&image.sessions.of_node(&node), index, &options)
}

pub(super) async fn list(call: Call) -> Answer {
    let options = ReadOptions::read(&call.query, call.registry.settings())?;
    let topics = || vec![Topic::Sessions];
    let (image, index) = settled(&call, &options, topics).await?;
    tell(image.sessions.iter(), index, &options)
}

async fn settled(
    call: &Call,
    options: &ReadOptions,
    topics: impl FnOnce() -> Vec<Topic>,
) -> Result<(Arc<Image>, u64), Refusal> {
    let index_of = |image: &Image| image.sessions.index;
    read::settled(call, options, topics, index_of).await
}

fn tell<'r>(
    rows: impl IntoIterator<Item = &'r Arc<SessionRow>>,
    index: u64,
    options: &ReadOptions,
) -> Answer {
    let rows = rows.into_iter().map(|row| SessionView::from(&**row));
    let rows: Vec<SessionView<'_>> = rows.collect();
    let mut response = answer::json(&rows, options.form)?;
    answer::mark(&mut response, index);
    Ok(response)
}

fn named(id: &str) -> Result<Arc<str>, Refusal> {
    if id.is_empty() {
        return Err(Refusal::bad("Missing session"));
    }
    Ok(id.into())
}
