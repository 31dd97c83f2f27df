//! Buttons and keys.

use leptos::prelude::*;

use super::specimen::{specimen, state};
use crate::context::text;
use crate::ui::{Button, ButtonGroup, CopyButton, IconButton, IconName, Kbd, Size, Variant};

pub(super) fn view() -> AnyView {
    view! { {buttons()} {icon_buttons()} {groups()} {keyboard()} }.into_any()
}

fn buttons() -> AnyView {
    let busy = RwSignal::new(false);
    let work = Callback::new(move |_| {
        busy.set(true);
        crate::dom::timer::once(std::time::Duration::from_millis(1_500), move || {
            let _ = busy.try_set(false);
        });
    });
    specimen(
        "Button",
        |c| c.kit_page.button,
        vec![
            state(
                |c| c.kit_page.variants,
                view! {
                    <Button variant=Variant::Primary>{text(|c| c.kit_page.new_target)}</Button>
                    <Button>{text(|c| c.kit_page.export)}</Button>
                    <Button variant=Variant::Ghost>{text(|c| c.kit.cancel)}</Button>
                    <Button variant=Variant::Danger>{text(|c| c.kit_page.delete)}</Button>
                },
            ),
            state(
                |c| c.kit_page.sizes,
                view! {
                    <Button size=Size::Small>{text(|c| c.kit_page.small)}</Button>
                    <Button>{text(|c| c.kit_page.medium)}</Button>
                    <Button size=Size::Large>{text(|c| c.kit_page.large)}</Button>
                },
            ),
            state(
                |c| c.kit_page.with_icon,
                view! {
                    <Button variant=Variant::Primary icon=IconName::Plus kbd="N">
                        {text(|c| c.kit_page.new_target)}
                    </Button>
                    <Button icon=IconName::Download>{text(|c| c.kit_page.export)}</Button>
                    <Button caret=true>{text(|c| c.kit_page.view_of_duty)}</Button>
                },
            ),
            state(
                |c| c.kit_page.busy,
                view! {
                    <Button variant=Variant::Primary busy=true>
                        {text(|c| c.kit_page.save)}
                    </Button>
                    <Button busy=busy on_click=work>
                        {text(|c| c.kit_page.press_me)}
                    </Button>
                },
            ),
            state(
                |c| c.kit_page.disabled,
                view! {
                    <Button disabled=true>{text(|c| c.kit_page.save)}</Button>
                    <Button variant=Variant::Primary disabled=true>
                        {text(|c| c.kit_page.save)}
                    </Button>
                    <Button
                        variant=Variant::Danger
                        disabled=true
                        reason=text(|c| c.kit_page.needs_operator)
                    >
                        {text(|c| c.kit_page.with_reason)}
                    </Button>
                },
            ),
        ],
    )
}

fn icon_buttons() -> AnyView {
    let pinned = RwSignal::new(true);
    specimen(
        "IconButton",
        |c| c.kit_page.icon_button,
        vec![
            state(
                |c| c.kit_page.variants,
                view! {
                    <IconButton icon=IconName::Refresh label=text(|c| c.kit.retry) />
                    <IconButton
                        icon=IconName::Pencil
                        label=text(|c| c.kit_page.edit)
                        variant=Variant::Default
                    />
                    <IconButton
                        icon=IconName::Plus
                        label=text(|c| c.kit_page.new_target)
                        variant=Variant::Primary
                    />
                    <IconButton
                        icon=IconName::Trash
                        label=text(|c| c.kit_page.delete)
                        variant=Variant::Danger
                    />
                },
            ),
            state(
                |c| c.kit_page.pressed,
                view! {
                    <IconButton
                        icon=IconName::Pin
                        label=text(|c| c.kit.pin)
                        pressed=pinned
                        on_click=Callback::new(move |_| pinned.update(|pinned| *pinned = !*pinned))
                    />
                },
            ),
            state(
                |c| c.kit_page.sizes,
                view! {
                    <IconButton
                        icon=IconName::More
                        label=text(|c| c.kit_page.more)
                        size=Size::Small
                    />
                    <IconButton icon=IconName::More label=text(|c| c.kit_page.more) />
                    <IconButton
                        icon=IconName::More
                        label=text(|c| c.kit_page.more)
                        size=Size::Large
                    />
                },
            ),
            state(
                |c| c.kit_page.busy,
                view! { <IconButton icon=IconName::Refresh label=text(|c| c.kit.retry) busy=true /> },
            ),
            state(
                |c| c.kit_page.disabled,
                view! {
                    <IconButton icon=IconName::Trash label=text(|c| c.kit_page.delete) disabled=true />
                    <IconButton
                        icon=IconName::Lock
                        label=text(|c| c.kit_page.edit)
                        disabled=true
                        reason=text(|c| c.kit_page.needs_operator)
                    />
                },
            ),
            state(
                |c| c.kit_page.copying,
                view! { <CopyButton value=Signal::stored("198.51.100.77".to_owned()) /> },
            ),
        ],
    )
}

fn groups() -> AnyView {
    specimen(
        "ButtonGroup",
        |c| c.kit_page.button_group,
        vec![state(
            |c| c.kit_page.example,
            view! {
                <ButtonGroup label=text(|c| c.kit_page.export)>
                    <Button icon=IconName::Spreadsheet>"CSV"</Button>
                    <Button>"XLSX"</Button>
                    <Button>"JSON"</Button>
                </ButtonGroup>
            },
        )],
    )
}

fn keyboard() -> AnyView {
    specimen(
        "Kbd",
        |c| c.kit_page.kbd,
        vec![state(
            |c| c.kit_page.example,
            view! {
                <Kbd keys="Ctrl K" />
                <Kbd keys="Esc" />
                <Kbd keys="Shift ↑" />
            },
        )],
    )
}
