//! Against a real Consul.

/// Tests that take a client, each with a store of its own.
macro_rules! with_a_store {
    ($($name:ident: $what:path;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn $name() {
            if let Some(server) = testkit::consul::RealConsul::start().await.unwrap() {
                $what(&crate::support::client(server.address())).await;
            }
        }
    )+};
}

mod documents;
mod keys;
