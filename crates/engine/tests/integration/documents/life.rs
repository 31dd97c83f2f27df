use std::sync::atomic::Ordering;

use consul::Client;
use domain::access::Role;
use domain::error::{AppError, ErrorCode};
use engine::documents::{Document, Error, VERSIONS};
use serde_json::json;

use crate::support::{
    Board, STRICT, adding, admin, clear, counted, documents, entry, keys, person, stored,
};

const KEY: &str = "skills/eye/v2/docs/board";

pub(crate) async fn all(client: &Client) {
    it_is_written_and_read(client).await;
    a_change_that_changes_nothing_writes_nothing(client).await;
    nobody_writes_without_permission(client).await;
    a_good_value_is_not_emptied(client).await;
    ten_earlier_values_are_kept(client).await;
    versions_are_compared_and_restored(client).await;
    what_a_function_refuses_is_not_written(client).await;
    what_is_removed_on_purpose_stays_away(client).await;
    the_cache_of_nobody_is_trusted(client).await;
}

async fn board(client: &Client) -> Document<Board> {
    clear(client).await;
    documents(client).open::<Board>().unwrap()
}

async fn it_is_written_and_read(client: &Client) {
    let board = board(client).await;
    assert_eq!(board.read(STRICT).await.unwrap(), None);
    let first = board.change(&admin(), adding("one")).await.unwrap();
    assert_eq!((first.written, first.rounds), (true, 1));
    assert_eq!((first.meta.version, first.meta.schema), (1, 2));
    assert_eq!(first.meta.updated_by, "maria");
    let second = board.change(&admin(), adding("two")).await.unwrap();
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(read.value.ids(), ["one", "two"]);
    assert_eq!(Some(read.index), second.index);
    assert_eq!(read.meta, second.meta);
    assert_eq!(read.meta.created_at, first.meta.created_at);
    assert_eq!(read.restored, None);
    let json = stored(client, KEY).await;
    assert_eq!(json["data"]["lines"][1]["id"], "two");
    assert_eq!(json["meta"]["version"], 2);
    let other = documents(client).open_of::<Board>("rio").unwrap();
    other.change(&admin(), adding("x")).await.unwrap();
    assert!(
        entry(client, "skills/eye/v2/docs/board.rio")
            .await
            .is_some()
    );
    assert!(documents(client).open_of::<Board>("../auth").is_err());
}

async fn a_change_that_changes_nothing_writes_nothing(client: &Client) {
    let board = board(client).await;
    let written = board.change(&admin(), adding("one")).await.unwrap();
    let maria = admin();
    let same = board.change(&maria, |board| Ok::<_, Error>(board.clone()));
    let same = same.await.unwrap();
    assert!(!same.written);
    assert_eq!(same.index, written.index);
    assert_eq!(
        entry(client, KEY).await.unwrap().modify_index,
        same.index.unwrap()
    );
    assert_eq!(board.history().await.unwrap(), []);
}

async fn nobody_writes_without_permission(client: &Client) {
    let board = board(client).await;
    for role in [Role::Viewer, Role::Operator] {
        let refused = board.change(&person(role), adding("one")).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
        let refused = board.restore(&person(role), 1).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
        let refused = board.remove(&person(role), 1).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
        let refused = board.import(&person(role)).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
    }
    assert_eq!(keys(client, "skills/").await, [""; 0]);
}

async fn a_good_value_is_not_emptied(client: &Client) {
    let board = board(client).await;
    let empty = |_: &Board| Ok::<_, Error>(Board::default());
    board.change(&admin(), empty).await.unwrap();
    board.change(&admin(), adding("one")).await.unwrap();
    let refused = board.change(&admin(), empty).await.unwrap_err();
    assert!(matches!(refused, Error::WouldEmpty { .. }), "{refused}");
    let error = AppError::from(refused);
    assert_eq!(
        (error.code, error.arg("what")),
        (ErrorCode::WouldEmpty, KEY)
    );
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(read.value.ids(), ["one"]);
}

