use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::wire::{Behavior, NewSession};
use consul::{Client, Consistency, Lock, LockOptions, kv, session};
use tokio::time::timeout;

use super::real;

const READ: Consistency = Consistency::Consistent;

fn options(value: &str) -> LockOptions {
    LockOptions {
        name: "test".to_owned(),
        value: value.into(),
        ttl: Duration::from_secs(10),
        lock_delay: Duration::ZERO,
    }
}

async fn try_acquire(client: &Client, key: &str) -> Option<Lock> {
    Lock::try_acquire(client, key, options("me")).await.unwrap()
}

#[tokio::test]
async fn sessions_begin_and_end() {
    let Some((_server, client)) = real().await else {
        return;
    };
    let sessions = client.sessions();
    let new = NewSession {
        name: "a session".to_owned(),
        ttl: Duration::from_millis(10_500),
        lock_delay: Duration::from_secs(1),
        behavior: Behavior::Delete,
    };
    let id = sessions.create(&new).await.unwrap().value;
    let found = client.read(&session::info(&id), READ).await.unwrap();
    let found = found.value.unwrap();
    assert_eq!(
        (found.name.as_str(), found.behavior),
        ("a session", Behavior::Delete)
    );
    assert_eq!(
        (found.ttl.as_str(), found.lock_delay),
        ("10500ms", 1_000_000_000)
    );
    assert_eq!(
        client.read(&session::list(), READ).await.unwrap().value,
        [found]
    );

    let hold = |id| client.kv().put("held", "x", 0, Condition::Acquire(id));
    assert!(hold(&id).await.unwrap().value);
    let other = sessions.create(&new).await.unwrap().value;
    assert!(!hold(&other).await.unwrap().value);
    let entry = client
        .read(&kv::get("held"), READ)
        .await
        .unwrap()
        .value
        .unwrap();
    assert_eq!(
        (entry.session.as_deref(), entry.lock_index),
        (Some(&*id), 1)
    );
    let release = |id| client.kv().put("held", "y", 0, Condition::Release(id));
    assert!(!release(&other).await.unwrap().value);
    assert!(release(&id).await.unwrap().value);
    assert!(hold(&other).await.unwrap().value);

    assert!(sessions.renew(&other).await.unwrap().value);
    sessions.destroy(&other).await.unwrap();
    assert!(!sessions.renew(&other).await.unwrap().value);
    assert_eq!(
        client
            .read(&session::info(&other), READ)
            .await
            .unwrap()
            .value,
        None
    );
    // It was to take its keys along.
    assert_eq!(
        client.read(&kv::get("held"), READ).await.unwrap().value,
        None
    );
}

#[tokio::test]
async fn a_lock_is_held_by_one_and_given_back() {
    let Some((_server, client)) = real().await else {
        return;
    };
    let lock = try_acquire(&client, "lock").await.unwrap();
    assert!(lock.is_held());
    let entry = client
        .read(&kv::get("lock"), READ)
        .await
        .unwrap()
        .value
        .unwrap();
    assert_eq!(entry.session.as_deref(), Some(lock.session()));
    assert_eq!(entry.value, b"me");
    assert!(try_acquire(&client, "lock").await.is_none());
    lock.release().await.unwrap();

    // Who leaves without a word gives it back as well, a moment later.
    drop(try_acquire(&client, "lock").await.unwrap());
    let started = Instant::now();
    let lock = loop {
        if let Some(lock) = try_acquire(&client, "lock").await {
            break lock;
        }
        assert!(started.elapsed() < Duration::from_secs(5));
    };
    lock.release().await.unwrap();
    let sessions = client.read(&session::list(), READ).await.unwrap().value;
    assert!(sessions.is_empty(), "{sessions:?}");
}

#[tokio::test]
async fn who_loses_a_lock_is_told() {
    let Some((mut server, client)) = real().await else {
        return;
    };
    let told = async |lock: &Lock| {
        let why = timeout(Duration::from_secs(20), lock.lost()).await;
        assert!(!lock.is_held());
        why.expect("it should be told")
    };
    let destroyed = try_acquire(&client, "destroyed").await.unwrap();
    let deleted = try_acquire(&client, "deleted").await.unwrap();
    let kept = try_acquire(&client, "kept").await.unwrap();
    client
        .sessions()
        .destroy(destroyed.session())
        .await
        .unwrap();
    client.kv().delete("deleted").await.unwrap();
    assert!(told(&destroyed).await.contains("session"));
    assert!(told(&deleted).await.contains("key"));
    // It has been renewed meanwhile.
    assert!(kept.is_held());
    server.kill();
    let silent = Instant::now();
    let why = told(&kept).await;
    assert!(why.contains("renewed"), "{why}");
    assert!(
        silent.elapsed() <= Duration::from_secs(11),
        "{:?}",
        silent.elapsed()
    );
}
