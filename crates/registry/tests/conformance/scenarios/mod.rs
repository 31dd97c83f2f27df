//! What is asked, family by family.

mod agent;
mod blocking;
mod catalog;
mod health;
mod kv;
mod session;
mod txn;

use serde_json::{Map, Value};

use crate::target::Target;
use crate::transcript::Transcript;

pub(crate) async fn run(target: Target) -> Value {
    let mut families = Map::new();
    let start = async |family: &str| Transcript::start(target.clone(), family).await;
    let mut kv = start("kv").await;
    kv::run(&mut kv).await;
    families.insert("kv".to_owned(), kv.finish());
    let mut session = start("session").await;
    session::run(&mut session).await;
    families.insert("session".to_owned(), session.finish());
    let mut txn = start("txn").await;
    txn::run(&mut txn).await;
    families.insert("txn".to_owned(), txn.finish());
    let mut catalog = start("catalog").await;
    catalog::run(&mut catalog).await;
    families.insert("catalog".to_owned(), catalog.finish());
    let mut health = start("health").await;
    health::run(&mut health).await;
    families.insert("health".to_owned(), health.finish());
    let mut agent = start("agent").await;
    agent::run(&mut agent).await;
    families.insert("agent".to_owned(), agent.finish());
    let mut blocking = start("blocking").await;
    blocking::run(&mut blocking).await;
    families.insert("blocking".to_owned(), blocking.finish());
    Value::Object(families)
}
