//! Every limit is an error that states it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::Method;

use super::TestApp;
use crate::config::Kind;
use crate::listed::Listed;

fn routes(routes: Listed) -> Listed {
    routes
        .on(Method::POST, "/livez", async |body: Bytes| {
            body.len().to_string()
        })
        .on(Method::POST, "/readyz", async || {
            tokio::time::sleep(Duration::from_secs(3_600)).await;
        })
}

fn app() -> TestApp {
    TestApp::builder()
        .with(routes)
        .listed("/livez")
        .listed("/readyz")
        .config(|config| config.limits.body = Kind::from_text("1 KiB").unwrap())
        .config(|config| config.limits.request_time = Kind::from_text("50 ms").unwrap())
        .build()
}

#[tokio::test]
async fn a_body_may_be_as_large_as_the_limit_and_no_larger() {
    let app = app();
    let post = async |body: Body, length: Option<usize>| {
        let length = length.map(|length| length.to_string());
        let mut head = vec![("accept-language", "en")];
        if let Some(length) = &length {
            head.push(("content-length", length));
        }
        app.ask_with(Method::POST, "/livez", &head, body).await
    };
    let fits = post(Body::from(vec![0; 1_024]), Some(1_024)).await;
    assert_eq!((fits.status.as_u16(), fits.text()), (200, "1024"));

    let announced = post(Body::from(vec![0; 1_025]), Some(1_025)).await;
    assert_eq!(announced.status, 413);
    assert!(announced.text().contains("1 KiB"), "{}", announced.text());

    // In pieces without a length, and one that lies about it.
    for length in [None, Some(10)] {
        let pieces = (0..2_000).map(|_| Ok::<_, std::io::Error>("x"));
        let stream = Body::from_stream(futures::stream::iter(pieces));
        assert_eq!(post(stream, length).await.status, 413, "{length:?}");
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_bad_request() {
    let pieces = [Ok("x"), Err(std::io::Error::other("gone"))];
    let body = Body::from_stream(futures::stream::iter(pieces));
    let answer = app().ask_with(Method::POST, "/livez", &[], body).await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn an_address_may_be_as_long_as_the_limit_and_no_longer() {
    let app = TestApp::new();
    let fits = format!("/livez?{}", "x".repeat(8 * 1_024 - 7));
    assert_eq!(app.get(&fits).await.status, 200);
    let answer = app.get(&format!("{fits}x")).await;
    assert_eq!(answer.status, 414);
    let answer = app.get(&format!("/api/v1/version?{fits}")).await;
    assert_eq!(answer.code(), "uri_too_long");
    assert_eq!(answer.json()["args"]["limit"], "8 KiB");
}

#[tokio::test]
async fn what_takes_too_long_is_given_up() {
    let started = tokio::time::Instant::now();
    let head = [("accept-language", "en")];
    let answer = app().ask(Method::POST, "/readyz", &head).await;
    assert_eq!(answer.status, 504);
    assert!(started.elapsed().as_millis() >= 50);
    assert!(answer.text().contains("0.05 s"), "{}", answer.text());
}

#[tokio::test]
async fn a_body_that_never_ends_is_its_clients_fault() {
    let body = Body::from_stream(futures::stream::pending::<Result<Bytes, std::io::Error>>());
    let answer = app().ask_with(Method::POST, "/livez", &[], body).await;
    assert_eq!(answer.status, 408);
    assert_eq!(answer.code(), "body_too_slow");
    assert_eq!(answer.json()["args"]["seconds"], "0.05");
}

/// A change of two steps, between which somebody has had enough.
fn in_two_steps(done: Arc<AtomicBool>) -> impl FnOnce(Listed) -> Listed {
    move |routes| {
        routes.on(Method::POST, "/readyz", async move || {
            tokio::time::sleep(Duration::from_millis(150)).await;
            done.store(true, Ordering::Relaxed);
        })
    }
}

async fn is_carried_through(limit: &'static str, patience: Duration) {
    let done = Arc::new(AtomicBool::new(false));
    let app = TestApp::builder()
        .with(in_two_steps(Arc::clone(&done)))
        .listed("/readyz")
        .config(|config| config.limits.request_time = Kind::from_text(limit).unwrap())
        .build();
    let asked = app.ask(Method::POST, "/readyz", &[]);
    let _ = tokio::time::timeout(patience, asked).await;
    assert!(!done.load(Ordering::Relaxed), "nobody had gone away");
    tokio::time::timeout(Duration::from_secs(5), async {
        while !done.load(Ordering::Relaxed) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .expect("the change is carried through");
}

#[tokio::test]
async fn a_change_goes_on_when_its_client_leaves() {
    is_carried_through("30 s", Duration::from_millis(20)).await;
}

#[tokio::test]
async fn a_change_goes_on_when_the_server_gives_up_waiting() {
    is_carried_through("20 ms", Duration::from_secs(5)).await;
}
