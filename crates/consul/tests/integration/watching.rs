//! The rules of blocking queries, against servers that bend them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use consul::{Client, Consistency, Kind, Seen, Tell, Watch, WatchOptions, kv};
use testkit::scripted::Reply;
use tokio::time::timeout;

use crate::support::{client, impatient, scripted, targets};

const PAUSE: Duration = Duration::from_millis(30);

fn watch(client: &Client) -> Watch<Vec<String>> {
    let options = WatchOptions {
        wait: Duration::from_secs(2),
        least_pause: PAUSE,
        ..WatchOptions::new(Consistency::ANY_AGE)
    };
    client.watch(kv::keys("a", None), options).unwrap()
}

async fn next(watch: &mut Watch<Vec<String>>) -> Seen<Vec<String>> {
    let next = timeout(Duration::from_secs(10), watch.next());
    next.await.expect("the watch has something to say")
}

/// The next value, and nothing else.
async fn value(watch: &mut Watch<Vec<String>>) -> Vec<String> {
    match next(watch).await {
        Seen::Changed(answer) => answer.value,
        other => panic!("{other:?}"),
    }
}

/// Waits until the script has been asked so often.
async fn asked(server: &testkit::scripted::ScriptedServer, count: usize) -> Vec<String> {
    let started = Instant::now();
    while server.asked().len() < count {
        assert!(started.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    targets(server)
}

#[tokio::test]
async fn the_index_is_followed_and_begins_anew_when_it_goes_back() {
    let server = scripted(|number, _| match number {
        0 => Reply::read(0, r#"["a"]"#),
        1 => Reply::read(50, r#"["a","b"]"#),
        2 => Reply::read(40, r#"["a","c"]"#),
        // The leader says so too.
        3 => Reply::read(40, r#"["a","c"]"#),
        4 => Reply::read(40, r#"["a","c"]"#),
        5 => Reply::read(41, "").status(404),
        _ => Reply::Hang,
    })
    .await;
    let (client, _) = client(impatient(&[server.address()]));
    let mut watch = watch(&client);
    assert_eq!(value(&mut watch).await, ["a"]);
    assert_eq!(value(&mut watch).await, ["a", "b"]);
    assert_eq!(value(&mut watch).await, ["a", "c"]);
    assert_eq!(value(&mut watch).await, [""; 0]);
    assert!(watch.answered().is_some());
    let next = timeout(PAUSE * 3, watch.next()).await;
    assert!(next.is_err(), "{next:?}");
    let plain = "/v1/kv/a?stale&keys";
    let from = |index| format!("{plain}&index={index}&wait=2000ms");
    assert_eq!(
        targets(&server),
        [
            plain.to_owned(),
            from(1),
            from(50),
            "/v1/kv/a?keys".to_owned(),
            plain.to_owned(),
            from(40),
            from(41)
        ]
    );
}

/// It answers out of nothing until it has read its log.
#[tokio::test]
async fn a_server_that_has_just_started_is_not_believed() {
    let server = scripted(|number, asked| match number {
        0 => Reply::read(9, r#"["a"]"#),
        // The leader, where nobody knows one yet, and where one is known.
        _ if !asked.target.contains("stale") && number < 4 => Reply::json(500, "No cluster leader"),
        _ if !asked.target.contains("stale") => Reply::read(9, r#"["a"]"#),
        1..7 => Reply::read(1, "[]"),
        7 => Reply::read(10, r#"["a","b"]"#),
        _ => Reply::Hang,
    })
    .await;
    let (client, _) = client(impatient(&[server.address()]));
    let mut watch = watch(&client);
    assert_eq!(value(&mut watch).await, ["a"]);
    let lost = next(&mut watch).await;
    assert!(matches!(lost, Seen::Lost { .. }), "{lost:?}");
    let regained = next(&mut watch).await;
    assert!(matches!(regained, Seen::Regained(_)), "{regained:?}");
    assert_eq!(value(&mut watch).await, ["a", "b"]);
}

#[tokio::test]
async fn an_index_that_moves_for_nothing_is_not_told_and_not_chased() {
    let server = scripted(|number, _| Reply::read(number as u64 + 1, r#"["a"]"#)).await;
    let (client, _) = client(impatient(&[server.address()]));
    let mut watch = watch(&client);
    assert_eq!(value(&mut watch).await, ["a"]);
    let again = timeout(PAUSE * 10, watch.next()).await;
    assert!(again.is_err(), "{again:?}");
    let rounds = server.asked().len();
    assert!((3..=11).contains(&rounds), "{rounds}");
}

#[tokio::test]
async fn it_stays_with_one_server_and_begins_anew_at_another() {
    let first = scripted(|number, _| match number {
        0 => Reply::read(9, r#"["a"]"#),
        _ => Reply::Reset,
    })
    .await;
    let second = scripted(|number, _| match number {
        // It is behind the first; the leader says whether that is so.
        0 | 1 => Reply::read(3, r#"["a"]"#),
        2 => Reply::read(4, r#"["b"]"#),
        _ => Reply::Hang,
    })
    .await;
    let (client, told) = client(impatient(&[first.address(), second.address()]));
    let mut watch = watch(&client);
    assert_eq!(value(&mut watch).await, ["a"]);
    // Nobody need hear of the fail-over, because nothing was missed.
    assert_eq!(value(&mut watch).await, ["b"]);
    assert_eq!(asked(&first, 2).await.len(), 2);
    let plain = "/v1/kv/a?stale&keys";
    assert_eq!(
        asked(&second, 3).await[..3],
        [
            plain.to_owned(),
            "/v1/kv/a?keys".to_owned(),
            format!("{plain}&index=3&wait=2000ms")
        ]
    );
    let [from, to] = [&first, &second].map(|server| server.address().to_string());
    assert_eq!(told.fell_over(), [("kv_keys", from, to)]);
}

#[tokio::test]
async fn it_says_since_when_and_why_it_cannot_read_and_when_it_can_again() {
    let broken = Arc::new(AtomicBool::new(false));
    let known = Arc::clone(&broken);
    let server = scripted(move |_, asked| {
        if known.load(Ordering::SeqCst) {
            Reply::json(500, "boom")
        } else if asked.target.contains("index=") {
            Reply::After(PAUSE, Box::new(Reply::read(9, r#"["a"]"#)))
        } else {
            Reply::read(9, r#"["a"]"#)
        }
    })
    .await;
    let (client, _) = client(impatient(&[server.address()]));
    let mut watch = watch(&client);
    assert_eq!(value(&mut watch).await, ["a"]);
    let before = Instant::now();
    broken.store(true, Ordering::SeqCst);
    let Seen::Lost { since, error } = next(&mut watch).await else {
        panic!("it should be lost");
    };
    assert!(since >= before);
    assert_eq!(error.code(), "failed");
    // It is said once.
    assert!(
        timeout(Duration::from_millis(900), watch.next())
            .await
            .is_err()
    );
    broken.store(false, Ordering::SeqCst);
    let Seen::Regained(meta) = next(&mut watch).await else {
        panic!("it should be back");
    };
    assert_eq!(meta.index, Some(9));
}

#[tokio::test]
async fn who_is_told_to_slow_down_does() {
    let server = scripted(|_, _| Reply::json(429, "too many connections")).await;
    let (client, _) = client(impatient(&[server.address()]));
    let mut watch = watch(&client);
    let Seen::Lost { error, .. } = next(&mut watch).await else {
        panic!("it should be lost");
    };
    assert!(matches!(error.kind, Kind::Throttled { .. }), "{error}");
    let _ = timeout(Duration::from_millis(600), watch.next()).await;
    assert!(server.asked().len() <= 3, "{}", server.asked().len());
}

#[tokio::test]
async fn an_answer_without_an_index_cannot_be_followed() {
    let server = scripted(|_, _| Reply::json(200, r#"["a"]"#)).await;
    let (client, _) = client(impatient(&[server.address()]));
    let Seen::Lost { error, .. } = next(&mut watch(&client)).await else {
        panic!("it should be lost");
    };
    assert_eq!(error.code(), "undecodable");
}

#[tokio::test]
async fn nothing_is_lost_when_it_is_not_waited_for() {
    let server = scripted(|number, _| {
        let body = format!(r#"["{number}"]"#);
        let answer = Reply::read(number as u64 + 1, &body);
        Reply::After(Duration::from_millis(20), Box::new(answer))
    })
    .await;
    let (client, _) = client(impatient(&[server.address()]));
    let mut watch = watch(&client);
    value(&mut watch).await;
    for _ in 0..20 {
        let _ = timeout(Duration::from_millis(10), watch.next()).await;
    }
    let before = server.asked().len();
    let seen = value(&mut watch).await;
    let seen: usize = seen[0].parse().unwrap();
    assert!(seen >= before - 1, "{seen} {before}");
    // Twenty times given up, and still not faster than it may ask.
    assert!(before <= 10, "{before}");
}

#[tokio::test]
async fn who_wants_every_answer_hears_that_nothing_changed() {
    let server = scripted(|number, _| match number {
        0 => Reply::read(10, r#"["a"]"#),
        1 => Reply::read(12, r#"["a"]"#),
        2 => Reply::read(12, r#"["a"]"#),
        _ => Reply::Hang,
    })
    .await;
    let (client, _) = client(impatient(&[server.address()]));
    let options = WatchOptions {
        wait: Duration::from_secs(2),
        least_pause: PAUSE,
        tell: Tell::EveryAnswer,
        ..WatchOptions::new(Consistency::ANY_AGE)
    };
    let mut watch = client.watch(kv::keys("a", None), options).unwrap();
    assert_eq!(value(&mut watch).await, ["a"]);
    for _ in 0..2 {
        match next(&mut watch).await {
            Seen::Confirmed(meta) => assert_eq!(meta.index, Some(12)),
            other => panic!("{other:?}"),
        }
    }
}
