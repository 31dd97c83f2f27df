use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use consul::observe::{Finished, Observer, Outcome, Unobserved};
use domain::error::ErrorCode;
use engine::targets::Refused;
use testkit::chaos::{ChaosProxy, Fault};
use testkit::consul::RealConsul;

use crate::support::{OUTSIDE, client, create, engine, row, target};

const WRITES: usize = 60;

/// Counts writes of which no answer came.
#[derive(Debug, Default)]
struct Broken(AtomicUsize);

impl Observer for Broken {
    fn finished(&self, finished: &Finished<'_>) {
        let is_write = matches!(finished.operation, "txn" | "agent_register");
        if is_write && finished.outcome == Outcome::Broken {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_of_an_agent_is_settled() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    lost_answers(&server, server.name(), Way::Agent).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_of_a_transaction_is_settled() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    lost_answers(&server, OUTSIDE, Way::Catalog).await;
}

enum Way {
    Agent,
    Catalog,
}

async fn lost_answers(server: &RealConsul, node: &str, way: Way) {
    let proxy = Arc::new(ChaosProxy::start(server.address()).await.unwrap());
    let broken = Arc::new(Broken::default());
    let unobserved: Arc<dyn Observer> = Arc::new(Unobserved);
    let counted: Arc<dyn Observer> = broken.clone();
    let straight = client(&[server.address()], unobserved.clone());
    let engine = match way {
        Way::Agent => {
            let agents = [(server.name(), proxy.address())];
            engine(straight.clone(), &agents, counted).await
        }
        Way::Catalog => {
            let through = client(&[proxy.address()], counted);
            engine(through, &[], unobserved).await
        }
    };
    let breaker = {
        let proxy = Arc::clone(&proxy);
        tokio::spawn(async move {
            loop {
                for (fault, millis) in [(Fault::None, 23), (Fault::ResetAfter(0), 11)] {
                    proxy.set(fault).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(millis)).await;
                }
            }
        })
    };
    let (mut saved, mut open) = (0, 0);
    for number in 0..WRITES {
        let made = target(node, &format!("srv-{number}"), "Acme");
        let answer = create(&engine, &made).await;
        let there = row(&straight, node, &made.id).await;
        match answer {
            Ok(_) => {
                saved += 1;
                assert_eq!(there.unwrap().meta, made.meta, "{number}");
            }
            Err(Refused::Error(error)) if error.code == ErrorCode::Unsettled => open += 1,
            // Refused before anything was sent.
            Err(Refused::Error(error)) => {
                assert_eq!(error.code, ErrorCode::Unavailable, "{error}");
                assert_eq!(there, None, "{number}: {error}");
            }
            Err(other) => panic!("{number}: nobody else writes: {other:?}"),
        }
    }
    breaker.abort();
    let broken = broken.0.load(Ordering::Relaxed);
    assert!(broken > 0, "no answer was lost");
    assert!(
        saved > WRITES / 3,
        "{saved} saved, {open} open, {broken} broken"
    );
    assert!(
        open < WRITES / 3,
        "{saved} saved, {open} open, {broken} broken"
    );
}
