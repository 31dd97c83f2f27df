use std::env;
use std::process::Command;

use testkit::consul::program;

use super::pair::finished;
use crate::docs::example;
use crate::served::{PORT_IN_DOCS, Served};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_example_of_the_page_runs() {
    let Some(program) = program() else {
        return;
    };
    let served = Served::start().await;
    let script = example("sh", "consul kv put");
    let script = script.replace(PORT_IN_DOCS, &served.address().to_string());
    let folder = tempfile::tempdir().unwrap();
    let mut path = vec![program.parent().unwrap().to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut shell = Command::new("sh");
    shell
        .args(["-e", "-c", &script])
        .current_dir(folder.path())
        .env("PATH", env::join_paths(path).unwrap());
    let said = finished(shell).await;
    assert_eq!(said.code, Some(0), "{}\n{}", said.out, said.error);
    for words in [
        "blue",
        "Imported: app/colour",
        "blackbox icmp",
        "skills-eye",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
}
