//! The page and what it asks.

use http::StatusCode;
use serde_json::{Value, json};

use super::{DOCUMENT, KEY, TestApp, filled, store};

#[tokio::test]
async fn the_page_is_rendered_with_folder_and_key_in_it() {
    let app = filled().await;
    let page = app.browse("/kv-browser").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in ["skills/", "Earlier system", "Documents of Skills Eye"] {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    let path = format!("/kv-browser?prefix=skills/eye/settings/&key={KEY}");
    let page = app.browse(&path).await;
    assert!(page.text().contains("ui.json"));
    assert!(page.text().contains("&quot;theme&quot;") || page.text().contains("\"theme\""));
    let page = app.browse("/kv-browser?q=acao").await;
    assert!(page.text().contains("Ação antiga"));
    let page = app.browse("/kv-browser?q=nowhere-at-all").await;
    assert!(page.text().contains("No key and no value contains"));
    let page = app.browse("/kv-browser?prefix=skills/eye/nothing/").await;
    assert!(page.text().contains("Nothing in this folder"));
    let page = app.browse("/kv-browser?key=apps/outro/numero").await;
    assert!(page.text().contains("another program"));
    let page = app.browse("/kv-browser?prefix=skills/eye/v2/auth/").await;
    assert!(page.text().contains("never shown"), "{}", page.text());
    assert!(!page.text().contains("auth/people"));
}

/// What the page asks for: one change of one key.
async fn change(app: &TestApp, key: &str, change: Value) -> Value {
    let body = json!({"key": key, "change": change});
    let answer = app.post("/rpc/v1/kv/change", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

async fn view(app: &TestApp, key: &str) -> Value {
    app.get(&format!("/rpc/v1/kv/key?key={key}")).await.json()
}

#[tokio::test]
async fn a_key_that_is_not_there_may_be_made() {
    let app = filled().await;
    let key = "skills/eye/new.json";
    let seen = view(&app, key).await;
    assert_eq!(
        (&seen["index"], &seen["hold"]),
        (&json!(0), &json!("Plain"))
    );
    let text = "{\"b\": 1.10,\n \"a\": 2}";
    let put = json!({"Put": {"text": text, "index": 0}});
    assert_eq!(change(&app, key, put.clone()).await, "Done");
    // As it was written, digit for digit.
    assert_eq!(view(&app, key).await["text"], text);
    let conflict = change(&app, key, put).await;
    assert_eq!(conflict["Conflict"]["text"], text);
    let delete = json!({"Delete": {"index": conflict["Conflict"]["index"]}});
    assert_eq!(change(&app, key, delete.clone()).await, "Done");
    // Gone: what is there now has no index.
    assert_eq!(change(&app, key, delete).await["Conflict"]["index"], 0);
}

#[tokio::test]
async fn a_document_is_shown_without_its_meta_and_with_its_past() {
    let app = filled().await;
    // Members of these names are data like any other.
    let first = "{\"data\": 1, \"meta\": 2}";
    let put = json!({"Put": {"text": first, "index": 0}});
    assert_eq!(change(&app, DOCUMENT, put).await, "Done");
    let seen = view(&app, DOCUMENT).await;
    assert_eq!(seen["text"], "{\n  \"data\": 1,\n  \"meta\": 2\n}");
    assert_eq!(seen["meta"]["version"], 1);
    assert_eq!(seen["versions"], json!([]));
    let put = json!({"Put": {"text": "[2]", "index": seen["index"]}});
    assert_eq!(change(&app, DOCUMENT, put).await, "Done");
    let now = view(&app, DOCUMENT).await;
    let earlier = &now["versions"][0]["index"];
    assert_eq!(earlier, &seen["index"]);
    let path = format!("/rpc/v1/kv/version?key={DOCUMENT}&index={earlier}");
    assert_eq!(app.get(&path).await.json(), seen["text"]);
    // Removed on purpose, and out of the history it comes back.
    let delete = json!({"Delete": {"index": now["index"]}});
    assert_eq!(change(&app, DOCUMENT, delete).await, "Done");
    let gone = view(&app, DOCUMENT).await;
    assert_eq!(gone["index"], 0);
    let versions = gone["versions"].as_array().unwrap();
    let restore = json!({"Restore": {"index": versions.last().unwrap()["index"]}});
    assert_eq!(change(&app, DOCUMENT, restore).await, "Done");
    assert_eq!(view(&app, DOCUMENT).await["text"], seen["text"]);
}

#[tokio::test]
async fn a_document_that_was_broken_behind_our_back_is_restored_and_says_so() {
    let app = filled().await;
    let put = json!({"Put": {"text": "{\"n\": 1}", "index": 0}});
    assert_eq!(change(&app, DOCUMENT, put).await, "Done");
    let good = view(&app, DOCUMENT).await;
    let put = json!({"Put": {"text": "{\"n\": 2}", "index": good["index"]}});
    assert_eq!(change(&app, DOCUMENT, put).await, "Done");
    let good = view(&app, DOCUMENT).await;
    store(&app, DOCUMENT, "garbage").await;
    let healed = view(&app, DOCUMENT).await;
    assert_eq!(healed["text"], good["text"]);
    assert_eq!(healed["meta"]["source"], "automatic_restore");
    let path = format!("/kv-browser?key={DOCUMENT}");
    assert!(
        app.browse(&path)
            .await
            .text()
            .contains("restored by itself")
    );
    let exposed = app.get("/metrics").await;
    assert!(
        exposed
            .text()
            .contains("skills_eye_document_restores_total 1")
    );
}

/// The value is a text in the page, whatever it looks like.
#[tokio::test]
async fn a_value_that_is_html_stays_a_value() {
    let app = filled().await;
    let value = "</textarea><form action=/rpc/v1/kv/change>&lt;<!--";
    store(&app, KEY, value).await;
    let page = app.browse(&format!("/kv-browser?key={KEY}")).await;
    assert!(!page.text().contains("<form action="), "{}", page.text());
    assert!(page.text().contains("&lt;/textarea>&lt;form action="));
    assert!(page.text().contains("&amp;lt;&lt;!--"));
}

/// A form of a page can send what looks like JSON, and cannot say that it is.
#[tokio::test]
async fn what_is_not_sent_as_json_changes_nothing() {
    let app = filled().await;
    let change = json!({"Put": {"text": "x", "index": 0}});
    let body = json!({"key": "skills/eye/sent", "change": change}).to_string();
    let kinds = ["text/plain", "application/x-www-form-urlencoded", ""];
    for kind in kinds {
        let head = [("content-type", kind)];
        let path = "/rpc/v1/kv/change";
        let body = axum::body::Body::from(body.clone());
        let answer = app.ask_with(http::Method::POST, path, &head, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{kind}");
    }
    assert_eq!(view(&app, "skills/eye/sent").await["index"], 0);
}

/// Nor is anything written over it before it is there again.
#[tokio::test]
async fn a_document_that_is_gone_is_restored_before_it_is_written() {
    let app = filled().await;
    let put =
        |n: u64, index: &Value| json!({"Put": {"text": format!("{{\"n\":{n}}}"), "index": index}});
    assert_eq!(change(&app, DOCUMENT, put(1, &json!(0))).await, "Done");
    let client = app.app.engine.store().unwrap().client.clone();
    assert!(client.kv().delete(DOCUMENT).await.unwrap().value);
    let refused = change(&app, DOCUMENT, put(2, &json!(0))).await;
    assert_eq!(refused["Conflict"]["text"], "{\n  \"n\": 1\n}");
    store(&app, DOCUMENT, "[]").await;
    let seen = app.value(DOCUMENT).await;
    assert_eq!(seen["value"]["data"], json!({"n": 1}));
    assert_eq!(seen["value"]["meta"]["source"], "automatic_restore");
}

#[tokio::test]
async fn a_removed_document_is_still_in_its_folder() {
    let app = filled().await;
    let folder = async |folder: &str| {
        let path = format!("/rpc/v1/kv/folder?folder={folder}&words=&from=0");
        app.get(&path).await.json()
    };
    let docs = "skills/eye/v2/docs/";
    for document in [DOCUMENT, "skills/eye/v2/docs/another"] {
        let put = json!({"Put": {"text": "[1]", "index": 0}});
        assert_eq!(change(&app, document, put).await, "Done");
    }
    let seen = folder(docs).await;
    assert_eq!(seen["total"], 2);
    assert_eq!(seen["rows"][1]["removed"], false);
    let delete = json!({"Delete": {"index": view(&app, DOCUMENT).await["index"]}});
    assert_eq!(change(&app, DOCUMENT, delete).await, "Done");
    let seen = folder(docs).await;
    assert_eq!(seen["total"], 2);
    assert_eq!(seen["rows"][0]["removed"], false);
    let row = &seen["rows"][1];
    assert_eq!(
        (&row["key"], &row["facts"]),
        (&json!(DOCUMENT), &json!(null))
    );
    assert_eq!(row["removed"], true);
    // Without any document left there is still a way to the removed ones.
    let other = "skills/eye/v2/docs/another";
    let delete = json!({"Delete": {"index": view(&app, other).await["index"]}});
    assert_eq!(change(&app, other, delete).await, "Done");
    assert_eq!(folder(docs).await["total"], 2);
    let folders = folder("skills/eye/v2/").await["folders"].clone();
    assert_eq!(
        folders,
        json!(["skills/eye/v2/docs/", "skills/eye/v2/history/"])
    );
    let page = app.browse(&format!("/kv-browser?prefix={docs}")).await;
    assert!(page.text().contains(">removed<"), "{}", page.text());
    let page = app.browse(&format!("/kv-browser?key={DOCUMENT}")).await;
    assert!(page.text().contains("This document was removed"));
    // Programs are told what is there.
    let path = format!("/api/v1/kv/tree?prefix={docs}");
    assert_eq!(app.get(&path).await.json()["data"], json!({}));
    let versions = view(&app, DOCUMENT).await["versions"].clone();
    let restore = json!({"Restore": {"index": versions[0]["index"]}});
    assert_eq!(change(&app, DOCUMENT, restore).await, "Done");
    let seen = folder(docs).await;
    assert_eq!(seen["rows"][0]["removed"], true);
    assert_eq!(seen["rows"][1]["removed"], false);
}

#[tokio::test]
async fn an_earlier_version_has_the_size_that_it_had() {
    let app = filled().await;
    let text = format!("[{:?}]", "a".repeat(2_000));
    let put = json!({"Put": {"text": text, "index": 0}});
    assert_eq!(change(&app, DOCUMENT, put).await, "Done");
    let seen = view(&app, DOCUMENT).await;
    let put = json!({"Put": {"text": "[2]", "index": seen["index"]}});
    assert_eq!(change(&app, DOCUMENT, put).await, "Done");
    let now = view(&app, DOCUMENT).await;
    assert_eq!(now["versions"][0]["size"], seen["size"]);
}

#[tokio::test]
async fn a_large_folder_is_shown_in_parts() {
    let app = filled().await;
    for number in 0..103 {
        store(&app, &format!("skills/eye/many/{number:03}"), "x").await;
    }
    store(&app, "skills/eye/many/below/x", "x").await;
    let part = async |from: usize| {
        let path = format!("/rpc/v1/kv/folder?folder=skills/eye/many&words=&from={from}");
        app.get(&path).await.json()
    };
    let first = part(0).await;
    assert_eq!(first["rows"].as_array().unwrap().len(), 100);
    assert_eq!(
        (&first["total"], &first["writable"]),
        (&json!(103), &json!(true))
    );
    assert_eq!(first["folders"], json!(["skills/eye/many/below/"]));
    let rest = part(100).await;
    assert_eq!(rest["rows"].as_array().unwrap().len(), 3);
    assert_eq!(rest["rows"][0]["key"], "skills/eye/many/100");
    assert_eq!(rest["rows"][0]["facts"]["kind"], "Text");
}
