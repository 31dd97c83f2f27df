//! A thousand services, as different as a fleet's are.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::served::put;

pub(crate) const SERVICES: usize = 1_000;
const NODES: usize = 25;
/// Operations that a transaction may have.
const TOGETHER: usize = 60;

/// How many names the services have between them: with few there are many instances of
/// each, with as many as services a client has to follow each by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names(pub(crate) usize);

pub(crate) async fn fill(address: SocketAddr, names: Names) {
    for number in 0..NODES {
        put(address, "/v1/catalog/register", &node(number).to_string()).await;
    }
    let operations: Vec<Value> = (0..SERVICES)
        .flat_map(|number| [service(number, names), check(number, names)])
        .collect();
    for some in operations.chunks(TOGETHER) {
        put(address, "/v1/txn", &json!(some).to_string()).await;
    }
}

/// What a target is called, whoever discovers it.
pub(crate) fn id(number: usize) -> String {
    format!("icmp/ACME@São Paulo/{number:04}")
}

pub(crate) fn name(number: usize, names: Names) -> String {
    format!("exporter-{}", number % names.0)
}

fn node(number: usize) -> Value {
    let address = match number % 5 {
        0 => format!("fd00::{number:x}"),
        _ => format!("127.1.0.{number}"),
    };
    let maintenance = json!({
        "Node": node_name(number), "CheckID": "_node_maintenance",
        "Name": "Node Maintenance Mode", "Status": "critical",
    });
    let alive = json!({
        "Node": node_name(number), "CheckID": "serfHealth", "Name": "alive",
        "Status": "passing",
    });
    json!({
        "Node": node_name(number),
        "Address": address,
        "TaggedAddresses": {"lan": address, "wan": "203.0.113.9"},
        "NodeMeta": {"rack-no": format!("r{}", number % 3), "site_name": "São Paulo"},
        "Check": if number == 7 { maintenance } else { alive },
    })
}

fn node_name(number: usize) -> String {
    format!("site-{number:02}")
}

fn service(number: usize, names: Names) -> Value {
    let tags = match number % 4 {
        0 => json!([]),
        1 => json!(["icmp"]),
        2 => json!(["icmp", "lab,2"]),
        _ => json!(["http", "Ação", "icmp"]),
    };
    let address = match number % 3 {
        0 => String::new(),
        1 => format!("127.2.{}.{}", number / 250, number % 250),
        _ => format!("fd00:2::{number:x}"),
    };
    let meta = json!({
        "company": "ACME", "project": format!("P{}", number % 11), "os-type": "linux",
        "cod-localidade": "", "tipo_monitoramento": "ping \"quoted\"",
    });
    json!({"Service": {"Verb": "set", "Node": node_name(number % NODES), "Service": {
        "ID": id(number), "Service": name(number, names), "Tags": tags,
        "Address": address, "Port": 9_000 + number, "Meta": meta,
    }}})
}

fn check(number: usize, names: Names) -> Value {
    let status = ["passing", "warning", "critical", "passing"][number % 4];
    json!({"Check": {"Verb": "set", "Check": {
        "Node": node_name(number % NODES), "CheckID": format!("alive-{number}"),
        "Name": "alive", "Status": status,
        "ServiceID": id(number), "ServiceName": name(number, names),
    }}})
}
