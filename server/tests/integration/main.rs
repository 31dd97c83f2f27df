//! The real program: its commands, its sockets, its end.

mod cli;
mod config;
mod demo;
mod http;
mod process;
mod stop;
mod tls;