async fn ten_earlier_values_are_kept(client: &Client) {
    let board = board(client).await;
    for number in 0..14 {
        let id = format!("{number}");
        board.change(&admin(), adding(&id)).await.unwrap();
    }
    let history = board.history().await.unwrap();
    assert_eq!(history.len(), VERSIONS);
    let versions = history
        .iter()
        .map(|version| version.meta.as_ref().unwrap().version);
    assert_eq!(
        versions.collect::<Vec<_>>(),
        (4..=13).rev().collect::<Vec<_>>()
    );
    for version in &history {
        let read = board.at(version.index).await.unwrap();
        let expected = usize::try_from(read.meta.version).unwrap();
        assert_eq!(read.value.lines.len(), expected);
        assert!(version.size > 0);
    }
    // One more is the copy of the newest.
    assert_eq!(
        keys(client, "skills/eye/v2/history/").await.len(),
        VERSIONS + 1
    );
    assert!(matches!(board.at(1).await, Err(Error::NotFound { .. })));
    // The newer one pushes this one out of the history.
    let oldest = history.last().unwrap().index;
    let restored = board.restore(&admin(), oldest).await.unwrap();
    assert_eq!(restored.value.lines.len(), 4);
}

async fn versions_are_compared_and_restored(client: &Client) {
    let board = board(client).await;
    let one = board.change(&admin(), adding("one")).await.unwrap();
    let two = board.change(&admin(), adding("two")).await.unwrap();
    let (one, two) = (one.index.unwrap(), two.index.unwrap());
    let differences = board.diff(one, two).await.unwrap().found;
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0].path, "/lines/[id=two]");
    assert_eq!(
        differences[0].after,
        Some(json!({ "id": "two", "text": "" }))
    );
    let restored = board.restore(&admin(), one).await.unwrap();
    assert_eq!(restored.value.ids(), ["one"]);
    assert_eq!(
        (&restored.meta.source[..], restored.meta.version),
        ("restore", 3)
    );
    let again = board.restore(&admin(), one).await.unwrap();
    assert!(!again.written);
    let back = board.restore(&admin(), two).await.unwrap();
    assert_eq!(back.value.ids(), ["one", "two"]);
    assert_eq!(board.history().await.unwrap().len(), 3);
}

async fn what_a_function_refuses_is_not_written(client: &Client) {
    let board = board(client).await;
    let refuse = |_: &Board| Err(AppError::new(ErrorCode::BadRequest));
    let refused = board.change(&admin(), refuse).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadRequest);
    assert_eq!(board.read(STRICT).await.unwrap(), None);
}

async fn what_is_removed_on_purpose_stays_away(client: &Client) {
    let board = board(client).await;
    board.change(&admin(), adding("one")).await.unwrap();
    let two = board.change(&admin(), adding("two")).await.unwrap();
    let index = two.index.unwrap();
    let refused = board.remove(&admin(), index - 1).await.unwrap_err();
    assert!(matches!(refused, Error::Changed { .. }), "{refused}");
    board.remove(&admin(), index).await.unwrap();
    assert_eq!(board.read(STRICT).await.unwrap(), None);
    assert!(board.remove(&admin(), index).await.is_err());
    assert_eq!(board.history().await.unwrap().len(), 2);
    // Written anew, it is looked after as before, and the count goes on.
    let three = board.change(&admin(), adding("three")).await.unwrap();
    assert_eq!(three.meta.version, 3);
    assert!(client.kv().delete(KEY).await.unwrap().value);
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(read.value.ids(), ["three"]);
    let back = board.restore(&admin(), index).await.unwrap();
    assert_eq!(back.value.ids(), ["one", "two"]);
}

async fn the_cache_of_nobody_is_trusted(client: &Client) {
    clear(client).await;
    let (documents, counts) = counted(client);
    let board = documents.open::<Board>().unwrap();
    board.change(&admin(), adding("one")).await.unwrap();
    let others = self::documents(client).open::<Board>().unwrap();
    let mut calls = 0;
    let mut add = adding("two");
    // Between reading and writing somebody else writes.
    let maria = admin();
    let changed = board.change(&maria, |seen| {
        calls += 1;
        if calls <= 2 {
            let others = others.clone();
            let id = format!("other-{calls}");
            tokio::task::block_in_place(|| {
                let change = async { others.change(&admin(), adding(&id)).await };
                tokio::runtime::Handle::current().block_on(change).unwrap();
            });
        }
        add(seen)
    });
    let changed = changed.await.unwrap();
    assert_eq!(changed.value.ids(), ["one", "other-1", "other-2", "two"]);
    assert_eq!((calls, changed.rounds), (3, 3));
    assert_eq!(counts.conflicted.load(Ordering::SeqCst), 2);
    assert_eq!(counts.changed.load(Ordering::SeqCst), 2);
    assert_eq!(board.history().await.unwrap().len(), 3);
}
