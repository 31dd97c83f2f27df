//! The engine against a naive computation over the same rows.

use std::cmp::Ordering;

use domain::access::{Actor, Origin, Role};
use domain::locale::Locale;
use domain::table::{
    Cell, Column, ColumnKind, Condition, Direction, ExportFormat, ExportRequest, FacetRequest,
    Filter, Label, Operator, Query, RowSet, Sort, WindowRequest,
};
use domain::text::{fold, natural_order};
use proptest::prelude::*;

use super::*;

type Plain = (String, Vec<String>, Option<f64>);

fn actor() -> Actor {
    Actor {
        name: "test".into(),
        role: Role::Viewer,
        origin: Origin::System,
    }
}

fn grid(rows: &[Plain]) -> Grid {
    let (mut site, mut tags, mut load) = (
        TextColumn::default(),
        TagColumn::default(),
        NumberColumn::default(),
    );
    for (one, list, number) in rows {
        site.push(one);
        tags.push(list.iter().map(String::as_str));
        load.values.push(number.unwrap_or(f64::NAN));
    }
    let column = |key, kind| Column::new(key, Label::same(key), kind, 100);
    Grid::new(
        vec![
            column("site", ColumnKind::Text),
            column("tags", ColumnKind::Tags),
            column(
                "load",
                ColumnKind::Number {
                    decimals: 1,
                    unit: String::new(),
                },
            ),
        ],
        vec![
            ColumnData::Text(site),
            ColumnData::Tags(tags),
            ColumnData::Number(load),
        ],
        (0..rows.len()).map(|row| row.to_string()).collect(),
    )
}

fn ids(grid: &Grid, query: Query) -> Vec<usize> {
    let request = WindowRequest {
        query,
        offset: 0,
        limit: 1_000,
        at: None,
    };
    let window = grid.window(&actor(), &request).unwrap();
    assert_eq!(window.total as usize, window.rows.len());
    window
        .rows
        .iter()
        .map(|row| row.id.parse().unwrap())
        .collect()
}

