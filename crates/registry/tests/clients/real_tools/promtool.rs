//! The examples are configurations to the tool that checks them.

use std::process::Command;

use testkit::prometheus::promtool;

use crate::docs::example;

#[test]
fn the_examples_of_consul_sd_pass() {
    let Some(promtool) = promtool() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for words in ["datacenter: dc1", "token: a-token"] {
        let path = folder.path().join("prometheus.yml");
        std::fs::write(&path, example("yaml", words)).unwrap();
        let checked = Command::new(&promtool)
            .args(["check", "config"])
            .arg(&path)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&checked.stderr);
        assert!(checked.status.success(), "{words}: {said}");
    }
}
