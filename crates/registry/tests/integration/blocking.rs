//! Questions that wait.

use std::time::{Duration, Instant};

use crate::api::{Api, Reply, ask};

/// Asks from an index on, and gives back the answer and how long it took.
fn wait_for(api: &Api, path: &str, index: u64) -> tokio::task::JoinHandle<(Reply, Duration)> {
    let router = api.router();
    let sign = if path.contains('?') { '&' } else { '?' };
    let path = format!("{path}{sign}index={index}&wait=400ms");
    tokio::spawn(async move {
        let started = Instant::now();
        let reply = ask(&router, "GET", &path, "").await;
        (reply, started.elapsed())
    })
}

const SOON: Duration = Duration::from_millis(200);

/// Whether a change wakes who waits for the answer to a question.
async fn check(api: &Api, question: &str, wakes: bool, change: impl AsyncFnOnce()) {
    let index = api.get(question).await.index();
    let waiting = wait_for(api, question, index);
    tokio::time::sleep(Duration::from_millis(20)).await;
    change().await;
    let (reply, took) = waiting.await.unwrap();
    assert_eq!(took < SOON, wakes, "{question}: {took:?}");
    if wakes {
        assert!(reply.index() > index, "{question}");
    } else {
        assert!(took >= Duration::from_millis(400), "{question}: {took:?}");
        assert!(took < Duration::from_millis(600), "{question}: {took:?}");
    }
}

#[tokio::test]
async fn alone_a_key_wakes_who_waits_for_it_and_nobody_else() {
    let api = Api::new();
    for key in ["a/b", "a/c", "b"] {
        api.done(&format!("/v1/kv/{key}"), "x").await;
    }
    let put = async || api.done("/v1/kv/a/b", uuid()).await;
    check(&api, "/v1/kv/a/b", true, put).await;
    check(&api, "/v1/kv/a?recurse", true, put).await;
    check(&api, "/v1/kv/?keys", true, put).await;
    check(&api, "/v1/kv/a/c", false, put).await;
    check(&api, "/v1/kv/b?recurse", false, put).await;
    check(&api, "/v1/catalog/nodes", false, put).await;
    check(&api, "/v1/kv/new", true, async || {
        api.done("/v1/kv/new", "x").await;
    })
    .await;
    let delete = async || drop(api.delete("/v1/kv/a/b").await);
    check(&api, "/v1/kv/a?recurse", true, delete).await;
    // What changes nothing wakes nobody.
    check(&api, "/v1/kv/a/c", false, async || {
        api.done("/v1/kv/a/c", "x").await;
    })
    .await;
}

#[tokio::test]
async fn alone_the_catalog_wakes_who_is_concerned() {
    let api = Api::new();
    let register = async |node: &str, service: &str, status: &str| {
        let body = format!(
            r#"{{"Node":"{node}","Address":"1.1.1.1","Service":{{"Service":"{service}"}},
                "Check":{{"CheckID":"c-{service}","Name":"c","Status":"{status}",
                          "ServiceID":"{service}","Output":"{}"}}}}"#,
            uuid()
        );
        api.done("/v1/catalog/register", body).await;
    };
    register("n1", "web", "passing").await;
    register("n2", "db", "passing").await;
    // An output that changes concerns the health, not the instances.
    let output = async || register("n1", "web", "passing").await;
    check(&api, "/v1/health/service/web", true, output).await;
    check(&api, "/v1/health/node/n1", true, output).await;
    check(&api, "/v1/health/checks/web", true, output).await;
    check(&api, "/v1/health/state/passing", true, output).await;
    check(&api, "/v1/health/state/critical", false, output).await;
    check(&api, "/v1/catalog/service/web", false, output).await;
    check(&api, "/v1/catalog/node-services/n1", false, output).await;
    check(&api, "/v1/health/service/db", false, output).await;
    check(&api, "/v1/health/node/n2", false, output).await;
    let critical = async || register("n1", "web", "critical").await;
    check(&api, "/v1/health/state/critical", true, critical).await;
    let passing = async || register("n1", "web", "passing").await;
    check(&api, "/v1/health/state/critical", true, passing).await;
    // A service that is new.
    let number = std::cell::Cell::new(0);
    let new = async || {
        number.set(number.get() + 1);
        register("n1", &format!("new{}", number.get()), "passing").await;
    };
    check(&api, "/v1/catalog/services", true, new).await;
    check(&api, "/v1/catalog/node/n1", true, new).await;
    check(&api, "/v1/catalog/node-services/n1", true, new).await;
    check(&api, "/v1/catalog/node-services/n2", false, new).await;
    check(&api, "/v1/catalog/nodes", false, new).await;
    let gone = async || {
        let body = r#"{"Node":"n2","ServiceID":"db"}"#;
        api.done("/v1/catalog/deregister", body).await;
    };
    check(&api, "/v1/catalog/service/db", true, gone).await;
}

