//! One file a page.

mod home;

pub use home::HomePage;
