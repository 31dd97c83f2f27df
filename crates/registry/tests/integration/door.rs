//! What goes through a door, and what does not.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use registry::{Door, Reach};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::api::Api;

const TOKEN: &str = "a-good-token";
const DENIED: (u16, &str) = (403, "Permission denied");

struct Port {
    api: Api,
    router: Router,
}

/// A request to a port, as little of one as a test says.
struct Ask<'a> {
    port: &'a Port,
    host: &'a str,
    headers: Vec<(&'a str, &'a str)>,
}

impl Port {
    fn new(reach: Reach) -> Self {
        let api = Api::new();
        let hidden = ["app/v2/auth/", "app/v2/audit/"].map(str::to_owned);
        let door = Door::new(reach, hidden, |token| token == TOKEN);
        let router = api.registry.router_behind(door);
        Self { api, router }
    }

    fn nobody(&self) -> Ask<'_> {
        Ask {
            port: self,
            host: "localhost:8500",
            headers: Vec::new(),
        }
    }

    fn somebody(&self) -> Ask<'_> {
        self.nobody().with("x-consul-token", TOKEN)
    }

    async fn filled(reach: Reach) -> Self {
        let port = Self::new(reach);
        for key in [
            "app/v2/auth/users",
            "app/v2/audit/1",
            "app/v2/settings",
            "app/other",
        ] {
            port.api.done(&format!("/v1/kv/{key}"), "secret").await;
        }
        port
    }

    async fn is_whole(&self) {
        let reply = self.api.get("/v1/kv/?keys").await.json();
        let expected = [
            "app/other",
            "app/v2/audit/1",
            "app/v2/auth/users",
            "app/v2/settings",
        ];
        assert_eq!(reply, json!(expected));
        let value = self.api.get("/v1/kv/app/v2/auth/users?raw").await;
        assert_eq!(value.text(), "secret");
    }
}

impl<'a> Ask<'a> {
    fn with(mut self, name: &'a str, value: &'a str) -> Self {
        self.headers.push((name, value));
        self
    }

    fn called(mut self, host: &'a str) -> Self {
        self.host = host;
        self
    }

    async fn ask(&self, method: &str, path: &str, body: impl Into<Body>) -> (u16, String) {
        let mut request = Request::builder().method(method).uri(path);
        if !self.host.is_empty() {
            request = request.header("host", self.host);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).unwrap();
        let response = self.port.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    async fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, Body::empty()).await
    }

    async fn denied(&self, method: &str, path: &str, body: impl Into<Body>) {
        let (status, words) = self.ask(method, path, body).await;
        assert_eq!((status, words.as_str()), DENIED, "{method} {path}");
    }
}

#[tokio::test]
async fn on_loopback_the_catalog_and_health_are_open_to_read() {
    let port = Port::new(Reach::Loopback);
    let nobody = port.nobody();
    for path in [
        "/v1/catalog/datacenters",
        "/v1/catalog/nodes",
        "/v1/catalog/services",
        "/v1/catalog/service/web",
        "/v1/catalog/node/skills-eye",
        "/v1/catalog/node-services/skills-eye",
        "/v1/health/node/skills-eye",
        "/v1/health/checks/web",
        "/v1/health/service/web",
        "/v1/health/state/any",
    ] {
        assert_eq!(nobody.get(path).await.0, 200, "{path}");
        nobody.denied("PUT", path, "").await;
        nobody.denied("OPTIONS", path, "").await;
    }
    for path in [
        "/v1/kv/a",
        "/v1/kv/?recurse",
        "/v1/session/list",
        "/v1/agent/self",
        "/v1/agent/services",
        "/v1/status/leader",
        "/v1/internal/skills-eye/changes?since=0",
        "/v1/acl/tokens",
        "/v1/none",
        "/v1/catalog//nodes",
        "/v1/health/../kv/a",
        "/v1/catalog/%zz",
        "/",
    ] {
        nobody.denied("GET", path, "").await;
    }
    for path in [
        "/v1/kv/a",
        "/v1/txn",
        "/v1/catalog/register",
        "/v1/catalog/deregister",
        "/v1/session/create",
        "/v1/agent/service/register",
    ] {
        nobody.denied("PUT", path, "{}").await;
    }
}

#[tokio::test]
async fn elsewhere_nothing_goes_without_a_token() {
    let port = Port::new(Reach::Network);
    for path in [
        "/v1/catalog/nodes",
        "/v1/health/state/any",
        "/v1/agent/self",
    ] {
        port.nobody().denied("GET", path, "").await;
        let anywhere = port.somebody().called("registry.example:8500");
        assert_eq!(anywhere.get(path).await.0, 200, "{path}");
    }
}

