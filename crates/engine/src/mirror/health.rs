//! How well services are, and how many of each.

use catalog::{CheckRow, ServiceRow, Status};

use super::image::is_counted;

/// From good to bad, so that the worst is the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Health {
    /// Nobody checks it.
    #[default]
    Unchecked,
    Passing,
    Warning,
    /// Also what says of itself something that nobody knows.
    Critical,
}

impl Health {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unchecked => "unchecked",
            Self::Passing => "passing",
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }

    pub(crate) fn of(check: &CheckRow) -> Self {
        if check.is(Status::Passing) {
            Self::Passing
        } else if check.is(Status::Warning) {
            Self::Warning
        } else {
            Self::Critical
        }
    }
}

/// The services of a node by health, without Consul's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    pub unchecked: usize,
    pub passing: usize,
    pub warning: usize,
    pub critical: usize,
}

impl Tally {
    pub fn services(self) -> usize {
        self.unchecked + self.passing + self.warning + self.critical
    }

    pub(super) fn add(&mut self, row: &ServiceRow, health: Health) {
        if is_counted(row) {
            *self.place(health) += 1;
        }
    }

    pub(super) fn remove(&mut self, row: &ServiceRow, health: Health) {
        if is_counted(row) {
            let place = self.place(health);
            *place = place.saturating_sub(1);
        }
    }

    fn place(&mut self, health: Health) -> &mut usize {
        match health {
            Health::Unchecked => &mut self.unchecked,
            Health::Passing => &mut self.passing,
            Health::Warning => &mut self.warning,
            Health::Critical => &mut self.critical,
        }
    }
}
