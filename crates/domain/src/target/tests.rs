use proptest::prelude::*;

use super::*;
use crate::error::Reason;

fn good() -> Target {
    Target {
        node: "palmas".to_owned(),
        id: "icmp/Acme/redes/producao@srv-01".to_owned(),
        name: "blackbox_exporter".to_owned(),
        tags: vec!["icmp".to_owned()],
        address: "192.0.2.7".to_owned(),
        port: 9_115,
        meta: [("company".to_owned(), "São Jorge Têxtil".to_owned())].into(),
    }
}

/// Fields with reasons, and the limits that are stated.
fn found(target: &Target) -> Vec<(String, String, String)> {
    let violations = target.violations().into_iter();
    violations
        .map(|error| {
            let arg = |name: &str| error.arg(name).to_owned();
            (arg("name"), arg("reason"), arg("limit"))
        })
        .collect()
}

#[track_caller]
fn check(change: impl FnOnce(&mut Target), field: &str, reason: Reason, limit: &str) {
    let mut target = good();
    change(&mut target);
    let expected = (field.to_owned(), reason.to_string(), limit.to_owned());
    assert_eq!(found(&target), [expected]);
}

#[test]
fn what_is_good_is_left_alone() {
    assert_eq!(found(&good()), []);
    let mut target = good();
    target.address = String::new();
    target.port = 0;
    target.tags = vec!["t".repeat(TAG_BYTES); TAGS];
    target.meta = (0..META_PAIRS)
        .map(|number| (format!("{number:0>128}"), "é".repeat(META_VALUE_BYTES / 2)))
        .collect();
    target.meta.remove(&format!("{:0>128}", 0));
    target.meta.insert("Consul-x".to_owned(), "a\nb".to_owned());
    assert_eq!(found(&target), []);
}

#[test]
fn each_limit_is_named_with_its_field() {
    check(|t| t.node.clear(), "node", Reason::Empty, "");
    check(|t| t.id.clear(), "id", Reason::Empty, "");
    check(|t| t.id = "a//b".into(), "id", Reason::UnsafePath, "");
    check(|t| t.id = "/a".into(), "id", Reason::UnsafePath, "");
    check(|t| t.id = "a/".into(), "id", Reason::UnsafePath, "");
    check(|t| t.id = "a/../b".into(), "id", Reason::UnsafePath, "");
    check(
        |t| t.id = "i".repeat(513),
        "id",
        Reason::AtMost,
        "512 bytes",
    );
    check(|t| t.name.clear(), "name", Reason::Empty, "");
    check(|t| t.name = "a\tb".into(), "name", Reason::Invisible, "");
    check(
        |t| t.tags = vec!["t".into(); 65],
        "tags",
        Reason::AtMost,
        "64",
    );
    check(|t| t.tags = vec![String::new()], "tags", Reason::Empty, "");
    let long = "t".repeat(256);
    check(|t| t.tags = vec![long], "tags", Reason::AtMost, "255 bytes");
    for all in ["0.0.0.0", "::", "[::]"] {
        check(
            |t| t.address = all.into(),
            "address",
            Reason::AllAddresses,
            "",
        );
    }
    check(|t| t.port = -1, "port", Reason::Between, "65535");
    check(|t| t.port = 65_536, "port", Reason::Between, "65535");
}

#[test]
fn meta_is_as_consul_takes_it() {
    let with = |key: &str, value: &str| {
        let pair = (key.to_owned(), value.to_owned());
        move |target: &mut Target| target.meta.extend([pair])
    };
    for key in ["a b", "a.b", "a/b", "ação"] {
        check(with(key, ""), "meta", Reason::NotPlain, "");
    }
    check(with("", ""), "meta", Reason::Empty, "");
    check(with("consul-x", ""), "meta", Reason::Reserved, "");
    check(
        with(&"k".repeat(129), ""),
        "meta",
        Reason::AtMost,
        "128 bytes",
    );
    let long = "é".repeat(257);
    check(
        with("note", &long),
        "meta.note",
        Reason::AtMost,
        "512 bytes",
    );
    let many = (0..64).map(|number| (format!("k{number}"), String::new()));
    check(|t| t.meta.extend(many), "meta", Reason::AtMost, "64");
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let mut target = good();
    target.id = "a//b".to_owned();
    target.port = 70_000;
    target.meta.insert("a b".to_owned(), "v".repeat(600));
    let fields: Vec<_> = found(&target)
        .into_iter()
        .map(|(field, ..)| field)
        .collect();
    assert_eq!(fields, ["id", "port", "meta", "meta.a b"]);
}

#[test]
fn an_id_is_made_of_what_can_travel() {
    let check = |id: &str, expected: Result<&str, Reason>| {
        assert_eq!(sanitised(id), expected.map(str::to_owned), "{id:?}");
    };
    check("icmp/Acme/rede 1@srv:01", Ok("icmp/Acme/rede_1@srv_01"));
    check(
        "[a]`~!\\#$^&*=|\"{}';?\tb\nc",
        Ok("_a___________________b_c"),
    );
    check(" São Jorge ", Ok("São_Jorge"));
    check("a,b<c>(d)%e+f.g", Ok("a,b<c>(d)%e+f.g"));
    check("a//b", Err(Reason::UnsafePath));
    check("/a", Err(Reason::UnsafePath));
    check("a/", Err(Reason::UnsafePath));
    check("a/./b", Err(Reason::UnsafePath));
    check(" ", Err(Reason::Empty));
}

proptest! {
    #[test]
    fn a_sanitised_id_stays_as_it_is(id in "[a-c/. \\t\\n:;?_À-ü\\[\\]]{0,20}|\\PC{0,40}") {
        if let Ok(once) = sanitised(&id) {
            prop_assert!(!once.contains("//"), "{}", once);
            prop_assert!(!once.starts_with('/') && !once.ends_with('/'), "{}", once);
            prop_assert!(!once.contains(char::is_control), "{}", once);
            prop_assert_eq!(sanitised(&once), Ok(once));
        }
    }
}
