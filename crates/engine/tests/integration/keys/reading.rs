use consul::Client;
use consul::txn::{Operation, Transaction};
use domain::access::Role;
use domain::error::{AppError, ErrorCode};
use engine::keys::{Bound, Content, Found, Limits, MOST_CHILDREN, MOST_EXPORTED_KEYS, Search};

use super::keys;
use crate::support::{Board, adding, admin, clear, documents, person, put};

pub(crate) async fn all(client: &Client) {
    only_administrators_look(client).await;
    a_level_at_a_time(client).await;
    a_large_folder_says_how_many(client).await;
    values_are_of_any_kind(client).await;
    words_are_found(client).await;
    a_search_says_where_it_ended(client).await;
    a_folder_is_exported(client).await;
    half_an_export_is_none(client).await;
}

/// Ours, the earlier system's, another application's, and what nobody listed.
async fn seed(client: &Client) {
    clear(client).await;
    for (key, value) in [
        ("skills/eye/metadata/sites", "{\"sites\":[]}"),
        ("skills/eye/metadata/fields", "{}"),
        ("skills/eye/settings/ui.json", "{\"theme\":\"dark\"}"),
        ("skills/cm/old", "Ação antiga"),
        ("skills/other/x", "hidden"),
        ("apps/outro/config", "texto simples"),
        ("apps/outro/numero", "42"),
        ("vault/secret", "hidden"),
    ] {
        put(client, key, value).await;
    }
    let board = documents(client).open::<Board>().unwrap();
    board.change(&admin(), adding("primeira")).await.unwrap();
    board.change(&admin(), adding("segunda")).await.unwrap();
}

fn search(folder: &str, words: &str) -> Search {
    Search {
        folder: folder.to_owned(),
        words: words.to_owned(),
        values: true,
        limits: Limits::default(),
    }
}

fn hits(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.key.as_str()).collect()
}

fn forbidden<T: std::fmt::Debug>(result: Result<T, AppError>) {
    assert_eq!(result.unwrap_err().code, ErrorCode::Forbidden);
}

async fn only_administrators_look(client: &Client) {
    seed(client).await;
    let keys = keys(client);
    let document = "skills/eye/v2/docs/board";
    for role in [Role::Viewer, Role::Operator] {
        let actor = &person(role);
        forbidden(keys.tree(actor, "").await);
        forbidden(keys.value(actor, document).await);
        forbidden(keys.search(actor, &search("skills/eye", "x")).await);
        forbidden(keys.export(actor, "skills/eye").await);
        forbidden(keys.put(actor, "skills/eye/x", b"1", 0).await);
        forbidden(keys.delete(actor, "skills/eye/x", 1).await);
        forbidden(keys.history(actor, document).await);
        forbidden(keys.at(actor, document, 1).await);
        forbidden(keys.diff(actor, document, 1, 2).await);
        forbidden(keys.restore(actor, document, 1).await);
    }
}

async fn a_level_at_a_time(client: &Client) {
    seed(client).await;
    let keys = keys(client);
    let check = async |folder: &str, expected: &[&str]| {
        let level = keys.tree(&admin(), folder).await.unwrap();
        let children: Vec<_> = level.children.iter().map(|child| &child.key[..]).collect();
        assert_eq!(children, expected, "{folder:?}");
        assert_eq!(level.total, expected.len());
        let folders = level
            .children
            .iter()
            .all(|one| one.is_folder == one.key.ends_with('/'));
        assert!(folders);
    };
    check("", &["apps/", "skills/"]).await;
    check("skills", &["skills/cm/", "skills/eye/"]).await;
    check("apps/", &["apps/outro/"]).await;
    check("apps/outro/", &["apps/outro/config", "apps/outro/numero"]).await;
    let eye = [
        "skills/eye/metadata/",
        "skills/eye/settings/",
        "skills/eye/v2/",
    ];
    check("skills/eye/", &eye).await;
    check(
        "skills/eye/v2",
        &["skills/eye/v2/docs/", "skills/eye/v2/history/"],
    )
    .await;
    check("skills/eye/nothing/", &[]).await;
    for folder in ["vault/", "skills/other/", "skill"] {
        let error = keys.tree(&admin(), folder).await.unwrap_err();
        assert_eq!(error.arg("reason"), "not_listed", "{folder}");
    }
}

async fn a_large_folder_says_how_many(client: &Client) {
    let total = MOST_CHILDREN + 3;
    many(client, total).await;
    let level = keys(client)
        .tree(&admin(), "skills/eye/many/")
        .await
        .unwrap();
    assert_eq!((level.children.len(), level.total), (MOST_CHILDREN, total));
}

async fn half_an_export_is_none(client: &Client) {
    many(client, MOST_EXPORTED_KEYS + 1).await;
    let error = keys(client)
        .export(&admin(), "skills/eye")
        .await
        .unwrap_err();
    assert_eq!((error.arg("name"), error.arg("limit")), ("keys", "10000"));
}

async fn many(client: &Client, total: usize) {
    clear(client).await;
    let names: Vec<usize> = (0..total).collect();
    for part in names.chunks(64) {
        let set = |number: &usize| {
            let key = format!("skills/eye/many/{number:05}");
            Operation::kv_create(key, "")
        };
        let operations = part.iter().map(set);
        let transaction = operations.fold(Transaction::new(), Transaction::and);
        transaction.send(client).await.unwrap();
    }
}

