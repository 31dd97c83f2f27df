//! Against programs that nobody here wrote.

mod caches;
mod consul;
mod overview;
mod probe;
