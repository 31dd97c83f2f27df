//! The permission table and the routes are the same set, and the table is obeyed.

use std::collections::BTreeSet;

use domain::access::{Permission, Role};
use http::Method;

use super::TestApp;
use crate::access::{Access, Entry, entries};
use crate::listed::Listed;
use crate::routes;

type Line = (String, String);

fn line(method: &Method, path: &str) -> Line {
    (method.to_string(), path.to_owned())
}

/// What is registered and in no table, and what is in the table and not registered.
fn differences(routes: &Listed, entries: &[Entry]) -> (Vec<Line>, Vec<Line>) {
    let registered: BTreeSet<_> = routes
        .routes()
        .iter()
        .map(|(method, path)| line(method, path))
        .collect();
    let listed: BTreeSet<_> = entries
        .iter()
        .map(|entry| line(&entry.method, entry.path))
        .collect();
    (
        registered.difference(&listed).cloned().collect(),
        listed.difference(&registered).cloned().collect(),
    )
}

#[test]
fn every_route_has_a_line_and_every_line_a_route() {
    let (unlisted, dead) = differences(&routes::routes(), &entries());
    assert!(
        unlisted.is_empty(),
        "no entry in access::table: {unlisted:#?}"
    );
    assert!(
        dead.is_empty(),
        "in access::table without a route: {dead:#?}"
    );
}

#[test]
fn no_line_stands_twice() {
    let mut seen = BTreeSet::new();
    for entry in entries() {
        let line = line(&entry.method, entry.path);
        assert!(seen.insert(line.clone()), "{line:?} stands twice");
    }
}

#[test]
fn the_walk_covers_pages_and_server_functions() {
    let routes = routes::routes();
    let paths: BTreeSet<_> = routes.routes().iter().map(|(_, path)| &**path).collect();
    assert!(paths.contains("/"));
    for listing in crate::pages::listings() {
        assert!(paths.contains(listing.path()), "{}", listing.path());
    }
    for (path, _) in server_fn::axum::server_fn_paths() {
        assert!(paths.contains(path), "{path}");
    }
}

/// What the test above is worth: a new route is found by the walk and served to nobody.
#[tokio::test]
async fn a_route_without_an_entry_is_found_and_denied() {
    let added = |routes: Listed| routes.get("/api/v1/forgotten", async || "secret");
    let (unlisted, _) = differences(&added(routes::routes()), &entries());
    assert_eq!(unlisted, [line(&Method::GET, "/api/v1/forgotten")]);

    let app = TestApp::builder().with(added).build();
    let answer = app.get("/api/v1/forgotten").await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.code(), "route_not_listed");
    assert!(!answer.text().contains("secret"));
}

#[test]
fn what_the_menu_hides_the_table_denies() {
    let entries = entries();
    for room in app::nav::ENTRIES {
        let paths = room.aliases.iter().chain([&room.path]);
        for path in paths {
            let Some(entry) = entries.iter().find(|entry| entry.path == *path) else {
                // Pages that this build does not have; the walk finds all others.
                continue;
            };
            assert_eq!(entry.access, Access::Needs(room.permission), "{path}");
        }
    }
}

#[tokio::test]
async fn the_menu_shows_what_may_be_opened() {
    let shown = async |role, path: &str| {
        let app = TestApp::builder().role(Some(role)).build();
        app.browse("/")
            .await
            .text()
            .contains(&format!("href=\"{path}\""))
    };
    let guarded = app::nav::ENTRIES
        .iter()
        .find(|entry| entry.permission == Permission::Administer);
    let guarded = guarded.expect("a page for administrators").path;
    assert!(shown(Role::Admin, guarded).await);
    assert!(!shown(Role::Viewer, guarded).await);
    assert!(shown(Role::Viewer, "/targets").await);
}

/// An address that fits a pattern.
fn address(pattern: &str) -> String {
    let parts = pattern.split('/').map(|part| match part {
        "{build_id}" => crate::assets::BUILD_ID,
        part if part.starts_with('{') => "x",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn everybody_gets_what_the_table_says() {
    let roles = [
        None,
        Some(Role::Viewer),
        Some(Role::Operator),
        Some(Role::Admin),
    ];
    for role in roles {
        let app = TestApp::builder().role(role).build();
        for entry in entries() {
            let expected = match (entry.access, role) {
                (Access::Public, _) => None,
                (Access::Needs(_), None) => Some(401),
                (Access::Needs(permission), Some(role)) => (!role.may(permission)).then_some(403),
            };
            let path = address(entry.path);
            let request = http::Request::builder()
                .method(entry.method.clone())
                .uri(&path)
                .header("host", "localhost")
                .header("content-type", "application/json")
                .body(axum::body::Body::empty())
                .unwrap();
            let status = app.send(request).await.status().as_u16();
            let refused = matches!(status, 401 | 403).then_some(status);
            assert_eq!(refused, expected, "{} {path} as {role:?}", entry.method);
        }
    }
}

#[tokio::test]
async fn a_refusal_names_what_is_missing() {
    let nobody = TestApp::builder().role(None).build();
    let answer = nobody.get("/api/v1/events").await;
    assert_eq!(answer.code(), "sign_in_needed");

    let viewer = TestApp::builder().role(Some(Role::Viewer)).build();
    let page = entries()
        .into_iter()
        .find(|entry| entry.access == Access::Needs(Permission::Administer))
        .unwrap();
    let answer = viewer.browse(page.path).await;
    assert_eq!(answer.status, 403);
    assert!(
        answer.text().contains("the permission to administer"),
        "{}",
        answer.text()
    );
}
