//! Against a store that follows a script: what is asked of it, and answers that never come.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use consul::observe::Unobserved;
use consul::{Client, Settings};
use domain::error::ErrorCode;
use engine::keys::{Edited, Keys, Limits, Search};
use testkit::scripted::{Asked, Reply, ScriptedServer};

use super::keys;
use crate::support::admin;

const KEY: &str = "skills/eye/plain";

async fn scripted(
    script: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static,
) -> (ScriptedServer, Keys) {
    let server = ScriptedServer::start(script).await.unwrap();
    let mut settings = Settings {
        servers: vec![server.address().to_string()],
        ..Settings::default()
    };
    settings.retry.attempts = 1;
    settings.breaker.failures = 1_000;
    let client = Client::new(settings, Arc::new(Unobserved)).unwrap();
    let keys = keys(&client);
    (server, keys)
}

#[tokio::test]
async fn no_request_covers_what_is_private() {
    let (server, keys) = scripted(|_, asked| {
        let names = match asked.target.split('?').next().unwrap() {
            "/v1/kv/skills/eye/" => r#"["skills/eye/a", "skills/eye/v2/"]"#,
            "/v1/kv/skills/eye/v2/" => {
                r#"["skills/eye/v2/audit/", "skills/eye/v2/auth/", "skills/eye/v2/docs/"]"#
            }
            "/v1/kv/skills/eye/v2/docs/" => r#"["skills/eye/v2/docs/x"]"#,
            _ if asked.target.contains("keys") => "[]",
            _ => return Reply::read(7, "[]").status(404),
        };
        Reply::read(7, names)
    })
    .await;
    for folder in ["", "skills", "skills/eye", "skills/eye/v2"] {
        let search = Search {
            folder: folder.to_owned(),
            words: "x".to_owned(),
            values: true,
            limits: Limits::default(),
        };
        let found = keys.search(&admin(), &search).await.unwrap();
        assert!(found.hits.iter().any(|hit| hit.key.ends_with("docs/x")));
        keys.export(&admin(), folder).await.unwrap();
        keys.tree(&admin(), folder).await.unwrap();
    }
    for asked in server.asked() {
        let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
        let key = path.strip_prefix("/v1/kv/").unwrap();
        assert!(!key.contains("auth") && !key.contains("audit"), "{key}");
        let covers = "skills/eye/v2/auth/".starts_with(key) && query.contains("keys");
        assert!(!covers || query.contains("separator"), "{}", asked.target);
        assert!(!query.contains("recurse"), "{}", asked.target);
    }
}

/// The store of [`KEY`] alone: each write's connection is reset, and what it did is told by
/// a function from the number of the write to what is there then.
async fn put_with(there: fn(u32) -> (u64, &'static str)) -> (Result<Edited, ErrorCode>, u32) {
    let writes = Arc::new(AtomicU32::new(0));
    let count = writes.clone();
    let (_server, keys) = scripted(move |_, asked| {
        if asked.method == "PUT" {
            count.fetch_add(1, Ordering::SeqCst);
            return Reply::Reset;
        }
        let (index, value) = there(count.load(Ordering::SeqCst));
        let entry = format!(
            r#"[{{"Key": "{KEY}", "Value": "{value}", "Flags": 0, "CreateIndex": 1,
                "ModifyIndex": {index}}}]"#
        );
        Reply::read(index, &entry)
    })
    .await;
    let put = keys.put(&admin(), KEY, b"mine", 5).await;
    let writes = writes.load(Ordering::SeqCst);
    (put.map_err(|error| error.code), writes)
}

const OLD: &str = "b2xk";
const MINE: &str = "bWluZQ==";
const THEIRS: &str = "dGhlaXJz";

#[tokio::test]
async fn an_edit_whose_answer_is_lost_is_settled_by_reading() {
    let done = |index| Ok(Edited::Done { index: Some(index) });
    let put = put_with(|writes| if writes == 0 { (5, OLD) } else { (9, MINE) });
    assert_eq!(put.await, (done(9), 1));
    let put = put_with(|writes| if writes < 3 { (5, OLD) } else { (9, MINE) });
    assert_eq!(put.await, (done(9), 3));
    let put = put_with(|writes| if writes == 0 { (5, OLD) } else { (9, THEIRS) });
    assert_eq!(put.await, (Err(ErrorCode::WriteUnsure), 1));
    let put = put_with(|_| (5, OLD));
    assert_eq!(put.await, (Err(ErrorCode::WriteUnsure), 4));
}

/// Whoever was told that nothing was changed would write again.
#[tokio::test]
async fn an_edit_that_cannot_be_settled_is_not_said_to_be_undone() {
    /// The first write of a value has no answer, and then nobody answers any more.
    async fn lost_after(key: &'static str, value: &'static str) -> (ScriptedServer, Keys) {
        let written = AtomicU32::new(0);
        scripted(move |_, asked| {
            if written.load(Ordering::SeqCst) > 0 {
                return Reply::Reset;
            }
            if asked.method == "GET" {
                let entry = format!(
                    r#"[{{"Key": "{key}", "Value": "{value}", "Flags": 0, "CreateIndex": 1,
                        "ModifyIndex": 5}}]"#
                );
                return Reply::read(5, &entry);
            }
            if asked.target.contains("/history/") {
                return Reply::read(5, "true");
            }
            written.fetch_add(1, Ordering::SeqCst);
            Reply::Reset
        })
        .await
    }
    let (_server, keys) = lost_after(KEY, OLD).await;
    let put = keys.put(&admin(), KEY, b"mine", 5).await;
    assert_eq!(put.unwrap_err().code, ErrorCode::WriteUnsure);
    let (_server, keys) = lost_after(KEY, OLD).await;
    let removed = keys.delete(&admin(), KEY, 5).await;
    assert_eq!(removed.unwrap_err().code, ErrorCode::WriteUnsure);
    let document = "skills/eye/v2/docs/x";
    let (_server, keys) = lost_after(document, OLD).await;
    let removed = keys.delete(&admin(), document, 5).await;
    assert_eq!(removed.unwrap_err().code, ErrorCode::WriteUnsure);
}
