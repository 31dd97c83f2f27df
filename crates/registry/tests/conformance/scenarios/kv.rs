//! `/v1/kv/`.

use crate::transcript::Transcript;

pub(super) async fn run(t: &mut Transcript) {
    reads(t).await;
    compare_and_set(t).await;
    refusals(t).await;
    paths(t).await;
    removals(t).await;
    large(t).await;
}

async fn reads(t: &mut Transcript) {
    for path in [
        "/v1/kv/none",
        "/v1/kv/none?recurse",
        "/v1/kv/none?keys",
        "/v1/kv/none?raw",
    ] {
        t.get(path).await;
    }
    t.put("/v1/kv/k/b", "hello").await;
    t.put("/v1/kv/k/c?flags=42", "x").await;
    t.put("/v1/kv/k/d/e", "").await;
    t.put("/v1/kv/k/d/f", [0, 255, 10]).await;
    for path in [
        "/v1/kv/k/b",
        "/v1/kv/k/b?raw",
        "/v1/kv/k/b?pretty",
        "/v1/kv/k/d/e",
        "/v1/kv/k/d/e?raw",
        "/v1/kv/k?recurse",
        "/v1/kv/k/?recurse&pretty",
        "/v1/kv/k/?keys",
        "/v1/kv/k/?keys&separator=/",
        "/v1/kv/k/?keys&separator=d",
        "/v1/kv/?keys&separator=/",
        "/v1/kv/k/d?raw&recurse",
        "/v1/kv/k/b?dc=dc1",
        "/v1/kv/k/b?stale",
        "/v1/kv/k/b?consistent",
        "/v1/kv/k/b?cached",
        "/v1/kv/k/b?index=1&wait=10ms",
        "/v1/kv/k/b?index=999999&wait=100ms",
        "/v1/kv/none?index=999999&wait=100ms",
        "/v1/kv/k/b?index=0&wait=1ms",
        "/v1/kv/k/b?index=&wait=",
    ] {
        t.get(path).await;
    }
}

async fn compare_and_set(t: &mut Transcript) {
    t.put("/v1/kv/cas/a?cas=1", "z").await;
    t.put("/v1/kv/cas/a?cas=0", "z").await;
    t.put("/v1/kv/cas/a?cas=0", "y").await;
    let index = t.get("/v1/kv/cas/a").await.index();
    // The same value at the right index: done, and nothing changes.
    let path = format!("/v1/kv/cas/a?cas={index}");
    let done = t.target.ask("PUT", &path, b"z").await;
    t.pick("the same value by compare-and-set", &done.json());
    t.get("/v1/kv/cas/a").await;
    let done = t.target.ask("PUT", &path, b"new").await;
    t.pick("another value", &done.json());
    let done = t.target.ask("PUT", &path, b"late").await;
    t.pick("once more", &done.json());
    t.get("/v1/kv/cas/a").await;
    t.put("/v1/kv/cas/a?flags=9", "new").await;
    t.get("/v1/kv/cas/a").await;
    t.delete("/v1/kv/cas/a?cas=0").await;
    t.delete("/v1/kv/cas/a?cas=5").await;
    t.delete("/v1/kv/cas/none?cas=5").await;
    let index = t.get("/v1/kv/cas/a").await.index();
    let path = format!("/v1/kv/cas/a?cas={index}");
    let done = t.target.ask("DELETE", &path, b"").await;
    t.pick("removed at its index", &done.json());
    t.get("/v1/kv/cas/a").await;
}