#[tokio::test]
async fn a_token_comes_in_a_header() {
    let port = Port::new(Reach::Network);
    let path = "/v1/kv/?keys";
    assert_eq!(port.somebody().get(path).await.0, 200);
    for (name, value) in [
        ("authorization", "Bearer a-good-token"),
        ("authorization", "bearer  a-good-token"),
    ] {
        assert_eq!(
            port.nobody().with(name, value).get(path).await.0,
            200,
            "{value}"
        );
    }
    for (name, value) in [
        ("x-consul-token", "another"),
        ("x-consul-token", ""),
        ("x-consul-token", "A-GOOD-TOKEN"),
        ("authorization", "Basic a-good-token"),
        ("authorization", "a-good-token"),
        ("authorization", "Bearer "),
        ("cookie", "token=a-good-token"),
    ] {
        port.nobody()
            .with(name, value)
            .denied("GET", path, "")
            .await;
    }
    for option in [
        "token=a-good-token",
        "%74oken=a-good-token",
        "Token=x",
        "token",
    ] {
        let path = format!("/v1/catalog/nodes?{option}");
        for ask in [port.nobody(), port.somebody()] {
            let (status, words) = ask.get(&path).await;
            assert_eq!(status, 400, "{option}");
            assert!(words.contains("X-Consul-Token"), "{words}");
        }
    }
}

#[tokio::test]
async fn on_loopback_the_port_is_called_by_a_name_of_this_machine() {
    let port = Port::new(Reach::Loopback);
    let path = "/v1/catalog/nodes";
    for host in ["localhost", "127.0.0.1:8500", "[::1]:8500"] {
        assert_eq!(port.nobody().called(host).get(path).await.0, 200, "{host}");
    }
    for host in [
        "evil.example:8500",
        "127.0.0.1.evil.example",
        "10.0.0.1:8500",
        "",
    ] {
        let (status, words) = port.somebody().called(host).get(path).await;
        assert_eq!(status, 403, "{host}");
        assert!(words.contains("localhost"), "{words}");
    }
    let two = port.nobody().with("host", "evil.example");
    assert_eq!(two.get(path).await.0, 403);
    let (status, _) = port
        .nobody()
        .get("http://evil.example/v1/catalog/nodes")
        .await;
    assert_eq!(status, 403);
}

