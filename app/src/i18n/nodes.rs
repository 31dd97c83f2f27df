//! Texts of the page of nodes.

use domain::locale::Locale;
use domain::node::ServiceCounts;

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
        catalog_lost: "O catálogo não pode ser lido desde", "The catalog cannot be read since";
        members_lost: "Os membros não podem ser lidos desde", "The members cannot be read since";
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

        empty: "Nenhum nó no catálogo", "No node in the catalog";
        empty_detail: "Um nó aparece aqui assim que um agente do Consul entra no cluster ou um serviço é registrado nele.",
            "A node appears here as soon as a Consul agent joins the cluster or a service is registered on it.";
        no_such_node: "Este nó não existe", "There is no such node";
        no_such_node_detail: "Nem o catálogo nem os membros do cluster o conhecem.",
            "Neither the catalog nor the members of the cluster know it.";
        names: "Nomes dos serviços", "Names of services";
        no_services: "Nenhum serviço neste nó.", "No service on this node.";
    }
}

impl NodesTexts {
    fn is_portuguese(&self) -> bool {
        self.node == PT_BR.node
    }

    /// "3 of 4 alive"
    pub fn alive_of(&self, alive: String, of: usize, locale: Locale) -> String {
        let of = number(of, locale);
        if self.is_portuguese() {
            format!("{alive} de {of} ativos")
        } else {
            format!("{alive} of {of} alive")
        }
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

    /// "as it was 3 min ago"
    pub fn as_it_was(&self, ago: &str) -> String {
        if self.is_portuguese() {
            format!("como estava {ago}")
        } else {
            format!("as it was {ago}")
        }
    }

    pub fn since(&self, ago: &str) -> String {
        ago.to_owned()
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
