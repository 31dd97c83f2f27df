//! The shape of what is still loading; nothing moves when it comes.

use leptos::prelude::*;

/// Hidden from screen readers: whatever loads says so with `aria-busy` on its own element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkeletonShape {
    /// Lines of a text.
    Text { lines: usize },
    /// Rows of a table.
    Rows { rows: usize, columns: usize },
    /// A card with a value, as a [`Stat`](super::Stat).
    Stat,
    /// A card with a title and a body.
    Card,
}

#[component]
pub fn Skeleton(shape: SkeletonShape) -> impl IntoView {
    match shape {
        SkeletonShape::Text { lines } => view! {
            <div class="skeleton-text" aria-hidden="true">
                {many(lines, bone)}
            </div>
        }
        .into_any(),
        SkeletonShape::Rows { rows, columns } => view! {
            <div class="skeleton-rows" aria-hidden="true">
                {many(
                    rows,
                    move || {
                        view! { <div class="skeleton-row">{many(columns, bone)}</div> }.into_any()
                    },
                )}
            </div>
        }
        .into_any(),
        SkeletonShape::Stat => view! {
            <div class="card skeleton-stat" aria-hidden="true">
                {many(3, bone)}
            </div>
        }
        .into_any(),
        SkeletonShape::Card => view! {
            <div class="card skeleton-card" aria-hidden="true">
                <div class="card-header">{bone()}</div>
                <div class="card-body skeleton-text">{many(4, bone)}</div>
            </div>
        }
        .into_any(),
    }
}

fn bone() -> AnyView {
    view! { <span class="bone"></span> }.into_any()
}

fn many(count: usize, one: impl Fn() -> AnyView) -> Vec<AnyView> {
    (0..count).map(|_| one()).collect()
}
