//! Yes or no, one of few, several of many.

use leptos::prelude::*;

use super::specimen::{specimen, state, wide};
use crate::context::text;
use crate::ui::{Checkbox, Checked, Choice, IconName, RadioGroup, Segmented, Size, Switch};

pub(super) fn view() -> AnyView {
    view! { {checkboxes()} {switches()} {radios()} {segments()} }.into_any()
}

fn checkboxes() -> AnyView {
    let rows = RwSignal::new([true, false, true]);
    let all = Signal::derive(
        move || match rows.get().iter().filter(|row| **row).count() {
            0 => Checked::No,
            3 => Checked::Yes,
            _ => Checked::Some,
        },
    );
    let one = move |index: usize, name: &'static str| {
        view! {
            <Checkbox
                checked=Signal::derive(move || Checked::from(rows.get()[index]))
                label=name
                on_change=Callback::new(move |on| rows.update(|rows| rows[index] = on))
            />
        }
    };
    let nothing = Callback::new(|_: bool| {});
    specimen(
        "Checkbox",
        |c| c.kit_page.checkbox,
        vec![
            state(
                |c| c.kit_page.some_of_many,
                view! {
                    <div class="kit-stack">
                        <Checkbox
                            checked=all
                            label=text(|c| c.kit_page.all_sites)
                            on_change=Callback::new(move |on| rows.set([on; 3]))
                        />
                        <div class="kit-indent">
                            {one(0, "palmas")} {one(1, "rio")} {one(2, "dtc")}
                        </div>
                    </div>
                },
            ),
            state(
                |c| c.kit_page.with_hint,
                view! {
                    <Checkbox
                        checked=Checked::Yes
                        label=text(|c| c.kit_page.required_field)
                        hint=text(|c| c.kit_page.required_field_hint)
                        on_change=nothing
                    />
                },
            ),
            state(
                |c| c.kit_page.invalid,
                view! {
                    <Checkbox
                        checked=Checked::No
                        label=text(|c| c.kit_page.i_know)
                        invalid=true
                        on_change=nothing
                    />
                },
            ),
            state(
                |c| c.kit_page.disabled,
                view! {
                    <div class="kit-stack">
                        <Checkbox
                            checked=Checked::No
                            label="palmas"
                            disabled=true
                            on_change=nothing
                        />
                        <Checkbox
                            checked=Checked::Yes
                            label="rio"
                            disabled=true
                            on_change=nothing
                        />
                        <Checkbox
                            checked=Checked::Some
                            label="dtc"
                            disabled=true
                            on_change=nothing
                        />
                    </div>
                },
            ),
        ],
    )
}

fn switches() -> AnyView {
    let on = RwSignal::new(true);
    let nothing = Callback::new(|_: bool| {});
    specimen(
        "Switch",
        |c| c.kit_page.switch,
        vec![
            state(
                |c| c.kit_page.plain,
                view! {
                    <Switch
                        on=on
                        label=text(|c| c.kit_page.live_updates)
                        hint=text(|c| c.kit_page.live_updates_hint)
                        on_change=Callback::new(move |new| on.set(new))
                    />
                },
            ),
            state(
                |c| c.kit_page.disabled,
                view! {
                    <div class="kit-stack">
                        <Switch
                            on=false
                            label=text(|c| c.kit_page.off)
                            disabled=true
                            on_change=nothing
                        />
                        <Switch
                            on=true
                            label=text(|c| c.kit_page.on)
                            disabled=true
                            on_change=nothing
                        />
                    </div>
                },
            ),
        ],
    )
}

fn radios() -> AnyView {
    let scope = RwSignal::new("filter".to_owned());
    let options = vec![
        Choice::new("selection", text(|c| c.kit_page.scope_selection))
            .hint(text(|c| c.kit_page.scope_selection_hint)),
        Choice::new("filter", text(|c| c.kit_page.scope_filter))
            .hint(text(|c| c.kit_page.scope_filter_hint)),
        Choice::new("all", text(|c| c.kit_page.scope_all)).disabled(),
    ];
    specimen(
        "RadioGroup",
        |c| c.kit_page.radio_group,
        vec![state(
            |c| c.kit_page.example,
            view! {
                <RadioGroup
                    name="kit-scope"
                    label=text(|c| c.kit_page.export)
                    options=options
                    value=scope
                    on_change=Callback::new(move |new| scope.set(new))
                />
            },
        )],
    )
}

fn segments() -> AnyView {
    let density = RwSignal::new("normal".to_owned());
    let set = Callback::new(move |new| density.set(new));
    let options = || {
        vec![
            Choice::new("dense", text(|c| c.kit_page.dense)).icon(IconName::RowsDense),
            Choice::new("normal", text(|c| c.kit_page.normal)).icon(IconName::Rows),
            Choice::new("loose", text(|c| c.kit_page.loose)).icon(IconName::RowsLoose),
        ]
    };
    let name = text(|c| c.kit_page.density);
    specimen(
        "Segmented",
        |c| c.kit_page.segmented,
        vec![
            wide(
                |c| c.kit_page.plain,
                view! {
                    <Segmented
                        name="kit-density"
                        label=name
                        options=options()
                        value=density
                        on_change=set
                    />
                },
            ),
            state(
                |c| c.kit_page.icons_only,
                view! {
                    <Segmented
                        name="kit-density-icons"
                        label=name
                        options=options()
                        value=density
                        icons_only=true
                        on_change=set
                    />
                },
            ),
            wide(
                |c| c.kit_page.small,
                view! {
                    <Segmented
                        name="kit-density-small"
                        label=name
                        options=options()
                        value=density
                        size=Size::Small
                        on_change=set
                    />
                },
            ),
            wide(
                |c| c.kit_page.disabled,
                view! {
                    <Segmented
                        name="kit-density-off"
                        label=name
                        options=options()
                        value=density
                        disabled=true
                        on_change=set
                    />
                },
            ),
        ],
    )
}
