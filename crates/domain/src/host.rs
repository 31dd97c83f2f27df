//! The machine under an agent, as people see it.

use serde::{Deserialize, Serialize};

/// What was not told is nothing, and never zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HostFacts {
    /// The node whose agent was asked.
    pub node: String,
    pub hostname: String,
    pub uptime_seconds: Option<u64>,
    /// "linux"
    pub os: String,
    /// "debian 12"
    pub platform: String,
    pub kernel: String,
    pub architecture: String,
    pub memory: Option<Space>,
    pub disk: Option<Space>,
    /// Where the file system of `disk` begins.
    pub disk_path: String,
    pub processors: Vec<Processors>,
    /// What the agent could not find out.
    pub problems: Vec<String>,
}

/// Bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Space {
    pub total: u64,
    pub available: u64,
    pub used: u64,
    /// Whole percents, as the machine itself counts them: of a disk a part is kept back for
    /// the system, and what is neither used nor available does not make it emptier.
    pub used_percent: u8,
}

impl Space {
    /// Nothing where nobody said how much there is.
    pub fn new(total: u64, available: u64, used: u64, used_percent: f64) -> Option<Self> {
        (total > 0).then_some(Self {
            total,
            available,
            used,
            // The cast takes what is no number for 0.
            used_percent: used_percent.clamp(0.0, 100.0).round() as u8,
        })
    }
}

/// Those of one model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Processors {
    pub vendor: String,
    pub model: String,
    pub cores: u64,
    /// Of the fastest; nothing where it was not told.
    pub megahertz: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_what_was_told_and_never_more_than_all() {
        let check = |total, percent, expected| {
            let space = Space::new(total, 0, 5, percent);
            assert_eq!(space.map(|space| space.used_percent), expected);
        };
        check(0, 5.0, None);
        // A part of this disk is kept back: 5 of 200 are used, and little is left.
        check(200, 68.49, Some(68));
        check(10, 300.0, Some(100));
        check(10, -1.0, Some(0));
        check(10, f64::NAN, Some(0));
    }
}
