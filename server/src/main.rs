//! The binary `skills-eye`.

fn main() {}
