//! Rows as HTML: one function for the server's first rows and for the browser's recycled ones.
//!
//! Rows are the hot path of the product, so they are text and not components: a row that
//! scrolls into view costs one `innerHTML` on an element that is already there.

use std::borrow::Cow;
use std::fmt::Write;

use domain::locale::Locale;
use domain::table::{Align, Cell, Column, ColumnKind, Row, Tone};

use super::layout::{CardRole, Shown};

/// Everything a row needs to know about the table around it.
pub struct RowContext<'a> {
    pub columns: &'a [Column],
    /// The columns to draw, in the order of the screen.
    pub shown: &'a [Shown],
    pub locale: Locale,
    /// What the checkbox is called.
    pub select_label: &'a str,
    pub table_id: &'a str,
}

/// One row as it stands in the body.
pub fn row_html(context: &RowContext<'_>, index: u64, row: Option<&Row>, selected: bool) -> String {
    let mut html = String::with_capacity(1_600);
    let _ = write!(
        html,
        "<div class=\"dt-row\" role=\"row\" aria-rowindex=\"{}\" aria-selected=\"{selected}\" \
         style=\"--i:{index}\">",
        index + 2,
    );
    html.push_str(&inner_html(context, index, row, selected));
    html.push_str("</div>");
    html
}

/// What is inside a row; without data it has the shape of what will come.
pub fn inner_html(
    context: &RowContext<'_>,
    index: u64,
    row: Option<&Row>,
    selected: bool,
) -> String {
    let mut html = String::with_capacity(1_500);
    let pinned = |shown: &&Shown| shown.pinned;
    html.push_str("<div class=\"dt-pin\" role=\"presentation\">");
    checkbox(&mut html, context, index, row, selected);
    for shown in context.shown.iter().filter(pinned) {
        cell(&mut html, context, index, shown, row);
    }
    html.push_str("</div>");
    for shown in context.shown.iter().filter(|shown| !shown.pinned) {
        cell(&mut html, context, index, shown, row);
    }
    html
}

fn checkbox(
    html: &mut String,
    context: &RowContext<'_>,
    index: u64,
    row: Option<&Row>,
    selected: bool,
) {
    let _ = write!(
        html,
        "<div class=\"dt-check\" role=\"gridcell\" aria-colindex=\"1\" id=\"{}-{index}-0\">",
        context.table_id
    );
    if row.is_some() {
        html.push_str("<span class=\"dt-box\" role=\"checkbox\" aria-checked=\"");
        html.push_str(if selected { "true" } else { "false" });
        html.push_str("\" aria-label=\"");
        escape(html, context.select_label);
        html.push_str("\"></span>");
    }
    html.push_str("</div>");
}

fn cell(html: &mut String, context: &RowContext<'_>, index: u64, shown: &Shown, row: Option<&Row>) {
    let column = &context.columns[shown.column];
    let _ = write!(
        html,
        "<div role=\"gridcell\" aria-colindex=\"{0}\" id=\"{1}-{index}-{2}\" class=\"dt-cell c{2}",
        shown.place + 2,
        context.table_id,
        shown.place + 1,
    );
    if column.align() == Align::End {
        html.push_str(" end");
    }
    if matches!(column.kind, ColumnKind::Mono | ColumnKind::Number { .. }) {
        html.push_str(" mono");
    }
    if let Some(role) = shown.card {
        html.push_str(match role {
            CardRole::Title => " k-title",
            CardRole::State => " k-state",
            CardRole::First => " k-first",
            CardRole::Second => " k-second",
            CardRole::Spark => " k-spark",
        });
    }
    html.push_str("\">");
    match row {
        None => html.push_str("<span class=\"dt-wait\"></span>"),
        Some(row) => {
            let value = row.cells.get(shown.column).unwrap_or(&Cell::Empty);
            content(html, context, column, value, row);
        }
    }
    html.push_str("</div>");
}

