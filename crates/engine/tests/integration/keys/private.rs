use consul::Client;
use domain::error::ErrorCode;
use engine::keys::{Limits, Search};

use super::keys;
use crate::support::{admin, clear, entry, put};

const PRIVATE: [&str; 3] = [
    "skills/eye/v2/auth/users/maria",
    "skills/eye/v2/audit/2026/11/21",
    "skills/eye/v2/claims/node/id",
];

pub(crate) async fn all(client: &Client) {
    clear(client).await;
    for key in PRIVATE {
        put(client, key, "secret").await;
    }
    put(client, "skills/eye/v2/docs/x", "{}").await;
    put(client, "skills/eye/open", "open").await;
    it_is_in_no_list(client).await;
    it_is_named_in_no_way(client).await;
}

async fn it_is_in_no_list(client: &Client) {
    let keys = keys(client);
    for folder in ["skills/eye", "skills/eye/v2"] {
        let level = keys.tree(&admin(), folder).await.unwrap();
        let shown = format!("{level:?}");
        let export = keys.export(&admin(), folder).await.unwrap();
        let exported = format!("{export:?}");
        assert!(exported.contains("docs/x"));
        let mut search = Search {
            folder: folder.to_owned(),
            words: "secret".to_owned(),
            values: true,
            limits: Limits::default(),
        };
        let found = keys.search(&admin(), &search).await.unwrap();
        assert_eq!(found.hits, []);
        search.words = "maria".to_owned();
        let found = keys.search(&admin(), &search).await.unwrap();
        assert_eq!(found.hits, []);
        assert_eq!(
            found.keys_scanned,
            if folder.ends_with("v2") { 1 } else { 2 }
        );
        for word in ["auth", "audit", "claims", "secret"] {
            assert!(!shown.contains(word), "{shown}");
            assert!(!exported.contains(word), "{exported}");
        }
    }
}

async fn it_is_named_in_no_way(client: &Client) {
    let keys = keys(client);
    let search = |folder: &str| Search {
        folder: folder.to_owned(),
        words: "secret".to_owned(),
        values: true,
        limits: Limits::default(),
    };
    for private in PRIVATE {
        let tail = private.strip_prefix("skills/eye/v2/").unwrap();
        for key in [
            private.to_owned(),
            private.to_uppercase(),
            private.replace('/', "//"),
            private.replace("/v2/", "/v2/./"),
            private.replace("/v2/", "/v2%2F"),
            format!("/{private}"),
            format!("skills/eye/v2/docs/../{tail}"),
            format!("skills/eye/v2/docs/%2e%2e/{tail}"),
            format!("skills/eye/v2/docs/..%2f{tail}"),
            format!("skills/eye/v2/%{:02x}{}", tail.as_bytes()[0], &tail[1..]),
            format!("apps/../{private}"),
        ] {
            let errors = [
                keys.value(&admin(), &key).await.unwrap_err(),
                keys.tree(&admin(), &key).await.unwrap_err(),
                keys.search(&admin(), &search(&key)).await.unwrap_err(),
                keys.export(&admin(), &key).await.unwrap_err(),
                keys.put(&admin(), &key, b"1", 0).await.unwrap_err(),
                keys.delete(&admin(), &key, 1).await.unwrap_err(),
                keys.history(&admin(), &key).await.unwrap_err(),
                keys.restore(&admin(), &key, 1).await.unwrap_err(),
            ];
            for error in errors {
                let refused = matches!(
                    error.code,
                    ErrorCode::KeyNotAllowed | ErrorCode::BadParameter
                );
                assert!(refused, "{key}: {error}");
            }
        }
        assert_eq!(entry(client, private).await.unwrap().value, b"secret");
    }
}
