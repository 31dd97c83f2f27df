use consul::Client;
use engine::documents::{Document, Error};
use serde_json::{Value, json};

use crate::support::{Board, STRICT, adding, admin, clear, documents, entry, put, stored};

const KEY: &str = "skills/eye/v2/docs/board";

pub(crate) async fn all(client: &Client) {
    an_older_form_is_understood(client).await;
    what_we_do_not_know_is_kept(client).await;
    a_form_we_cannot_read_is_left_alone(client).await;
    a_newer_value_is_not_healed_away(client).await;
}

async fn board(client: &Client, schema: u32, data: Value) -> Document<Board> {
    clear(client).await;
    let value = json!({
        "data": data,
        "meta": { "schema": schema, "version": 5, "created_at": "c", "updated_at": "u",
                  "updated_by": "joão", "source": "user", "write": "w", "signed": "yes" },
        "beside": [1, 2],
    });
    put(client, KEY, value.to_string()).await;
    documents(client).open::<Board>().unwrap()
}

async fn an_older_form_is_understood(client: &Client) {
    let board = board(client, 1, json!({ "lines": ["one"], "old": 1 })).await;
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!((read.value.ids(), read.meta.schema), (vec!["one"], 1));
    board.change(&admin(), adding("two")).await.unwrap();
    let json = stored(client, KEY).await;
    assert_eq!(json["meta"]["schema"], 2);
    assert_eq!(json["data"]["old"], 1);
    assert_eq!(
        json["data"]["lines"][0],
        json!({ "id": "one", "text": "one" })
    );
    // The earlier value is kept in the form it had.
    let index = board.history().await.unwrap()[0].index;
    assert_eq!(board.at(index).await.unwrap().meta.schema, 1);
}

async fn what_we_do_not_know_is_kept(client: &Client) {
    let data = json!({
        "lines": [{ "id": "one", "text": "x", "colour": "red" }, { "id": "two", "size": 0.1 }],
        "frame": { "width": 3 },
    });
    let board = board(client, 3, data).await;
    let maria = admin();
    let changed = board.change(&maria, |board| {
        let mut board = board.clone();
        board.lines.reverse();
        board.lines[1].text = "y".to_owned();
        Ok::<_, Error>(board)
    });
    changed.await.unwrap();
    board.change(&admin(), adding("three")).await.unwrap();
    let json = stored(client, KEY).await;
    assert_eq!(
        json["data"],
        json!({
            "lines": [
                { "id": "two", "text": "", "size": 0.1 },
                { "id": "one", "text": "y", "colour": "red" },
                { "id": "three", "text": "" },
            ],
            "frame": { "width": 3 },
        })
    );
    assert_eq!(
        (&json["meta"]["schema"], &json["meta"]["signed"]),
        (&json!(3), &json!("yes"))
    );
    assert_eq!(json["beside"], json!([1, 2]));
}

async fn a_form_we_cannot_read_is_left_alone(client: &Client) {
    let board = board(client, 4, json!({ "lines": [{ "id": "one" }] })).await;
    let before = entry(client, KEY).await.unwrap();
    for error in [
        board.read(STRICT).await.unwrap_err(),
        board.change(&admin(), adding("two")).await.unwrap_err(),
    ] {
        let expected = Error::Newer {
            what: KEY.to_owned(),
            found: 4,
            known: 2,
        };
        assert_eq!(error, expected);
    }
    assert_eq!(entry(client, KEY).await.unwrap(), before);
}

async fn a_newer_value_is_not_healed_away(client: &Client) {
    let board = board(client, 2, json!({ "lines": [{ "id": "one" }] })).await;
    board.change(&admin(), adding("two")).await.unwrap();
    // Compatible by its number, and yet not readable: newer, not broken.
    let value = json!({ "data": { "lines": 7 }, "meta": { "schema": 3, "version": 9,
        "created_at": "", "updated_at": "", "updated_by": "", "source": "" } });
    put(client, KEY, value.to_string()).await;
    let error = board.read(STRICT).await.unwrap_err();
    assert!(matches!(error, Error::Newer { found: 3, .. }), "{error}");
    assert_eq!(stored(client, KEY).await, value);
}