fn content(html: &mut String, context: &RowContext<'_>, column: &Column, cell: &Cell, row: &Row) {
    match said(column, cell, context.locale) {
        Said::Nothing => html.push_str("<span class=\"dt-none\">–</span>"),
        Said::Unknown(why) => {
            html.push_str("<span class=\"dt-unknown\" title=\"");
            escape(html, why);
            html.push_str("\">");
            html.push_str(unknown(context.locale));
            html.push_str("</span>");
        }
        Said::Title { name, secondary } => {
            html.push_str("<b>");
            escape(html, &name);
            html.push_str("</b>");
            let place = context.columns.iter().position(|one| one.key == secondary);
            if let Some(Cell::Text(text)) = place.and_then(|place| row.cells.get(place)) {
                html.push_str(" <small>");
                escape(html, text);
                html.push_str("</small>");
            }
        }
        Said::Badge(tone, text) => badge(html, tone, &text),
        Said::Tags(tags) => {
            for tag in tags {
                html.push_str("<span class=\"dt-tag\">");
                escape(html, tag);
                html.push_str("</span>");
            }
        }
        Said::Line { points, state } => spark(
            html,
            points,
            tone_of(context.columns, state, row, context.locale),
        ),
        Said::Link(address) => {
            html.push_str(
                "<a tabindex=\"-1\" target=\"_blank\" rel=\"noopener noreferrer\" href=\"",
            );
            escape(html, address);
            html.push_str("\">");
            escape(
                html,
                address.split_once("://").map_or(address, |(_, rest)| rest),
            );
            html.push_str("</a>");
        }
        Said::Text(text) => escape(html, &text),
    }
}

