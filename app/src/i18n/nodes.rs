//! Texts of the page of nodes.

use domain::locale::Locale;
use domain::node::{NodeTally, ServiceCounts};

texts! {
    NodesTexts {
        node: "Nó", "Node";
        state: "Estado", "State";
        role: "Papel", "Role";
        services: "Serviços", "Services";
        site: "Site", "Site";
        known: "Dados", "Data";
        address: "Endereço", "Address";
        store: "Guardado em", "Kept in";

        alive: "ativo", "alive";
        leaving: "saindo", "leaving";
        left: "saiu", "left";
        failed: "não responde", "does not answer";
        unwatched: "sem verificação", "not checked";
        unknown: "desconhecido", "unknown";
        search: "Buscar nó, endereço ou site", "Search node, address or site";
        none_found: "Nenhum nó contém", "No node contains";

        server: "servidor", "server";
        agent: "cliente", "client";
        catalog_only: "só no catálogo", "catalog only";

        current: "ao vivo", "live";
        reading: "lendo", "reading";
        never_read: "nunca lido", "never read";
        catalog_lost: "O catálogo não pode ser lido há", "The catalog cannot be read; this began";
        members_lost: "Os membros não podem ser lidos há", "The members cannot be read; this began";
        out_of_touch: "sem conexão com o servidor", "no connection to the server";
        goes_on: "Esta instalação segue tentando; nada precisa ser reiniciado.",
            "This installation goes on trying; nothing needs a restart.";
        not_all_read: "nem todos os nós foram lidos", "not every node has been read";

        store_embedded: "Registro próprio", "Own registry";
        store_none: "Ninguém responde", "Nobody answers";
        way_shared: "Neste processo: toda mudança é vista na hora.",
            "In this process: every change is seen at once.";
        way_feed: "O registro conta o que mudou.", "The registry tells what changed.";
        way_nodes: "Cada nó é acompanhado.", "Each node is followed.";
        way_turns: "São tantos nós que são lidos em turnos.",
            "There are so many nodes that they are read in turns.";
        way_none: "Procurando um servidor.", "Looking for a server.";

        servers: "Servidores do Consul", "Consul servers";
        servers_note: "consultados nesta ordem", "asked in this order";
        good: "responde", "answers";
        probing: "em prova", "on trial";
        resting: "em descanso após falhas", "resting after failures";
        answers: "em uso", "in use";
        last_failure: "última falha", "last failure";

        not_read: "O catálogo ainda não foi lido", "The catalog has not been read yet";
        not_read_detail: "Quantos nós existem não se sabe. A lista aparece assim que um servidor responder.",
            "How many nodes there are is not known. The list appears as soon as a server answers.";
        empty: "Nenhum nó no catálogo", "No node in the catalog";
        empty_detail: "Um nó aparece aqui assim que um agente do Consul entra no cluster ou um serviço é registrado nele.",
            "A node appears here as soon as a Consul agent joins the cluster or a service is registered on it.";
        no_such_node: "Este nó não existe", "There is no such node";
        no_such_node_detail: "Nem o catálogo nem os membros do cluster o conhecem.",
            "Neither the catalog nor the members of the cluster know it.";
        trouble: "A verificação do próprio nó falha", "The node's own check fails";
        unwell_title: "Com falha", "Failing";
        critical: "crítico", "critical";
        warning: "em alerta", "warning";
        names: "Nomes dos serviços", "Names of services";
        no_services: "Nenhum serviço neste nó.", "No service on this node.";
    }
}

impl NodesTexts {
    fn is_portuguese(&self) -> bool {
        self.node == PT_BR.node
    }

    /// "3 alive · 1 does not answer"
    pub fn states(&self, tally: NodeTally, locale: Locale) -> String {
        let portuguese = [
            ("ativo", "ativos"),
            ("não responde", "não respondem"),
            ("saindo", "saindo"),
            ("saiu", "saíram"),
            ("sem verificação", "sem verificação"),
            ("desconhecido", "desconhecidos"),
        ];
        let english = [
            ("alive", "alive"),
            ("does not answer", "do not answer"),
            ("leaving", "leaving"),
            ("left", "left"),
            ("not checked", "not checked"),
            ("unknown", "unknown"),
        ];
        let words = if self.is_portuguese() {
            portuguese
        } else {
            english
        };
        let counts = [
            tally.alive,
            tally.failed,
            tally.leaving,
            tally.left,
            tally.unwatched,
            tally.unknown,
        ];
        let said: Vec<String> = counts
            .into_iter()
            .zip(words)
            .filter(|(count, _)| *count > 0)
            .map(|(count, (one, more))| {
                let word = locale.plural(count as u64, one, more);
                format!("{}\u{a0}{word}", number(count, locale))
            })
            .collect();
        said.join(" · ")
    }

    /// "13 not well"
    pub fn unwell(&self, count: usize, shown: String, locale: Locale) -> String {
        if self.is_portuguese() {
            match count {
                0 => "nenhum com falha".to_owned(),
                _ => format!(
                    "{shown} {}",
                    locale.plural(count as u64, "com falha", "com falhas")
                ),
            }
        } else if count == 0 {
            "none failing".to_owned()
        } else {
            format!("{shown} failing")
        }
    }

    /// "and 12 more"
    pub fn more_unwell(&self, count: usize, locale: Locale) -> String {
        let count = number(count, locale);
        if self.is_portuguese() {
            format!("e mais {count}")
        } else {
            format!("and {count} more")
        }
    }

    /// "as it was 3 min ago"
    pub fn as_it_was(&self, ago: &str) -> String {
        if self.is_portuguese() {
            format!("como estava {ago}")
        } else {
            format!("as it was {ago}")
        }
    }

    /// "The catalog cannot be read; this began 22 s ago."
    pub fn lost_since(&self, title: &str, seconds: u64, locale: Locale) -> String {
        if self.is_portuguese() {
            format!("{title} {}.", locale.span(seconds))
        } else {
            format!("{title} {}.", locale.ago(seconds))
        }
    }

    /// What is shown meanwhile, as a sentence.
    pub fn shown_as(&self, age_seconds: Option<u64>, locale: Locale) -> String {
        match age_seconds {
            Some(seconds) if self.is_portuguese() => {
                format!("Mostramos como estava {}.", locale.ago(seconds))
            }
            Some(seconds) => format!("It is shown as it was {}.", locale.ago(seconds)),
            None if self.is_portuguese() => "Nunca foi lido.".to_owned(),
            None => "It has never been read.".to_owned(),
        }
    }

    /// "2 critical, 90 passing"
    pub fn health(&self, counts: &ServiceCounts, locale: Locale) -> String {
        let words = if self.is_portuguese() {
            ["críticos", "em alerta", "passando", "sem verificação"]
        } else {
            ["critical", "warning", "passing", "unchecked"]
        };
        let numbers = [
            counts.critical,
            counts.warning,
            counts.passing,
            counts.unchecked,
        ];
        let said: Vec<String> = numbers
            .into_iter()
            .zip(words)
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{} {word}", number(count, locale)))
            .collect();
        if said.is_empty() {
            "0".to_owned()
        } else {
            said.join(", ")
        }
    }
}

fn number(count: usize, locale: Locale) -> String {
    locale.integer(i64::try_from(count).unwrap_or(i64::MAX))
}
