//! Who may do what.

use serde::{Deserialize, Serialize};

/// What a person or a machine is trusted with; each role includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Viewer,
    Operator,
    Admin,
}

impl Role {
    pub const ALL: [Role; 3] = [Role::Viewer, Role::Operator, Role::Admin];

    pub fn may(self, permission: Permission) -> bool {
        self >= permission.least_role()
    }
}

/// One thing that can be allowed or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Open pages and read what they show.
    ViewPages,
    /// Follow live events.
    FollowEvents,
    /// Change targets and fields.
    ChangeTargets,
    /// Change accounts, settings and stored documents.
    Administer,
}

impl Permission {
    pub const ALL: [Permission; 4] = [
        Permission::ViewPages,
        Permission::FollowEvents,
        Permission::ChangeTargets,
        Permission::Administer,
    ];

    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Permission::ViewPages => "view_pages",
            Permission::FollowEvents => "follow_events",
            Permission::ChangeTargets => "change_targets",
            Permission::Administer => "administer",
        }
    }

    fn least_role(self) -> Role {
        match self {
            Permission::ViewPages | Permission::FollowEvents => Role::Viewer,
            Permission::ChangeTargets => Role::Operator,
            Permission::Administer => Role::Admin,
        }
    }
}

/// How an actor came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// `skills-eye demo` signs its visitor in, on loopback only.
    Demo,
    /// A server bound to loopback before accounts exist.
    LocalDevelopment,
    /// Work that nobody asked for at this moment: timers, start-up.
    System,
}

/// The one on whose behalf something happens; every use case takes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub name: String,
    pub role: Role,
    pub origin: Origin,
}

impl Actor {
    /// The error names the permission that is missing, so that the screen can say it.
    pub fn require(&self, permission: Permission) -> Result<(), crate::error::AppError> {
        if self.role.may(permission) {
            Ok(())
        } else {
            Err(crate::error::AppError::forbidden(permission))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_has_one_name() {
        for permission in Permission::ALL {
            let json = serde_json::to_value(permission).unwrap();
            assert_eq!(json, permission.as_str());
        }
    }

    #[test]
    fn roles_include_the_ones_before_them() {
        for permission in Permission::ALL {
            if Role::Viewer.may(permission) {
                assert!(Role::Operator.may(permission));
            }
            if Role::Operator.may(permission) {
                assert!(Role::Admin.may(permission));
            }
            assert!(Role::Admin.may(permission));
        }
        assert!(!Role::Viewer.may(Permission::ChangeTargets));
        assert!(!Role::Operator.may(Permission::Administer));
    }
}
