//! The stream of live events over HTTP.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use domain::event::Topic;
use futures::StreamExt as _;
use http::Method;
use serde_json::json;
use tokio::time::timeout;

use super::TestApp;
use crate::config::Kind;

/// One message: its name, its id and its data.
type Message = (String, String, String);

struct Reader(BodyDataStream);

impl Reader {
    async fn open(app: &TestApp, query: &str, last: Option<&str>) -> Self {
        let mut request = Request::builder()
            .uri(format!("/api/v1/events{query}"))
            .header("accept", "text/event-stream")
            .header("accept-encoding", "gzip, br")
            .header("host", "localhost");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), 200);
        let headers = response.headers();
        assert_eq!(headers["content-type"], "text/event-stream");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["x-accel-buffering"], "no");
        assert!(!headers.contains_key("content-encoding"));
        let mut reader = Self(response.into_body().into_data_stream());
        // The greeting: the line is alive, and where it begins.
        assert_eq!(reader.next().await.unwrap().0, "beat");
        reader
    }

    /// Nothing when the stream ended.
    async fn next(&mut self) -> Option<Message> {
        let frame = timeout(Duration::from_secs(20), self.0.next()).await;
        let frame = frame.expect("a message in time")?.unwrap();
        let text = std::str::from_utf8(&frame).unwrap();
        assert!(text.ends_with("\n\n"), "{text:?}");
        let field = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().to_owned()
        };
        Some((field("event: "), field("id: "), field("data: ")))
    }
}

#[tokio::test]
async fn events_of_the_topics_arrive_with_their_ids() {
    let app = TestApp::new();
    let hub = &app.app.engine.events;
    let mut reader = Reader::open(&app, "?topics=kit", None).await;
    hub.publish(Topic::Kit, json!({"version": 1}));
    let (name, id, data) = reader.next().await.unwrap();
    assert_eq!(name, "event");
    assert_eq!(id, hub.last_id().to_string());
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data, json!({"topic": "kit", "data": {"version": 1}}));

    // Without the topic it is not told, but the server itself is.
    let mut other = Reader::open(&app, "", None).await;
    hub.publish(Topic::Kit, json!({"version": 2}));
    hub.publish(Topic::System, json!({"state": "x"}));
    assert!(other.next().await.unwrap().2.contains("system"));
}

#[tokio::test]
async fn who_comes_back_misses_nothing() {
    let app = TestApp::new();
    let hub = &app.app.engine.events;
    let start = hub.last_id();
    hub.publish(Topic::Kit, json!(1));
    let first = hub.last_id().to_string();
    hub.publish(Topic::Kit, json!(2));
    let mut by_page = Reader::open(&app, &format!("?topics=kit&since={start}"), None).await;
    assert!(by_page.next().await.unwrap().2.ends_with("1}"));
    assert!(by_page.next().await.unwrap().2.ends_with("2}"));
    // What the browser says counts more than what the page said when it was rendered.
    let query = format!("?topics=kit&since={start}");
    let mut by_browser = Reader::open(&app, &query, Some(&first)).await;
    assert!(by_browser.next().await.unwrap().2.ends_with("2}"));
}

#[tokio::test]
async fn an_id_of_another_life_is_a_resync() {
    let app = TestApp::new();
    for last in ["other-5", "nonsense", ""] {
        let mut reader = Reader::open(&app, "?topics=kit", Some(last)).await;
        let (name, id, _) = reader.next().await.unwrap();
        assert_eq!(name, "resync", "{last:?}");
        assert_eq!(id, app.app.engine.events.last_id().to_string());
    }
}

#[tokio::test]
async fn silence_is_broken_by_beats_with_the_last_id() {
    let app = TestApp::builder()
        // Shorter than the stream lives: no time-out ends it.
        .config(|config| config.limits.request_time = Kind::from_text("50 ms").unwrap())
        .config(|config| config.events.heartbeat = Kind::from_text("20 ms").unwrap())
        .build();
    let hub = &app.app.engine.events;
    hub.publish(Topic::Kit, json!(1));
    let mut reader = Reader::open(&app, "", None).await;
    let started = tokio::time::Instant::now();
    for beats in 1..=20 {
        let (name, id, _) = reader.next().await.unwrap();
        assert_eq!(name, "beat");
        assert_eq!(id, hub.last_id().to_string());
        assert!(started.elapsed().as_millis() >= beats * 20);
    }
}

#[tokio::test]
async fn wrong_wishes_are_refused_with_words() {
    let app = TestApp::new();
    let check = async |query: &str, name: &str| {
        let answer = app.get(&format!("/api/v1/events{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        let problem = answer.json();
        assert_eq!(problem["code"], "bad_parameter");
        assert_eq!(problem["args"]["name"], name);
    };
    check("?topics=kit,weather", "topics").await;
    check("?since=yesterday", "since").await;
    check("?topics=kit&topics=system", "query").await;
    let answer = app.get("/api/v1/events?topics=kit,weather").await;
    let problem = answer.json();
    assert_eq!(problem["args"]["value"], "weather");
    assert_eq!(problem["args"]["known"], "system, nodes, kit");
}

#[tokio::test]
async fn places_are_limited_and_given_back() {
    let app = TestApp::builder()
        .config(|config| config.events.streams = Kind::from_text("1").unwrap())
        .build();
    let reader = Reader::open(&app, "", None).await;
    let answer = app.get("/api/v1/events").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.code(), "too_many_streams");
    assert_eq!(answer.json()["args"]["limit"], "1");
    drop(reader);
    Reader::open(&app, "", None).await;
}

#[tokio::test]
async fn stopping_is_told_and_ends_the_stream() {
    let app = TestApp::new();
    let mut reader = Reader::open(&app, "", None).await;
    app.app.engine.events.close();
    let (name, _, data) = reader.next().await.unwrap();
    assert_eq!(name, "event");
    assert_eq!(data, r#"{"topic":"system","data":{"state":"stopping"}}"#);
    assert_eq!(reader.next().await, None);
    let answer = app.ask(Method::GET, "/api/v1/events", &[]).await;
    assert_eq!(answer.code(), "unavailable");
}

/// The slow ones are told to read again; nobody waits for them and nothing piles up.
#[tokio::test]
async fn who_does_not_read_holds_nobody_back() {
    let app = TestApp::new();
    let hub = &app.app.engine.events;
    let mut slow = Reader::open(&app, "?topics=kit", None).await;
    let mut quick = Reader::open(&app, "?topics=kit", None).await;
    for number in 0..10_000 {
        hub.publish(Topic::Kit, json!(number));
        assert!(
            quick
                .next()
                .await
                .unwrap()
                .2
                .ends_with(&format!(":{number}}}"))
        );
    }
    assert_eq!(slow.next().await.unwrap().0, "resync");
    let (_, _, oldest) = slow.next().await.unwrap();
    assert!(
        oldest.ends_with(&format!(":{}}}", 10_000 - 1_024)),
        "{oldest}"
    );
}
