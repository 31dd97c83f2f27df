//! The rules of the commands, without disk, threads or HTTP.

use std::collections::HashSet;
use std::sync::Arc;

use super::{
    AgentAction, AgentCheck, AgentCommand, AgentService, Alarm, AlarmChange, CheckInput, Command,
    Deregister, Draft, Effects, KvCommand, KvVerb, NodeInput, Outcome, Refusal, Register,
    ServiceInput, TxnCommand, TxnOperation, apply,
};
use crate::image::Image;
use crate::rows::{Expiry, RowKey, Status};
use crate::watch::Topic;
use catalog::{Names, lookup};

#[derive(Default)]
struct Bench {
    image: Image,
    names: Names,
    now: u64,
}

impl Bench {
    fn run(&mut self, command: &Command) -> (Result<Outcome, Refusal>, Effects) {
        let mut effects = Effects::default();
        let index = self.image.index + 1;
        let mut draft = Draft {
            image: &mut self.image,
            names: &mut self.names,
            effects: &mut effects,
            index,
            now: self.now,
        };
        let outcome = apply(&mut draft, command);
        (outcome, effects)
    }

    fn done(&mut self, command: &Command) -> Effects {
        let (outcome, effects) = self.run(command);
        outcome.unwrap();
        effects
    }
}

fn put(key: &str, value: &str) -> Command {
    Command::Kv(KvCommand {
        verb: KvVerb::Set,
        key: key.into(),
        value: value.to_owned().into(),
        flags: 0,
    })
}

fn register(node: &str, service: &str) -> Register {
    Register {
        node: NodeInput {
            name: node.to_owned(),
            address: "1.1.1.1".to_owned(),
            ..NodeInput::default()
        },
        service: Some(ServiceInput {
            id: service.to_owned(),
            name: service.to_owned(),
            ..ServiceInput::default()
        }),
        ..Register::default()
    }
}

fn check(node: &str, id: &str, status: Status) -> CheckInput {
    CheckInput {
        node: node.to_owned(),
        id: id.to_owned(),
        name: id.to_owned(),
        status: status.as_str().to_owned(),
        ..CheckInput::default()
    }
}

#[test]
fn a_change_says_what_it_touched_and_whom_it_concerns() {
    let mut bench = Bench::default();
    let effects = bench.done(&put("a/b", "x"));
    assert_eq!(effects.rows, [RowKey::Kv("a/b".into())]);
    assert_eq!(effects.topics, HashSet::from([Topic::Key("a/b".into())]));
    assert_eq!(bench.image.index, 1);
    let effects = bench.done(&put("a/b", "x"));
    assert!(effects.rows.is_empty() && effects.topics.is_empty());
    assert_eq!(bench.image.index, 1);
}

#[test]
fn what_fails_halfway_leaves_no_trace() {
    let mut bench = Bench::default();
    let mut refused = register("n", "s");
    let orphan = CheckInput {
        service_id: "nope".to_owned(),
        ..check("n", "c", Status::Passing)
    };
    refused.checks = vec![check("n", "fine", Status::Passing), orphan];
    let (outcome, effects) = bench.run(&Command::Register(Box::new(refused)));
    let words = "failed inserting check: Missing service registration on node \"n\"";
    assert_eq!(outcome, Err(Refusal::new(words)));
    assert!(effects.rows.is_empty() && effects.alarms.is_empty());
    assert!(bench.image.catalog.nodes.is_empty() && bench.image.catalog.by_status.is_empty());
    assert_eq!((bench.image.index, bench.image.catalog.nodes_index), (0, 0));
    let operations = vec![
        TxnOperation::Kv(match put("a", "x") {
            Command::Kv(command) => command,
            _ => unreachable!(),
        }),
        TxnOperation::KvGet("none".into()),
    ];
    let (outcome, effects) = bench.run(&Command::Txn(TxnCommand { operations }));
    assert!(matches!(outcome, Ok(Outcome::Txn(Err(_)))));
    assert!(effects.rows.is_empty() && bench.image.kv.is_empty());
}

