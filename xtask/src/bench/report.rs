//! Printing figures, keeping them as a baseline, comparing with one.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::figure::{Bound, Figure, Rank};
use crate::output;
use crate::project::Project;

pub(super) fn print(figures: &[Figure], baseline: Option<(&str, &[Figure])>) {
    let mut header = vec!["figure", "p50", "p95", "p99", "unit", "budget", ""];
    let title = baseline.map(|(name, _)| format!("{name} p50"));
    if let Some(title) = &title {
        header.extend([title.as_str(), "ratio"]);
    }
    let rows: Vec<Vec<String>> = figures
        .iter()
        .map(|figure| {
            let mut row = row(figure);
            if let Some((_, known)) = baseline {
                row.extend(compared(figure, known));
            }
            row
        })
        .collect();
    output::table(&header, &rows);
}

fn row(figure: &Figure) -> Vec<String> {
    let budget = figure.budget.map_or_else(String::new, |budget| {
        let sign = if budget.bound == Bound::AtMost {
            "≤"
        } else {
            "≥"
        };
        let rank = match budget.of {
            Rank::P50 => "",
            Rank::P95 => " (p95)",
            Rank::P99 => " (p99)",
        };
        format!("{sign} {}{rank}", number(budget.value))
    });
    let verdict = match (figure.budget, figure.holds()) {
        (None, _) => "",
        (Some(_), true) => "ok",
        (Some(_), false) => "OVER",
    };
    vec![
        figure.name.clone(),
        number(figure.p50),
        figure.p95.map_or_else(String::new, number),
        figure.p99.map_or_else(String::new, number),
        figure.unit.clone(),
        budget,
        verdict.to_owned(),
    ]
}

fn compared(figure: &Figure, known: &[Figure]) -> [String; 2] {
    match known.iter().find(|known| known.name == figure.name) {
        None => ["(new)".to_owned(), String::new()],
        Some(before) if before.p50 == 0.0 => [number(before.p50), String::new()],
        Some(before) => [
            number(before.p50),
            format!("{:.2}", figure.p50 / before.p50),
        ],
    }
}

fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn path(project: &Project, name: &str) -> Result<PathBuf> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
        bail!("a baseline's name has letters, digits, `-`, `_` and `.`; not {name:?}");
    }
    Ok(project
        .root
        .join("benches/baselines")
        .join(format!("{name}.json")))
}

pub(super) fn save(project: &Project, name: &str, figures: &[Figure]) -> Result<()> {
    let path = path(project, name)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, serde_json::to_string_pretty(figures)? + "\n")
        .with_context(|| path.display().to_string())?;
    output::line(format_args!("saved as benches/baselines/{name}.json"));
    Ok(())
}

pub(super) fn load(project: &Project, name: &str) -> Result<Vec<Figure>> {
    let path = path(project, name)?;
    let text = fs::read_to_string(&path).with_context(|| {
        format!("no baseline {name}; make one with `cargo xtask bench --save {name}`")
    })?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}
