//! Settings that are fine alone and not together.

use std::net::TcpListener;

use crate::config::check;
use crate::process::Place;

#[test]
fn a_port_of_the_registry_for_others_needs_a_token() {
    let place = Place::new();
    let arguments = ["check-config", "--registry-listen", "0.0.0.0:8500"];
    check(
        &place.run(&arguments),
        &[
            "option --registry-listen: registry.listen: 0.0.0.0 can be reached from other \
             machines, and no token is set; set SKILLS_EYE_BOOTSTRAP_TOKEN, or listen on loopback",
        ],
    );
    let place = place.variable("SKILLS_EYE_BOOTSTRAP_TOKEN", "a-token-of-automation");
    assert_eq!(place.run(&arguments).code, Some(0));
}

#[test]
fn a_port_is_not_given_twice() {
    let place = Place::new();
    let file = place.file(
        "eye.toml",
        "[http]\nlisten = \"127.0.0.1:9\"\n[registry]\nlisten = \"127.0.0.1:9\"\n",
    );
    for command in ["check-config", "serve", "demo"] {
        check(
            &place.run(&[command, "--config", &file]),
            &[
                "eye.toml line 4: registry.listen: 127.0.0.1:9 is http.listen too; choose another \
               port for one of the two",
            ],
        );
    }
}

#[test]
fn a_port_of_the_registry_that_is_taken_names_who_has_it() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let place = Place::new();
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--registry-listen",
        &address.to_string(),
    ];
    for command in ["serve", "demo"] {
        let ended = place.run(&[&[command], &arguments[..]].concat());
        check(
            &ended,
            &[&format!(
                "option --registry-listen: registry.listen: the address {address} is in use; stop \
                 the other program (`ss -ltnp 'sport = :{}'` names it) or choose another port, \
                 for example --registry-listen 127.0.0.1:0 for any free one",
                address.port()
            )],
        );
    }
}

#[test]
fn a_registry_that_is_not_used_has_no_port() {
    let place = Place::new()
        .variable("CONSUL_SERVERS", "127.0.0.1:1")
        .variable("SKILLS_EYE_REGISTRY__LISTEN", "127.0.0.1:0");
    for command in ["check-config", "serve"] {
        check(
            &place.run(&[command, "--listen", "127.0.0.1:0"]),
            &[
                "environment variable SKILLS_EYE_REGISTRY__LISTEN: registry.listen: everything is \
                 kept in the Consul of consul.servers, so there is no registry that could \
                 listen; leave it out and ask that Consul, or leave consul.servers out",
            ],
        );
    }
}

#[test]
fn who_waits_leaves_a_connection_to_who_asks() {
    let place = Place::new()
        .variable("SKILLS_EYE_REGISTRY__CONNECTIONS", "10")
        .variable("SKILLS_EYE_REGISTRY__WAITING", "10");
    check(
        &place.run(&["check-config"]),
        &[
            "environment variable SKILLS_EYE_REGISTRY__WAITING: registry.waiting: 10 may wait, and \
           registry.connections is 10; set it lower than registry.connections",
        ],
    );
}

#[test]
fn both_files_of_tls_are_told_at_once() {
    let place = Place::new();
    place.file("garbage.pem", "nothing\n");
    let file = place.file(
        "eye.toml",
        "[tls]\ncertificate = \"garbage.pem\"\nkey = \"absent.pem\"\n",
    );
    check(
        &place.run(&["check-config", "--config", &file]),
        &[
            "eye.toml line 2: tls.certificate: garbage.pem holds no certificate; give a PEM file \
             that begins with -----BEGIN CERTIFICATE-----",
            "eye.toml line 3: tls.key: absent.pem cannot be read: No such file or directory (os \
             error 2); give a PEM file with an unencrypted private key",
        ],
    );
}

#[test]
fn an_agent_is_named_with_its_address() {
    let place = Place::new()
        .variable(
            "SKILLS_EYE_AGENTS__ADDRESSES",
            "web-1=10.0.0.9:28500, web-2",
        )
        .variable("SKILLS_EYE_AGENTS__TOKENS", "web-1 hunter2hunter2hunter2");
    let ended = place.run(&["check-config"]);
    check(
        &ended,
        &[
            "environment variable SKILLS_EYE_AGENTS__ADDRESSES: agents.addresses: found \
             \"web-2\"; give a list of nodes and addresses such as [\"web-1=10.0.0.9:8501\"]",
            "environment variable SKILLS_EYE_AGENTS__TOKENS: agents.tokens: line 1 of it has no \
             node and token; give lines such as web-1=TOKEN, one a node",
        ],
    );
    let place = Place::new()
        .variable("SKILLS_EYE_AGENTS__ADDRESSES", "web-1=10.0.0.9:28500")
        .variable("SKILLS_EYE_AGENTS__TOKENS", "web-1=hunter2");
    assert_eq!(place.run(&["check-config"]).code, Some(0));
}
