//! One line a request, with its id and without secrets.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use http::Method;
use serde_json::Value;
use tracing::instrument::WithSubscriber as _;
use tracing_subscriber::fmt::MakeWriter;

use super::TestApp;
use crate::errors::Failure;
use crate::listed::Listed;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The lines of one request, and the id in its answer.
async fn logged(method: Method, path: &str) -> (Vec<Value>, String) {
    let fail = |routes: Listed| {
        routes.on(Method::POST, "/livez", async || {
            Failure::internal("the disk is full")
        })
    };
    let app = TestApp::builder().with(fail).listed("/livez").build();
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_writer(lines.clone())
        .finish();
    let head = [
        ("cookie", "session=verysecret"),
        ("authorization", "Bearer verysecret"),
    ];
    let answer = app
        .ask(method, path, &head)
        .with_subscriber(subscriber)
        .await;
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(!text.contains("verysecret"), "{text}");
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    (lines.collect(), answer.header("x-request-id").to_owned())
}

#[tokio::test]
async fn a_request_is_one_line() {
    let (lines, id) = logged(Method::GET, "/api/v1/version?token=verysecret").await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    let line = &lines[0];
    assert_eq!(line["level"], "INFO");
    assert_eq!(line["message"], "GET /api/v1/version");
    assert_eq!(line["status"], 200);
    assert_eq!(line["request_id"], *id);
    assert_eq!(line["actor"], "admin");
    assert!(line["duration_ms"].is_number());
}

#[tokio::test]
async fn a_failure_is_one_line_with_its_cause() {
    let (lines, id) = logged(Method::POST, "/livez").await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["level"], "ERROR");
    assert_eq!(lines[0]["code"], "internal");
    assert_eq!(lines[0]["cause"], "the disk is full");
    assert_eq!(lines[0]["request_id"], *id);
}

#[tokio::test]
async fn what_monitors_ask_is_not_told() {
    let (lines, _) = logged(Method::GET, "/livez").await;
    assert!(lines.is_empty(), "{lines:?}");
}
