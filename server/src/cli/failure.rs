//! Why a command could not do what it should.

use std::process::ExitCode;

use super::output;
use crate::config::Problem;

#[derive(Debug)]
pub(super) enum Failure {
    /// The configuration is wrong; somebody can correct it.
    Configuration(Vec<Problem>),
    Other(anyhow::Error),
}

impl Failure {
    pub(super) fn tell(&self) -> ExitCode {
        match self {
            Self::Configuration(problems) => {
                for problem in problems {
                    output::error(&problem.to_string());
                }
                ExitCode::from(2)
            }
            Self::Other(error) => {
                output::error(&format!("{error:#}"));
                ExitCode::FAILURE
            }
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Configuration(vec![problem])
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Configuration(problems)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}
