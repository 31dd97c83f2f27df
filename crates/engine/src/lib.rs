//! The use cases: everything Skills Eye does, told without HTTP or HTML.
//!
//! Each takes an [`domain::access::Actor`], so that nothing happens without one.
