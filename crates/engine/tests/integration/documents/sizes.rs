use consul::Client;
use domain::error::{AppError, ErrorCode};
use engine::documents::{Document, Error, MOST_BYTES};

use crate::support::{Board, Line, STRICT, adding, admin, clear, documents, entry, keys, put};

const KEY: &str = "skills/eye/v2/docs/board";
const HISTORY: &str = "skills/eye/v2/history/board/";

pub(crate) async fn all(client: &Client) {
    what_is_too_large_is_refused_before_it_is_sent(client).await;
    what_fits_no_transaction_is_written_in_two_steps(client).await;
}

/// Text that does not become smaller by packing.
fn noise(length: usize) -> String {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut letter = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // 62 letters and digits.
        let place = usize::try_from(state >> 33).unwrap() % 62;
        char::from(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[place])
    };
    (0..length).map(|_| letter()).collect()
}

fn with_text(id: &str, length: usize) -> impl FnMut(&Board) -> Result<Board, Error> {
    let (id, text) = (id.to_owned(), noise(length));
    move |_| {
        let (id, text) = (id.clone(), text.clone());
        Ok(Board {
            lines: vec![Line { id, text }],
            ..Board::default()
        })
    }
}

async fn board(client: &Client) -> Document<Board> {
    clear(client).await;
    documents(client).open::<Board>().unwrap()
}

async fn what_is_too_large_is_refused_before_it_is_sent(client: &Client) {
    let board = board(client).await;
    board.change(&admin(), adding("one")).await.unwrap();
    let before = keys(client, "skills/").await;
    let refused = board.change(&admin(), with_text("two", MOST_BYTES)).await;
    let refused = refused.unwrap_err();
    let Error::TooLarge { size, limit, .. } = refused else {
        panic!("{refused}");
    };
    assert!(size > limit, "{size} {limit}");
    assert_eq!(limit, MOST_BYTES);
    let error = AppError::from(refused);
    assert_eq!(error.code, ErrorCode::ValueTooLarge);
    assert_eq!(error.arg("limit"), MOST_BYTES.to_string());
    assert_eq!(keys(client, "skills/").await, before);
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(read.value.ids(), ["one"]);
}

async fn what_fits_no_transaction_is_written_in_two_steps(client: &Client) {
    let board = board(client).await;
    let large = MOST_BYTES - 1_000;
    let mut indexes = Vec::new();
    for id in ["one", "two", "three"] {
        let changed = board.change(&admin(), with_text(id, large)).await.unwrap();
        indexes.push(changed.index.unwrap());
        let read = board.read(STRICT).await.unwrap().unwrap();
        assert_eq!(
            (read.value.ids(), Some(read.index)),
            (vec![id], changed.index)
        );
    }
    assert_eq!(board.history().await.unwrap().len(), 2);
    assert_eq!(board.at(indexes[0]).await.unwrap().value.ids(), ["one"]);
    // What lies under the name of the value and is not the value gives way to it.
    put(client, &format!("{HISTORY}{:020}", indexes[2]), "scribbled").await;
    board
        .change(&admin(), with_text("four", large))
        .await
        .unwrap();
    assert_eq!(board.at(indexes[2]).await.unwrap().value.ids(), ["three"]);
    // And a broken one is kept aside although both together are too large.
    put(client, KEY, noise(large)).await;
    let broken = entry(client, KEY).await.unwrap();
    let read = board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(read.value.ids(), ["four"]);
    let aside = format!("{HISTORY}broken-{:020}", broken.modify_index);
    assert_eq!(entry(client, &aside).await.unwrap().value, broken.value);
    let index = read.index;
    board.remove(&admin(), index).await.unwrap();
    assert_eq!(board.read(STRICT).await.unwrap(), None);
    assert_eq!(board.at(index).await.unwrap().value.ids(), ["four"]);
}
