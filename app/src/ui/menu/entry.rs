//! What stands in a menu.

use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use crate::ui::browser;
use crate::ui::icon::IconName;
use crate::ui::kbd::keys;

pub enum MenuEntry {
    Item(MenuItem),
    /// A line between groups.
    Separator,
    /// A quiet word above a group.
    Heading(TextProp),
}

/// One thing to do: `MenuItem::new(text, run).icon(…).shortcut(…)`.
pub struct MenuItem {
    label: TextProp,
    icon: Option<IconName>,
    shortcut: &'static str,
    detail: Option<TextProp>,
    is_dangerous: bool,
    checked: Option<bool>,
    reason: Option<TextProp>,
    run: Callback<()>,
}

impl MenuItem {
    pub fn new(label: impl Into<TextProp>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            icon: None,
            shortcut: "",
            detail: None,
            is_dangerous: false,
            checked: None,
            reason: None,
            run: Callback::new(move |()| run()),
        }
    }

    #[must_use]
    pub fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    #[must_use]
    pub fn shortcut(mut self, keys: &'static str) -> Self {
        self.shortcut = keys;
        self
    }

    /// A quiet text at the end of the line, such as a count.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<TextProp>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// It destroys something.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.is_dangerous = true;
        self
    }

    /// One that is on or off.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// It cannot be done now, and this is why.
    #[must_use]
    pub fn disabled(mut self, reason: impl Into<TextProp>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        MenuEntry::Item(item)
    }
}

impl MenuEntry {
    pub(super) fn is_item(&self) -> bool {
        matches!(self, MenuEntry::Item(_))
    }

    pub(super) fn into_view_in(self, open: RwSignal<bool>, is_first: bool) -> AnyView {
        match self {
            MenuEntry::Separator => {
                view! { <div class="menu-separator" role="separator"></div> }.into_any()
            }
            MenuEntry::Heading(text) => {
                view! { <div class="menu-heading" role="presentation">{move || text.get()}</div> }
                    .into_any()
            }
            MenuEntry::Item(item) => item.into_view_in(open, is_first),
        }
    }
}

impl MenuItem {
    fn into_view_in(self, open: RwSignal<bool>, is_first: bool) -> AnyView {
        let Self {
            label,
            icon,
            shortcut,
            detail,
            is_dangerous,
            checked,
            reason,
            run,
        } = self;
        let role = match checked {
            Some(_) => "menuitemcheckbox",
            None => "menuitem",
        };
        let is_disabled = reason.is_some();
        let press = move |_| {
            if !is_disabled {
                // First close, so that the focus is back before the act moves it.
                open.set(false);
                run.run(());
            }
        };
        let mark = match checked {
            Some(true) => Some(IconName::Check),
            Some(false) => None,
            None => icon,
        };
        let leads = checked.is_some() || icon.is_some();
        view! {
            <button
                type="button"
                class="menu-item"
                role=role
                tabindex="-1"
                data-autofocus=is_first.then_some("")
                data-danger=is_dangerous.then_some("")
                aria-checked=checked.map(|checked| checked.to_string())
                aria-disabled=is_disabled.then_some("true")
                on:click=press
                on:pointermove=move |event| {
                    let touched = browser::target(&event);
                    if let Some(item) = touched.and_then(|one| one.closest(".menu-item").ok()?) {
                        browser::focus(&item);
                    }
                }
            >
                {leads
                    .then(|| {
                        view! { <span class="menu-lead">{mark.map(crate::ui::icon::icon)}</span> }
                    })}
                <span class="menu-words">
                    <span class="menu-label">{move || label.get()}</span>
                    {reason
                        .map(|reason| {
                            view! { <span class="menu-reason">{move || reason.get()}</span> }
                        })}
                </span>
                {detail
                    .map(|detail| view! { <span class="menu-detail">{move || detail.get()}</span> })}
                {(!shortcut.is_empty()).then(|| keys(shortcut))}
            </button>
        }
        .into_any()
    }
}

/// What type-ahead compares with: the label, not the shortcut.
pub(super) fn spoken(item: &HtmlElement) -> String {
    item.query_selector(".menu-label")
        .ok()
        .flatten()
        .and_then(|label| label.text_content())
        .unwrap_or_default()
}
