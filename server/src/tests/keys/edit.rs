//! Writing: only on what was seen, and never more than fits.

use http::StatusCode;
use serde_json::{Value, json};

use super::{DOCUMENT, KEY, TestApp, filled, index, refused, store};

#[tokio::test]
async fn a_key_is_made_changed_and_removed() {
    let app = filled().await;
    let key = "skills/eye/presets/1";
    let made = app.put(json!({"key": key, "value": {"a": [1, 2]}})).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let seen = app.value(key).await;
    assert_eq!(seen["value"], json!({"a": [1, 2]}));
    assert_eq!(
        (&seen["kind"], &seen["document"]),
        (&json!("json"), &json!(false))
    );
    assert_eq!(made.json()["index"], index(&seen));
    let body = json!({"key": key, "value": "texto", "index": index(&seen)});
    assert_eq!(app.put(body).await.status, StatusCode::OK);
    let seen = app.value(key).await;
    assert_eq!(
        (&seen["kind"], &seen["value"]),
        (&json!("text"), &json!("texto"))
    );
    assert_eq!(app.remove(key, index(&seen)).await.status, StatusCode::OK);
    let answer = app.get(&format!("/api/v1/kv/value?key={key}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.code(), "not_found");
}

#[tokio::test]
async fn who_was_slower_gets_both_sides() {
    let app = filled().await;
    let seen = index(&app.value(KEY).await);
    let theirs = json!({"key": KEY, "value": {"theme": "light"}, "index": seen});
    assert_eq!(app.put(theirs).await.status, StatusCode::OK);
    let now = index(&app.value(KEY).await);
    let mine = json!({"theme": "system"});
    for body in [
        json!({"key": KEY, "value": mine, "index": seen}),
        // Without an index it is only made.
        json!({"key": KEY, "value": mine}),
    ] {
        let answer = app.put(body).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.code(), "conflict");
        let answer = answer.json();
        assert_eq!(answer["mine"], mine);
        assert_eq!(answer["theirs"]["value"], json!({"theme": "light"}));
        assert_eq!((&answer["index"], now), (&json!(now), now));
    }
    let answer = app.remove(KEY, seen).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.json()["mine"], Value::Null);
    // With their index it stands.
    let body = json!({"key": KEY, "value": mine, "index": now});
    assert_eq!(app.put(body).await.status, StatusCode::OK);
    assert_eq!(app.value(KEY).await["value"], mine);
    // Gone meanwhile: nothing is there to base it on.
    let last = index(&app.value(KEY).await);
    assert_eq!(app.remove(KEY, last).await.status, StatusCode::OK);
    let answer = app
        .put(json!({"key": KEY, "value": mine, "index": last}))
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(
        (&answer.json()["theirs"], &answer.json()["index"]),
        (&Value::Null, &json!(0))
    );
}

#[tokio::test]
async fn a_document_has_a_history_and_comes_back() {
    let app = filled().await;
    for (data, based_on) in [(json!({"n": 1}), 0), (json!({"n": 2}), 1)] {
        let index = match based_on {
            0 => 0,
            _ => index(&app.value(DOCUMENT).await),
        };
        let body = json!({"key": DOCUMENT, "value": data, "index": index});
        assert_eq!(app.put(body).await.status, StatusCode::OK);
    }
    let seen = app.value(DOCUMENT).await;
    assert_eq!(seen["value"]["data"], json!({"n": 2}));
    assert_eq!(seen["document"], true);
    let history = app
        .get(&format!("/api/v1/kv/history?key={DOCUMENT}"))
        .await
        .json();
    assert_eq!(history["total"], 1);
    assert_eq!(history["data"][0]["meta"]["version"], 1);
    let earlier = &history["data"][0]["index"];
    let path = format!("/api/v1/kv/version?key={DOCUMENT}&index={earlier}");
    assert_eq!(app.get(&path).await.json()["data"], json!({"n": 1}));
    let body = json!({"key": DOCUMENT, "index": earlier});
    let restored = app.post("/api/v1/kv/restore", body).await;
    assert_eq!(restored.status, StatusCode::OK);
    let seen = app.value(DOCUMENT).await;
    assert_eq!(seen["value"]["data"], json!({"n": 1}));
    assert_eq!(seen["value"]["meta"]["source"], "restore");
    let path = format!("/api/v1/kv/version?key={DOCUMENT}&index=1");
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    let answer = app.get(&format!("/api/v1/kv/history?key={KEY}")).await;
    refused(&answer, 403, "key_not_allowed", "no_history");
}

