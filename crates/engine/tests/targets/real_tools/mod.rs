//! Against programs that nobody here wrote.

mod creators;
mod limits;
mod staying;
mod updates;
