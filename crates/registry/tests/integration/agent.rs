//! The agent of the registry's own node.

use std::time::Duration;

use serde_json::json;
use tokio::time::sleep;

use crate::api::Api;

#[tokio::test]
async fn it_says_what_prometheus_asks_first() {
    let api = Api::new();
    let about = api.get("/v1/agent/self").await.json();
    assert_eq!(about["Config"]["Datacenter"], "dc1");
    assert_eq!(about["Config"]["NodeName"], "skills-eye");
    let members = api.get("/v1/agent/members").await.json();
    assert_eq!(
        (&members[0]["Name"], &members[0]["Status"]),
        (&json!("skills-eye"), &json!(1))
    );
    let leader = api.get("/v1/status/leader").await.json();
    assert_eq!(api.get("/v1/status/peers").await.json(), json!([leader]));
    let own = api.get("/v1/health/node/skills-eye").await.json();
    assert_eq!(
        (&own[0]["CheckID"], &own[0]["Status"]),
        (&json!("serfHealth"), &json!("passing"))
    );
}

#[tokio::test]
async fn a_service_is_registered_with_its_checks() {
    let api = Api::new();
    let body = r#"{"name":"w","ID":"w3","Address":"10.0.0.1","Port":80,"Meta":{"a":"b"},"Checks":[
        {"TTL":"30s","Status":"passing","Name":"alive","CheckID":"mine","Notes":"n"},
        {"TTL":"10s"}]}"#;
    api.done("/v1/agent/service/register", body).await;
    let service = api.get("/v1/agent/service/w3").await;
    let place = json!({"Address": "10.0.0.1", "Port": 80});
    let hash = service.header("x-consul-contenthash").to_owned();
    let expected = json!({
        "ID": "w3", "Service": "w", "Tags": [], "Meta": {"a": "b"}, "Port": 80,
        "Address": "10.0.0.1", "TaggedAddresses": {"lan_ipv4": place, "wan_ipv4": place},
        "Weights": {"Passing": 1, "Warning": 1}, "EnableTagOverride": false,
        "ContentHash": hash,
    });
    assert_eq!(service.json(), expected);
    let checks = api.get("/v1/agent/checks").await.json();
    assert_eq!(checks["mine"]["Status"], "passing");
    assert_eq!(checks["mine"]["Type"], "ttl");
    assert_eq!(checks["service:w3:2"]["Name"], "Service 'w' check");
    assert_eq!(checks["service:w3:2"]["Status"], "critical");
    assert_eq!(checks.as_object().unwrap().len(), 2);
    let services = api.get("/v1/agent/services").await.json();
    assert_eq!(services["w3"]["Service"], "w");
    api.done("/v1/agent/service/deregister/w3", "").await;
    assert_eq!(api.get("/v1/agent/services").await.json(), json!({}));
    assert_eq!(api.get("/v1/agent/checks").await.json(), json!({}));
    let gone = api.get("/v1/agent/service/w3").await;
    assert_eq!(gone.refusal(), (404, "unknown service ID: w3".to_owned()));
}

