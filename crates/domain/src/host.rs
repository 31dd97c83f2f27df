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
}

impl Space {
    /// Nothing where nobody said how much there is.
    pub fn new(total: u64, available: u64, used: u64) -> Option<Self> {
        (total > 0).then_some(Self {
            total,
            available,
            used,
        })
    }

    /// Whole percents; a share of more than all is all.
    pub fn used_percent(self) -> u8 {
        let share = u128::from(self.used) * 100 / u128::from(self.total.max(1));
        u8::try_from(share.min(100)).unwrap_or(100)
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
    fn a_share_is_never_more_than_all() {
        let check = |total, used, expected| {
            let space = Space::new(total, 0, used);
            assert_eq!(space.map(Space::used_percent), expected);
        };
        check(0, 5, None);
        check(200, 50, Some(25));
        check(10, 30, Some(100));
        check(u64::MAX, u64::MAX - 1, Some(99));
    }
}
