//! Many services on some nodes, in a Consul or in the registry.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::asked::TOKEN;
use crate::http::Client;

/// Consul's limit of operations in a transaction.
const A_TRANSACTION: usize = 64;

pub(super) fn node(number: usize) -> String {
    format!("node-{number:03}")
}

/// Services as people have them: twenty pairs of Meta, most of which repeat.
pub(super) fn service(number: usize, nodes: usize, note: &str) -> Value {
    let mut meta: BTreeMap<String, String> = [
        ("module", 3),
        ("company", 80),
        ("project", 400),
        ("env", 2),
        ("site", 300),
        ("cidade", 150),
        ("localizacao", 500),
        ("provedor", 12),
        ("tipo", 9),
        ("tipo_dispositivo_abrev", 9),
        ("modelo", 60),
        ("fabricante", 25),
        ("cod_localidade", 700),
        ("vendor", 25),
        ("region", 27),
        ("grupo_monitoramento", 3),
        ("tipo_monitoramento", 4),
    ]
    .into_iter()
    .map(|(name, many)| (name.to_owned(), format!("{name}-{}", number % many)))
    .collect();
    let (a, b, c) = (number / 65_536, number / 256 % 256, number % 256);
    meta.insert("instance".to_owned(), format!("10.{a}.{b}.{c}"));
    meta.insert("name".to_owned(), format!("host-{number}"));
    meta.insert("notas".to_owned(), note.to_owned());
    json!({ "Service": { "Verb": "set", "Node": node(number % nodes), "Service": {
        "ID": id(number),
        "Service": "blackbox_exporter",
        "Port": 9115,
        "Tags": ["icmp", format!("site-{}", number % 300)],
        "Meta": meta,
    } } })
}

pub(super) fn id(number: usize) -> String {
    format!("blackbox/{number}")
}

/// So many services, spread evenly over so many nodes.
pub(super) fn fill(address: SocketAddr, nodes: usize, services: usize) -> Result<()> {
    let mut client = Client::connect(address)?;
    let all: Vec<usize> = (0..nodes).collect();
    for some in all.chunks(A_TRANSACTION) {
        let operations = some.iter().map(|number| {
            json!({ "Node": { "Verb": "set", "Node": {
                "Node": node(*number),
                "Address": format!("10.200.{}.{}", number / 250, number % 250),
            } } })
        });
        transact(&mut client, &operations.collect::<Vec<_>>())?;
    }
    let all: Vec<usize> = (0..services).collect();
    for some in all.chunks(A_TRANSACTION) {
        let operations = some.iter().map(|number| service(*number, nodes, "filled"));
        transact(&mut client, &operations.collect::<Vec<_>>())?;
    }
    Ok(())
}

pub(super) fn transact(client: &mut Client, operations: &[Value]) -> Result<()> {
    let body = Value::from(operations).to_string();
    let headers = [("X-Consul-Token", TOKEN)];
    let answer = client.request("PUT", "/v1/txn", &headers, body.as_bytes())?;
    if answer.status != 200 {
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        bail!("a transaction was answered {}: {said}", answer.status);
    }
    Ok(())
}