fn naive(rows: &[Plain], query: &Query) -> Vec<usize> {
    let has = |values: &[String], wanted: &[String]| {
        wanted.iter().any(|one| {
            if one.is_empty() {
                values.is_empty()
            } else {
                values.contains(one)
            }
        })
    };
    let passes = |(site, tags, _): &Plain| {
        let site_values: Vec<String> = if site.is_empty() {
            vec![]
        } else {
            vec![site.clone()]
        };
        query
            .filters
            .iter()
            .all(|filter| match filter.column.as_str() {
                "site" => has(&site_values, &filter.values),
                _ => has(tags, &filter.values),
            })
            && fold(&query.text).split_whitespace().all(|word| {
                fold(site).contains(word) || tags.iter().any(|tag| fold(tag).contains(word))
            })
    };
    let mut found: Vec<usize> = (0..rows.len()).filter(|row| passes(&rows[*row])).collect();
    found.sort_by(|a, b| {
        for sort in &query.sort {
            let directed = |order: Ordering| match sort.direction {
                Direction::Ascending => order,
                Direction::Descending => order.reverse(),
            };
            let text = |a: Option<&String>, b: Option<&String>| match (a, b) {
                (None, None) => Ordering::Equal,
                (None, _) => Ordering::Greater,
                (_, None) => Ordering::Less,
                (Some(a), Some(b)) => {
                    directed(natural_order(&fold(a), &fold(b)).then_with(|| a.cmp(b)))
                }
            };
            let filled = |row: usize| Some(&rows[row].0).filter(|site| !site.is_empty());
            let order = match sort.column.as_str() {
                "site" => text(filled(*a), filled(*b)),
                "tags" => text(rows[*a].1.first(), rows[*b].1.first()),
                _ => match (rows[*a].2, rows[*b].2) {
                    (None, None) => Ordering::Equal,
                    (None, _) => Ordering::Greater,
                    (_, None) => Ordering::Less,
                    (Some(x), Some(y)) => directed(x.total_cmp(&y)),
                },
            };
            if order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    });
    found
}

fn rows() -> impl Strategy<Value = Vec<Plain>> {
    let site = prop::sample::select(vec![
        "",
        "rio",
        "Rio",
        "palmas",
        "srv-2",
        "srv-10",
        "São José",
    ]);
    let tags = prop::collection::vec(prop::sample::select(vec!["icmp", "Linux", "web"]), 0..3);
    let load = prop::option::of(prop::sample::select(vec![-1.0, 0.0, 2.5, 10.0, 300.0]));
    prop::collection::vec(
        (site, tags, load).prop_map(|(site, mut tags, load)| {
            tags.dedup();
            (
                site.to_owned(),
                tags.into_iter().map(str::to_owned).collect(),
                load,
            )
        }),
        0..40,
    )
}

fn queries() -> impl Strategy<Value = Query> {
    let text = prop::sample::select(vec!["", "r", "SAO", "srv 1", "icmp", "nothing"]);
    let filters = prop::collection::vec(
        prop_oneof![
            prop::collection::vec(prop::sample::select(vec!["", "rio", "srv-2"]), 1..3)
                .prop_map(|values| ("site", values)),
            prop::collection::vec(prop::sample::select(vec!["", "icmp", "web"]), 1..3)
                .prop_map(|values| ("tags", values)),
        ],
        0..3,
    );
    let sort = prop::collection::vec(
        (
            prop::sample::select(vec!["site", "tags", "load"]),
            any::<bool>(),
        ),
        0..3,
    );
    (text, filters, sort).prop_map(|(text, filters, sort)| Query {
        text: text.to_owned(),
        filters: filters
            .into_iter()
            .map(|(column, values)| Filter {
                column: column.to_owned(),
                values: values.into_iter().map(str::to_owned).collect(),
            })
            .collect(),
        condition: None,
        sort: sort
            .into_iter()
            .map(|(column, down)| Sort {
                column: column.to_owned(),
                direction: if down {
                    Direction::Descending
                } else {
                    Direction::Ascending
                },
            })
            .collect(),
    })
}

proptest! {
    #[test]
    fn rows_are_those_of_a_naive_computation(rows in rows(), query in queries()) {
        prop_assert_eq!(ids(&grid(&rows), query.clone()), naive(&rows, &query));
    }

    #[test]
    fn facets_count_with_all_filters_but_their_own(rows in rows(), query in queries()) {
        let grid = grid(&rows);
        let request =
            FacetRequest { query: query.clone(), column: "tags".into(), search: String::new(), limit: 100 };
        let facet = grid.facet(&actor(), &request).unwrap();
        for value in facet.values {
            let mut narrowed = query.without_filter("tags");
            narrowed.filters.push(Filter { column: "tags".into(), values: vec![value.value.clone()] });
            prop_assert_eq!(naive(&rows, &narrowed).len() as u64, value.count, "{}", value.value);
        }
    }
}

fn test(column: &str, operator: Operator, values: &[&str]) -> Query {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    let condition = Condition::Test {
        column: column.into(),
        operator,
        values,
    };
    Query {
        condition: Some(condition),
        ..Query::default()
    }
}

#[test]
fn the_twelve_operators() {
    let row = |site: &str, tags: &[&str], load: Option<f64>| {
        (
            site.to_owned(),
            tags.iter().map(|tag| (*tag).to_owned()).collect(),
            load,
        )
    };
    let grid = grid(&[
        row("rio", &["icmp", "web"], Some(10.0)),
        row("Rio Claro", &["web"], Some(2.5)),
        row("", &[], None),
        row("palmas", &["icmp"], Some(-1.0)),
    ]);
    let check = |column: &str, operator: Operator, values: &[&str], expected: &[usize]| {
        let found = ids(&grid, test(column, operator, values));
        assert_eq!(found, expected, "{column} {operator:?} {values:?}");
    };
    check("site", Operator::Eq, &["rio"], &[0]);
    check("site", Operator::Ne, &["rio"], &[1, 2, 3]);
    check("site", Operator::Contains, &["RIO"], &[0, 1]);
    check("site", Operator::Regex, &["^r.o$"], &[0]);
    check("site", Operator::In, &["rio", "palmas"], &[0, 3]);
    check("site", Operator::NotIn, &["rio", "palmas"], &[1, 2]);
    check("site", Operator::StartsWith, &["rio"], &[0, 1]);
    check("site", Operator::EndsWith, &["O"], &[0, 1]);
    check("load", Operator::Gt, &["2.5"], &[0]);
    check("load", Operator::Lt, &["2.5"], &[3]);
    check("load", Operator::Gte, &["2.5"], &[0, 1]);
    check("load", Operator::Lte, &["2.5"], &[1, 3]);
    check("tags", Operator::In, &["icmp"], &[0, 3]);
    check("tags", Operator::NotIn, &["icmp"], &[1, 2]);
    check("site", Operator::Gt, &["1"], &[]);
}

#[test]
fn refuses_in_words() {
    let grid = grid(&[("rio".into(), vec![], None)]);
    let refuse = |query: Query| {
        let request = WindowRequest {
            query,
            offset: 0,
            limit: 10,
            at: None,
        };
        grid.window(&actor(), &request).unwrap_err().to_string()
    };
    let unclosed = refuse(test("site", Operator::Regex, &["(rio"]));
    assert!(unclosed.contains("unclosed group"), "{unclosed}");
    assert!(refuse(test("nowhere", Operator::Eq, &["x"])).contains("no_such_column"));
    assert!(refuse(test("load", Operator::Gt, &["many"])).contains("compares_numbers"));
    assert!(refuse(test("site", Operator::Eq, &["a", "b"])).contains("takes_one_value"));
    let request = WindowRequest {
        query: Query::default(),
        offset: 0,
        limit: 1_001,
        at: None,
    };
    assert!(grid.window(&actor(), &request).is_err());
}

#[test]
fn an_order_that_no_change_concerns_is_kept() {
    let mut grid = grid(&[
        ("a".into(), vec![], Some(1.0)),
        ("b".into(), vec![], Some(2.0)),
    ]);
    let ask = |grid: &Grid, column: &str| {
        let request = WindowRequest {
            query: Query {
                sort: vec![Sort {
                    column: column.into(),
                    direction: Direction::Descending,
                }],
                ..Query::default()
            },
            offset: 0,
            limit: 10,
            at: None,
        };
        grid.window(&actor(), &request).unwrap()
    };
    let (by_site, by_load) = (ask(&grid, "site"), ask(&grid, "load"));
    grid.change(&[0], &[2], |row, data| {
        if let ColumnData::Number(load) = &mut data[2] {
            load.values[row as usize] = 9.0;
        }
    });
    let (same, moved) = (ask(&grid, "site"), ask(&grid, "load"));
    assert_eq!(
        (same.version, same.latest),
        (by_site.version, by_site.latest)
    );
    assert_eq!(
        same.rows[1].cells[2],
        Cell::Number(9.0),
        "the value is new all the same"
    );
    assert!(moved.version > by_load.version);
    assert_eq!(moved.rows[0].id, "0");
}

#[test]
fn rows_keep_their_places_while_values_change() {
    let mut grid = grid(&[
        ("a".into(), vec![], Some(1.0)),
        ("b".into(), vec![], Some(2.0)),
        ("c".into(), vec![], Some(3.0)),
    ]);
    let query = Query {
        sort: vec![Sort {
            column: "load".into(),
            direction: Direction::Descending,
        }],
        ..Query::default()
    };
    let ask = |grid: &Grid, at| {
        let request = WindowRequest {
            query: query.clone(),
            offset: 0,
            limit: 10,
            at,
        };
        grid.window(&actor(), &request).unwrap()
    };
    let first = ask(&grid, None);
    let change = grid.change(&[0], &[2], |row, data| {
        if let ColumnData::Number(load) = &mut data[2] {
            load.values[row as usize] = 9.0;
        }
    });
    assert_eq!(
        (change.changed, change.columns),
        (vec!["0".to_owned()], vec!["load".to_owned()])
    );
    let same = ask(&grid, Some(first.version));
    let names = |window: &Window| {
        window
            .rows
            .iter()
            .map(|row| row.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&same), ["2", "1", "0"], "the order stays");
    assert_eq!(same.rows[2].cells[2], Cell::Number(9.0), "the value is new");
    assert!(same.rows[2].version > first.rows[2].version);
    assert!(same.latest > same.version);
    assert_eq!(names(&ask(&grid, None)), ["0", "2", "1"]);
    assert_eq!(
        names(&ask(&grid, Some(77))),
        ["0", "2", "1"],
        "a forgotten order is a new one"
    );
}

#[test]
fn exports_are_harmless_to_spreadsheets() {
    let grid = grid(&[
        ("=cmd()".into(), vec!["a".into(), "b;c".into()], Some(-2.5)),
        ("-rio".into(), vec![], None),
    ]);
    let csv = |request: &ExportRequest, locale| {
        String::from_utf8(grid.export(&actor(), request, locale).unwrap()).unwrap()
    };
    assert_eq!(
        csv(&ExportRequest::default(), Locale::PtBr),
        "\u{feff}site;tags;load\n'=cmd();\"a, b;c\";-2,5\n'-rio;;\n"
    );
    let xlsx = ExportRequest {
        format: ExportFormat::Xlsx,
        ..ExportRequest::default()
    };
    assert!(
        grid.export(&actor(), &xlsx, Locale::En)
            .unwrap()
            .starts_with(b"PK")
    );
    let mut rows = RowSet::default();
    rows.every();
    rows.toggle("0");
    let only = ExportRequest {
        columns: vec!["site".into()],
        rows: Some(rows),
        ..ExportRequest::default()
    };
    assert_eq!(csv(&only, Locale::En), "\u{feff}site\n'-rio\n");
}

#[test]
fn a_column_is_exported_once() {
    let grid = grid(&[("rio".into(), vec![], None)]);
    let request = ExportRequest {
        columns: vec!["site".into(), "site".into()],
        ..ExportRequest::default()
    };
    let refused = grid.export(&actor(), &request, Locale::En);
    assert!(
        matches!(&refused, Err(ExportFailure::Refused(error)) if error.arg("value") == "site"),
        "{refused:?}"
    );
}

#[test]
fn a_facet_has_the_limits_of_its_question() {
    let grid = grid(&[("rio".into(), vec![], None)]);
    let mut request = FacetRequest {
        query: Query {
            text: "a ".repeat(200),
            ..Query::default()
        },
        column: "site".into(),
        search: String::new(),
        limit: 10,
    };
    assert!(grid.facet(&actor(), &request).is_err());
    request.query.text = "r r r".into();
    assert_eq!(grid.facet(&actor(), &request).unwrap().values.len(), 1);
}
