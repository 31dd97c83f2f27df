//! The registry of the process: its port, its file, and taking its content out and in.

use std::net::SocketAddr;

use crate::http::{ask_with, connect, read_whole};
use crate::process::{Place, Server};

const TOKEN: &str = "a-token-of-automation";

/// Where the registry listens, as the program tells.
fn port(server: &Server, lines: usize) -> SocketAddr {
    let told = (0..lines).map(|_| server.line());
    let line = told
        .into_iter()
        .find(|line| line.contains("Consul's HTTP API"));
    let line = line.expect("the registry's address");
    let (_, address) = line.rsplit_once("http://").unwrap();
    address.parse().unwrap()
}

fn send(address: SocketAddr, first: &str, head: &str, body: &str) -> String {
    let mut stream = connect(address);
    let head = format!(
        "{head}Content-Length: {}\r\nConnection: close\r\n",
        body.len()
    );
    ask_with(&mut stream, first, &head, body);
    read_whole(&mut stream)
}

#[test]
fn what_is_registered_by_its_port_is_a_node_of_ours_and_survives() {
    let place = Place::new().variable("SKILLS_EYE_BOOTSTRAP_TOKEN", TOKEN);
    let arguments = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--registry-listen",
        "127.0.0.1:0",
    ];
    let mut server = place.start(&arguments);
    let registry = port(&server, 1);
    let body = r#"{"Node":"web-1","Address":"192.0.2.7","Service":{"Service":"icmp"}}"#;
    let refused = send(registry, "PUT /v1/catalog/register HTTP/1.1", "", body);
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    let token = format!("X-Consul-Token: {TOKEN}\r\n");
    let done = send(registry, "PUT /v1/catalog/register HTTP/1.1", &token, body);
    assert!(done.starts_with("HTTP/1.1 200"), "{done}");
    let seen = send(registry, "GET /v1/catalog/nodes HTTP/1.1", "", "");
    assert!(seen.contains("web-1"), "{seen}");
    let nodes = send(server.address, "GET /api/v1/nodes HTTP/1.1", "", "");
    assert!(nodes.contains("192.0.2.7"), "{nodes}");
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));

    let server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    let nodes = send(server.address, "GET /api/v1/nodes HTTP/1.1", "", "");
    assert!(nodes.contains("192.0.2.7"), "{nodes}");
}

#[test]
fn its_content_goes_out_and_in() {
    let place = Place::new().variable("SKILLS_EYE_BOOTSTRAP_TOKEN", TOKEN);
    let arguments = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--registry-listen",
        "127.0.0.1:0",
    ];
    let mut server = place.start(&arguments);
    let registry = port(&server, 1);
    let token = format!("X-Consul-Token: {TOKEN}\r\n");
    let done = send(registry, "PUT /v1/kv/a/b HTTP/1.1", &token, "value");
    assert!(done.starts_with("HTTP/1.1 200"), "{done}");

    // While somebody serves from it, nobody else may open it.
    let ended = place.run(&["registry", "export", "out.jsonl"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.errors.contains("cannot be opened"),
        "{}",
        ended.errors
    );
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));

    let ended = place.run(&["registry", "export", "out.jsonl"]);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    let exported = std::fs::read_to_string(place.path("out.jsonl")).unwrap();
    assert!(exported.contains("a/b"), "{exported}");

    // A second one takes its place, whatever a broken one left behind; a link stays a link.
    place.file("out.jsonl.part", "half");
    let ended = place.run(&["registry", "export", "out.jsonl"]);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    assert!(!place.path("out.jsonl.part").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let mode = std::fs::metadata(place.path("out.jsonl")).unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o600);
        symlink("/dev/null", place.path("nowhere")).unwrap();
        let ended = place.run(&["registry", "export", "nowhere"]);
        assert_eq!(ended.code, Some(0), "{}", ended.errors);
        assert!(place.path("nowhere").is_symlink());
        let ended = place.run(&["registry", "export", "missing/out.jsonl"]);
        assert_eq!(ended.code, Some(1));
    }

    let into = ["registry", "import", "out.jsonl", "--data", "other"];
    let ended = place.run(&into);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    let again = place.run(&into);
    assert_eq!(again.code, Some(1), "what is there is not overwritten");
    assert!(
        again.errors.contains("nothing was changed"),
        "{}",
        again.errors
    );
    let replaced = place.run(&[
        "registry",
        "import",
        "out.jsonl",
        "--data",
        "other",
        "--replace",
    ]);
    assert_eq!(replaced.code, Some(0), "{}", replaced.errors);

    let size = || {
        std::fs::metadata(place.path("other/registry.redb"))
            .unwrap()
            .len()
    };
    let before = size();
    let ended = place.run(&["registry", "compact", "--data", "other"]);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    assert!(size() <= before);
    assert!(
        ended
            .errors
            .contains(&format!("{before} bytes before, {} now", size()))
    );
    let ended = place.run(&["registry", "export", "again.jsonl", "--data", "other"]);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    let again = std::fs::read_to_string(place.path("again.jsonl")).unwrap();
    assert!(again.contains("a/b"), "{again}");

    let half: String = exported.lines().take(1).collect();
    place.file("half.jsonl", &half);
    let ended = place.run(&["registry", "import", "half.jsonl", "--data", "third"]);
    assert_eq!(ended.code, Some(1), "half an export is refused");
}

#[test]
fn there_is_nothing_to_export_where_there_is_no_registry() {
    let place = Place::new();
    let ended = place.run(&["registry", "export"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.errors.contains("there is no registry"),
        "{}",
        ended.errors
    );
    assert!(!place.path("skills-eye-data").exists());
}

#[test]
fn with_a_consul_its_own_discovery_is_named() {
    let place = Place::new()
        .variable("CONSUL_HOST", "127.0.0.1")
        .variable("CONSUL_PORT", "1");
    let server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    let answer = send(server.address, "GET /api/v1/sd/services HTTP/1.1", "", "");
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.contains("use consul_sd_configs"), "{answer}");
}

#[test]
fn a_catalog_that_was_never_read_is_not_an_empty_one() {
    let place = Place::new()
        .variable("CONSUL_HOST", "127.0.0.1")
        .variable("CONSUL_PORT", "1");
    let server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    let page = |path: &str| {
        let english = "Accept-Language: en\r\n";
        send(server.address, &format!("GET {path} HTTP/1.1"), english, "")
    };
    for path in ["/nodes", "/hosts", "/"] {
        let page = page(path);
        assert!(page.contains("The catalog has not been read yet"), "{page}");
        assert!(!page.contains("No node in the catalog"), "{page}");
        assert!(!page.contains("none failing"), "{page}");
    }
}