async fn refusals(t: &mut Transcript) {
    for (method, path) in [
        ("GET", "/v1/kv/"),
        ("PUT", "/v1/kv/"),
        ("DELETE", "/v1/kv/"),
        ("PUT", "/v1/kv/k/b?cas=abc"),
        ("PUT", "/v1/kv/k/b?flags=abc"),
        ("PUT", "/v1/kv/k/b?flags=-1"),
        ("DELETE", "/v1/kv/k/b?cas=x"),
        ("DELETE", "/v1/kv/k?recurse&cas=1"),
        ("PUT", "/v1/kv/k/b?acquire=nope"),
        ("PUT", "/v1/kv/k/b?release=nope"),
        (
            "PUT",
            "/v1/kv/k/b?acquire=00000000-0000-0000-0000-000000000000",
        ),
        (
            "PUT",
            "/v1/kv/k/b?release=00000000-0000-0000-0000-000000000000",
        ),
        ("PUT", "/v1/kv/k/b?acquire=a&release=b"),
        ("PUT", "/v1/kv/k/b?cas=1&release=b"),
        ("GET", "/v1/kv/k/b?dc=other"),
        ("PUT", "/v1/kv/k/b?dc=other"),
        ("GET", "/v1/kv/k/b?stale&consistent"),
        ("GET", "/v1/kv/k/b?index=abc"),
        ("GET", "/v1/kv/k/b?wait=abc"),
        ("POST", "/v1/kv/k/b"),
        ("OPTIONS", "/v1/kv/k/b"),
        ("GET", "/v1/kv/k?keys&ns=foo"),
        ("PUT", "/v1/kv/x?ns=foo"),
    ] {
        t.ask(method, path, "z").await;
    }
    // The server of Consul's language takes no body with it.
    t.ask("HEAD", "/v1/kv/k/b", "").await;
    t.get("/v1/kv/k/b").await;
}

async fn paths(t: &mut Transcript) {
    for (method, path) in [
        ("GET", "/v1/kv"),
        ("GET", "/v1/kv/k%2Fb"),
        ("GET", "/v1/kv/k//b"),
        ("PUT", "/v1/kv/k//b?flags=1"),
        ("DELETE", "/v1/kv//k/b"),
        ("GET", "/v1/kv/k/../k/b"),
        ("GET", "/v1/kv/k/./b"),
        ("PUT", "/v1/kv/sp%20ace+plus%3Fq"),
        ("GET", "/v1/kv/sp?keys"),
        ("GET", "/v1/kv/sp%20ace%2Bplus%3Fq"),
        ("PUT", "/v1/kv/%C3%A9"),
        ("GET", "/v1/kv/%C3%A9"),
        ("PUT", "/v1/kv/slash/"),
        ("GET", "/v1/kv/slash/"),
        ("GET", "/v1/kv/slash"),
        ("GET", "/v1/kv/per%2525cent"),
    ] {
        t.ask(method, path, "x").await;
    }
}

async fn removals(t: &mut Transcript) {
    for key in ["r/a/1", "r/a/2", "r/b/1", "ra"] {
        t.put(&format!("/v1/kv/{key}"), "x").await;
    }
    t.delete("/v1/kv/r/a/1").await;
    for path in [
        "/v1/kv/r/a/1",
        "/v1/kv/r/a?recurse",
        "/v1/kv/r/a/?keys",
        "/v1/kv/r/b?recurse",
        "/v1/kv/r?recurse",
    ] {
        t.get(path).await;
    }
    t.delete("/v1/kv/r/none").await;
    t.delete("/v1/kv/r/a?recurse").await;
    for path in [
        "/v1/kv/r/a?recurse",
        "/v1/kv/r/a/2?recurse",
        "/v1/kv/r?recurse",
        "/v1/kv/r/b?keys",
        "/v1/kv/ra",
    ] {
        t.get(path).await;
    }
    t.delete("/v1/kv/nothing/here?recurse").await;
    t.get("/v1/kv/nothing?recurse").await;
}

async fn large(t: &mut Transcript) {
    t.put("/v1/kv/large", vec![b'x'; 524_289]).await;
    t.get("/v1/kv/large").await;
    t.put("/v1/kv/large", vec![b'x'; 524_288]).await;
    t.get("/v1/kv/large?raw").await;
    t.delete("/v1/kv/large").await;
}
