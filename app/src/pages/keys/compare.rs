//! Two values, so that only what differs in them differs on the screen.

use leptos::prelude::*;

use crate::ui::{Diff, pretty_json};

pub(super) fn comparison(
    before: Signal<String>,
    after: Signal<String>,
    label: impl Into<TextProp>,
) -> AnyView {
    let label = label.into();
    let sides = Memo::new(move |_| before.with(|before| after.with(|after| alike(before, after))));
    view! {
        <Diff
            old=Signal::derive(move || sides.with(|(before, _)| before.clone()))
            new=Signal::derive(move || sides.with(|(_, after)| after.clone()))
            label=label
        />
    }
    .into_any()
}

/// Laid out in the same way where both are JSON, else both as they are.
fn alike(before: &str, after: &str) -> (String, String) {
    let laid_out = pretty_json(before).zip(pretty_json(after));
    laid_out.unwrap_or_else(|| (before.to_owned(), after.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: (&str, &str)) {
        let (before, after) = alike(before, after);
        assert_eq!((&*before, &*after), expected);
    }

    #[test]
    fn json_is_laid_out_on_both_sides_with_order_and_digits() {
        check(
            "{\"b\":1.10,\"a\":[100000000000000000000]}",
            "{\"b\": 1.10,\n\"a\": []}",
            (
                "{\n  \"b\": 1.10,\n  \"a\": [\n    100000000000000000000\n  ]\n}",
                "{\n  \"b\": 1.10,\n  \"a\": []\n}",
            ),
        );
    }

    #[test]
    fn what_is_no_json_leaves_the_other_side_alone() {
        check("{\"a\":1}", "{\"a\":", ("{\"a\":1}", "{\"a\":"));
        check("", "{\"a\":1}", ("", "{\"a\":1}"));
    }
}
