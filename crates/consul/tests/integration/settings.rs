//! Settings that cannot be used are named, all at once.

use std::sync::Arc;
use std::time::Duration;

use consul::observe::Unobserved;
use consul::{Client, InProcess, Settings};
use secrecy::SecretString;

fn problems(settings: Settings) -> Vec<&'static str> {
    let problems = Client::new(settings, Arc::new(Unobserved)).err().unwrap();
    assert!(!problems.to_string().is_empty());
    problems.0.iter().map(|problem| problem.setting).collect()
}

fn good() -> Settings {
    Settings {
        servers: vec!["127.0.0.1:8500".to_owned()],
        ..Settings::default()
    }
}

#[test]
fn each_problem_is_named() {
    let check = |change: fn(&mut Settings), expected: &[&str]| {
        let mut settings = good();
        change(&mut settings);
        assert_eq!(problems(settings), expected);
    };
    check(|s| s.servers.clear(), &["servers"]);
    check(|s| s.servers.push("http://x/y".to_owned()), &["servers"]);
    check(
        |s| s.servers.push("127.0.0.1:8500".to_owned()),
        &["servers"],
    );
    check(|s| s.token = Some(SecretString::from("a b")), &["token"]);
    check(|s| s.token = Some(SecretString::from("")), &["token"]);
    check(|s| s.ca = Some(b"no PEM".to_vec()), &["ca"]);
    check(|s| s.parallel = 0, &["parallel"]);
    check(|s| s.pool.connections = 32, &["pool.connections"]);
    check(|s| s.retry.attempts = 0, &["retry.attempts"]);
    check(|s| s.retry.attempts = 1_000, &["retry.attempts"]);
    check(|s| s.retry.delay = Duration::ZERO, &["retry.delay"]);
    check(|s| s.timeout = Duration::ZERO, &["timeout"]);
    check(|s| s.timeout = Duration::MAX, &["timeout"]);
    check(|s| s.connect_timeout = Duration::ZERO, &["connect_timeout"]);
    check(|s| s.hold = Duration::MAX, &["hold"]);
    check(|s| s.breaker.failures = 0, &["breaker.failures"]);
    check(|s| s.breaker.rest = Duration::ZERO, &["breaker.rest"]);
    check(
        |s| s.breaker.longest_rest = Duration::ZERO,
        &["breaker.longest_rest"],
    );
    check(|s| s.answer_limit = 0, &["answer_limit"]);
    check(
        |s| {
            s.servers = vec![String::new(), "ftp://x".to_owned()];
            s.parallel = 0;
        },
        &["servers", "servers", "parallel"],
    );
}

#[test]
fn the_problem_repeats_what_was_written_but_no_secret() {
    let mut settings = good();
    settings.servers.push("consul:port".to_owned());
    settings.token = Some(SecretString::from("se cret"));
    let problems = Client::new(settings, Arc::new(Unobserved)).err().unwrap();
    let words = problems.to_string();
    assert!(words.contains("consul:port"), "{words}");
    assert!(!words.contains("cret"), "{words}");
}

#[test]
fn a_registry_in_this_process_takes_no_servers() {
    let service = InProcess::new(axum::Router::new());
    let client = Client::in_process(service, good(), Arc::new(Unobserved));
    assert_eq!(client.err().unwrap().0[0].setting, "servers");
}