/// What a cell says in its column, wherever it is drawn.
#[derive(Debug, PartialEq)]
pub enum Said<'a> {
    Nothing,
    /// Why it is not known.
    Unknown(&'a str),
    /// With the column whose text stands beside it.
    Title {
        name: Cow<'a, str>,
        secondary: &'a str,
    },
    Badge(Tone, Cow<'a, str>),
    Tags(&'a [String]),
    /// With the column whose tone it has.
    Line {
        points: &'a [f32],
        state: &'a str,
    },
    Link(&'a str),
    Text(Cow<'a, str>),
}

pub fn said<'a>(column: &'a Column, cell: &'a Cell, locale: Locale) -> Said<'a> {
    match (&column.kind, cell) {
        (_, Cell::Empty) => Said::Nothing,
        (_, Cell::Unknown(why)) => Said::Unknown(why),
        (ColumnKind::Title { secondary }, cell) => Said::Title {
            name: plain(cell),
            secondary,
        },
        (ColumnKind::Number { decimals, unit }, Cell::Number(number)) => {
            let mut text = locale.decimal(*number, usize::from(*decimals));
            if !unit.is_empty() {
                text.push('\u{a0}');
                text.push_str(unit);
            }
            Said::Text(text.into())
        }
        (ColumnKind::Badge { values }, cell) => {
            let text = plain(cell);
            match values.iter().find(|style| style.value == text) {
                Some(style) => Said::Badge(style.tone, style.label.get(locale).into()),
                None => Said::Badge(Tone::Neutral, text),
            }
        }
        (ColumnKind::Tags, Cell::Tags(tags)) => Said::Tags(tags),
        (ColumnKind::Spark { state }, Cell::Series(points)) => Said::Line { points, state },
        (ColumnKind::Link, Cell::Text(address)) if is_web(address) => Said::Link(address),
        (_, cell) => Said::Text(plain(cell)),
    }
}

/// Texts, which most cells are, are not copied.
fn plain(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) => text.as_str().into(),
        cell => cell.plain().into(),
    }
}

fn badge(html: &mut String, tone: Tone, text: &str) {
    html.push_str("<span class=\"dt-badge tone-");
    html.push_str(tone.as_str());
    html.push_str("\">");
    escape(html, text);
    html.push_str("</span>");
}

/// Only addresses that cannot run anything become links.
pub fn is_web(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

fn unknown(locale: Locale) -> &'static str {
    match locale {
        Locale::PtBr => "desconhecido",
        Locale::En => "unknown",
    }
}

/// A line 80 by 18, in whole tenths so that the text stays short.
pub fn spark(html: &mut String, points: &[f32], tone: Tone) {
    const WIDTH: f32 = 80.0;
    const HEIGHT: f32 = 18.0;
    if points.len() < 2 {
        return;
    }
    // Both pass over what is not a number.
    let low = points.iter().copied().fold(f32::INFINITY, f32::min);
    let high = points.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let span = if high - low > f32::EPSILON {
        high - low
    } else {
        1.0
    };
    html.push_str("<svg class=\"dt-spark tone-");
    html.push_str(tone.as_str());
    html.push_str("\" viewBox=\"0 0 80 18\" aria-hidden=\"true\"><path d=\"");
    let step = WIDTH / (points.len() - 1) as f32;
    let mut pen = 'M';
    for (place, value) in points.iter().enumerate() {
        if value.is_nan() {
            pen = 'M';
            continue;
        }
        html.push(std::mem::replace(&mut pen, 'L'));
        push_tenths(html, place as f32 * step);
        html.push(' ');
        push_tenths(html, HEIGHT - 2.0 - (value - low) / span * (HEIGHT - 4.0));
    }
    html.push_str("\"/></svg>");
}

/// The tone in which another column of the row says its value.
pub fn tone_of(columns: &[Column], key: &str, row: &Row, locale: Locale) -> Tone {
    let mut cells = columns.iter().zip(&row.cells);
    let cell = cells.find(|(column, _)| column.key == key);
    match cell.map(|(column, cell)| said(column, cell, locale)) {
        Some(Said::Badge(tone, _)) => tone,
        _ => Tone::Neutral,
    }
}

/// Number formatting costs more than the drawing itself, so tenths are written by hand.
fn push_tenths(html: &mut String, value: f32) {
    let tenths = (value.max(0.0) * 10.0 + 0.5) as u32;
    push_integer(html, tenths / 10);
    if !tenths.is_multiple_of(10) {
        html.push('.');
        push_integer(html, tenths % 10);
    }
}

fn push_integer(html: &mut String, value: u32) {
    if value >= 10 {
        push_integer(html, value / 10);
    }
    html.push(char::from(b'0' + (value % 10) as u8));
}

/// Text and attribute values alike; control characters become visible.
pub fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => html.push('\u{fffd}'),
            c if c.is_control() => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::table::Label;

    use super::*;
    use crate::table::layout::Layout;

    fn html(kind: ColumnKind, cell: Cell) -> String {
        let columns = [Column::new("a", Label::same("A"), kind, 100)];
        let shown = Layout::of(&columns).shown(&columns);
        let context = RowContext {
            columns: &columns,
            shown: &shown,
            locale: Locale::PtBr,
            select_label: "Selecionar",
            table_id: "t",
        };
        row_html(
            &context,
            3,
            Some(&Row {
                id: "x".into(),
                version: 1,
                cells: vec![cell],
            }),
            false,
        )
    }

    #[test]
    fn hostile_text_stays_text() {
        let text = "<img src=x onerror=alert(1)>\u{202e}\"'\u{0}";
        let html = html(ColumnKind::Text, Cell::Text(text.into()));
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;\u{fffd}&quot;&#39;\u{fffd}"));
        assert!(!html.contains("<img"));
    }

    #[test]
    fn only_web_addresses_are_links() {
        let link = |address: &str| html(ColumnKind::Link, Cell::Text(address.into()));
        assert!(
            link("https://a.example/?a=1&b=2").contains("href=\"https://a.example/?a=1&amp;b=2\"")
        );
        assert!(!link("javascript:alert(1)").contains("<a "));
        assert!(!link("data:text/html,x").contains("<a "));
        assert!(link("HTTP://A").contains("<a "));
    }

    #[test]
    fn empty_and_unknown_are_told_apart() {
        let number = ColumnKind::Number {
            decimals: 1,
            unit: "ms".into(),
        };
        assert!(html(number.clone(), Cell::Number(1_032.28)).contains(">1.032,3\u{a0}ms<"));
        assert!(html(number.clone(), Cell::Empty).contains(">–<"));
        let unknown = html(number, Cell::Unknown("não <respondeu>".into()));
        assert!(unknown.contains("title=\"não &lt;respondeu&gt;\">desconhecido<"));
    }

    #[test]
    fn details_say_what_the_cell_says() {
        let check = |kind: ColumnKind, cell: Cell, expected: Said<'_>| {
            let column = Column::new("a", Label::same("A"), kind, 100);
            assert_eq!(said(&column, &cell, Locale::En), expected);
        };
        let latency = ColumnKind::Number {
            decimals: 2,
            unit: "ms".into(),
        };
        check(
            latency,
            Cell::Number(7.5),
            Said::Text("7.50\u{a0}ms".into()),
        );
        let state = ColumnKind::Badge { values: Vec::new() };
        check(
            state,
            Cell::Text("down".into()),
            Said::Badge(Tone::Neutral, "down".into()),
        );
    }

    #[test]
    fn a_spark_fits_its_box() {
        let html = |points: &[f32]| {
            let state = String::new();
            html(ColumnKind::Spark { state }, Cell::Series(points.to_vec()))
        };
        let line = html(&[5.0, 5.0, 10.0]);
        assert!(line.contains("d=\"M0 16L40 16L80 2\""), "{line}");
        assert!(!html(&[1.0]).contains("svg"));
        let gap = html(&[5.0, f32::NAN, 10.0, f32::NAN, f32::NAN]);
        assert!(gap.contains("d=\"M0 16M40 2\""), "{gap}");
        assert!(html(&[f32::NAN; 3]).contains("d=\"\""));
    }
}