#[tokio::test]
async fn a_number_is_kept_digit_for_digit_or_refused() {
    let app = filled().await;
    let long = "123456789012345678901234567890.5";
    let body = format!(r#"{{"key":"skills/eye/n.json","value":{{"n":{long}}}}}"#);
    let made = app.post_text("/api/v1/kv/value", body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let seen = app.get("/rpc/v1/kv/key?key=skills/eye/n.json").await.json();
    assert_eq!(seen["text"], format!(r#"{{"n":{long}}}"#));
    let made = app.put(json!({"key": DOCUMENT, "value": {"n": 1}})).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let now = index(&app.value(DOCUMENT).await);
    let body = format!(r#"{{"key":"{DOCUMENT}","value":{{"n":{long}}},"index":{now}}}"#);
    let refused = app.post_text("/api/v1/kv/value", body).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let args = refused.json()["args"].clone();
    assert_eq!(
        (&args["value"], &args["reason"]),
        (&json!(long), &json!("too_many_digits"))
    );
    let text = format!("[{long}]");
    let put = json!({"key": DOCUMENT, "change": {"Put": {"text": text, "index": now}}});
    let refused = app.post("/rpc/v1/kv/change", put).await;
    assert_eq!(
        refused.status,
        StatusCode::BAD_REQUEST,
        "{}",
        refused.text()
    );
    assert_eq!(index(&app.value(DOCUMENT).await), now);
}

#[tokio::test]
async fn what_is_read_is_what_is_stored() {
    let app = filled().await;
    let data = r#"{"b":1,"a":2,"x":1.10,"big":123456789012345678901234567890,"e":1e2}"#;
    let value = format!(r#"[{data},1e400]"#);
    store(&app, KEY, &value).await;
    let path = format!("/api/v1/kv/value?key={KEY}");
    for path in [&path, "/api/v1/kv/tree?prefix=skills/eye"] {
        let answer = app.get(path).await;
        let text = answer.text();
        assert!(text.contains(&format!(r#""value":{value},"#)), "{text}");
    }
    let mine = r#"{"z":1.0,"y":100000000000000000000}"#;
    let body = format!(r#"{{"key":"{KEY}","value":{mine},"index":1}}"#);
    let answer = app.post_text("/api/v1/kv/value", body).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for part in [
        format!(r#""mine":{mine}"#),
        format!(r#""value":{value},"#),
        r#""code":"conflict""#.to_owned(),
    ] {
        assert!(answer.text().contains(&part), "{}", answer.text());
    }
    let meta = r#"{"schema":0,"version":1,"created_at":"","updated_at":"","updated_by":"x","source":"import"}"#;
    store(
        &app,
        DOCUMENT,
        &format!(r#"{{"meta":{meta},"data":{data}}}"#),
    )
    .await;
    let now = index(&app.value(DOCUMENT).await);
    let path = format!("/api/v1/kv/version?key={DOCUMENT}&index={now}");
    let answer = app.get(&path).await;
    let text = answer.text();
    assert!(text.contains(&format!(r#""data":{data},"#)), "{text}");
    assert!(text.contains(r#""source":"import""#), "{text}");
}

/// A program would not read past it, and lose the keys that come after it as well.
#[tokio::test]
async fn what_is_nested_beyond_reason_is_given_as_a_text() {
    let app = filled().await;
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    store(&app, KEY, &nested(200)).await;
    let seen = app.value(KEY).await;
    assert_eq!(seen["value"], nested(200));
    store(&app, KEY, &nested(64)).await;
    assert!(app.value(KEY).await["value"].is_array());
    let brackets = json!(["[".repeat(200), "\\\"["]);
    store(&app, KEY, &brackets.to_string()).await;
    assert_eq!(app.value(KEY).await["value"], brackets);
}

#[tokio::test]
async fn what_is_too_large_names_the_limit() {
    let app = TestApp::builder().store().build();
    let value = "a".repeat(512 * 1_024 + 1);
    let body = json!({"key": "skills/eye/large", "value": value});
    let answer = app.put(body).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.code(), "value_too_large");
    let args = &answer.json()["args"];
    assert_eq!(
        (&args["size"], &args["limit"]),
        (&json!("524289"), &json!("524288"))
    );
    let body = json!({"key": DOCUMENT, "value": {"text": "a".repeat(510 * 1_024)}});
    let answer = app.put(body).await;
    assert_eq!(answer.code(), "value_too_large");
    assert_eq!(answer.json()["args"]["limit"], "512000");
    let value = "a".repeat(2_048 * 1_024);
    let answer = app.put(json!({"key": KEY, "value": value})).await;
    assert_eq!(answer.code(), "body_too_large");
    assert_eq!(answer.json()["args"]["limit"], "2 MiB");
}
