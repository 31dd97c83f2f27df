//! What a large registry costs: memory, and time to open it.

use std::path::Path;
use std::time::Instant;

use axum::body::Body;
use axum::http::Request;
use registry::{Registry, Settings};
use tower::ServiceExt as _;

use crate::Failure;

const A_TRANSACTION: usize = 32;
const NODES: usize = 20;

/// Services as people have them: about twenty pairs of Meta, most of which repeat.
fn service(number: usize) -> String {
    let pick = |many: usize| number % many;
    format!(
        r#"{{"Service":{{"Verb":"set","Node":"node-{}","Service":{{"ID":"blackbox/{number}","Service":"blackbox_exporter","Port":9115,"Tags":["icmp","site-{}"],"Meta":{{"module":"icmp","company":"company-{}","project":"project-{}","env":"prod","name":"host-{number}","instance":"10.{}.{}.{}","site":"site-{}","cidade":"city-{}","localizacao":"rack-{}","provedor":"provider-{}","tipo":"type-{}","tipo_dispositivo_abrev":"abbr-{}","modelo":"model-{}","fabricante":"vendor-{}","cod_localidade":"code-{}","vendor":"vendor-{}","region":"region-{}","grupo_monitoramento":"blackbox_remote","tipo_monitoramento":"icmp","notas":"note {number}"}}}}}}}}"#,
        pick(NODES),
        pick(300),
        pick(80),
        pick(400),
        number / 65_536,
        number / 256 % 256,
        pick(256),
        pick(300),
        pick(150),
        pick(500),
        pick(12),
        pick(9),
        pick(9),
        pick(60),
        pick(25),
        pick(700),
        pick(25),
        pick(27),
    )
}

#[tokio::main]
pub(crate) async fn fill(path: &Path, count: usize) -> Result<(), Failure> {
    let registry = Registry::open(path, Settings::default())?;
    let router = registry.router();
    let put = async |body: String| {
        let request = Request::put("/v1/txn").body(Body::from(body))?;
        let response = router.clone().oneshot(request).await?;
        if response.status().is_success() {
            Ok::<_, Failure>(())
        } else {
            Err(format!("refused with {}", response.status()).into())
        }
    };
    let nodes = (0..NODES).map(|number| {
        format!(
            r#"{{"Node":{{"Verb":"set","Node":{{"Node":"node-{number}","Address":"10.0.0.{number}"}}}}}}"#
        )
    });
    put(format!("[{}]", nodes.collect::<Vec<_>>().join(","))).await?;
    let started = Instant::now();
    for begin in (0..count).step_by(A_TRANSACTION) {
        let services = (begin..count.min(begin + A_TRANSACTION)).map(service);
        put(format!("[{}]", services.collect::<Vec<_>>().join(","))).await?;
    }
    println!(
        "{count} services in {:.1} s, one transaction at a time; {}",
        started.elapsed().as_secs_f64(),
        memory()?
    );
    registry.close();
    println!("file: {} MB", std::fs::metadata(path)?.len() / 1_000_000);
    Ok(())
}

pub(crate) fn open(path: &Path) -> Result<(), Failure> {
    let before = memory()?;
    let started = Instant::now();
    let registry = Registry::open(path, Settings::default())?;
    let took = started.elapsed();
    let snapshot = registry.snapshot();
    println!(
        "{} services opened in {:.2} s; memory before: {before}; now: {}",
        snapshot.catalog.service_count(),
        took.as_secs_f64(),
        memory()?
    );
    Ok(())
}

/// What the process holds, as the kernel sees it.
fn memory() -> Result<String, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        line.map_or("?", |line| line.trim_start_matches(name).trim())
    };
    Ok(format!(
        "{} now, {} at most",
        line("VmRSS:"),
        line("VmHWM:")
    ))
}
