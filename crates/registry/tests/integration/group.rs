//! Many writers at once.

use std::collections::BTreeSet;

use serde_json::json;

use crate::api::{Api, ask};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_who_compare_and_set_one_wins() {
    let api = Api::new();
    for round in 0..20 {
        let path = format!("/v1/kv/race/{round}?cas=0");
        let tasks: Vec<_> = (0..64)
            .map(|number| {
                let (router, path) = (api.router(), path.clone());
                tokio::spawn(async move {
                    let reply = ask(&router, "PUT", &path, number.to_string()).await;
                    (reply.text() == "true").then_some(number)
                })
            })
            .collect();
        let mut winners = Vec::new();
        for task in tasks {
            winners.extend(task.await.unwrap());
        }
        let value = api.get(&format!("/v1/kv/race/{round}?raw")).await.text();
        assert_eq!(
            winners.iter().map(u32::to_string).collect::<Vec<_>>(),
            [value]
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_64_writers_gets_an_index_of_its_own_and_all_is_kept() {
    let api = Api::new();
    let tasks: Vec<_> = (0..64)
        .map(|writer| {
            let router = api.router();
            tokio::spawn(async move {
                for number in 0..25 {
                    let path = format!("/v1/kv/{writer}/{number}");
                    assert_eq!(ask(&router, "PUT", &path, "x").await.text(), "true");
                    // Who was answered sees what it wrote.
                    assert_eq!(ask(&router, "GET", &path, "").await.status, 200);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let rows = api.get("/v1/kv/?recurse").await.json();
    let indexes: BTreeSet<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["ModifyIndex"].as_u64().unwrap())
        .collect();
    assert_eq!(indexes.len(), 64 * 25);
    let api = api.reopened();
    assert_eq!(api.get("/v1/kv/?recurse").await.json(), rows);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_who_create_one_service_are_told_who_won() {
    let api = Api::new();
    api.done(
        "/v1/catalog/register",
        r#"{"Node":"n","Address":"1.1.1.1"}"#,
    )
    .await;
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let router = api.router();
            let service = json!({"ID": "s", "Service": "s", "Port": number});
            let body = json!([{"Service": {"Verb": "cas", "Node": "n", "Service": service}}]);
            tokio::spawn(async move {
                ask(&router, "PUT", "/v1/txn", body.to_string())
                    .await
                    .status
                    .as_u16()
            })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409]);
}

#[tokio::test]
async fn what_was_asked_is_done_even_if_nobody_waits_for_the_answer() {
    let api = Api::new();
    for number in 0..50 {
        let router = api.router();
        let task = tokio::spawn(async move {
            ask(&router, "PUT", &format!("/v1/kv/{number}"), "x").await;
        });
        tokio::task::yield_now().await;
        task.abort();
    }
    let api = api.reopened();
    let kept = api.get("/v1/kv/?keys").await.json();
    // Each was handed over before its asker went away, or never.
    assert_eq!(kept.as_array().unwrap().len(), 50);
}
