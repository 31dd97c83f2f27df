//! Charts, drawn by the server as well: no clock, no chance, no measuring of the page.

mod area;
mod bars;
mod donut;
mod geometry;
mod series;
mod spark;

pub use area::AreaChart;
pub use bars::{BarChart, BarList};
pub use donut::Donut;
pub use series::{Series, Slice};
pub use spark::{Sparkline, sparkline};