#[tokio::test]
async fn registering_again_keeps_what_is_known_of_its_health() {
    let api = Api::new();
    let status = async || api.get("/v1/health/checks/c").await.json();
    api.done(
        "/v1/agent/service/register",
        r#"{"Name":"c","Check":{"TTL":"10s"}}"#,
    )
    .await;
    api.done("/v1/agent/check/pass/service:c?note=fine", "")
        .await;
    api.done(
        "/v1/agent/service/register",
        r#"{"Name":"c","Tags":["z"],"Check":{"TTL":"10s"}}"#,
    )
    .await;
    let check = status().await[0].clone();
    assert_eq!(
        (&check["Status"], &check["Output"]),
        (&json!("passing"), &json!("fine"))
    );
    assert_eq!(check["ServiceTags"], json!(["z"]));
    api.done("/v1/agent/service/register", r#"{"Name":"c"}"#)
        .await;
    assert_eq!(status().await[0]["ServiceTags"], json!([]));
    api.done(
        "/v1/agent/service/register?replace-existing-checks=true",
        r#"{"Name":"c"}"#,
    )
    .await;
    assert_eq!(status().await, json!([]));
}

#[tokio::test]
async fn a_check_says_how_it_is_or_is_critical_by_itself() {
    let api = Api::new();
    api.done("/v1/agent/check/register", r#"{"Name":"t","TTL":"150ms"}"#)
        .await;
    let check = async || {
        let checks = api.get("/v1/agent/checks").await.json();
        let text = |name: &str| checks["t"][name].as_str().unwrap().to_owned();
        (text("Status"), text("Output"))
    };
    let is = |status: &str, output: &str| (status.to_owned(), output.to_owned());
    assert_eq!(check().await, is("critical", ""));
    api.done("/v1/agent/check/warn/t?note=w", "").await;
    assert_eq!(check().await, is("warning", "w"));
    api.done(
        "/v1/agent/check/update/t",
        r#"{"Status":"passing","Output":"ok"}"#,
    )
    .await;
    assert_eq!(check().await, is("passing", "ok"));
    sleep(Duration::from_millis(80)).await;
    api.done("/v1/agent/check/pass/t?note=again", "").await;
    sleep(Duration::from_millis(100)).await;
    assert_eq!(check().await, is("passing", "again"));
    sleep(Duration::from_millis(150)).await;
    let last = "TTL expired (last output before timeout follows): again";
    assert_eq!(check().await, is("critical", last));
    api.done("/v1/agent/check/deregister/t", "").await;
    assert_eq!(api.get("/v1/agent/checks").await.json(), json!({}));
}

#[tokio::test]
async fn a_service_that_is_critical_for_too_long_goes() {
    let api = Api::new();
    let body = r#"{"Name":"s","Check":{"TTL":"100ms","DeregisterCriticalServiceAfter":"200ms","Status":"passing"}}"#;
    api.done("/v1/agent/service/register", body).await;
    sleep(Duration::from_millis(200)).await;
    let there = api.get("/v1/health/checks/s").await.json();
    assert_eq!(there[0]["Status"], "critical");
    // Who comes back in time stays.
    api.done("/v1/agent/check/pass/service:s", "").await;
    sleep(Duration::from_millis(200)).await;
    assert_eq!(api.get("/v1/agent/service/s").await.status, 200);
    sleep(Duration::from_millis(300)).await;
    assert_eq!(api.get("/v1/agent/service/s").await.status, 404);
}

#[tokio::test]
async fn what_reports_itself_is_watched_over_after_a_restart() {
    let api = Api::new();
    let body = r#"{"Name":"s","Check":{"TTL":"150ms","Status":"passing"}}"#;
    api.done("/v1/agent/service/register", body).await;
    let api = api.reopened();
    let status = async || api.get("/v1/health/checks/s").await.json()[0]["Status"].clone();
    assert_eq!(status().await, "passing");
    sleep(Duration::from_millis(250)).await;
    assert_eq!(status().await, "critical");
}

#[tokio::test]
async fn maintenance_is_a_critical_check_for_as_long_as_it_lasts() {
    let api = Api::new();
    api.done("/v1/agent/service/register", r#"{"Name":"w"}"#)
        .await;
    let path = "/v1/agent/service/maintenance/w?enable";
    api.done(&format!("{path}=true&reason=why"), "").await;
    let checks = api.get("/v1/agent/checks").await.json();
    let check = &checks["_service_maintenance:w"];
    assert_eq!(
        (&check["Status"], &check["Notes"]),
        (&json!("critical"), &json!("why"))
    );
    assert_eq!(check["Type"], "maintenance");
    api.done(&format!("{path}=false"), "").await;
    assert_eq!(api.get("/v1/agent/checks").await.json(), json!({}));
    api.done("/v1/agent/maintenance?enable=true", "").await;
    let critical = api.get("/v1/health/state/critical").await.json();
    let default = "Maintenance mode is enabled for this node, but no reason was provided. This is \
                   a default message.";
    assert_eq!(critical[0]["Notes"], default);
    api.done("/v1/agent/maintenance?enable=false", "").await;
    assert_eq!(api.get("/v1/health/state/critical").await.json(), json!([]));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_consuls_words() {
    let api = Api::new();
    let check = async |path: &str, body: &str, status: u16, words: &str| {
        let reply = api.put(&format!("/v1/agent/{path}"), body.to_owned()).await;
        assert_eq!(reply.refusal(), (status, words.to_owned()), "{path} {body}");
    };
    let register = "service/register";
    check(register, "{}", 400, "Missing service name").await;
    check(register, "", 400, "Request decode failed: EOF").await;
    let interval = "Invalid check: Interval must be > 0 for Script, HTTP, or TCP checks";
    check(
        register,
        r#"{"Name":"b","Check":{"HTTP":"http://x"}}"#,
        400,
        interval,
    )
    .await;
    let status = "Status for checks must 'passing', 'warning', 'critical'";
    check(
        register,
        r#"{"Name":"b","Check":{"Status":"w","TTL":"1s"}}"#,
        400,
        status,
    )
    .await;
    let weights = "Invalid Weights: Passing must be greater than 0";
    check(
        register,
        r#"{"Name":"b","Weights":{"Passing":-1}}"#,
        400,
        weights,
    )
    .await;
    check(
        register,
        r#"{"Name":"b","Address":"0.0.0.0"}"#,
        400,
        "Invalid service address",
    )
    .await;
    check(
        "check/register",
        r#"{"TTL":"1s"}"#,
        400,
        "Missing check name",
    )
    .await;
    let ttl = "Invalid check: TTL must be > 0 for TTL checks";
    check("check/register", r#"{"Name":"x"}"#, 400, ttl).await;
    let both = "Invalid check: Interval and TTL cannot both be specified";
    check(
        "check/register",
        r#"{"Name":"x","TTL":"1s","Interval":"1s"}"#,
        400,
        both,
    )
    .await;
    let service = "ServiceID \"nope\" does not exist";
    check(
        "check/register",
        r#"{"Name":"x","TTL":"1s","ServiceID":"nope"}"#,
        500,
        service,
    )
    .await;
    let unknown = "CheckID \"nope\" does not have associated TTL";
    check("check/pass/nope", "", 500, unknown).await;
    check(
        "check/update/nope",
        r#"{"Status":"bad"}"#,
        400,
        "Invalid check status: 'bad'",
    )
    .await;
    check("check/deregister/", "", 500, "CheckID missing").await;
    check("service/deregister/", "", 500, "ServiceID missing").await;
    check("service/maintenance/w", "", 400, "Missing value for enable").await;
    check(
        "maintenance?enable=x",
        "",
        400,
        "Invalid value for enable: \"x\"",
    )
    .await;
    let none = "No service registered with ID \"nope\"";
    check("service/maintenance/nope?enable=true", "", 404, none).await;
    for kind in [
        r#""HTTP":"http://x""#,
        r#""TCP":"x:1""#,
        r#""Args":["true"]"#,
    ] {
        let body = format!(r#"{{"Name":"x","Interval":"1s",{kind}}}"#);
        let reply = api.put("/v1/agent/check/register", body).await;
        assert_eq!(reply.status, 501, "{}", reply.text());
    }
    let proxy = r#"{"Name":"p","Kind":"connect-proxy"}"#;
    assert_eq!(
        api.put("/v1/agent/service/register", proxy).await.status,
        501
    );
}
