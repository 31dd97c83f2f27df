//! Our own metrics as JSON, for dashboards that do not read the text.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::{Extension, Json};
use domain::access::{Actor, Permission};
use serde::Serialize;
use utoipa::ToSchema;

use crate::errors::Failure;
use crate::state::Shared;

#[derive(Serialize, ToSchema)]
#[schema(as = ParsedMetrics)]
pub(crate) struct Parsed {
    success: bool,
    metrics: Vec<Family>,
    total: usize,
}

#[derive(Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = MetricFamily)]
pub(crate) struct Family {
    name: String,
    /// counter, gauge, histogram or info
    #[serde(rename = "type")]
    #[schema(rename = "type")]
    kind: String,
    help: String,
    samples: Vec<Sample>,
}

#[derive(Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MetricSample)]
pub(crate) struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    /// Null for what is no number
    value: Option<f64>,
}

/// All metrics with their samples
#[utoipa::path(get, path = "/api/v1/prometheus-metrics/parsed", tag = "health", responses(
    (status = 200, description = "What /metrics says at this moment", body = Parsed)))]
pub(crate) async fn parsed(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Parsed>, Failure> {
    let metrics = read(&app, &actor)?;
    Ok(Json(Parsed {
        success: true,
        total: metrics.len(),
        metrics,
    }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = MetricsSummary)]
pub(crate) struct Summary {
    success: bool,
    /// The sum over all labels, by name; histograms by how often they were measured
    data: BTreeMap<String, f64>,
    total: usize,
}

/// One number a metric
#[utoipa::path(get, path = "/api/v1/prometheus-metrics/summary", tag = "health", responses(
    (status = 200, description = "What /metrics says at this moment", body = Summary)))]
pub(crate) async fn summary(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Summary>, Failure> {
    let data: BTreeMap<String, f64> = read(&app, &actor)?.iter().filter_map(sum).collect();
    Ok(Json(Summary {
        success: true,
        total: data.len(),
        data,
    }))
}

fn read(app: &Shared, actor: &Actor) -> Result<Vec<Family>, Failure> {
    actor.require(Permission::Administer)?;
    let text = app.metrics.encode(&app.engine).map_err(Failure::internal)?;
    Ok(families(&text))
}

fn sum(family: &Family) -> Option<(String, f64)> {
    let wanted = match &*family.kind {
        "histogram" => format!("{}_count", family.name),
        "counter" => format!("{}_total", family.name),
        "gauge" => family.name.clone(),
        _ => return None,
    };
    let samples = family.samples.iter();
    let values = samples.filter(|sample| sample.name == wanted);
    let sum = values.filter_map(|sample| sample.value).sum();
    Some((family.name.clone(), sum))
}

fn families(text: &str) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# ") {
            let mut words = rest.splitn(3, ' ');
            let (Some(what), Some(name), said) = (words.next(), words.next(), words.next()) else {
                continue;
            };
            let said = said.unwrap_or_default().to_owned();
            if families.last().is_none_or(|family| family.name != name) {
                families.push(Family {
                    name: name.to_owned(),
                    ..Family::default()
                });
            }
            match (what, families.last_mut()) {
                ("HELP", Some(family)) => family.help = unescaped(&said),
                ("TYPE", Some(family)) => family.kind = said,
                _ => {}
            }
        } else if let (Some(sample), Some(family)) = (sample(line), families.last_mut()) {
            family.samples.push(sample);
        }
    }
    families
}

/// `name{label="value",…} number`
fn sample(line: &str) -> Option<Sample> {
    let name_ends = line.find(['{', ' '])?;
    let name = line[..name_ends].to_owned();
    let mut labels = BTreeMap::new();
    let mut rest = &line[name_ends..];
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside;
        while let Some((label, after)) = rest.split_once("=\"") {
            let end = value_ends(after)?;
            labels.insert(label.to_owned(), unescaped(&after[..end]));
            rest = &after[end + 1..];
            match rest.strip_prefix(',') {
                Some(next) => rest = next,
                None => break,
            }
        }
        rest = rest.strip_prefix('}')?;
    }
    let number = rest.split_ascii_whitespace().next()?;
    let value = number.parse().ok().filter(|value: &f64| value.is_finite());
    Some(Sample {
        name,
        labels,
        value,
    })
}

/// Where the quotation mark is that ends a value.
fn value_ends(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            (c, false) => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# HELP http_requests Answered\n# TYPE http_requests counter\n\
        http_requests_total{path=\"/a,b}\",said=\"x \\\"y\\\" \\\\\"} 2\n\
        http_requests_total{path=\"\"} 3\n\
        # HELP took_seconds Time\n# TYPE took_seconds histogram\n# UNIT took_seconds seconds\n\
        took_seconds_sum 0.5\ntook_seconds_count 4\ntook_seconds_bucket{le=\"+Inf\"} 4\n# EOF\n";

    #[test]
    fn labels_may_hold_what_divides_them() {
        let found = families(TEXT);
        assert_eq!(found.len(), 2, "{found:?}");
        let first = &found[0].samples[0];
        assert_eq!(first.labels["path"], "/a,b}");
        assert_eq!(first.labels["said"], "x \"y\" \\");
        assert_eq!(first.value, Some(2.0));
        let sums: Vec<_> = found.iter().filter_map(sum).collect();
        let expected = [("http_requests", 5.0), ("took_seconds", 4.0)];
        assert_eq!(sums, expected.map(|(name, sum)| (name.to_owned(), sum)));
    }
}
