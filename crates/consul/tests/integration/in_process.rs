//! A service in this process in the place of a server.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::put;
use consul::kv::Condition;
use consul::observe::Outcome;
use consul::{Client, Consistency, InProcess, Settings, kv};
use secrecy::SecretString;

use crate::support::Told;

async fn read(Path(key): Path<String>, query: RawQuery) -> (HeaderMap, String) {
    let mut headers = HeaderMap::new();
    headers.insert("x-consul-index", 9.into());
    (headers, format!("{key} {}", query.0.unwrap_or_default()))
}

async fn write(Path(key): Path<String>, headers: HeaderMap, body: Bytes) -> (StatusCode, String) {
    let token = headers
        .get("x-consul-token")
        .map(|token| token.to_str().unwrap());
    if token != Some("secret") {
        return (StatusCode::FORBIDDEN, "Permission denied".to_owned());
    }
    let expected = key == "a b/é%" && *body == *b"value";
    (StatusCode::OK, expected.to_string())
}

#[tokio::test]
async fn the_same_requests_reach_it_without_a_socket() {
    let router = Router::new().route("/v1/kv/{*key}", put(write).get(read));
    let settings = Settings {
        token: Some(SecretString::from("secret")),
        ..Settings::default()
    };
    let told = Arc::new(Told::default());
    let client = Client::in_process(InProcess::new(router), settings, told.clone()).unwrap();
    let put = client.kv().put("a b/é%", "value", 0, Condition::Always);
    assert!(put.await.unwrap().value);
    let raw = client.read(&kv::raw("a b/é%"), Consistency::ANY_AGE).await;
    let raw = raw.unwrap();
    assert_eq!(raw.value.unwrap(), "a b/é% stale&raw");
    assert_eq!((&*raw.meta.server, raw.meta.index), ("embedded", Some(9)));
    assert_eq!(told.outcomes(), [Outcome::Ok, Outcome::Ok]);
    assert_eq!(client.servers().len(), 1);
}
