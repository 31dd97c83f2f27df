use std::time::Duration;

use super::pair::{Pair, finished};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_holds_a_lock_and_the_next_waits_for_it() {
    let Some(pair) = Pair::start().await else {
        return;
    };
    for address in pair.both() {
        let folder = tempfile::tempdir().unwrap();
        let order = folder.path().join("order");
        let lock = |script: &str| {
            let script = script.replace("ORDER", &order.display().to_string());
            finished(pair.command(address, &["lock", "app/lock", &script]))
        };
        let first = tokio::spawn(lock(
            "echo first begins >>ORDER; sleep 1; echo first ends >>ORDER",
        ));
        while !order.exists() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let once = pair.command(address, &["lock", "-try=100ms", "app/lock", "true"]);
        let refused = finished(once).await;
        assert_eq!(refused.code, Some(1), "{refused:?}");
        let second = lock("echo second >>ORDER").await;
        assert_eq!(second.code, Some(0), "{second:?}");
        assert_eq!(first.await.unwrap().code, Some(0));
        let order = std::fs::read_to_string(&order).unwrap();
        assert_eq!(order, "first begins\nfirst ends\nsecond\n");
        let left = pair.say(address, &["kv", "get", "-keys", ""], "").await;
        assert_eq!(left.out, "", "the lock cleans up");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hold_a_semaphore_and_the_third_does_not() {
    let Some(pair) = Pair::start().await else {
        return;
    };
    for address in pair.both() {
        let folder = tempfile::tempdir().unwrap();
        let mut holding = Vec::new();
        for holder in ["a", "b"] {
            let held = folder.path().join(holder);
            let done = folder.path().join("done");
            let script = format!(
                "touch {}; while [ ! -e {} ]; do sleep 0.05; done",
                held.display(),
                done.display()
            );
            let arguments = ["lock", "-n=2", "app/two", &script];
            let holder = finished(pair.command(address, &arguments));
            holding.push(tokio::spawn(holder));
            while !held.exists() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        let third = ["lock", "-n=2", "-try=100ms", "app/two", "true"];
        let third = finished(pair.command(address, &third)).await;
        assert_eq!(third.code, Some(1), "{third:?}");
        std::fs::write(folder.path().join("done"), "").unwrap();
        for holder in holding {
            let said = holder.await.unwrap();
            assert_eq!(said.code, Some(0), "{said:?}");
        }
    }
}
