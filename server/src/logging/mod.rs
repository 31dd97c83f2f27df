//! Where log lines go and how they look.

mod lines;

use std::io::{self, IsTerminal as _, stderr};

use tracing::error;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

use lines::{Flush, Lines};

/// # Errors
///
/// When there can be no thread for it.
pub(crate) fn start(config: &Config) -> io::Result<Flush> {
    let queue = Lines::start()?;
    let flush = queue.flush_at_end();
    let filter = EnvFilter::builder()
        .parse(&config.log.level.0)
        .unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // They would be told with a macro that panics where they cannot be told.
        .log_internal_errors(false)
        .with_writer(move || queue.clone());
    let json = match config.log.format {
        LogFormat::Auto => !stderr().is_terminal(),
        LogFormat::Pretty => false,
        LogFormat::Json => true,
    };
    // It is an error only where one was started before, which tests do.
    let _ = if json {
        lines
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .with_span_list(false)
            .try_init()
    } else {
        lines.with_ansi(stderr().is_terminal()).try_init()
    };
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let backtrace = std::backtrace::Backtrace::capture();
        error!(
            target: "skills_eye::panic",
            place,
            %backtrace,
            "{}",
            panic.payload_as_str().unwrap_or("panicked without words")
        );
    }));
    Ok(flush)
}
