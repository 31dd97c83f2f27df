//! Text of machines.

use leptos::prelude::*;

use super::specimen::{specimen, wide};
use crate::context::text;
use crate::ui::{CodeBlock, CodeEditor, Diff, Language};

pub(super) fn view() -> AnyView {
    view! { {blocks()} {diff()} {editors()} }.into_any()
}

const LABELS: &str = "company=\"Acme Varejo\" env=\"producao\"\n\
    instance=\"198.51.100.77\" module=\"icmp\"\n\
    localizacao=\"Gurupi · sala de rede\" site=\"palmas\"";

const OLD: &str = "global:
  scrape_interval: 30s
  external_labels:
    site: palmas

scrape_configs:
  - job_name: icmp
    metrics_path: /probe
    params:
      module: [icmp]
    consul_sd_configs:
      - server: 127.0.0.1:8500
        services: [blackbox_exporter]
    relabel_configs:
      - source_labels: [__meta_consul_service_metadata_company]
        target_label: company
";

const NEW: &str = "global:
  scrape_interval: 15s
  external_labels:
    site: palmas

scrape_configs:
  - job_name: icmp
    metrics_path: /probe
    params:
      module: [icmp]
    consul_sd_configs:
      - server: 127.0.0.1:8500
        services: [blackbox_exporter]
    relabel_configs:
      - source_labels: [__meta_consul_service_metadata_company]
        target_label: company
      - source_labels: [__meta_consul_service_metadata_vendor]
        target_label: vendor
";

fn held(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

fn blocks() -> AnyView {
    specimen(
        "CodeBlock",
        |c| c.kit_page.code_block,
        vec![
            wide(
                |c| c.kit_page.labels,
                view! {
                    <CodeBlock
                        code=Signal::stored(LABELS.to_owned())
                        language=Language::Labels
                        wrap=true
                    />
                },
            ),
            wide(
                |c| c.kit_page.with_title,
                view! {
                    <CodeBlock
                        code=Signal::stored(OLD.to_owned())
                        language=Language::Yaml
                        title="/etc/prometheus/prometheus.yml"
                    />
                },
            ),
        ],
    )
}

fn diff() -> AnyView {
    specimen(
        "Diff",
        |c| c.kit_page.diff,
        vec![
            wide(
                |c| c.kit_page.example,
                view! { <Diff old=held(OLD) new=held(NEW) label="prometheus.yml" /> },
            ),
            wide(
                |c| c.kit_page.no_change,
                view! { <Diff old=held(OLD) new=held(OLD) label="blackbox.yml" /> },
            ),
        ],
    )
}

fn editors() -> AnyView {
    let json = "{\n  \"name\": \"rt-gurupi-07\",\n  \"tags\": [\"icmp\", \"palmas\"],\n  \"port\": 9115\n}";
    specimen(
        "CodeEditor",
        |c| c.kit_page.code_editor,
        vec![
            wide(
                |c| c.kit_page.fine,
                view! {
                    <CodeEditor
                        id="kit-json"
                        label="JSON"
                        language=Language::Json
                        value=held(json)
                        rows=6
                    />
                },
            ),
            wide(
                |c| c.kit_page.invalid,
                view! {
                    <CodeEditor
                        id="kit-yaml"
                        label="YAML"
                        language=Language::Yaml
                        value=held("modules:\n  icmp:\n    prober: icmp\n    timeout: [5s\n")
                        rows=6
                    />
                },
            ),
            wide(
                |c| c.kit_page.disabled,
                view! {
                    <CodeEditor
                        id="kit-yaml-off"
                        label=text(|c| c.kit_page.read_only)
                        language=Language::Yaml
                        value=held("modules:\n  icmp:\n    prober: icmp")
                        rows=4
                        disabled=true
                    />
                },
            ),
        ],
    )
}