async fn values_are_of_any_kind(client: &Client) {
    seed(client).await;
    let keys = keys(client);
    put(client, "skills/eye/bytes", [0xff, 0]).await;
    let text = |text: &str| Content::Text(text.to_owned());
    let json = |text: &str| Content::Json(text.to_owned());
    for (key, content, writable) in [
        ("apps/outro/config", text("texto simples"), false),
        ("apps/outro/numero", json("42"), false),
        (
            "skills/eye/settings/ui.json",
            json("{\"theme\":\"dark\"}"),
            true,
        ),
        ("skills/eye/bytes", Content::Binary("/wA=".to_owned()), true),
    ] {
        let value = keys.value(&admin(), key).await.unwrap();
        assert_eq!(
            (value.content, value.writable),
            (content, writable),
            "{key}"
        );
        assert!(value.index > 0 && value.size > 0 && !value.document);
    }
    let document = keys
        .value(&admin(), "skills/eye/v2/docs/board")
        .await
        .unwrap();
    assert!(document.document && document.writable);
    // What is compressed and ours is shown as what it is.
    let history = keys
        .tree(&admin(), "skills/eye/v2/history/board/")
        .await
        .unwrap();
    let earlier = keys
        .value(&admin(), &history.children[0].key)
        .await
        .unwrap();
    assert!(earlier.content.text().unwrap().contains("primeira"));
    assert!(!earlier.writable);
    let error = keys
        .value(&admin(), "skills/eye/nothing")
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    let error = keys.value(&admin(), "vault/secret").await.unwrap_err();
    assert_eq!(error.code, ErrorCode::KeyNotAllowed);
}

async fn words_are_found(client: &Client) {
    seed(client).await;
    let keys = keys(client);
    let check = async |folder: &str, words: &str, expected: &[&str]| {
        let found = keys.search(&admin(), &search(folder, words)).await.unwrap();
        assert_eq!(hits(&found), expected, "{words}");
        assert_eq!(found.stopped_at, None);
    };
    check("skills/cm", "ACAO", &["skills/cm/old"]).await;
    check("skills/eye", "dark", &["skills/eye/settings/ui.json"]).await;
    check("skills/eye", "metadata/s", &["skills/eye/metadata/sites"]).await;
    // Not once more for every earlier value.
    check("skills/eye", "primeira", &["skills/eye/v2/docs/board"]).await;
    check("apps", "hidden", &[]).await;
    let found = keys
        .search(&admin(), &search("skills/cm", "antiga"))
        .await
        .unwrap();
    assert_eq!(found.hits[0].excerpt.as_deref(), Some("Ação antiga"));
    assert_eq!(
        (found.keys_scanned, found.values_read, found.bytes_read),
        (1, 1, 13)
    );
    // From the top everything that may be seen is looked through, and nothing else.
    let found = keys.search(&admin(), &search("", "a")).await.unwrap();
    assert!(hits(&found).contains(&"skills/cm/old"));
    assert!(hits(&found).contains(&"apps/outro/config"));
    check("", "hidden", &[]).await;
    check("skills", "dark", &["skills/eye/settings/ui.json"]).await;
    let refused = keys.search(&admin(), &search("vault", "hidden")).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::KeyNotAllowed);
}

async fn a_search_says_where_it_ended(client: &Client) {
    clear(client).await;
    for number in 0..40 {
        put(client, &format!("skills/eye/s/{number:02}"), "needle").await;
    }
    let keys = keys(client);
    let check = async |change: fn(&mut Limits), expected: Option<Bound>| {
        let mut search = search("skills/eye/s", "needle");
        change(&mut search.limits);
        let found = keys.search(&admin(), &search).await.unwrap();
        assert_eq!(found.stopped_at, expected);
        found
    };
    assert_eq!(check(|_| {}, None).await.hits.len(), 40);
    let found = check(|limits| limits.keys = 10, Some(Bound::Keys(10))).await;
    assert_eq!((found.keys_scanned, found.hits.len()), (10, 10));
    let found = check(|limits| limits.values = 16, Some(Bound::Values(16))).await;
    assert_eq!(found.values_read, 16);
    let found = check(|limits| limits.bytes = 6 * 8, Some(Bound::Bytes(48))).await;
    assert_eq!(found.bytes_read, 48);
    let found = check(|limits| limits.hits = 5, Some(Bound::Hits(5))).await;
    assert_eq!(found.hits.len(), 5);
}

async fn a_folder_is_exported(client: &Client) {
    seed(client).await;
    let export = keys(client).export(&admin(), "skills/eye").await.unwrap();
    let json = serde_json::to_value(&export).unwrap();
    assert_eq!(json["skills_eye_export"], 1);
    assert_eq!(json["folder"], "skills/eye/");
    let keys: Vec<_> = json["keys"].as_array().unwrap().iter().collect();
    let named = |name: &str| keys.iter().find(|key| key["key"] == name).unwrap();
    assert_eq!(named("skills/eye/settings/ui.json")["kind"], "json");
    assert_eq!(
        named("skills/eye/settings/ui.json")["value"],
        "{\"theme\":\"dark\"}"
    );
    assert!(
        keys.iter()
            .any(|key| key["key"] == "skills/eye/v2/docs/board")
    );
    assert!(
        keys.iter()
            .all(|key| key["key"].as_str().unwrap().starts_with("skills/eye/"))
    );
}
