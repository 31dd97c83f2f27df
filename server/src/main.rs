//! The binary `skills-eye`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::run()
}