#[tokio::test]
async fn a_hidden_key_is_not_told() {
    let port = Port::filled(Reach::Loopback).await;
    let somebody = port.somebody();
    for path in [
        "/v1/kv/app/v2/auth/users",
        "/v1/kv/app/v2/auth/users?raw",
        "/v1/kv/app/v2/auth/none",
        "/v1/kv/app/v2/auth/?recurse",
        "/v1/kv/app/v2/auth/?keys",
        "/v1/kv/app/v2/auth/u?recurse",
        "/v1/kv/app%2Fv2%2Fauth%2Fusers",
        "/v1/kv/app/v2/%61uth/users",
        "/v1/kv/APP/v2/Auth/users",
    ] {
        somebody.denied("GET", path, "").await;
    }
    for path in [
        "/v1/kv//app/v2/auth/users",
        "/v1/kv/app//v2/auth/users?raw",
        "/v1/kv/app/v2/x/../auth/users?raw",
        "/v1/kv/app/v2/./auth/users?raw",
        "/v1/kv/app%2F%2Fv2/auth/users?raw",
    ] {
        let (status, body) = somebody.get(path).await;
        assert_eq!(status, 301, "{path}");
        assert!(!body.contains("secret"), "{path}");
    }
    // What is escaped twice is another key.
    let twice = "/v1/kv/app%252Fv2%252Fauth%252Fusers?raw";
    assert_eq!(somebody.get(twice).await.0, 404);
    for prefix in ["", "app/", "app/v2/", "app/v2/a", "app/v2/auth"] {
        for option in ["recurse", "keys", "keys&separator=/"] {
            let path = format!("/v1/kv/{prefix}?{option}");
            let (_, body) = somebody.get(&path).await;
            assert!(!body.contains("auth"), "{path}: {body}");
            assert!(!body.contains("audit"), "{path}: {body}");
        }
    }
    let (_, keys) = somebody.get("/v1/kv/app/?keys").await;
    let keys: Value = serde_json::from_str(&keys).unwrap();
    assert_eq!(keys, json!(["app/other", "app/v2/settings"]));
    let (_, keys) = somebody.get("/v1/kv/app/v2/?keys&separator=/").await;
    assert_eq!(keys, r#"["app/v2/settings"]"#);
    let (status, body) = somebody.get("/v1/kv/app/v2/au?recurse").await;
    assert_eq!((status, body.as_str()), (404, ""));
}

#[tokio::test]
async fn a_hidden_key_is_not_changed() {
    let port = Port::filled(Reach::Network).await;
    let somebody = port.somebody();
    let session = port.api.session("").await;
    for query in [
        String::new(),
        "?cas=0".to_owned(),
        format!("?acquire={session}"),
        format!("?release={session}"),
    ] {
        for key in ["app/v2/auth/users", "app/v2/auth/new", "app/v2/AUTH/new"] {
            let path = format!("/v1/kv/{key}{query}");
            somebody.denied("PUT", &path, "secret").await;
        }
    }
    for path in [
        "/v1/kv/app/v2/auth/users",
        "/v1/kv/app/v2/auth/users?cas=1",
        "/v1/kv/app/v2/auth/?recurse",
        "/v1/kv/app/v2/auth?recurse",
        "/v1/kv/app/v2/a?recurse",
        "/v1/kv/app?recurse",
        "/v1/kv/?recurse",
    ] {
        somebody.denied("DELETE", path, "").await;
    }
    port.is_whole().await;
    let (status, _) = somebody.ask("DELETE", "/v1/kv/app/o?recurse", "").await;
    assert_eq!(status, 200);
    assert_eq!(port.api.get("/v1/kv/app/other").await.status, 404);
}

#[tokio::test]
async fn a_transaction_hides_the_same() {
    let port = Port::filled(Reach::Network).await;
    let somebody = port.somebody();
    let run = |verb: &str, key: &str| {
        let operation = json!({"Verb": verb, "Key": key, "Value": "eA==", "Session": ""});
        let harmless = json!({"Verb": "set", "Key": "app/other", "Value": "c2VjcmV0"});
        json!([{"KV": harmless}, {"KV": operation}]).to_string()
    };
    for verb in [
        "get",
        "get-tree",
        "set",
        "cas",
        "lock",
        "unlock",
        "delete",
        "delete-cas",
        "delete-tree",
        "check-index",
        "check-session",
        "check-not-exists",
    ] {
        for key in ["app/v2/auth/users", "app/v2/Auth/users", "app/v2/audit/"] {
            somebody.denied("PUT", "/v1/txn", run(verb, key)).await;
        }
    }
    for key in ["app/", "app/v2/auth", "app/v2/a"] {
        somebody
            .denied("PUT", "/v1/txn", run("delete-tree", key))
            .await;
    }
    let lower = r#"[{"kv":{"verb":"get","KEY":"app/v2/auth/users"}}]"#;
    somebody.denied("PUT", "/v1/txn", lower).await;
    let (status, body) = somebody
        .ask("PUT", "/v1/txn", run("get-tree", "app/"))
        .await;
    assert_eq!(status, 200, "{body}");
    let keys: Vec<Value> = serde_json::from_str::<Value>(&body).unwrap()["Results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["KV"]["Key"].clone())
        .collect();
    assert_eq!(keys, ["app/other", "app/other", "app/v2/settings"]);
    port.is_whole().await;
}

#[tokio::test]
async fn a_session_that_holds_a_hidden_key_is_not_ended() {
    let port = Port::filled(Reach::Network).await;
    let somebody = port.somebody();
    let body = r#"{"Node":"n","NodeChecks":["c"],"Behavior":"delete"}"#;
    let check = |status: &str| {
        let check = json!({"CheckID": "c", "Name": "c", "Status": status});
        json!({"Node": "n", "Address": "1.1.1.1", "Check": check}).to_string()
    };
    port.api
        .done("/v1/catalog/register", check("passing"))
        .await;
    let session = port.api.session(body).await;
    let lock = format!("/v1/kv/app/v2/auth/users?acquire={session}");
    port.api.done(&lock, "secret").await;
    let destroy = format!("/v1/session/destroy/{session}");
    somebody.denied("PUT", &destroy, "").await;
    for gone in [r#"{"Node":"n"}"#, r#"{"Node":"n","CheckID":"c"}"#] {
        somebody.denied("PUT", "/v1/catalog/deregister", gone).await;
    }
    let register = "/v1/catalog/register";
    somebody.denied("PUT", register, check("critical")).await;
    let txn = r#"[{"Node":{"Verb":"delete","Node":{"Node":"n","Address":"1.1.1.1"}}}]"#;
    somebody.denied("PUT", "/v1/txn", txn).await;
    port.is_whole().await;
    assert_eq!(
        port.api.get("/v1/catalog/node/n").await.json()["Node"]["Node"],
        "n"
    );
    port.api.done(&destroy, "").await;
    assert_eq!(port.api.get("/v1/kv/app/v2/auth/users").await.status, 404);
}
