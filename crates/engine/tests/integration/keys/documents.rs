use consul::Client;
use domain::error::{AppError, ErrorCode};
use engine::documents::Document;
use engine::keys::Edited;
use serde_json::json;

use super::keys;
use crate::support::{
    Board, STRICT, adding, admin, clear, documents, entry, keys as names, put, stored,
};

const KEY: &str = "skills/eye/v2/docs/board";

pub(crate) async fn all(client: &Client) {
    an_edit_keeps_the_history(client).await;
    what_the_document_cannot_be_is_refused(client).await;
    a_document_beyond_repair_is_written_by_hand(client).await;
    a_document_of_an_unknown_kind_is_kept_as_well(client).await;
    it_is_removed_and_comes_back(client).await;
}

async fn board(client: &Client) -> Document<Board> {
    clear(client).await;
    let board = documents(client).open::<Board>().unwrap();
    board.change(&admin(), adding("one")).await.unwrap();
    board
}

async fn seen(client: &Client) -> u64 {
    entry(client, KEY).await.unwrap().modify_index
}

async fn an_edit_keeps_the_history(client: &Client) {
    let board = board(client).await;
    let keys = keys(client);
    let first = seen(client).await;
    // As it was shown, with its meta, of which nothing counts.
    let mut whole = stored(client, KEY).await;
    whole["data"]["lines"][0]["text"] = json!("edited");
    whole["meta"]["version"] = json!(99);
    let edited = keys
        .put(&admin(), KEY, whole.to_string().as_bytes(), first)
        .await
        .unwrap();
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(
        edited,
        Edited::Done {
            index: Some(read.index)
        }
    );
    assert_eq!(read.value.lines[0].text, "edited");
    assert_eq!(
        (read.meta.version, &read.meta.source[..]),
        (2, "kv_browser")
    );
    // Or its data alone.
    let data = json!({ "lines": [{ "id": "two" }], "more": 1 }).to_string();
    keys.put(&admin(), KEY, data.as_bytes(), read.index)
        .await
        .unwrap();
    assert_eq!(stored(client, KEY).await["data"]["more"], 1);
    let edited = keys
        .put(&admin(), KEY, data.as_bytes(), first)
        .await
        .unwrap();
    assert!(matches!(edited, Edited::Conflict(_)), "{edited:?}");
    let history = keys.history(&admin(), KEY).await.unwrap();
    assert_eq!(history.len(), 2);
    let earlier = keys.at(&admin(), KEY, first).await.unwrap();
    assert_eq!(earlier.data["lines"][0]["id"], "one");
    let differences = keys.diff(&admin(), KEY, first, read.index).await.unwrap();
    assert_eq!(differences.found[0].path, "/lines/[id=one]/text");
    keys.restore(&admin(), KEY, first).await.unwrap();
    assert_eq!(
        board.read(STRICT).await.unwrap().unwrap().value.ids(),
        ["one"]
    );
    let error = keys
        .history(&admin(), "skills/eye/plain")
        .await
        .unwrap_err();
    assert_eq!(error.arg("reason"), "no_history");
}

async fn what_the_document_cannot_be_is_refused(client: &Client) {
    board(client).await;
    let keys = keys(client);
    let index = seen(client).await;
    let refused = async |value: &str| -> AppError {
        keys.put(&admin(), KEY, value.as_bytes(), index)
            .await
            .unwrap_err()
    };
    assert_eq!(refused("{").await.arg("reason"), "not_json");
    let unfit = refused("{\"lines\": 7}").await;
    assert_eq!(unfit.code, ErrorCode::BadRequest);
    assert!(unfit.arg("reason").contains("sequence"), "{unfit}");
    assert_eq!(refused("{\"lines\": []}").await.code, ErrorCode::WouldEmpty);
    assert_eq!(seen(client).await, index);
}

async fn a_document_beyond_repair_is_written_by_hand(client: &Client) {
    let board = board(client).await;
    let keys = keys(client);
    for key in names(client, "skills/eye/v2/").await {
        put(client, &key, "rubbish").await;
    }
    assert!(board.read(STRICT).await.is_err());
    let index = seen(client).await;
    let data = json!({ "lines": [{ "id": "new" }] }).to_string();
    keys.put(&admin(), KEY, data.as_bytes(), index)
        .await
        .unwrap();
    assert_eq!(
        board.read(STRICT).await.unwrap().unwrap().value.ids(),
        ["new"]
    );
    let aside = format!("skills/eye/v2/history/board/broken-{index:020}");
    assert_eq!(entry(client, &aside).await.unwrap().value, b"rubbish");
}

async fn a_document_of_an_unknown_kind_is_kept_as_well(client: &Client) {
    clear(client).await;
    let keys = keys(client);
    let key = "skills/eye/v2/docs/of.tomorrow";
    for (number, value) in ["[1]", "[1, 2]", "7"].into_iter().enumerate() {
        let index = entry(client, key)
            .await
            .map_or(0, |entry| entry.modify_index);
        keys.put(&admin(), key, value.as_bytes(), index)
            .await
            .unwrap();
        assert_eq!(keys.history(&admin(), key).await.unwrap().len(), number);
    }
    assert_eq!(stored(client, key).await["data"], 7);
}

async fn it_is_removed_and_comes_back(client: &Client) {
    let board = board(client).await;
    let keys = keys(client);
    let index = seen(client).await;
    let edited = keys.delete(&admin(), KEY, index).await.unwrap();
    assert_eq!(edited, Edited::Done { index: None });
    assert_eq!(board.read(STRICT).await.unwrap(), None);
    let edited = keys.delete(&admin(), KEY, index).await.unwrap();
    assert!(matches!(edited, Edited::Conflict(_)), "{edited:?}");
    keys.restore(&admin(), KEY, index).await.unwrap();
    assert_eq!(
        board.read(STRICT).await.unwrap().unwrap().value.ids(),
        ["one"]
    );
}
