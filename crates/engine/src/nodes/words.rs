//! What the mirror knows, in the words of the domain.

use domain::node::{ServerHealth, Standing, Way};

use crate::mirror;

pub(crate) fn standing(standing: &mirror::Standing) -> Standing {
    match standing {
        mirror::Standing::NotYet => Standing::NotYet,
        mirror::Standing::Confirmed { age } => Standing::Current {
            age_seconds: age.as_secs(),
        },
        mirror::Standing::Failing { age, trouble } => Standing::Failing {
            age_seconds: age.map(|age| age.as_secs()),
            since_seconds: trouble.since.elapsed().as_secs(),
            code: trouble.code.to_owned(),
            why: trouble.why.to_string(),
        },
    }
}

pub(super) fn way(way: mirror::Way) -> Way {
    match way {
        mirror::Way::Shared => Way::Shared,
        mirror::Way::Feed => Way::Feed,
        mirror::Way::Nodes => Way::Nodes,
        mirror::Way::Turns => Way::Turns,
    }
}

pub(super) fn health(health: consul::Health) -> ServerHealth {
    match health {
        consul::Health::Good => ServerHealth::Good,
        consul::Health::Resting => ServerHealth::Resting,
        consul::Health::Probing => ServerHealth::Probing,
    }
}
