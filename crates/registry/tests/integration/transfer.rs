//! Export and import.

use registry::{Existing, ImportError, Registry};

use crate::api::Api;

async fn filled() -> Api {
    let api = Api::new();
    api.done("/v1/kv/a?flags=7", "one").await;
    api.done("/v1/kv/bytes", vec![0, 255, 10, 13]).await;
    let session = api.session(r#"{"Name":"s","TTL":"20s"}"#).await;
    api.done(&format!("/v1/kv/lock?acquire={session}"), "x")
        .await;
    let register = r#"{"Node":"Né1","Address":"1.1.1.1","NodeMeta":{"k":"v"},
        "Service":{"Service":"web","Tags":["a"],"Meta":{"q":"\"\\ü"},
                   "TaggedAddresses":{"lan":{"Address":"1.2.3.4","Port":1}}},
        "Check":{"Name":"c","Status":"warning","ServiceID":"web",
                 "Definition":{"TCP":"x:1","Interval":"1s"}}}"#;
    api.done("/v1/catalog/register", register).await;
    api.done(
        "/v1/agent/service/register",
        r#"{"Name":"s","Check":{"TTL":"1h"}}"#,
    )
    .await;
    api
}

fn exported(registry: &Registry) -> String {
    let mut output = Vec::new();
    registry.export(&mut output).unwrap();
    String::from_utf8(output).unwrap()
}

fn import(registry: &Registry, text: &str, existing: Existing) -> Result<u64, ImportError> {
    registry.import(&mut text.as_bytes(), existing)
}

/// Everything but the first line, which has the index.
fn content(text: &str) -> Vec<&str> {
    text.lines().skip(1).collect()
}

#[tokio::test]
async fn what_is_imported_is_what_was_exported() {
    let api = filled().await;
    let text = exported(&api.registry);
    assert!(text.starts_with(r#"{"header":{"format":"skills-eye-registry","version":1,"#));
    let other = Api::new();
    let rows = import(&other.registry, &text, Existing::Refuse).unwrap();
    assert_eq!(rows as usize, text.lines().count() - 2);
    assert_eq!(content(&exported(&other.registry)), content(&text));
    for question in [
        "/v1/kv/?recurse",
        "/v1/catalog/node/N%C3%A91",
        "/v1/health/service/web",
        "/v1/session/list",
        "/v1/agent/checks",
    ] {
        let (one, two) = (api.get(question).await, other.get(question).await);
        assert_eq!(one.json(), two.json(), "{question}");
    }
    let other = other.reopened();
    assert_eq!(content(&exported(&other.registry)), content(&text));
    // The lock still holds, and new changes come after all old ones.
    let session = other.session("").await;
    let acquire = format!("/v1/kv/lock?acquire={session}");
    assert_eq!(other.put(&acquire, "y").await.text(), "false");
    let before = api.get("/v1/kv/a").await.index();
    other.done("/v1/kv/a", "two").await;
    assert!(other.get("/v1/kv/a").await.index() > before);
}

#[tokio::test]
async fn what_is_there_is_replaced_only_if_it_was_said() {
    let api = filled().await;
    let text = exported(&api.registry);
    api.done("/v1/kv/more", "x").await;
    let refused = import(&api.registry, &text, Existing::Refuse).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("the registry holds 4 keys and 2 services already")
    );
    assert_eq!(api.get("/v1/kv/more").await.status, 200);
    let before = api.get("/v1/kv/more").await.index();
    import(&api.registry, &text, Existing::Replace).unwrap();
    assert_eq!(api.get("/v1/kv/more").await.status, 404);
    assert!(api.get("/v1/kv/more").await.index() > before);
    let api = api.reopened();
    assert_eq!(content(&exported(&api.registry)), content(&text));
}

#[tokio::test]
async fn what_is_no_whole_export_changes_nothing() {
    let api = filled().await;
    let text = exported(&api.registry);
    let empty = Api::new();
    let check = |text: &str, expected: &str| {
        let error = import(&empty.registry, text, Existing::Refuse).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    };
    check("", "not an export");
    check("{\"a\":1}\n", "not an export");
    check(
        &text.replace("skills-eye-registry", "other"),
        "not an export",
    );
    check(
        &text.replace("\"version\":1", "\"version\":2"),
        "versions up to 1",
    );
    let cut = text.lines().count() - 1;
    let lines: Vec<&str> = text.lines().take(cut).collect();
    check(&lines.join("\n"), "cut off");
    check(&text[..text.len() / 2], "cut off");
    let swapped = text.replacen("{\"kv\":", "{\"vk\":", 1);
    check(&swapped, "unknown variant");
    assert_eq!(empty.get("/v1/kv/?keys").await.text(), "[]");
}

#[tokio::test]
async fn indexes_that_nobody_counted_to_are_refused() {
    let api = filled().await;
    let text = exported(&api.registry);
    let header = text.lines().next().unwrap();
    let ahead = header.replace("\"index\":", "\"index\":9999999999999999");
    assert_ne!(ahead, header);
    let behind = r#"{"header":{"format":"skills-eye-registry","version":1,"index":1}}"#;
    let other = Api::new();
    let before = exported(&other.registry);
    for (header, words) in [(ahead.as_str(), "can be counted on"), (behind, "ends at 1")] {
        let body = text.split_once('\n').unwrap().1;
        let changed = format!("{header}\n{body}");
        let error = import(&other.registry, &changed, Existing::Refuse).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
    assert_eq!(exported(&other.registry), before);
}
