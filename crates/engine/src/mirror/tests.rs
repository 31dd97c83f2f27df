//! The image against a plain model of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use consul::wire::{AgentService, Check, CheckStatus, Node};
use proptest::prelude::*;

use super::desk::{Desk, Heart};
use super::health::{Health, Tally};
use super::image::Shard;
use super::pulse::Patience;

const NODE: &str = "Web-1";

fn desk() -> Desk {
    let desk = Desk::new(Patience::For(Duration::from_secs(60)));
    desk.change(|draft| draft.nodes(&[named(NODE)], Heart::Own));
    desk
}

fn named(name: &str) -> Node {
    Node {
        name: name.to_owned(),
        address: "192.0.2.1".to_owned(),
        ..Node::default()
    }
}

fn service(id: &str, name: &str) -> AgentService {
    AgentService {
        id: id.to_owned(),
        name: name.to_owned(),
        ..AgentService::default()
    }
}

fn check(id: &str, service: &str, status: CheckStatus) -> Check {
    Check {
        node: NODE.to_owned(),
        id: id.to_owned(),
        service_id: service.to_owned(),
        status,
        ..Check::default()
    }
}

fn shard(desk: &Desk) -> Arc<Shard> {
    Arc::clone(desk.image().node(NODE).expect("the node is there"))
}

#[test]
fn names_are_found_in_any_case_and_shown_as_they_are_written() {
    let desk = desk();
    desk.change(|draft| draft.services("WEB-1", &[service("ICMP/Acme", "icmp")], 7));
    let shard = shard(&desk);
    assert_eq!(&*shard.node.name, NODE);
    assert_eq!(&*shard.service("icmp/ACME").unwrap().id, "ICMP/Acme");
    assert_eq!(shard.index, 7);
}

#[test]
fn what_is_the_same_makes_no_new_image() {
    let desk = desk();
    let rows = [service("a", "x"), service("b", "consul")];
    desk.change(|draft| draft.services(NODE, &rows, 1));
    let before = desk.image();
    let kept = Arc::clone(shard(&desk).service("a").unwrap());
    desk.change(|draft| draft.services(NODE, &rows, 2));
    assert_eq!(desk.image().version, before.version);
    let more = [rows[0].clone(), rows[1].clone(), service("c", "x")];
    desk.change(|draft| draft.services(NODE, &more, 3));
    assert_eq!(desk.image().version, before.version + 1);
    let same = Arc::clone(shard(&desk).service("a").unwrap());
    assert_eq!(kept, same);
    assert_eq!(
        desk.image().service_count(),
        2,
        "consul itself is not counted"
    );
    assert_eq!(before.service_count(), 1, "an image never changes");
}

#[test]
fn a_node_that_is_gone_takes_its_services_along() {
    let desk = desk();
    desk.change(|draft| draft.services(NODE, &[service("a", "x")], 1));
    desk.change(|draft| draft.nodes(&[named("other")], Heart::Own));
    let image = desk.image();
    assert!(image.node(NODE).is_none());
    assert_eq!((image.node_count(), image.service_count()), (1, 0));
    assert!(!image.complete);
    desk.change(|draft| {
        draft.services("other", &[], 2);
        draft.complete_when_read();
    });
    assert!(desk.image().complete);
}

#[derive(Clone, Debug)]
enum Step {
    Put(u8, bool),
    Remove(u8),
    Check(u8, u8, CheckStatus),
    Uncheck(u8),
    Services(Vec<u8>),
    Checks(Vec<(u8, u8)>),
}

fn step() -> impl Strategy<Value = Step> {
    let status = prop_oneof![
        Just(CheckStatus::Passing),
        Just(CheckStatus::Warning),
        Just(CheckStatus::Critical),
    ];
    let (id, few) = (0..12_u8, 0..6_u8);
    prop_oneof![
        (id.clone(), any::<bool>()).prop_map(|(id, own)| Step::Put(id, own)),
        id.clone().prop_map(Step::Remove),
        (few.clone(), id.clone(), status).prop_map(|(c, id, s)| Step::Check(c, id, s)),
        few.clone().prop_map(Step::Uncheck),
        prop::collection::vec(id.clone(), 0..8).prop_map(Step::Services),
        prop::collection::vec((few, id), 0..6).prop_map(Step::Checks),
    ]
}

/// Services by id, whether Consul's own; checks by id with their service.
#[derive(Default)]
struct Model {
    services: BTreeMap<String, bool>,
    checks: BTreeMap<String, (String, CheckStatus)>,
}

impl Model {
    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (id, own) in &self.services {
            let checks = self.checks.values().filter(|(service, _)| service == id);
            let worst = checks.map(|(_, status)| match status {
                CheckStatus::Passing => Health::Passing,
                CheckStatus::Warning => Health::Warning,
                CheckStatus::Critical | CheckStatus::Unknown => Health::Critical,
            });
            match worst.max().unwrap_or_default() {
                _ if *own => {}
                Health::Unchecked => tally.unchecked += 1,
                Health::Passing => tally.passing += 1,
                Health::Warning => tally.warning += 1,
                Health::Critical => tally.critical += 1,
            }
        }
        tally
    }
}

fn id_of(number: u8) -> String {
    format!("Service/{number}")
}

fn name_of(own: bool) -> &'static str {
    if own { "consul" } else { "icmp" }
}

fn apply(desk: &Desk, model: &mut Model, step: Step) {
    desk.change(|draft| match step {
        Step::Put(id, own) => {
            draft.add_wire_service(NODE, &service(&id_of(id), name_of(own)));
            model.services.insert(id_of(id), own);
        }
        Step::Remove(id) => {
            draft.remove_service(NODE, &id_of(id).to_lowercase());
            model.services.remove(&id_of(id));
        }
        Step::Check(number, of, status) => {
            draft.add_wire_check(&check(&id_of(number), &id_of(of), status));
            model.checks.insert(id_of(number), (id_of(of), status));
        }
        Step::Uncheck(number) => {
            draft.remove_check(NODE, &id_of(number).to_lowercase().into());
            model.checks.remove(&id_of(number));
        }
        Step::Services(ids) => {
            model.services = ids.iter().map(|id| (id_of(*id), false)).collect();
            let rows: Vec<_> = model
                .services
                .keys()
                .map(|id| service(id, name_of(false)))
                .collect();
            draft.services(NODE, &rows, 1);
        }
        Step::Checks(list) => {
            let warning = CheckStatus::Warning;
            model.checks = list
                .iter()
                .map(|(number, of)| (id_of(*number), (id_of(*of), warning)))
                .collect();
            let rows: Vec<_> = model
                .checks
                .iter()
                .map(|(id, (of, status))| check(id, of, *status))
                .collect();
            draft.checks(NODE, &rows);
        }
    });
}

proptest! {
    #[test]
    fn counts_are_those_of_a_count(steps in prop::collection::vec(step(), 0..80)) {
        let desk = desk();
        let mut model = Model::default();
        for step in steps {
            apply(&desk, &mut model, step);
            let shard = shard(&desk);
            prop_assert_eq!(shard.tally, model.tally());
            prop_assert_eq!(shard.services().count(), model.services.len());
            prop_assert_eq!(shard.checks().count(), model.checks.len());
        }
    }
}
