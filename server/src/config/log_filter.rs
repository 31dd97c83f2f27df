//! What is logged: a level, or levels by target.

use tracing::level_filters::LevelFilter;

use super::kind::Kind;
use super::kinds::quoted;

/// Which messages are logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogFilter(pub(crate) String);

impl LogFilter {
    const LEVELS: [&'static str; 5] = ["error", "warn", "info", "debug", "trace"];

    /// A word that stands alone and is no level. The library would take it for a target of
    /// which everything is wanted, and say nothing any more.
    fn no_level(text: &str) -> Option<&str> {
        // The fields of a span have commas of their own.
        if text.contains('{') {
            return None;
        }
        let is_word = |part: &&str| {
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            !part.is_empty() && part.chars().all(fits)
        };
        text.split(',')
            .map(str::trim)
            .filter(is_word)
            .find(|word| word.parse::<LevelFilter>().is_err())
    }

    fn nearest(word: &str) -> Option<&'static str> {
        const MOST: usize = 2;
        let word = word.to_ascii_lowercase();
        Self::LEVELS
            .into_iter()
            .map(|level| (strsim::damerau_levenshtein(&word, level), level))
            .filter(|(distance, _)| *distance <= MOST)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, level)| level)
    }
}

impl Kind for LogFilter {
    const NAME: &'static str = "a level (error, warn, info, debug, trace), or levels by target \
                                such as info,skills_eye::http=warn";

    fn from_text(text: &str) -> Result<Self, String> {
        if let Some(word) = Self::no_level(text) {
            let nearest = Self::nearest(word);
            let nearest = nearest.map(|level| format!(" and {level} is the nearest"));
            let nearest = nearest.unwrap_or_default();
            return Err(format!("found {text:?}, where {word} is no level{nearest}"));
        }
        match tracing_subscriber::EnvFilter::builder().parse(text) {
            Ok(_) if !text.is_empty() => Ok(Self(text.to_owned())),
            _ => Err(format!("found {text:?}")),
        }
    }

    fn show(&self) -> Option<String> {
        quoted(&self.0)
    }
}
