use serde_json::Value;

use super::pair::Pair;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_go_round() {
    let Some(pair) = Pair::start().await else {
        return;
    };
    for put in [
        &["kv", "put", "app/colour", "blue"][..],
        &["kv", "put", "app/empty"],
        &["kv", "put", "app/São Paulo/ping 1", "ação"],
        &["kv", "put", "app/100%", "a%2Fb"],
        &["kv", "put", "-flags=42", "app/flags", "x"],
        &["kv", "put", "-base64", "app/bytes", "AAH/"],
        &["kv", "put", "other", "-"],
    ] {
        pair.done(put).await;
    }
    for get in [
        &["kv", "get", "app/colour"][..],
        &["kv", "get", "app/empty"],
        &["kv", "get", "app/São Paulo/ping 1"],
        &["kv", "get", "app/100%"],
        &["kv", "get", "-base64", "app/bytes"],
        &["kv", "get", "-detailed", "app/flags"],
        &["kv", "get", "-stale", "app/colour"],
        &["kv", "get", "-recurse", "app/"],
        &["kv", "get", "-recurse", "-detailed", "app/"],
        &["kv", "get", "-keys", ""],
        &["kv", "get", "-keys", "-separator=", "app"],
    ] {
        pair.done(get).await;
    }
    assert_eq!(pair.same(&["kv", "get", "none"]).await.code, Some(1));
    let stale = ["kv", "put", "-cas", "-modify-index=1", "app/colour", "red"];
    assert_eq!(pair.same(&stale).await.code, Some(1));
    for address in pair.both() {
        let known = pair.index(address, "app/colour").await;
        let index = format!("-modify-index={known}");
        let put = ["kv", "put", "-cas", &index, "app/colour", "red"];
        for code in [0, 1] {
            let said = pair.say(address, &put, "").await;
            assert_eq!(said.code, Some(code), "{said:?}");
        }
    }
    assert_eq!(pair.done(&["kv", "get", "app/colour"]).await, "red");
    pair.done(&["kv", "delete", "app/colour"]).await;
    pair.done(&["kv", "delete", "app/none"]).await;
    let left = pair.done(&["kv", "get", "-keys", "-separator=", ""]).await;
    assert!(!left.contains("colour"), "{left}");
    pair.done(&["kv", "delete", "-recurse", "app/"]).await;
    assert_eq!(pair.done(&["kv", "get", "-keys", ""]).await, "other");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_exports_the_other_imports() {
    let Some(pair) = Pair::start().await else {
        return;
    };
    let large = "x".repeat(300_000);
    for number in 0..30 {
        let key = format!("tree/{}/{number} ção", number % 7);
        let value = format!("value {number}");
        pair.done(&["kv", "put", &key, &value]).await;
    }
    let put = pair
        .same_with(&["kv", "put", "tree/large", "-"], &large)
        .await;
    assert_eq!(put.code, Some(0), "{}", put.error);
    let exported = pair.done(&["kv", "export", "tree/"]).await;
    let rows: Value = serde_json::from_str(&exported).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 31);
    pair.done(&["kv", "delete", "-recurse", "tree/"]).await;
    assert_eq!(pair.done(&["kv", "export", "tree/"]).await, "[]");
    let imported = pair.same_with(&["kv", "import", "-"], &exported).await;
    assert_eq!(imported.code, Some(0), "{}", imported.error);
    assert_eq!(pair.done(&["kv", "export", "tree/"]).await, exported);
}

impl Pair {
    async fn index(&self, address: std::net::SocketAddr, key: &str) -> u64 {
        let path = format!("/v1/kv/{key}");
        let headers = [("X-Consul-Token", crate::served::TOKEN)];
        let answer = testkit::plain::ask(address, "GET", &path, &headers, "").await;
        let rows: Value = serde_json::from_str(&answer.unwrap().1).unwrap();
        rows[0]["ModifyIndex"].as_u64().unwrap()
    }
}
