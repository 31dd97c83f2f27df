//! Against programs that nobody here wrote.

mod creators;
mod faults;
mod limits;
mod moves;
mod refusals;
mod staying;
mod updates;
