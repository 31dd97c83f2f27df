use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::{Consistency, kv};
use testkit::chaos::{ChaosProxy, Fault};
use testkit::consul::RealConsul;

use crate::support::{client, impatient};

const READ: Consistency = Consistency::Default;

#[tokio::test]
async fn a_bad_network_loses_no_write_and_tells_no_lie() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let proxy = ChaosProxy::start(server.address()).await.unwrap();
    let mut settings = impatient(&[proxy.address()]);
    settings.breaker.failures = 100;
    let (through, _) = client(settings);
    let (direct, _) = client(crate::support::usual(&[server.address()]));
    let put = async |value: &'static str, condition: Condition<'_>| {
        let put = through.kv().put("a", value, 0, condition).await;
        put.map(|answer| answer.value).map_err(|error| error.code())
    };
    let there = async || {
        let entry = direct.read(&kv::get("a"), READ).await.unwrap().value;
        entry.map(|entry| (entry.value, entry.modify_index))
    };
    assert_eq!(put("1", Condition::Absent).await, Ok(true));

    proxy
        .set(Fault::Latency(Duration::from_millis(100)))
        .await
        .unwrap();
    let started = Instant::now();
    assert_eq!(put("2", Condition::Always).await, Ok(true));
    assert!(started.elapsed() >= Duration::from_millis(200));

    // The answer to a write breaks off: it was done, and nobody says otherwise.
    proxy.set(Fault::ResetAfter(20)).await.unwrap();
    assert_eq!(put("3", Condition::Always).await, Err("unsure"));
    let (value, index) = there().await.unwrap();
    assert_eq!(value, b"3");
    assert_eq!(put("4", Condition::Unchanged(index)).await, Err("unsure"));
    assert_eq!(there().await.unwrap().0, b"4");
    let read = through.read(&kv::get("a"), READ).await;
    assert_eq!(read.unwrap_err().code(), "failed");

    proxy.set(Fault::Refuse).await.unwrap();
    assert_eq!(put("5", Condition::Always).await, Err("unreachable"));
    assert_eq!(there().await.unwrap().0, b"4");

    proxy.set(Fault::Hang).await.unwrap();
    let started = Instant::now();
    let read = through.read(&kv::get("a"), Consistency::ANY_AGE).await;
    assert_eq!(read.unwrap_err().code(), "failed");
    assert!(started.elapsed() < Duration::from_secs(2));

    let drip = Fault::Drip {
        bytes: 40,
        every: Duration::from_millis(5),
    };
    proxy.set(drip).await.unwrap();
    let read = through.read(&kv::get("a"), READ).await.unwrap();
    assert_eq!(read.value.unwrap().value, b"4");

    proxy.set(Fault::None).await.unwrap();
    assert_eq!(put("6", Condition::Always).await, Ok(true));
    assert_eq!(there().await.unwrap().0, b"6");
}
