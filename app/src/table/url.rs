//! The table's state in the address of the page, both ways.

use std::collections::VecDeque;

use domain::error::AppError;
use domain::table::{Query, address};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

use super::state::TableState;

/// The parameter that names the open row.
const ROW: &str = "row";

/// What an address asks for.
pub struct Asked {
    pub query: Query,
    pub row: Option<String>,
    /// An address that cannot be read asks for everything, and says so.
    pub error: Option<AppError>,
}

pub fn read() -> Asked {
    use_query_map().with_untracked(parse)
}

fn parse(map: &ParamsMap) -> Asked {
    let pairs: Vec<(String, String)> = map
        .clone()
        .into_iter()
        .map(|(name, value)| (name.into_owned(), value))
        .collect();
    let query = address::from_pairs(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let row = map.get(ROW);
    match query {
        Ok(query) => Asked {
            query,
            row,
            error: None,
        },
        Err(error) => Asked {
            query: Query::default(),
            row,
            error: Some(error),
        },
    }
}

/// The address for a state; parameters of others stay.
fn write(map: &ParamsMap, query: &Query, row: Option<&str>) -> String {
    let ours = |name: &str| matches!(name, "q" | "where" | "sort" | ROW) || name.starts_with("f.");
    let mut all = ParamsMap::new();
    for (name, value) in map.clone() {
        if !ours(&name) {
            all.insert(name, value);
        }
    }
    for (name, value) in address::to_pairs(query) {
        all.insert(name, value);
    }
    if let Some(row) = row {
        all.insert(ROW, row.to_owned());
    }
    all.to_query_string()
}

/// Keeps address and state together: the state leads, and the Back button leads the state.
pub fn follow(state: TableState) {
    let map = use_query_map();
    let path = use_location().pathname;
    let navigate = use_navigate();
    // Addresses on their way: the router arrives at them later than the state.
    let sent = StoredValue::new(VecDeque::<String>::new());
    // The last step was a letter too.
    let typing = StoredValue::new(false);
    Effect::new(move |before: Option<(Query, String)>| {
        let query = state.query.get();
        let row = state.open.get();
        let now = map.with_untracked(|map| write(map, &query, row.as_deref()));
        let Some((old, _)) = before else {
            return (query, now);
        };
        let current = map.with_untracked(|map| {
            let asked = parse(map);
            write(map, &asked.query, asked.row.as_deref())
        });
        if now != current {
            // Typing is one step back, not one a letter: the first one makes the step.
            let typed = Query {
                text: query.text.clone(),
                ..old.clone()
            };
            let types = typed == query && typed != old;
            let goes_on = types && typing.get_value();
            typing.set_value(types);
            sent.update_value(|sent| sent.push_back(now.clone()));
            let options = NavigateOptions {
                replace: goes_on,
                scroll: false,
                ..NavigateOptions::default()
            };
            let target = if now.is_empty() {
                path.get_untracked()
            } else {
                now.clone()
            };
            navigate(&target, options);
        }
        (query, now)
    });
    Effect::new(move |first: Option<()>| {
        let asked = map.with(parse);
        let here = map.with_untracked(|map| write(map, &asked.query, asked.row.as_deref()));
        let ours = sent
            .try_update_value(|sent| match sent.iter().position(|one| *one == here) {
                Some(place) => {
                    sent.drain(..=place);
                    true
                }
                None => false,
            })
            .unwrap_or(false);
        if first.is_none() || ours {
            return;
        }
        typing.set_value(false);
        // As any other question: "every row" of the one before is not of this one.
        state.ask(|query| *query = asked.query);
        if state.open.get_untracked() != asked.row {
            state.open.set(asked.row);
        }
    });
}
