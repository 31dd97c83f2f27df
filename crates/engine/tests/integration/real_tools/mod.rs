//! Against programs that nobody here wrote.

mod consul;
