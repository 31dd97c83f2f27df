//! A person in two letters.

use leptos::prelude::*;

use super::button::Size;

/// Decoration beside the name, which says who it is.
#[component]
pub fn Avatar(#[prop(into)] name: Signal<String>, #[prop(optional)] size: Size) -> impl IntoView {
    view! {
        <span class="avatar" data-size=size.as_str() aria-hidden="true">
            {move || name.with(|name| initials(name))}
        </span>
    }
}

/// The first letters of the first and the last word; of one word, its first two.
pub(crate) fn initials(name: &str) -> String {
    // Of an address, the person and not the company.
    let person = name.split('@').next().unwrap_or_default();
    let words: Vec<&str> = person
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let letters: String = match words.as_slice() {
        [] => "?".to_owned(),
        [word] => word.chars().take(2).collect(),
        [first, .., last] => first.chars().take(1).chain(last.chars().take(1)).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn two_letters_say_who() {
        assert_eq!(initials("Maria de Oliveira"), "MO");
        assert_eq!(initials("operador"), "OP");
        assert_eq!(initials("ana.souza@example.com"), "AS");
        assert_eq!(initials("maria.oliveira"), "MO");
        assert_eq!(initials("É"), "É");
        assert_eq!(initials(" -- "), "?");
        assert_eq!(initials("  "), "?");
    }
}
