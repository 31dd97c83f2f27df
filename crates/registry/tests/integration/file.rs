//! The file below.

use std::fs;

use registry::{OpenError, Registry, Settings};

use crate::api::Api;

#[tokio::test]
async fn two_cannot_have_it_at_once() {
    let api = Api::new();
    let error = Registry::open(&api.path(), Settings::default()).unwrap_err();
    assert!(matches!(error, OpenError::InUse { .. }));
    assert!(
        error.to_string().contains("is locked by another instance"),
        "{error}"
    );
    let api = api.reopened();
    api.done("/v1/kv/a", "x").await;
}

#[test]
fn what_is_no_registry_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let text = "not a registry\n".repeat(1_000);
    fs::write(&path, &text).unwrap();
    let error = Registry::open(&path, Settings::default()).unwrap_err();
    assert!(
        error.to_string().starts_with(&path.display().to_string()),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let foreign = folder.path().join("foreign.redb");
    let other: redb::TableDefinition<'_, &str, u64> = redb::TableDefinition::new("other");
    let database = redb::Database::create(&foreign).unwrap();
    let write = database.begin_write().unwrap();
    write.open_table(other).unwrap();
    write.commit().unwrap();
    drop(database);
    let error = Registry::open(&foreign, Settings::default()).unwrap_err();
    assert!(error.to_string().ends_with("is not a registry"), "{error}");
}

#[tokio::test]
async fn a_newer_format_is_refused_with_words() {
    let api = Api::new();
    api.registry.close();
    let meta: redb::TableDefinition<'_, &str, u64> = redb::TableDefinition::new("meta");
    let database = redb::Database::create(api.path()).unwrap();
    let write = database.begin_write().unwrap();
    write.open_table(meta).unwrap().insert("format", 2).unwrap();
    write.commit().unwrap();
    drop(database);
    let error = Registry::open(&api.path(), Settings::default()).unwrap_err();
    let words = "has format 2, and this program knows formats up to 1";
    assert!(error.to_string().contains(words), "{error}");
}

#[tokio::test]
async fn compacting_gives_space_back_and_keeps_everything() {
    let api = Api::new();
    for number in 0..40 {
        api.done(&format!("/v1/kv/{number}"), vec![b'x'; 200_000])
            .await;
    }
    for number in 1..40 {
        api.delete(&format!("/v1/kv/{number}")).await;
    }
    let before = fs::metadata(api.path()).unwrap().len();
    assert!(api.registry.compact().unwrap());
    let after = fs::metadata(api.path()).unwrap().len();
    assert!(after < before / 2, "{before} to {after}");
    api.done("/v1/kv/more", "x").await;
    let api = api.reopened();
    assert_eq!(api.get("/v1/kv/?keys").await.text(), r#"["0","more"]"#);
}

#[test]
fn a_setting_that_makes_no_sense_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registry.redb");
    let datacenter = Settings {
        datacenter: "d c".into(),
        ..Settings::default()
    };
    let node_name = Settings {
        node_name: String::new(),
        ..Settings::default()
    };
    for settings in [datacenter, node_name] {
        assert!(matches!(
            Registry::open(&path, settings),
            Err(OpenError::Setting { .. })
        ));
    }
    assert!(!path.exists());
}