#[tokio::test]
async fn alone_a_node_that_changes_concerns_its_services() {
    let api = Api::new();
    let node = async || {
        let body = format!(
            r#"{{"Node":"n1","Address":"1.1.1.1","NodeMeta":{{"k":"{}"}},"Service":{{"Service":"web"}}}}"#,
            uuid()
        );
        api.done("/v1/catalog/register", body).await;
    };
    node().await;
    for question in [
        "/v1/catalog/nodes",
        "/v1/catalog/node/n1",
        "/v1/catalog/service/web",
        "/v1/health/service/web",
    ] {
        check(&api, question, true, node).await;
    }
    check(&api, "/v1/health/node/n1", false, node).await;
    check(&api, "/v1/session/list", false, node).await;
    let session = async || drop(api.session("").await);
    check(&api, "/v1/session/list", true, session).await;
    check(&api, "/v1/session/node/skills-eye", true, session).await;
}

#[tokio::test]
async fn alone_an_index_of_the_future_waits_and_answers_with_what_is() {
    let api = Api::new();
    api.done("/v1/kv/a", "x").await;
    let index = api.get("/v1/kv/a").await.index();
    let (reply, took) = wait_for(&api, "/v1/kv/a", 999_999).await.unwrap();
    assert_eq!(reply.index(), index);
    assert!(took >= Duration::from_millis(400));
    let (_, took) = wait_for(&api, "/v1/kv/a", 1).await.unwrap();
    assert!(took < SOON);
}

#[tokio::test]
async fn alone_a_restart_answers_who_waits_once() {
    let api = Api::new();
    api.done("/v1/kv/a/b", "x").await;
    let before = api.get("/v1/kv/a?recurse").await.index();
    api.delete("/v1/kv/a/b").await;
    // Somebody who did not see the removal asks the new process.
    let api = api.reopened();
    let (reply, took) = wait_for(&api, "/v1/kv/a?recurse", before).await.unwrap();
    assert!(took < SOON && reply.status == 404);
}

#[tokio::test]
async fn alone_closing_answers_who_waits() {
    let api = Api::new();
    let waiting = wait_for(&api, "/v1/kv/a", 999_999);
    tokio::time::sleep(Duration::from_millis(20)).await;
    api.registry.close();
    let (_, took) = waiting.await.unwrap();
    assert!(took < SOON);
    let refused = api.put("/v1/kv/a", "x").await;
    assert_eq!(
        refused.refusal(),
        (503, "the registry is closed".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_a_thousand_who_wait_elsewhere_are_left_alone() {
    let api = Api::new();
    let waiting: Vec<_> = (0..1_000)
        .map(|number| wait_for(&api, &format!("/v1/kv/other/{number}"), 999_999))
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let started = Instant::now();
    for _ in 0..20 {
        api.done("/v1/kv/a", uuid()).await;
    }
    assert!(started.elapsed() < Duration::from_secs(1));
    for waiting in waiting {
        let (_, took) = waiting.await.unwrap();
        assert!(took >= Duration::from_millis(400));
    }
}

fn uuid() -> String {
    uuid::Uuid::now_v7().to_string()
}
