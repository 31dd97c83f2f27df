//! The mirror against what it mirrors.

mod real_tools;
mod support;
