//! Secrets: from where they come, and that they are told to nobody.

use crate::config::check;
use crate::process::Place;

#[test]
fn secrets_come_from_files_and_credentials_and_are_never_shown() {
    let secret = "hunter2hunter2hunter2";
    let place = Place::new();
    place.file("token", &format!("{secret}\n"));
    let folder = place.path("credentials");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("metrics.token"), "short").unwrap();
    let place = place.variable("CREDENTIALS_DIRECTORY", folder.to_str().unwrap());
    let ended = place.run(&["check-config"]);
    let credential = folder.join("metrics.token");
    check(
        &ended,
        &[&format!(
            "credential {}: metrics.token: found 5 characters; \
             give a secret text of at least 16 characters",
            credential.display()
        )],
    );
    std::fs::write(&credential, secret).unwrap();
    assert_eq!(place.run(&["check-config"]).code, Some(0));

    let place = place.variable("SKILLS_EYE_METRICS__TOKEN_FILE", "absent");
    check(
        &place.run(&["check-config"]),
        &[
            "environment variable SKILLS_EYE_METRICS__TOKEN_FILE: metrics.token: the secret's file \
           absent cannot be read: No such file or directory (os error 2); give the path of a file \
           that this user may read",
        ],
    );

    let place = Place::new();
    place.file("token", secret);
    let file = place.file("eye.toml", "[metrics]\ntoken_file = \"token\"\n");
    assert_eq!(
        place.run(&["check-config", "--config", &file]).code,
        Some(0)
    );
    let file = place.file("eye.toml", "[metrics]\ntoken = 12345678901234567890123\n");
    let ended = place.run(&["check-config", "--config", &file]);
    assert!(!ended.errors.contains("12345"), "{}", ended.errors);
}

#[test]
fn a_secret_and_its_file_are_one_too_many() {
    let secret = "hunter2hunter2hunter2";
    let place = Place::new();
    place.file("token", secret);
    let content = format!("[metrics]\ntoken = \"{secret}\"\ntoken_file = \"token\"\n");
    let file = place.file("eye.toml", &content);
    let ended = place.run(&["check-config", "--config", &file]);
    check(
        &ended,
        &[
            "eye.toml line 3: metrics.token: metrics.token and metrics.token_file are both set; \
             keep one of the two",
        ],
    );

    let place = place
        .variable("SKILLS_EYE_METRICS__TOKEN", secret)
        .variable("SKILLS_EYE_METRICS__TOKEN_FILE", "token");
    let ended = place.run(&["check-config"]);
    assert_eq!(ended.code, Some(2), "{}", ended.errors);
    let both = "SKILLS_EYE_METRICS__TOKEN and SKILLS_EYE_METRICS__TOKEN_FILE are both set";
    assert!(ended.errors.contains(both), "{}", ended.errors);
    assert_eq!(ended.errors.lines().count(), 1, "{}", ended.errors);
    assert!(!ended.errors.contains(secret), "{}", ended.errors);
}

#[test]
fn a_secret_of_nothing_but_space_is_none() {
    let place = Place::new().variable("SKILLS_EYE_BOOTSTRAP_TOKEN", "                    ");
    let ended = place.run(&["check-config"]);
    check(
        &ended,
        &[
            "environment variable SKILLS_EYE_BOOTSTRAP_TOKEN: access.bootstrap_token: found 0 \
             characters; give a secret text of at least 16 characters",
        ],
    );
}
