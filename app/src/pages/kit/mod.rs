//! Every component in every state: the reference of those who build pages.
//!
//! One file a family; a section is a list of specimens, a specimen one component with a note
//! on its use and its states.

mod actions;
mod charts;
mod choices;
mod code;
mod facts;
mod filters;
mod inputs;
mod layers;
mod moves;
mod pickers;
mod specimen;
mod states;
mod status;
mod surfaces;

use leptos::prelude::*;

use crate::context::text;
use crate::table::demo::KitTable;
use crate::ui::{IconName, icon};
use specimen::Pick;

struct Section {
    id: &'static str,
    title: Pick,
    lead: Pick,
    view: fn() -> AnyView,
}

const SECTIONS: [Section; 13] = [
    Section {
        id: "table",
        title: |c| c.kit_page.table,
        lead: |c| c.kit_page.table_lead,
        view: table,
    },
    Section {
        id: "actions",
        title: |c| c.kit_page.actions,
        lead: |c| c.kit_page.actions_lead,
        view: actions::view,
    },
    Section {
        id: "inputs",
        title: |c| c.kit_page.inputs,
        lead: |c| c.kit_page.inputs_lead,
        view: inputs::view,
    },
    Section {
        id: "choices",
        title: |c| c.kit_page.choices,
        lead: |c| c.kit_page.choices_lead,
        view: choices::view,
    },
    Section {
        id: "status",
        title: |c| c.kit_page.status,
        lead: |c| c.kit_page.status_lead,
        view: status::view,
    },
    Section {
        id: "layers",
        title: |c| c.kit_page.layers,
        lead: |c| c.kit_page.layers_lead,
        view: layers::view,
    },
    Section {
        id: "moves",
        title: |c| c.kit_page.moves,
        lead: |c| c.kit_page.moves_lead,
        view: moves::view,
    },
    Section {
        id: "surfaces",
        title: |c| c.kit_page.surfaces,
        lead: |c| c.kit_page.surfaces_lead,
        view: surfaces::view,
    },
    Section {
        id: "states",
        title: |c| c.kit_page.states,
        lead: |c| c.kit_page.states_lead,
        view: states::view,
    },
    Section {
        id: "facts",
        title: |c| c.kit_page.facts,
        lead: |c| c.kit_page.facts_lead,
        view: facts::view,
    },
    Section {
        id: "filters",
        title: |c| c.kit_page.filters,
        lead: |c| c.kit_page.filters_lead,
        view: filters::view,
    },
    Section {
        id: "code",
        title: |c| c.kit_page.code,
        lead: |c| c.kit_page.code_lead,
        view: code::view,
    },
    Section {
        id: "charts",
        title: |c| c.kit_page.charts,
        lead: |c| c.kit_page.charts_lead,
        view: charts::view,
    },
];

pub(super) fn kit() -> AnyView {
    let links: Vec<AnyView> = SECTIONS
        .iter()
        .map(|section| {
            let href = format!("#{}", section.id);
            view! {
                <li>
                    <a class="kit-link" href=href>
                        {text(section.title)}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    let sections: Vec<AnyView> = SECTIONS.iter().map(section).collect();
    view! {
        <div class="page kit">
            <header class="kit-head">
                <h1>{text(|c| c.nav.kit.label)}</h1>
                <p class="lead">{text(|c| c.kit_page.lead)}</p>
            </header>
            <div class="kit-columns">
                <nav class="kit-nav" aria-label=text(|c| c.kit_page.sections)>
                    <ul>{links}</ul>
                </nav>
                <div class="kit-sections">{sections}</div>
            </div>
        </div>
    }
    .into_any()
}

fn section(section: &Section) -> AnyView {
    let heading = format!("{}-title", section.id);
    let labelled = heading.clone();
    view! {
        <section class="kit-section" id=section.id aria-labelledby=labelled>
            <div class="kit-section-head">
                <h2 id=heading>{text(section.title)}</h2>
                <p>{text(section.lead)}</p>
            </div>
            {(section.view)()}
        </section>
    }
    .into_any()
}

/// The table of the fleet that does not exist, here in a small window.
fn table() -> AnyView {
    view! {
        <div class="kit-table">
            <KitTable />
        </div>
        <p>
            <a class="kit-more" href="/kit/table">
                {text(|c| c.kit_page.table_alone)}
                {icon(IconName::ArrowRight)}
            </a>
        </p>
    }
    .into_any()
}
