//! The promises of the hub.

use std::time::Duration;

use domain::access::{Actor, Origin, Role};
use domain::error::ErrorCode;
use domain::event::{EventId, Topic};
use serde_json::json;
use tokio::time::timeout;

use super::{Hub, Limits, Message, Subscription};

fn viewer() -> Actor {
    Actor {
        name: "v".into(),
        role: Role::Viewer,
        origin: Origin::System,
    }
}

fn hub(replay: usize) -> Hub {
    let limits = Limits {
        replay,
        streams: 2,
        event_bytes: 100,
    };
    Hub::new("abc", limits)
}

fn follow(hub: &Hub, since: Option<u64>) -> Subscription {
    let since = since.map(|number| EventId {
        instance: "abc".into(),
        number,
    });
    hub.subscribe(&viewer(), &[Topic::Kit], since.as_ref())
        .unwrap()
}

/// The next message in short: the number in the data, `resync`, `end` or `nothing`.
async fn next(subscription: &mut Subscription) -> String {
    match timeout(Duration::from_millis(50), subscription.next()).await {
        Err(_) => "nothing".into(),
        Ok(None) => "end".into(),
        Ok(Some(Message::Resync)) => "resync".into(),
        Ok(Some(Message::Event(json))) => {
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            value["data"].to_string()
        }
    }
}

#[tokio::test]
async fn events_arrive_in_order_and_only_those_of_the_topic() {
    let hub = hub(8);
    let mut reader = follow(&hub, None);
    hub.publish(Topic::Kit, json!(1));
    hub.publish(Topic::System, json!("other"));
    hub.publish(Topic::Kit, json!(3));
    assert_eq!(next(&mut reader).await, "1");
    assert_eq!(next(&mut reader).await, "3");
    assert_eq!(next(&mut reader).await, "nothing");
    assert_eq!(reader.position(), hub.last_id());
}

#[tokio::test]
async fn who_comes_back_gets_what_it_missed_exactly_once() {
    let hub = hub(8);
    for number in 1..=3 {
        hub.publish(Topic::Kit, json!(number));
    }
    let mut reader = follow(&hub, Some(1));
    assert_eq!(reader.position().to_string(), "abc-1");
    hub.publish(Topic::Kit, json!(4));
    for expected in ["2", "3", "4", "nothing"] {
        assert_eq!(next(&mut reader).await, expected);
    }
}

#[tokio::test]
async fn what_cannot_be_replayed_is_a_resync() {
    let hub = hub(2);
    for number in 1..=4 {
        hub.publish(Topic::Kit, json!(number));
    }
    for since in [1, 99] {
        let mut reader = follow(&hub, Some(since));
        assert_eq!(next(&mut reader).await, "resync", "{since}");
        assert_eq!(reader.position(), hub.last_id());
        assert_eq!(next(&mut reader).await, "nothing");
    }
    let mut reader = follow(&hub, Some(2));
    assert_eq!(next(&mut reader).await, "3");
    let other = EventId {
        instance: "other".into(),
        number: 4,
    };
    let mut reader = hub
        .subscribe(&viewer(), &[Topic::Kit], Some(&other))
        .unwrap();
    assert_eq!(next(&mut reader).await, "resync");
}

#[tokio::test]
async fn who_does_not_read_falls_behind_alone() {
    let hub = hub(4);
    let mut slow = follow(&hub, None);
    for number in 0..1_000 {
        hub.publish(Topic::Kit, json!(number));
    }
    assert_eq!(next(&mut slow).await, "resync");
    assert_eq!(next(&mut slow).await, "996");
}

#[tokio::test]
async fn an_event_that_is_too_large_is_a_resync() {
    let hub = hub(4);
    let mut reader = follow(&hub, None);
    hub.publish(Topic::Kit, json!("x".repeat(200)));
    assert_eq!(next(&mut reader).await, "resync");
    assert_eq!(next(&mut reader).await, "nothing");
}

#[tokio::test]
async fn places_are_limited_and_given_back() {
    let hub = hub(4);
    let one = follow(&hub, None);
    let two = follow(&hub, None);
    assert_eq!(hub.subscribers(), 2);
    let refused = hub.subscribe(&viewer(), &[Topic::Kit], None).unwrap_err();
    assert_eq!(refused.code, ErrorCode::TooManyStreams);
    assert_eq!(refused.arg("limit"), "2");
    drop((one, two));
    assert_eq!(hub.subscribers(), 0);
    follow(&hub, None);
}

#[tokio::test]
async fn closing_says_so_and_ends_every_stream() {
    let hub = hub(4);
    let mut reader = hub.subscribe(&viewer(), &[Topic::System], None).unwrap();
    hub.close();
    assert_eq!(next(&mut reader).await, r#"{"state":"stopping"}"#);
    assert_eq!(next(&mut reader).await, "end");
    hub.publish(Topic::System, json!("late"));
    let refused = hub
        .subscribe(&viewer(), &[Topic::System], None)
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::Unavailable);
}
