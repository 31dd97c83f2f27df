use std::sync::atomic::Ordering;

use consul::{Client, Consistency};
use domain::error::{AppError, ErrorCode};
use engine::documents::{Document, Error};

use crate::support::{Board, Counts, STRICT, adding, admin, clear, counted, entry, keys, put};

const KEY: &str = "skills/eye/v2/docs/board";
const HISTORY: &str = "skills/eye/v2/history/board/";

pub(crate) async fn all(client: &Client) {
    a_key_that_is_gone_comes_back(client).await;
    a_stale_read_brings_it_back_as_well(client).await;
    a_broken_value_is_kept_aside_and_replaced(client).await;
    the_newest_that_is_good_is_taken(client).await;
    a_change_heals_first(client).await;
    without_a_good_version_it_says_so(client).await;
    eight_who_find_it_gone_restore_it_once(client).await;
}

/// A document with three lines, each added by a change of its own.
async fn board(client: &Client) -> (Document<Board>, std::sync::Arc<Counts>) {
    clear(client).await;
    let (documents, counts) = counted(client);
    let board = documents.open::<Board>().unwrap();
    for id in ["one", "two", "three"] {
        board.change(&admin(), adding(id)).await.unwrap();
    }
    (board, counts)
}

async fn lose(client: &Client) {
    assert!(client.kv().delete(KEY).await.unwrap().value);
    assert_eq!(entry(client, KEY).await, None);
}

async fn a_key_that_is_gone_comes_back(client: &Client) {
    let (board, counts) = board(client).await;
    let before = board.read(STRICT).await.unwrap().unwrap();
    lose(client).await;
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(read.value, before.value);
    let restored = read.restored.unwrap();
    assert_eq!(restored.from_index, before.index);
    assert!(restored.why.contains("gone"), "{restored:?}");
    assert_eq!(counts.restored.load(Ordering::SeqCst), 1);
    assert_eq!(read.meta.source, "automatic_restore");
    assert_eq!(read.meta.version, before.meta.version + 1);
    let again = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(again.restored, None);
    assert_eq!(board.history().await.unwrap().len(), 3);
}

async fn a_stale_read_brings_it_back_as_well(client: &Client) {
    let (board, counts) = board(client).await;
    lose(client).await;
    let read = board.read(Consistency::ANY_AGE).await.unwrap().unwrap();
    assert_eq!(read.value.ids(), ["one", "two", "three"]);
    assert_eq!(counts.restored.load(Ordering::SeqCst), 1);
}

async fn a_broken_value_is_kept_aside_and_replaced(client: &Client) {
    for rubbish in ["", "{\"data\":", "42", "{\"lines\":[]}", "\u{1f}\u{8b}"] {
        let (board, _) = board(client).await;
        put(client, KEY, rubbish).await;
        let broken = entry(client, KEY).await.unwrap().modify_index;
        let read = board.read(STRICT).await.unwrap().unwrap();
        assert_eq!(read.value.ids(), ["one", "two", "three"], "{rubbish:?}");
        assert!(read.restored.is_some());
        let aside = format!("{HISTORY}broken-{broken:020}");
        let aside = entry(client, &aside).await.unwrap();
        assert_eq!(aside.value, rubbish.as_bytes());
    }
}

async fn the_newest_that_is_good_is_taken(client: &Client) {
    let (board, _) = board(client).await;
    let newest = board.read(STRICT).await.unwrap().unwrap().index;
    put(client, &format!("{HISTORY}{newest:020}"), "scribbled over").await;
    put(client, KEY, "broken too").await;
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(read.value.ids(), ["one", "two"]);
    assert!(read.restored.unwrap().from_index < newest);
}

async fn a_change_heals_first(client: &Client) {
    let (board, counts) = board(client).await;
    lose(client).await;
    let changed = board.change(&admin(), adding("four")).await.unwrap();
    assert_eq!(changed.value.ids(), ["one", "two", "three", "four"]);
    assert!(changed.restored.is_some());
    assert_eq!(counts.restored.load(Ordering::SeqCst), 1);
    // What was restored is in the history before what came after it.
    let history = board.history().await.unwrap();
    let sources = history
        .iter()
        .map(|version| &version.meta.as_ref().unwrap().source);
    let sources: Vec<_> = sources.collect();
    assert_eq!(sources, ["automatic_restore", "user", "user", "user"]);
}

async fn without_a_good_version_it_says_so(client: &Client) {
    for gone in [true, false] {
        let (board, counts) = board(client).await;
        for key in keys(client, HISTORY).await {
            put(client, &key, "rubbish").await;
        }
        if gone {
            lose(client).await;
        } else {
            put(client, KEY, "rubbish").await;
        }
        let error = board.read(STRICT).await.unwrap_err();
        assert!(matches!(error, Error::Broken { .. }), "{error}");
        assert_eq!(AppError::from(error).code, ErrorCode::DataBroken);
        // Nothing is written over it either.
        let error = board.change(&admin(), adding("four")).await.unwrap_err();
        assert!(matches!(error, Error::Broken { .. }), "{error}");
        assert_eq!(entry(client, KEY).await.is_none(), gone);
        assert_eq!(counts.restored.load(Ordering::SeqCst), 0);
    }
}

async fn eight_who_find_it_gone_restore_it_once(client: &Client) {
    let (board, counts) = board(client).await;
    let before = board.read(STRICT).await.unwrap().unwrap();
    lose(client).await;
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let board = board.clone();
        readers.spawn(async move { board.read(STRICT).await.unwrap().unwrap() });
    }
    let reads = readers.join_all().await;
    assert!(reads.iter().all(|read| read.value == before.value));
    assert!(
        reads
            .iter()
            .all(|read| read.meta.version == before.meta.version + 1)
    );
    let restored = reads.iter().filter(|read| read.restored.is_some()).count();
    assert_eq!(restored, 1);
    assert_eq!(counts.restored.load(Ordering::SeqCst), 1);
}
