//! One type for many closures.
//!
//! Each closure is a type of its own to the compiler, and a closure in a view brings along
//! a copy of all that renders, hydrates and follows it: some kilobytes of WASM each time.
//! Boxed here, they share one.

use leptos::prelude::*;

/// A piece of a page that follows signals, or is not there.
pub fn part(make: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    fn shared(make: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
        (move || make()).into_any()
    }
    shared(Box::new(make))
}

/// A text that follows signals.
pub fn words(make: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(make)
}

/// What happens on an event.
pub fn on<E>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(act)
}
