//! py-consul of PyPI, by the same script against the registry and a real Consul.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use testkit::consul::RealConsul;
use testkit::foreign::Foreign;

use crate::docs::example;
use crate::served::{PORT_IN_DOCS, Served, TOKEN};

fn library() -> Option<PathBuf> {
    let library = Foreign {
        name: "py-consul",
        variable: "PY_CONSUL_PATH",
        on_path: None,
    };
    library.find()
}

async fn runs(library: PathBuf, script: &str, more: &[(&str, String)]) {
    let mut python = Command::new("python3");
    python.args(["-c", script]);
    python
        .env("PYTHONPATH", library)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .envs(more.iter().map(|(name, value)| (name, value)));
    let output = tokio::task::spawn_blocking(move || python.output());
    let output = output.await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

fn at(address: SocketAddr) -> Vec<(&'static str, String)> {
    vec![
        ("CONSUL_HTTP_ADDR", address.to_string()),
        ("TOKEN", TOKEN.to_owned()),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_registry_does_what_the_script_wants() {
    let Some(library) = library() else {
        return;
    };
    let served = Served::start().await;
    let script = include_str!("py_consul.py");
    runs(library, script, &at(served.address())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_consul_does_it_too() {
    let Some(library) = library() else {
        return;
    };
    let Some(consul) = RealConsul::start().await.unwrap() else {
        return;
    };
    let script = include_str!("py_consul.py");
    runs(library, script, &at(consul.address())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_example_of_the_page_runs() {
    let Some(library) = library() else {
        return;
    };
    let served = Served::start().await;
    let (host, port) = PORT_IN_DOCS.split_once(':').unwrap();
    let script = example("python", "import consul");
    assert!(script.contains(host), "{host}");
    let script = script.replace(port, &served.address().port().to_string());
    runs(library, &script, &[]).await;
}
