//! The commands that only tell something.

use crate::process::Place;

#[test]
fn tells_its_version() {
    let ended = Place::new().run(&["version"]);
    assert_eq!(ended.code, Some(0));
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        ended
            .output
            .starts_with(&format!("skills-eye {version} (build ")),
        "{}",
        ended.output
    );
}

#[test]
fn completes_in_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ended = Place::new().run(&["completions", shell]);
        assert_eq!(ended.code, Some(0), "{shell}");
        assert!(ended.output.contains("check-config"), "{shell}");
    }
}

#[test]
fn does_not_guess_commands() {
    for arguments in [&["srve"][..], &[], &["serve", "--lissten", "x"]] {
        let ended = Place::new().run(arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}");
        assert!(ended.output.is_empty(), "{}", ended.output);
    }
}

#[test]
fn the_reference_in_the_documents_is_fresh() {
    let ended = Place::new().run(&["config-reference"]);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/CONFIGURATION.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        ended.output == written,
        "docs/CONFIGURATION.md is stale: skills-eye config-reference > docs/CONFIGURATION.md"
    );
}
