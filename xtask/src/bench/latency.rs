//! One client, one question after the other.

use std::time::Instant;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::figure::Rank;
use super::{Case, Context, Figure, Outcome};
use crate::http::{Answer, Client};
use crate::running::Running;

pub(super) struct Latency;

impl Case for Latency {
    fn name(&self) -> &'static str {
        "latency"
    }

    fn measure(&self, context: &Context<'_>) -> Result<Outcome> {
        let server = Running::demo(context.project, &context.binary)?;
        let mut client = Client::connect(server.address)?;
        let page = client.get("/")?;
        let page = String::from_utf8_lossy(&page.body).into_owned();
        let name = &context.project.leptos.output_name;
        let Some(script) = address_of(&page, &format!("/pkg/{name}.js")) else {
            bail!("the page does not name its script");
        };
        Ok(Outcome::Measured(vec![
            sample(&mut client, "page", "/", 2_000)?.at_most(Rank::P50, 10.0),
            sample(&mut client, "API", "/api/v1/version", 2_000)?.at_most(Rank::P99, 5.0),
            sample(&mut client, "asset", script, 2_000)?.at_most(Rank::P99, 5.0),
        ]))
    }
}

/// The pretended table of 100,000 rows of the component page, asked as the browser asks.
pub(super) struct Grid;

impl Case for Grid {
    fn name(&self) -> &'static str {
        "grid"
    }

    fn measure(&self, context: &Context<'_>) -> Result<Outcome> {
        let Some(kit) = &context.kit else {
            let how = "no kit binary; `cargo xtask build --release --kit` makes one";
            return Ok(Outcome::Skipped(how.to_owned()));
        };
        let server = Running::demo(context.project, kit)?;
        let mut client = Client::connect(server.address)?;
        let mut ask = |name: &str, what: &str, question: &dyn Fn(usize) -> Value| {
            let mut times = Vec::new();
            for round in 0..220 {
                let body = json!({ "request": question(round) }).to_string();
                let asked = Instant::now();
                let answer = server_function(&mut client, &format!("kit/{what}"), &body)?;
                let took = asked.elapsed();
                if answer.status != 200 {
                    let said = String::from_utf8_lossy(&answer.body).into_owned();
                    bail!("kit/{what} answered {}: {said}", answer.status);
                }
                if round >= 20 {
                    times.push(took);
                }
            }
            Ok(Figure::times(format!("grid of 100,000: {name}"), times))
        };
        // Every question differs from those before, so that none is answered from memory.
        let scroll = ask(
            "window while scrolling",
            "window",
            &|round| json!({ "offset": round * 419 % 99_000, "limit": 60 }),
        )?;
        let columns = [
            "company", "site", "module", "vendor", "model", "node", "instance",
        ];
        let sort = ask("first window, sorted", "window", &|round| {
            let column = |step: usize| columns[(round / step) % columns.len()];
            let by = |column: &str| json!({ "column": column, "direction": "descending" });
            json!({ "offset": 0, "limit": 60, "query": { "sort": [by(column(1)), by(column(7))] } })
        })?;
        let filter = ask(
            "first window, text typed",
            "window",
            &|round| json!({ "offset": 0, "limit": 60, "query": { "text": format!("{:x}", round + 16) } }),
        )?;
        let facet = ask("values of a column", "facet", &|round| {
            let text = format!("{:x}", round + 16);
            json!({ "column": columns[round % 3], "limit": 200, "query": { "text": text } })
        })?;
        Ok(Outcome::Measured(vec![
            scroll.at_most(Rank::P95, 10.0),
            sort.at_most(Rank::P95, 60.0),
            filter.at_most(Rank::P95, 60.0),
            facet.at_most(Rank::P95, 60.0),
        ]))
    }
}

fn server_function(client: &mut Client, name: &str, body: &str) -> Result<Answer> {
    let origin = client.origin();
    let headers = [
        ("Content-Type", "application/json"),
        ("Accept", "application/json"),
        ("Origin", origin.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    client.request(
        "POST",
        &format!("/rpc/v1/{name}"),
        &headers,
        body.as_bytes(),
    )
}

fn sample(client: &mut Client, name: &str, path: &str, count: usize) -> Result<Figure> {
    let mut times = Vec::with_capacity(count);
    for round in 0..count + count / 10 {
        let asked = Instant::now();
        let answer = client.get(path)?;
        let took = asked.elapsed();
        if answer.status != 200 {
            bail!("{path} answered {}", answer.status);
        }
        // The first tenth warms up.
        if round >= count / 10 {
            times.push(took);
        }
    }
    Ok(Figure::times(format!("{name}, one client"), times))
}

/// The quoted address in a page that ends so.
fn address_of<'page>(page: &'page str, ending: &str) -> Option<&'page str> {
    let end = page.find(ending)? + ending.len();
    let start = page[..end].rfind(['"', '\''])? + 1;
    page.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_in_a_page() {
        let page = "<link rel=\"modulepreload\" href=\"/assets/1a2b/pkg/skills-eye.js\">";
        assert_eq!(
            address_of(page, "/pkg/skills-eye.js"),
            Some("/assets/1a2b/pkg/skills-eye.js")
        );
        assert_eq!(address_of("<p>", "/pkg/skills-eye.js"), None);
    }
}
