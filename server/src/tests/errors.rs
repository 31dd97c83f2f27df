//! Every failure is a code, written in the reader's form and language.

use axum::extract::State;
use domain::error::{AppError, ErrorCode};
use http::Method;

use super::TestApp;
use crate::errors::Failure;
use crate::listed::Listed;
use crate::state::Shared;

/// Routes that fail stand where public ones do: the table must know them.
fn failing(routes: Listed) -> Listed {
    routes
        .on(
            Method::POST,
            "/livez",
            async |_: State<Shared>| -> &'static str { panic!("the cause of it") },
        )
        .on(Method::POST, "/readyz", async || {
            Failure::internal("the database password is 1234")
        })
}

fn app() -> TestApp {
    TestApp::builder()
        .with(failing)
        .listed("/livez")
        .listed("/readyz")
        .build()
}

#[tokio::test]
async fn a_panic_is_an_error_with_an_id_and_no_more() {
    let app = app();
    let answer = app.ask(Method::POST, "/livez", &[]).await;
    assert_eq!(answer.status, 500);
    assert!(!answer.text().contains("the cause"), "{}", answer.text());
    // And the next request is served.
    assert_eq!(app.get("/livez").await.status, 200);
}

#[tokio::test]
async fn a_cause_stays_inside() {
    let answer = app().ask(Method::POST, "/readyz", &[]).await;
    assert_eq!(answer.status, 500);
    assert!(!answer.text().contains("1234"), "{}", answer.text());
}

#[tokio::test]
async fn unknown_paths_are_cheap_for_machines_and_a_page_for_people() {
    let app = TestApp::new();
    for accept in ["*/*", "application/json", "image/png"] {
        let answer = app
            .ask(Method::GET, "/wp-login.php", &[("accept", accept)])
            .await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        assert!(answer.body.len() < 200, "{}", answer.text());
    }
    let answer = app.browse("/nothing/here").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(
        answer.text().contains("<html lang=\"en\""),
        "{}",
        answer.text()
    );

    let posted = app
        .ask(Method::POST, "/nothing", &[("accept", "text/html")])
        .await;
    assert_eq!(posted.header("content-type"), "text/plain; charset=utf-8");
}

#[tokio::test]
async fn who_may_see_no_page_sees_no_menu() {
    let app = TestApp::builder().role(None).build();
    let answer = app.browse("/nothing").await;
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("<script"), "{}", answer.text());
}

#[tokio::test]
async fn programs_get_problems_in_their_language() {
    let app = TestApp::new();
    let path = "/api/v1/nothing";
    let check = async |language: &str, title: &str| {
        let answer = app
            .ask(Method::GET, path, &[("accept-language", language)])
            .await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("cache-control"), "no-store");
        let problem = answer.json();
        assert_eq!(problem["title"], title);
        assert_eq!(problem["type"], "urn:skills-eye:error:not_found");
        assert_eq!(problem["status"], 404);
        assert_eq!(problem["code"], "not_found");
        assert_eq!(problem["args"]["path"], path);
        assert!(problem["detail"].is_string());
        assert_eq!(problem["request_id"], answer.header("x-request-id"));
    };
    check("en", "There is nothing here").await;
    check("pt-BR", "Não há nada aqui").await;
}

#[tokio::test]
async fn a_wrong_method_says_which_are_right() {
    let answer = TestApp::new()
        .ask(Method::DELETE, "/api/v1/version", &[])
        .await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.code(), "method_not_allowed");
    assert_eq!(answer.header("allow"), "GET, HEAD");
}

#[tokio::test]
async fn an_endless_method_is_not_repeated_whole() {
    let method = Method::from_bytes(&[b'A'; 4_000]).unwrap();
    let answer = TestApp::new().ask(method, "/api/v1/version", &[]).await;
    assert_eq!(answer.status, 405);
    assert!(answer.body.len() < 1_000, "{}", answer.text());
}

#[tokio::test]
async fn an_invented_request_id_is_not_taken() {
    let app = TestApp::new();
    let answer = app
        .ask(Method::GET, "/livez", &[("x-request-id", "mine")])
        .await;
    let id = answer.header("x-request-id");
    assert_eq!(id.len(), 36, "{id}");
    let again = app.get("/livez").await;
    assert_ne!(again.header("x-request-id"), id);
}

#[test]
fn every_code_has_words_in_both_languages() {
    for code in ErrorCode::ALL {
        let error = AppError::new(code);
        for locale in domain::locale::Locale::ALL {
            let problem = crate::errors::problem(&error, None, locale);
            let problem: serde_json::Value = serde_json::from_str(&problem).unwrap();
            assert_ne!(problem["title"], "", "{code:?} {locale:?}");
            assert_eq!(problem["status"], code.status());
        }
    }
}

#[tokio::test]
async fn the_error_page_shows_the_id_and_the_theme() {
    let app = TestApp::builder().bound("127.0.0.1:1").build();
    let head = [
        ("host", "evil.example"),
        ("accept", "text/html"),
        ("cookie", "theme=dark; locale=en"),
    ];
    let answer = app.ask(Method::GET, "/", &head).await;
    assert_eq!(answer.status, 421);
    let html = answer.text();
    assert!(
        html.contains("<html lang=\"en\" data-theme=\"dark\""),
        "{html}"
    );
    assert!(html.contains(answer.header("x-request-id")), "{html}");
    assert!(html.contains("/pkg/skills-eye.css"), "{html}");
    assert!(html.contains("“evil.example”"), "{html}");
}
