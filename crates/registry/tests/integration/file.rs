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

#[test]
fn an_empty_file_is_not_taken_for_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registry.redb");
    fs::write(&path, "").unwrap();
    let error = Registry::open(&path, Settings::default()).unwrap_err();
    assert!(error.to_string().contains("is empty"), "{error}");
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
}

#[test]
fn a_link_that_leads_nowhere_is_not_taken_for_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registry.redb");
    std::os::unix::fs::symlink(folder.path().join("unmounted/registry.redb"), &path).unwrap();
    let error = Registry::open(&path, Settings::default()).unwrap_err();
    assert!(matches!(error, OpenError::Io { .. }), "{error:?}");
    assert!(path.symlink_metadata().unwrap().is_symlink());
}

#[tokio::test]
async fn what_was_left_half_made_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let half = folder.path().join("registry.redb.new");
    fs::write(&half, vec![7; 5_000]).unwrap();
    let path = folder.path().join("registry.redb");
    let registry = Registry::open(&path, Settings::default()).unwrap();
    assert!(path.exists() && !half.exists());
    assert_eq!(registry.snapshot().kv.len(), 0);
}

/// A fault of a disk in every part of the file, one at a time.
#[tokio::test]
async fn what_is_damaged_is_refused_with_words_or_read_as_it_was() {
    let api = Api::new();
    for number in 0..300 {
        let value = format!("value {number} ").repeat(20);
        api.done(&format!("/v1/kv/{number:03}"), value).await;
    }
    api.registry.close();
    let whole = fs::read(api.path()).unwrap();
    let index = api.registry.snapshot().index;
    let damaged = api.path().with_file_name("damaged.redb");
    let (mut refused, mut read) = (0, 0);
    // A prime, so that all kinds of places within a page are met.
    for place in (0..whole.len()).step_by(1_709) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0b0010_0100;
        fs::write(&damaged, &bytes).unwrap();
        let registry = match Registry::open(&damaged, Settings::default()) {
            Err(error) => {
                let words = error.to_string();
                assert!(words.starts_with(&damaged.display().to_string()), "{words}");
                refused += 1;
                continue;
            }
            Ok(registry) => registry,
        };
        let image = registry.snapshot();
        assert!(image.index >= index, "byte {place}: {}", image.index);
        assert_eq!(image.kv.len(), 300, "byte {place}");
        for row in image.kv.below("") {
            let value = format!("value {} ", row.key.trim_start_matches('0')).repeat(20);
            let value = value.replace("value  ", "value 0 ");
            assert_eq!(row.value, value.as_bytes(), "byte {place}, {}", row.key);
        }
        read += 1;
    }
    for length in (1..whole.len()).step_by(whole.len() / 40) {
        fs::write(&damaged, &whole[..length]).unwrap();
        assert!(
            Registry::open(&damaged, Settings::default()).is_err(),
            "{length}"
        );
    }
    assert!(refused > 10 && read > 10, "{refused} refused, {read} read");
}
