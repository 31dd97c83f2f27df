use super::pair::Pair;

const SERVICE: &str = r#"{"service": {
  "name": "web", "id": "web-1", "port": 80, "address": "127.4.0.1",
  "tags": ["front", "lab"], "meta": {"company": "ACME"},
  "check": {"name": "alive", "ttl": "1h", "status": "passing"}
}}"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_catalog_and_services() {
    let Some(pair) = Pair::start().await else {
        return;
    };
    let node = r#"{"Node":"far","Address":"10.9.8.7","NodeMeta":{"rack":"r1"},
        "Service":{"ID":"db-1","Service":"db","Tags":["sql"],"Port":5432}}"#;
    for address in pair.both() {
        crate::served::put(address, "/v1/catalog/register", node).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("web.json");
    std::fs::write(&file, SERVICE).unwrap();
    let file = file.to_str().unwrap();
    pair.done(&["services", "register", file]).await;
    let more = [
        "services",
        "register",
        "-name=cache",
        "-port=6379",
        "-tag=a",
        "-meta=k=v",
    ];
    pair.done(&more).await;
    for asked in [
        &["catalog", "datacenters"][..],
        &["catalog", "nodes"],
        &["catalog", "nodes", "-detailed"],
        &["catalog", "nodes", "-service=db"],
        &["catalog", "nodes", "-node-meta=rack=r1"],
        &["catalog", "services", "-node=far"],
        &["catalog", "services", "-node=far", "-tags"],
        &["members"],
        &["members", "-status=alive"],
    ] {
        let said = pair.done(asked).await;
        assert!(!said.is_empty(), "{asked:?}");
    }
    // The service `consul` is the one that the registry does not list.
    let [registry, consul] = pair.both();
    for asked in [
        &["catalog", "services"][..],
        &["catalog", "services", "-tags"],
        &["catalog", "services", "-node=alone", "-tags"],
    ] {
        let said = pair.say(registry, asked, "").await;
        let expected = pair.say(consul, asked, "").await;
        let lines = expected.out.lines().filter(|line| *line != "consul");
        assert_eq!(said.out, lines.collect::<Vec<_>>().join("\n"), "{asked:?}");
        assert!(said.out.contains("web"), "{}", said.out);
    }
    pair.done(&["services", "deregister", file]).await;
    pair.done(&["services", "deregister", "-id=cache"]).await;
    let gone = pair.same(&["services", "deregister", "-id=cache"]).await;
    let left = pair.done(&["catalog", "services", "-node=far"]).await;
    assert_eq!(left, "db");
    assert!(gone.code.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_token_no_more_than_the_catalog() {
    let Some(pair) = Pair::start().await else {
        return;
    };
    let [registry, _] = pair.both();
    let without = async |arguments: &[&str]| {
        let mut command = pair.command(registry, arguments);
        command.env_remove("CONSUL_HTTP_TOKEN");
        super::pair::finished(command).await
    };
    assert_eq!(without(&["catalog", "nodes"]).await.code, Some(0));
    for asked in [
        &["kv", "get", "app/colour"][..],
        &["kv", "put", "app/colour", "blue"],
        &["members"],
        &["services", "register", "-name=web"],
    ] {
        let said = without(asked).await;
        assert_eq!(said.code, Some(1), "{asked:?}");
        assert!(said.error.contains("403"), "{}", said.error);
    }
}
