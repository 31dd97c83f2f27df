//! Errors for programs: RFC 9457, with our code and arguments, so that a client can say
//! it in its own words.

use app::i18n::error_text;
use domain::error::AppError;
use domain::locale::Locale;
use serde::Serialize;

use super::Members;

pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

#[derive(Serialize)]
struct Problem<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: String,
    /// With `args` and `request_id`, the fields of [`AppError`]: server functions read them.
    #[serde(flatten)]
    error: &'a AppError,
    #[serde(flatten)]
    beside: Option<&'a Members>,
}

pub(crate) fn problem(error: &AppError, beside: Option<&Members>, locale: Locale) -> String {
    let text = error_text(error, locale);
    let detail = match text.hint {
        "" => text.detail,
        hint if text.detail.ends_with('.') => format!("{} {hint}", text.detail),
        hint => format!("{}. {hint}", text.detail),
    };
    let problem = Problem {
        r#type: format!("urn:skills-eye:error:{}", error.code.as_str()),
        title: text.title,
        status: error.code.status(),
        detail,
        error,
        beside,
    };
    serde_json::to_string(&problem).unwrap_or_else(|_| "{}".to_owned())
}
