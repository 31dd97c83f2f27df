//! Random changes of keys against a plain map, with the file opened anew in between.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use crate::api::Api;

#[derive(Clone, Debug)]
enum Step {
    Put(u8, Vec<u8>),
    /// Only if the key is as the model last saw it, or else than that.
    Cas(u8, Vec<u8>, bool),
    Delete(u8),
    DeleteTree(u8),
    Txn(Vec<(u8, Vec<u8>)>, bool),
}

fn key(number: u8) -> String {
    // Few keys, some below others, some beginning like others.
    let (folder, name) = (number % 4, number / 4 % 5);
    format!(
        "d{folder}/{}",
        ["a", "ab", "a/b", "é", "z z"][usize::from(name)]
    )
}

fn step() -> impl Strategy<Value = Step> {
    let value = || prop::collection::vec(any::<u8>(), 0..20);
    prop_oneof![
        4 => (any::<u8>(), value()).prop_map(|(k, v)| Step::Put(k, v)),
        3 => (any::<u8>(), value(), any::<bool>()).prop_map(|(k, v, h)| Step::Cas(k, v, h)),
        2 => any::<u8>().prop_map(Step::Delete),
        1 => any::<u8>().prop_map(Step::DeleteTree),
        2 => (prop::collection::vec((any::<u8>(), value()), 1..5), any::<bool>())
            .prop_map(|(puts, fails)| Step::Txn(puts, fails)),
    ]
}

fn escaped(key: &str) -> String {
    key.replace('é', "%C3%A9").replace(' ', "%20")
}

async fn run(api: &Api, model: &mut BTreeMap<String, Vec<u8>>, step: Step) {
    match step {
        Step::Put(number, value) => {
            let key = key(number);
            api.done(&format!("/v1/kv/{}", escaped(&key)), value.clone())
                .await;
            model.insert(key, value);
        }
        Step::Cas(number, value, holds) => {
            let key = key(number);
            let found = api.get(&format!("/v1/kv/{}", escaped(&key))).await;
            let index = if found.status == 200 {
                found.index()
            } else {
                0
            };
            let asked = if holds { index } else { index + 1_000_000 };
            let path = format!("/v1/kv/{}?cas={asked}", escaped(&key));
            assert_eq!(
                api.put(&path, value.clone()).await.text(),
                holds.to_string()
            );
            if holds {
                model.insert(key, value);
            }
        }
        Step::Delete(number) => {
            let key = key(number);
            api.delete(&format!("/v1/kv/{}", escaped(&key))).await;
            model.remove(&key);
        }
        Step::DeleteTree(number) => {
            let prefix = format!("d{}/a", number % 4);
            api.delete(&format!("/v1/kv/{prefix}?recurse")).await;
            model.retain(|key, _| !key.starts_with(&prefix));
        }
        Step::Txn(puts, fails) => {
            let mut operations: Vec<_> = puts
                .iter()
                .map(|(number, value)| {
                    let value = base64(value);
                    json!({"KV": {"Verb": "set", "Key": key(*number), "Value": value}})
                })
                .collect();
            if fails {
                operations.push(json!({"KV": {"Verb": "get", "Key": "none"}}));
            }
            let reply = api.put("/v1/txn", json!(operations).to_string()).await;
            assert_eq!(reply.status == 200, !fails, "{}", reply.text());
            if !fails {
                model.extend(puts.into_iter().map(|(number, value)| (key(number), value)));
            }
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    use ::base64::Engine as _;
    ::base64::engine::general_purpose::STANDARD.encode(bytes)
}

async fn compare(api: &Api, model: &BTreeMap<String, Vec<u8>>) {
    let snapshot = api.registry.snapshot();
    let found: BTreeMap<String, Vec<u8>> = snapshot
        .kv
        .below("")
        .map(|row| (row.key.to_string(), row.value.to_vec()))
        .collect();
    assert_eq!(&found, model);
    for prefix in ["", "d1/", "d2/a", "d3/é", "none"] {
        let reply = api.get(&format!("/v1/kv/{}?keys", escaped(prefix))).await;
        let expected: Vec<&String> = model.keys().filter(|key| key.starts_with(prefix)).collect();
        if expected.is_empty() && !prefix.is_empty() {
            assert_eq!(reply.status, 404);
        } else {
            assert_eq!(reply.json(), json!(expected));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn keys_are_as_in_a_plain_map(
        batches in prop::collection::vec(prop::collection::vec(step(), 1..30), 1..4),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut api = Api::new();
            let mut model = BTreeMap::new();
            for batch in batches {
                let mut last = 0;
                for step in batch {
                    run(&api, &mut model, step).await;
                    let index = api.registry.snapshot().index;
                    assert!(index >= last, "an index went back");
                    last = index;
                }
                compare(&api, &model).await;
                api = api.reopened();
                assert!(api.registry.snapshot().index >= last);
                compare(&api, &model).await;
            }
        });
    }
}
