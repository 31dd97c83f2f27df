//! The table, ready to be asked.

use std::collections::HashMap;

use domain::access::Actor;
use domain::error::{AppError, ErrorCode};
use http::Method;

use super::table::{Access, Entry};

#[derive(Debug)]
pub(crate) struct Permissions {
    by_path: HashMap<&'static str, Vec<(Method, Access)>>,
}

/// What the table says about a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Allowed,
    Denied(Box<AppError>),
    /// The path is listed with these methods only.
    OtherMethods(String),
}

impl Permissions {
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        let mut by_path: HashMap<_, Vec<_>> = HashMap::new();
        for entry in entries {
            let lines = by_path.entry(entry.path).or_default();
            lines.push((entry.method, entry.access));
        }
        Self { by_path }
    }

    /// `path` is the pattern that the router matched, not what the client wrote.
    pub(crate) fn decide(&self, method: &Method, path: &str, actor: Option<&Actor>) -> Decision {
        let Some(lines) = self.by_path.get(path) else {
            return denied(AppError::new(ErrorCode::RouteNotListed).with("path", path));
        };
        // What may be read may be asked about.
        let asked = if *method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        match (lines.iter().find(|(listed, _)| listed == asked), actor) {
            (None, _) => Decision::OtherMethods(allowed(lines)),
            (Some((_, Access::Public)), _) => Decision::Allowed,
            (Some((_, Access::Needs(_))), None) => denied(AppError::new(ErrorCode::SignInNeeded)),
            (Some((_, Access::Needs(permission))), Some(actor)) => {
                match actor.require(*permission) {
                    Ok(()) => Decision::Allowed,
                    Err(error) => denied(error),
                }
            }
        }
    }
}

fn denied(error: AppError) -> Decision {
    Decision::Denied(Box::new(error))
}

fn allowed(lines: &[(Method, Access)]) -> String {
    let mut methods: Vec<&str> = lines.iter().map(|(method, _)| method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.sort_unstable();
    methods.join(", ")
}
