use consul::Client;
use consul::kv::Condition;
use domain::error::ErrorCode;
use engine::keys::{Conflict, Content, Edited};

use super::keys;
use crate::support::{admin, clear, entry, put};

const KEY: &str = "skills/eye/settings/ui.json";

pub(crate) async fn all(client: &Client) {
    nothing_is_written_over_unseen(client).await;
    one_of_eight_writers_wins(client).await;
    a_conflict_shows_both(client).await;
    any_value_may_be_written(client).await;
    flags_of_others_are_kept(client).await;
    what_is_read_only_is_not_written(client).await;
}

fn index(edited: &Edited) -> u64 {
    match edited {
        Edited::Done { index: Some(index) } => *index,
        other => panic!("{other:?}"),
    }
}

async fn nothing_is_written_over_unseen(client: &Client) {
    clear(client).await;
    let keys = keys(client);
    let one = index(&keys.put(&admin(), KEY, b"1", 0).await.unwrap());
    assert_eq!(entry(client, KEY).await.unwrap().modify_index, one);
    let two = index(&keys.put(&admin(), KEY, b"2", one).await.unwrap());
    for stale in [0, one, two + 1] {
        let edited = keys.put(&admin(), KEY, b"3", stale).await.unwrap();
        assert!(matches!(edited, Edited::Conflict(_)), "{stale}: {edited:?}");
        let edited = keys.delete(&admin(), KEY, stale).await.unwrap();
        assert!(matches!(edited, Edited::Conflict(_)), "{stale}: {edited:?}");
    }
    assert_eq!(entry(client, KEY).await.unwrap().value, b"2");
    let removed = keys.delete(&admin(), KEY, two).await.unwrap();
    assert_eq!(removed, Edited::Done { index: None });
    assert_eq!(entry(client, KEY).await, None);
}

async fn one_of_eight_writers_wins(client: &Client) {
    for index in [false, true].repeat(10) {
        clear(client).await;
        let mut seen = 0;
        if index {
            put(client, KEY, "old").await;
            seen = entry(client, KEY).await.unwrap().modify_index;
        }
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            let keys = keys(client);
            writers.spawn(async move {
                let value = format!("{writer}");
                let edited = keys
                    .put(&admin(), KEY, value.as_bytes(), seen)
                    .await
                    .unwrap();
                (value, matches!(edited, Edited::Done { .. }))
            });
        }
        let outcomes = writers.join_all().await;
        let won: Vec<_> = outcomes.iter().filter(|(_, won)| *won).collect();
        assert_eq!(won.len(), 1, "{outcomes:?}");
        assert_eq!(entry(client, KEY).await.unwrap().value, won[0].0.as_bytes());
    }
}

async fn a_conflict_shows_both(client: &Client) {
    clear(client).await;
    let keys = keys(client);
    put(client, KEY, "theirs").await;
    let Edited::Conflict(conflict) = keys.put(&admin(), KEY, b"mine", 0).await.unwrap() else {
        panic!("it was written");
    };
    let Conflict {
        mine,
        theirs,
        index,
    } = conflict;
    assert_eq!(mine.as_deref(), Some("mine"));
    assert_eq!(theirs.unwrap().content, Content::Text("theirs".to_owned()));
    // What the conflict gives is what the next try needs.
    let edited = keys.put(&admin(), KEY, b"mine", index).await.unwrap();
    assert!(matches!(edited, Edited::Done { .. }), "{edited:?}");
    let gone = keys
        .put(&admin(), "skills/eye/gone", b"1", 7)
        .await
        .unwrap();
    let expected = Conflict {
        mine: Some("1".to_owned()),
        theirs: None,
        index: 0,
    };
    assert_eq!(gone, Edited::Conflict(expected));
}

async fn any_value_may_be_written(client: &Client) {
    clear(client).await;
    let keys = keys(client);
    let large = vec![b'x'; 512 * 1_024];
    let values: [&[u8]; 7] = [b"[1, 2]", b"42", b"\"x\"", b"null", b"", &[0xff, 0], &large];
    for (number, value) in values.into_iter().enumerate() {
        let key = format!("skills/eye/any/{number}");
        let edited = keys.put(&admin(), &key, value, 0).await.unwrap();
        assert!(matches!(edited, Edited::Done { .. }), "{edited:?}");
        assert_eq!(entry(client, &key).await.unwrap().value, value);
    }
    let error = keys
        .put(&admin(), KEY, &[large, vec![0]].concat(), 0)
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::ValueTooLarge);
    assert_eq!(
        (error.arg("size"), error.arg("limit")),
        ("524289", "524288")
    );
}

async fn flags_of_others_are_kept(client: &Client) {
    clear(client).await;
    let written = client.kv().put(KEY, "1", 42, Condition::Always).await;
    assert!(written.unwrap().value);
    let seen = entry(client, KEY).await.unwrap().modify_index;
    keys(client).put(&admin(), KEY, b"2", seen).await.unwrap();
    let entry = entry(client, KEY).await.unwrap();
    assert_eq!((entry.value.as_slice(), entry.flags), (&b"2"[..], 42));
}

async fn what_is_read_only_is_not_written(client: &Client) {
    clear(client).await;
    let keys = keys(client);
    for (key, reason) in [
        ("apps/outro/config", "read_only"),
        ("skills/cm/x", "read_only"),
        ("skills/eye/v2/run/x", "read_only"),
        (
            "skills/eye/v2/history/board/00000000000000000001",
            "read_only",
        ),
        ("vault/x", "not_listed"),
    ] {
        let error = keys.put(&admin(), key, b"1", 0).await.unwrap_err();
        assert_eq!(error.arg("reason"), reason, "{key}");
        let error = keys.delete(&admin(), key, 1).await.unwrap_err();
        assert_eq!(error.arg("reason"), reason, "{key}");
        assert_eq!(entry(client, key).await, None);
    }
}
