use consul::Client;
use engine::documents::{Document, Error};
use serde_json::{Value, json};

use crate::support::{Board, STRICT, adding, admin, clear, documents, entry, put};

const OLD: &str = "skills/eye/metadata/board";

pub(crate) async fn all(client: &Client) {
    every_shape_becomes_the_same(client).await;
    backups_become_the_history(client).await;
    what_is_there_is_not_imported_over(client).await;
    what_cannot_be_understood_is_said(client).await;
}

async fn board(client: &Client) -> Document<Board> {
    clear(client).await;
    documents(client).open::<Board>().unwrap()
}

fn lines(ids: &[&str]) -> Value {
    let lines: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
    json!({ "lines": lines })
}

async fn every_shape_becomes_the_same(client: &Client) {
    let value = lines(&["one"]);
    let meta = json!({ "updated_by": "joão", "updated_at": "2025-01-17T12:00:00Z", "version": 3 });
    for old in [
        value.clone(),
        json!({ "data": value, "meta": meta }),
        json!({ "data": { "data": value, "meta": { "version": "2.0.0" } }, "meta": meta }),
        json!({ "data": { "data": value } }),
    ] {
        for key in [OLD, "skills/cm/metadata/board"] {
            let board = board(client).await;
            put(client, key, old.to_string()).await;
            let before = entry(client, key).await;
            let imported = board.import(&admin()).await.unwrap().unwrap();
            assert_eq!((&imported.from[..], imported.backups), (key, 0));
            let read = board.read(STRICT).await.unwrap().unwrap();
            assert_eq!(read.value.ids(), ["one"], "{old}");
            assert_eq!((&read.meta.source[..], read.meta.schema), ("import", 2));
            let by = if old.get("meta").is_some() {
                "joão"
            } else {
                "maria"
            };
            assert_eq!(read.meta.updated_by, by);
            // Going back to the earlier system stays possible.
            assert_eq!(entry(client, key).await, before);
            assert_eq!(board.import(&admin()).await.unwrap(), None);
        }
    }
    assert_eq!(board(client).await.import(&admin()).await.unwrap(), None);
}

async fn backups_become_the_history(client: &Client) {
    let board = board(client).await;
    put(client, OLD, lines(&["one", "two", "three"]).to_string()).await;
    let backup = |ids: &[&str], day: u32| json!({ "board_data": lines(ids), "backup_timestamp": format!("2025-01-{day:02}") });
    let backups = json!([backup(&["one", "two"], 2), { "board_data": 7 }, backup(&["one"], 1)]);
    let stored = json!({ "data": backups, "meta": {} });
    put(client, &format!("{OLD}.backup.history"), stored.to_string()).await;
    let imported = board.import(&admin()).await.unwrap().unwrap();
    assert_eq!(imported.backups, 2);
    let history = board.history().await.unwrap();
    let days = history
        .iter()
        .map(|version| &version.meta.as_ref().unwrap().updated_at[..]);
    assert_eq!(days.collect::<Vec<_>>(), ["2025-01-02", "2025-01-01"]);
    let oldest = board.at(history[1].index).await.unwrap();
    assert_eq!((oldest.value.ids(), oldest.meta.version), (vec!["one"], 1));
    let restored = board.restore(&admin(), history[1].index).await.unwrap();
    assert_eq!(
        (restored.value.ids(), restored.meta.version),
        (vec!["one"], 4)
    );
}

async fn what_is_there_is_not_imported_over(client: &Client) {
    let board = board(client).await;
    put(client, OLD, lines(&["old"]).to_string()).await;
    let written = board.change(&admin(), adding("new")).await.unwrap();
    assert_eq!(board.import(&admin()).await.unwrap(), None);
    // Nor what was removed on purpose.
    board
        .remove(&admin(), written.index.unwrap())
        .await
        .unwrap();
    assert_eq!(board.import(&admin()).await.unwrap(), None);
    assert_eq!(board.read(STRICT).await.unwrap(), None);
}

async fn what_cannot_be_understood_is_said(client: &Client) {
    for rubbish in ["not json", "{\"data\": {\"lines\": 7}, \"meta\": {}}", "[]"] {
        let board = board(client).await;
        put(client, OLD, rubbish).await;
        let error = board.import(&admin()).await.unwrap_err();
        assert!(matches!(error, Error::Broken { .. }), "{rubbish}: {error}");
        assert_eq!(board.read(STRICT).await.unwrap(), None);
    }
    // A backup that is broken does not keep the value out.
    let board = board(client).await;
    put(client, OLD, lines(&["one"]).to_string()).await;
    put(client, &format!("{OLD}.backup.history"), "broken").await;
    let imported = board.import(&admin()).await.unwrap().unwrap();
    assert_eq!(imported.backups, 0);
}
