//! What lies over the page for a while.

use domain::table::Tone;
use leptos::prelude::*;

use super::specimen::{specimen, state};
use crate::context::{text, texts};
use crate::shell::{Toast, toasts};
use crate::ui::{
    Badge, Button, Change, ChangeKind, Checkbox, Checked, ConfirmDialog, Dialog, Drawer, Field,
    IconButton, IconName, Input, Menu, MenuEntry, MenuItem, Placement, Popover, Variant,
};

pub(super) fn view() -> AnyView {
    view! { {menu()} {popover()} {dialog()} {confirm()} {drawer()} {toast()} }.into_any()
}

fn menu() -> AnyView {
    let live = RwSignal::new(true);
    let said = RwSignal::new(None::<&'static str>);
    let choose = move |word: fn() -> &'static str| move || said.set(Some(untrack(word)));
    let entries = Callback::new(move |()| {
        vec![
            MenuEntry::Heading(text(|c| c.kit_page.target).into()),
            MenuItem::new(text(|c| c.kit_page.edit), choose(|| texts().kit_page.edit))
                .icon(IconName::Pencil)
                .shortcut("E")
                .into(),
            MenuItem::new(
                text(|c| c.kit_page.clone),
                choose(|| texts().kit_page.clone),
            )
            .icon(IconName::Clone)
            .into(),
            MenuItem::new(text(|c| c.kit_page.move_to), || {})
                .icon(IconName::Move)
                .disabled(text(|c| c.kit_page.needs_operator))
                .into(),
            MenuEntry::Separator,
            MenuItem::new(text(|c| c.kit_page.live_updates), move || {
                live.update(|live| *live = !*live);
            })
            .checked(live.get_untracked())
            .into(),
            MenuEntry::Separator,
            MenuItem::new(
                text(|c| c.kit_page.delete),
                choose(|| texts().kit_page.delete),
            )
            .icon(IconName::Trash)
            .shortcut("Del")
            .danger()
            .into(),
        ]
    });
    specimen(
        "Menu",
        |c| c.kit_page.menu,
        vec![
            state(
                |c| c.kit_page.example,
                view! {
                    <Menu
                        id="kit-menu"
                        label=text(|c| c.kit_page.actions)
                        trigger=|| {
                            view! { <Button caret=true>{text(|c| c.kit_page.actions)}</Button> }
                        }
                        entries=entries
                    />
                    <span class="kit-said" role="status">
                        {move || said.get()}
                    </span>
                },
            ),
            state(
                |c| c.kit_page.from_icon,
                view! {
                    <Menu
                        id="kit-menu-icon"
                        label=text(|c| c.kit_page.more)
                        placement=Placement::BelowEnd
                        trigger=|| {
                            view! {
                                <IconButton icon=IconName::More label=text(|c| c.kit_page.more) />
                            }
                        }
                        entries=entries
                    />
                },
            ),
        ],
    )
}

fn popover() -> AnyView {
    let nothing = Callback::new(|_: bool| {});
    specimen(
        "Popover",
        |c| c.kit_page.popover,
        vec![state(
            |c| c.kit_page.example,
            view! {
                <Popover
                    id="kit-popover"
                    label=text(|c| c.kit_page.all_sites)
                    trigger=|| {
                        view! { <Button caret=true>{text(|c| c.kit_page.all_sites)}</Button> }
                    }
                >
                    <div class="kit-stack">
                        <Checkbox checked=Checked::Yes label="palmas" on_change=nothing />
                        <Checkbox checked=Checked::Yes label="rio" on_change=nothing />
                        <Checkbox checked=Checked::No label="dtc" on_change=nothing />
                    </div>
                </Popover>
            },
        )],
    )
}

fn dialog() -> AnyView {
    let open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let close = Callback::new(move |_| open.set(false));
    let footer = move || {
        view! {
            <Button on_click=close>{text(|c| c.kit.cancel)}</Button>
            <Button variant=Variant::Primary on_click=close>
                {text(|c| c.kit_page.save)}
            </Button>
        }
    };
    specimen(
        "Dialog",
        |c| c.kit_page.dialog,
        vec![state(
            |c| c.kit_page.example,
            view! {
                <Button on_click=Callback::new(move |_| open.set(true))>
                    {text(|c| c.kit_page.save_view)}
                </Button>
                <Dialog open=open title=text(|c| c.kit_page.save_view) footer=footer>
                    <Field
                        id="kit-view-name"
                        label=text(|c| c.kit_page.name)
                        hint=text(|c| c.kit_page.view_hint)
                    >
                        <Input id="kit-view-name" value=name autofocus=true />
                    </Field>
                </Dialog>
            },
        )],
    )
}

fn change(kind: ChangeKind, name: &str, before: &str, after: &str) -> Change {
    Change {
        kind,
        name: name.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    }
}

fn confirm() -> AnyView {
    let edit = RwSignal::new(false);
    let delete = RwSignal::new(false);
    let changes = Signal::derive(|| {
        vec![
            change(ChangeKind::Changed, "nvr-rio-04", "homologacao", "producao"),
            change(ChangeKind::Changed, "rt-rio-05", "homologacao", "producao"),
            change(ChangeKind::Added, "ap-rio-09", "", "producao"),
        ]
    });
    let removed = Signal::derive(|| {
        ["sw-rio-11", "sw-rio-12", "sw-rio-13"]
            .map(|name| change(ChangeKind::Removed, name, "", ""))
            .to_vec()
    });
    specimen(
        "ConfirmDialog",
        |c| c.kit_page.confirm_dialog,
        vec![
            state(
                |c| c.kit_page.changes,
                view! {
                    <Button on_click=Callback::new(move |_| edit.set(true))>
                        {text(|c| c.kit_page.apply)}
                    </Button>
                    <ConfirmDialog
                        open=edit
                        title=text(|c| c.kit_page.apply_title)
                        detail=text(|c| c.kit_page.apply_detail)
                        changes=changes
                        act=text(|c| c.kit_page.apply)
                        on_confirm=Callback::new(move |()| edit.set(false))
                    />
                },
            ),
            state(
                |c| c.kit_page.danger,
                view! {
                    <Button
                        variant=Variant::Danger
                        on_click=Callback::new(move |_| delete.set(true))
                    >
                        {text(|c| c.kit_page.delete)}
                    </Button>
                    <ConfirmDialog
                        open=delete
                        title=text(|c| c.kit_page.delete_title)
                        detail=text(|c| c.kit_page.delete_detail)
                        changes=removed
                        total=Signal::stored(214_u64)
                        act=text(|c| c.kit_page.delete)
                        danger=true
                        phrase="sw-rio"
                        on_confirm=Callback::new(move |()| delete.set(false))
                    />
                },
            ),
        ],
    )
}

fn drawer() -> AnyView {
    let open = RwSignal::new(false);
    let modal = RwSignal::new(false);
    let footer = move || {
        view! {
            <span class="footer-note">{text(|c| c.kit_page.keys_of_form)}</span>
            <Button on_click=Callback::new(move |_| {
                open.set(false);
                modal.set(false);
            })>{text(|c| c.kit.cancel)}</Button>
            <Button variant=Variant::Primary>{text(|c| c.kit_page.register)}</Button>
        }
    };
    let aside = || view! { <Badge tone=Tone::Accent>"icmp"</Badge> };
    let body = |id: &'static str| {
        view! {
            <div class="kit-form">
                <Field id=format!("{id}-name") label=text(|c| c.kit_page.name) beside=true>
                    <Input
                        id=format!("{id}-name")
                        value=RwSignal::new("rt-gurupi-07".to_owned())
                    />
                </Field>
                <Field id=format!("{id}-address") label=text(|c| c.kit_page.instance) beside=true>
                    <Input
                        id=format!("{id}-address")
                        mono=true
                        value=RwSignal::new("198.51.100.77".to_owned())
                    />
                </Field>
            </div>
        }
    };
    specimen(
        "Drawer",
        |c| c.kit_page.drawer,
        vec![
            state(
                |c| c.kit_page.beside_the_list,
                view! {
                    <Button on_click=Callback::new(move |_| {
                        open.update(|open| *open = !*open);
                    })>{text(|c| c.kit_page.new_target)}</Button>
                    <Drawer
                        open=open
                        on_close=Callback::new(move |()| open.set(false))
                        title=text(|c| c.kit_page.new_target)
                        aside=aside
                        footer=footer
                    >
                        {body("kit-drawer")}
                    </Drawer>
                },
            ),
            state(
                |c| c.kit_page.modal,
                view! {
                    <Button on_click=Callback::new(move |_| {
                        modal.set(true);
                    })>{text(|c| c.kit_page.new_target)}</Button>
                    <Drawer
                        open=modal
                        on_close=Callback::new(move |()| modal.set(false))
                        title=text(|c| c.kit_page.new_target)
                        modal=true
                        footer=footer
                    >
                        {body("kit-drawer-modal")}
                    </Drawer>
                },
            ),
        ],
    )
}

fn toast() -> AnyView {
    let toasts = toasts();
    let show = move |make: fn() -> Toast| Callback::new(move |_| toasts.show(untrack(make)));
    let saved = || {
        let words = &texts().kit_page;
        Toast::ok(words.toast_saved)
            .detail("nvr-rio-04, rt-rio-05")
            .action(words.undo, || {})
    };
    specimen(
        "Toast",
        |c| c.kit_page.toast,
        vec![state(
            |c| c.kit_page.tones,
            view! {
                <Button on_click=show(saved)>{text(|c| c.kit_page.with_undo)}</Button>
                <Button on_click=show(|| Toast::warning(
                    texts().kit_page.toast_warning,
                ))>{text(|c| c.kit_page.warning)}</Button>
                <Button on_click=show(|| Toast::critical(
                    texts().kit_page.toast_critical,
                ))>{text(|c| c.kit_page.lasting)}</Button>
            },
        )],
    )
}
