//! What a client tells of its requests, for metrics.

use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::observe::Outcome;
use consul::{Consistency, Seen, WatchOptions, kv};
use testkit::scripted::Reply;

use crate::support::{client, impatient, scripted, usual};

const LATE: Duration = Duration::from_millis(60);

#[tokio::test]
async fn a_request_is_told_with_words_of_small_sets_and_its_time() {
    let server = scripted(|_, asked| {
        let reply = match asked.method.as_str() {
            "PUT" => Reply::json(403, "Permission denied"),
            _ => Reply::read(7, "x"),
        };
        Reply::After(LATE, Box::new(reply))
    })
    .await;
    let (client, told) = client(usual(&[server.address()]));
    let started = Instant::now();
    let read = client
        .read(&kv::raw("some/key"), Consistency::ANY_AGE)
        .await;
    read.unwrap();
    let put = client.kv().put("some/key", "y", 0, Condition::Always);
    put.await.unwrap_err();
    let rows = told.requests();
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!(row.server, server.address().to_string());
        assert!(row.took >= LATE && row.took <= started.elapsed(), "{row:?}");
        assert!(!row.blocking);
    }
    let words = |place: usize| (rows[place].operation, rows[place].outcome);
    assert_eq!(words(0), ("kv_raw", Outcome::Ok));
    assert_eq!(words(1), ("kv_put", Outcome::Refused));
}

#[tokio::test]
async fn what_waits_for_a_change_is_marked() {
    let server = scripted(|number, _| Reply::read(number as u64 + 1, &number.to_string())).await;
    let (client, told) = client(impatient(&[server.address()]));
    let options = WatchOptions {
        least_pause: Duration::from_millis(1),
        ..WatchOptions::new(Consistency::ANY_AGE)
    };
    let mut watch = client.watch(kv::raw("a"), options).unwrap();
    for _ in 0..3 {
        assert!(matches!(watch.next().await, Seen::Changed(_)));
    }
    let marks = told.requests().into_iter();
    let marks: Vec<bool> = marks.map(|row| row.blocking).collect();
    assert_eq!(marks, [false, true, true]);
}

#[tokio::test]
async fn a_watch_tells_from_where_it_fell_to_where() {
    let first = scripted(|_, _| Reply::Reset).await;
    let second = scripted(|_, _| Reply::Reset).await;
    let third = scripted(|number, _| match number {
        0 => Reply::read(3, "a"),
        _ => Reply::Hang,
    })
    .await;
    let servers = [first.address(), second.address(), third.address()];
    let (client, told) = client(impatient(&servers));
    let options = WatchOptions::new(Consistency::ANY_AGE);
    let mut watch = client.watch(kv::raw("a"), options).unwrap();
    assert!(matches!(watch.next().await, Seen::Changed(_)));
    let [from, _, to] = servers.map(|server| server.to_string());
    assert_eq!(told.fell_over(), [("kv_raw", from, to)]);
}
