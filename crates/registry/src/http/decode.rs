//! Bodies of requests, read with the leniency of Consul: names of fields in any case or
//! with underscores, null for nothing.

use axum::extract::Request;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http_body_util::{BodyExt as _, Limited};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::time::timeout;

use super::refusal::Refusal;
use crate::door::DoorLimits;
use crate::duration;
use crate::limits;

/// A limit in bytes, and the name of Consul's setting for it.
pub(super) type Limit = (usize, &'static str);

pub(super) const JSON_LIMIT: Limit = (limits::BODY_BYTES, "txn_max_req_len");

pub(super) async fn body(request: Request, (most, setting): Limit) -> Result<Bytes, Refusal> {
    let too_large = |size: &str| {
        Refusal::too_large(format!(
            "Request body({size} bytes) too large, max size: {most} bytes. See \
             https://www.consul.io/docs/agent/options.html#{setting}."
        ))
    };
    let announced = request.headers().get(CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok());
    if let Some(size) = announced
        && size.parse::<usize>().is_ok_and(|size| size > most)
    {
        return Err(too_large(size));
    }
    let limits = request.extensions().get::<DoorLimits>().copied();
    let collecting = Limited::new(request.into_body(), most).collect();
    let collected = match limits {
        None => collecting.await,
        Some(DoorLimits { body_time, .. }) => timeout(body_time, collecting)
            .await
            .map_err(|_| Refusal::too_slow(body_time))?,
    };
    match collected {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => {
            Err(too_large(&format!("over {most}")))
        }
        Err(error) => Err(Refusal::bad(format!("Request decode failed: {error}"))),
    }
}

/// A body in JSON, refused in words that begin as given.
pub(super) async fn json<T: DeserializeOwned>(
    request: Request,
    refused: &str,
) -> Result<T, Refusal> {
    let bytes = body(request, JSON_LIMIT).await?;
    parse(&bytes).map_err(|words| Refusal::bad(format!("{refused}: {words}")))
}

pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("EOF".to_owned());
    }
    let mut value: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    tidy(&mut value);
    serde_json::from_value(value).map_err(|error| words_of(&error))
}

/// Consul's words for a field that it does not know.
fn words_of(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let unknown = words
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split_once('`'));
    match unknown {
        Some((name, _)) => format!("json: unknown field {name:?}"),
        None => words,
    }
}

/// Fields as Consul writes them.
const FIELDS: [&str; 67] = [
    "Address",
    "AliasNode",
    "AliasService",
    "Args",
    "Behavior",
    "Body",
    "Check",
    "CheckID",
    "Checks",
    "Connect",
    "CreateIndex",
    "Datacenter",
    "Definition",
    "DeregisterCriticalServiceAfter",
    "DockerContainerID",
    "EnableTagOverride",
    "FailuresBeforeCritical",
    "Flags",
    "GRPC",
    "GRPCUseTLS",
    "HTTP",
    "Header",
    "ID",
    "Index",
    "Interval",
    "KV",
    "Key",
    "Kind",
    "LockDelay",
    "LockIndex",
    "Meta",
    "Method",
    "ModifyIndex",
    "Name",
    "Namespace",
    "Node",
    "NodeChecks",
    "NodeMeta",
    "Notes",
    "Output",
    "OutputMaxSize",
    "Passing",
    "Port",
    "Proxy",
    "ScriptArgs",
    "Service",
    "ServiceChecks",
    "ServiceID",
    "ServiceName",
    "ServiceTags",
    "Session",
    "Shell",
    "SkipNodeUpdate",
    "Status",
    "SuccessBeforePassing",
    "TCP",
    "TLSSkipVerify",
    "TTL",
    "TaggedAddresses",
    "Tags",
    "Timeout",
    "Token",
    "Type",
    "Value",
    "Verb",
    "Warning",
    "Weights",
];

/// Whose names are the user's own.
const FREE: [&str; 3] = ["Meta", "NodeMeta", "Header"];
/// Whose names are the user's own, but not those below.
const FREE_ABOVE: &str = "TaggedAddresses";

fn tidy(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(tidy),
        Value::Object(fields) => {
            let given = std::mem::take(fields);
            *fields = given
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, mut value)| {
                    let name = canonical(name);
                    tidy_below(&name, &mut value);
                    (name, value)
                })
                .collect();
        }
        _ => {}
    }
}

fn tidy_below(name: &str, value: &mut Value) {
    if FREE.contains(&name) {
        return;
    }
    match value {
        Value::Object(fields) if name == FREE_ABOVE => {
            fields.iter_mut().for_each(|(_, value)| tidy(value));
        }
        value => tidy(value),
    }
}

fn canonical(name: String) -> String {
    if FIELDS.contains(&name.as_str()) {
        return name;
    }
    let bare = name.replace('_', "");
    FIELDS
        .iter()
        .find(|field| field.eq_ignore_ascii_case(&bare))
        .map_or(name, |field| (*field).to_owned())
}

/// A duration as text, or as a number of nanoseconds.
pub(super) fn nanos(value: &Value) -> Result<u64, String> {
    match value {
        Value::String(text) if text.is_empty() => Ok(0),
        Value::String(text) => duration::parse(text)
            .map(|duration| u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)),
        Value::Number(number) => number
            .as_u64()
            .ok_or_else(|| format!("time: invalid duration \"{number}\"")),
        other => Err(format!("time: invalid duration {other}")),
    }
}

/// Pairs of texts as they came.
pub(super) fn pairs(map: Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    map.into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| match value {
            Value::String(text) => Ok((key, text)),
            other => Err(format!(
                "json: cannot unmarshal {} into Go value of type string",
                kind(&other)
            )),
        })
        .collect()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_read_in_any_case_but_not_those_of_the_user() {
        let mut value = json!({
            "name": "w", "ENABLE_TAG_OVERRIDE": true, "Tags": null,
            "meta": {"name": "x", "y": null},
            "tagged_addresses": {"lan": {"address": "1.2.3.4", "port": 1}},
            "checks": [{"ttl": "1s", "tls_skip_verify": false}], "what": 1,
        });
        tidy(&mut value);
        let expected = json!({
            "Name": "w", "EnableTagOverride": true,
            "Meta": {"name": "x", "y": null},
            "TaggedAddresses": {"lan": {"Address": "1.2.3.4", "Port": 1}},
            "Checks": [{"TTL": "1s", "TLSSkipVerify": false}], "what": 1,
        });
        assert_eq!(value, expected);
    }

    #[test]
    fn what_cannot_be_read_is_said_as_consul_does() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct One {
            #[serde(rename = "Name")]
            _name: String,
        }
        let check = |body: &str, expected: &str| {
            let words = parse::<One>(body.as_bytes()).unwrap_err();
            assert!(words.starts_with(expected), "{body}: {words}");
        };
        check("", "EOF");
        check("{bad", "key must be a string");
        check(r#"{"Name":"a","Bogus":1}"#, "json: unknown field \"Bogus\"");
        check(r#"{"Name":1}"#, "invalid type");
    }
}
