//! Numbers of things.

use std::num::NonZeroUsize;

use toml_edit::Value;

use crate::config::kind::{Kind, found};

/// A whole number from 1 to a bound.
macro_rules! count {
    ($(#[doc = $doc:literal])+ $Name:ident up to $most:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $Name(NonZeroUsize);

        impl $Name {
            const MOST: usize = $most;

            /// Within the bounds, whatever the number.
            pub(crate) const fn new(number: usize) -> Self {
                match NonZeroUsize::new(number) {
                    Some(some) if number <= Self::MOST => Self(some),
                    _ => Self(NonZeroUsize::MIN),
                }
            }

            pub(crate) fn get(self) -> usize {
                self.0.get()
            }
        }

        impl Kind for $Name {
            const NAME: &'static str = concat!("a whole number from 1 to ", $most);

            fn from_text(text: &str) -> Result<Self, String> {
                text.parse::<NonZeroUsize>()
                    .ok()
                    .filter(|number| number.get() <= Self::MOST)
                    .map(Self)
                    .ok_or_else(|| format!("found {text:?}"))
            }

            fn from_toml(value: &Value) -> Result<Self, String> {
                match value.as_integer() {
                    Some(number) => Self::from_text(&number.to_string()),
                    None => Err(found(value)),
                }
            }

            fn show(&self) -> Option<String> {
                Some(self.0.to_string())
            }
        }
    };
}

count! {
    /// A port of TCP.
    Port up to 65_535
}

impl Port {
    pub(crate) fn number(self) -> u16 {
        u16::try_from(self.get()).unwrap_or(u16::MAX)
    }
}

count! {
    /// Streams at the same time.
    Streams up to 100_000
}

count! {
    /// Events that are kept.
    Replay up to 1_000_000
}

count! {
    /// Connections to one server.
    Connections up to 10_000
}

count! {
    /// Questions that wait at the same time.
    Waiting up to 10_000
}

count! {
    /// Calls at the same time.
    Calls up to 1_000
}

count! {
    /// Tries, the first included.
    Attempts up to 20
}

count! {
    /// Nodes that are followed one by one.
    FollowedNodes up to 1_000
}
