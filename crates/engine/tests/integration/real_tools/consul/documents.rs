use testkit::consul::RealConsul;

use crate::documents::{fates, healing, import, life, newer, sizes, writers};

with_a_store! {
    a_life_of_a_document: life::all;
    what_is_lost_comes_back: healing::all;
    data_of_other_versions: newer::all;
    what_is_large: sizes::all;
    the_earlier_system: import::all;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn alone_writers_in_two_processes_lose_nothing() {
    if let Some(server) = RealConsul::start().await.unwrap() {
        writers::interleave(server.address()).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writes_of_unknown_fate_are_settled() {
    if let Some(server) = RealConsul::start().await.unwrap() {
        fates::all(server.address()).await;
    }
}