#[test]
fn every_index_of_the_catalog_forgets_what_is_gone() {
    let mut bench = Bench::default();
    for node in ["n1", "N2"] {
        let mut whole = register(node, "Web");
        whole.node.id = uuid::Uuid::now_v7().to_string();
        whole.checks = vec![
            check(node, "c", Status::Warning),
            CheckInput {
                service_id: "web".to_owned(),
                ..check(node, "of", Status::Passing)
            },
        ];
        bench.done(&Command::Register(Box::new(whole)));
    }
    assert_eq!(bench.image.catalog.by_name.len(), 2);
    assert_eq!(bench.image.catalog.by_instance.len(), 4);
    for node in ["N1", "n2"] {
        let gone = Deregister {
            node: node.to_owned(),
            ..Deregister::default()
        };
        bench.done(&Command::Deregister(gone));
    }
    let catalog = &bench.image.catalog;
    assert!(catalog.nodes.is_empty() && catalog.node_ids.is_empty());
    assert!(catalog.services.is_empty() && catalog.by_name.is_empty());
    assert!(catalog.checks.is_empty() && catalog.by_instance.is_empty());
    assert!(catalog.by_status.is_empty() && catalog.service_indexes.is_empty());
    assert_eq!(catalog.extinction, bench.image.index);
}

#[test]
fn a_check_of_a_service_concerns_that_service_alone() {
    let mut bench = Bench::default();
    for service in ["a", "b"] {
        bench.done(&Command::Register(Box::new(register("n", service))));
    }
    let only_checks = |checks| {
        let register = Register {
            skip_node_update: true,
            service: None,
            checks,
            ..register("n", "")
        };
        Command::Register(Box::new(register))
    };
    let of_a = CheckInput {
        service_id: "a".to_owned(),
        ..check("n", "c", Status::Passing)
    };
    let effects = bench.done(&only_checks(vec![of_a]));
    let healths = |effects: &Effects| {
        let topics = effects.topics.iter().filter_map(|topic| match topic {
            Topic::Health(name) => Some(name.to_string()),
            _ => None,
        });
        let mut names: Vec<String> = topics.collect();
        names.sort();
        names
    };
    assert_eq!(healths(&effects), ["a"]);
    let effects = bench.done(&only_checks(vec![check("n", "node", Status::Passing)]));
    assert_eq!(healths(&effects), ["a", "b"]);
}

#[test]
fn a_check_that_reports_itself_sets_its_alarms() {
    let mut bench = Bench::default();
    bench.done(&Command::Own(register("own", "").node));
    let agent = |action| {
        let node = lookup("own");
        Command::Agent(Box::new(AgentCommand { node, action }))
    };
    let of_s = AgentCheck {
        input: CheckInput {
            service_id: "s".to_owned(),
            expiry: Some(Expiry {
                ttl_ms: 100,
                deregister_after_ms: Some(1_000),
            }),
            ..check("", "c", Status::Passing)
        },
    };
    let service = register("", "s").service.unwrap();
    let (ttl, reap) = (
        Alarm::Ttl {
            node: "own".into(),
            id: "c".into(),
        },
        Alarm::Reap {
            node: "own".into(),
            id: "c".into(),
        },
    );
    bench.now = 10;
    let effects = bench.done(&agent(AgentAction::RegisterService(AgentService {
        service,
        checks: vec![of_s],
        replace_checks: false,
    })));
    let set = AlarmChange::Set(ttl.clone(), 110);
    assert_eq!(effects.alarms, [set, AlarmChange::Clear(reap.clone())]);
    bench.now = 110;
    let effects = bench.done(&Command::Elapsed(ttl));
    assert_eq!(effects.alarms, [AlarmChange::Keep(reap.clone(), 1_110)]);
    let own = lookup("own");
    let found = |bench: &Bench| {
        let found = bench.image.catalog.check(&own, &"c".into());
        found.map(|row| (row.status.to_string(), row.output.to_string()))
    };
    let expired = ("critical".to_owned(), "TTL expired".to_owned());
    assert_eq!(found(&bench), Some(expired));
    bench.done(&Command::Elapsed(reap));
    assert_eq!(found(&bench), None);
    assert!(bench.image.catalog.service(&own, &Arc::from("s")).is_none());
}
