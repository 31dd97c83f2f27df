//! Texts of the page of hosts.

use domain::locale::Locale;

texts! {
    HostsTexts {
        node: "Nó", "Node";
        choose: "Escolha um nó", "Choose a node";
        ask_again: "Perguntar de novo", "Ask again";
        asking: "perguntando ao agente", "asking the agent";
        now: "lido agora", "read just now";

        system: "Sistema", "System";
        hostname: "Nome da máquina", "Host name";
        uptime: "Ligada há", "Up for";
        os: "Sistema operacional", "Operating system";
        kernel: "Kernel", "Kernel";
        architecture: "Arquitetura", "Architecture";
        memory: "Memória", "Memory";
        disk: "Disco", "Disk";
        processors: "Processadores", "Processors";
        total: "Total", "Total";
        available: "Disponível", "Available";
        used: "Em uso", "Used";
        cores: "Núcleos", "Cores";
        vendor: "Fabricante", "Vendor";
        speed: "Frequência", "Speed";
        untold: "o agente não disse", "the agent did not say";
        problems: "O agente não conseguiu ler tudo", "The agent could not read everything";

        empty: "Nenhum agente para perguntar", "No agent to ask";
        empty_detail: "Uma máquina aparece aqui quando o seu agente do Consul entra no cluster.",
            "A machine appears here when its Consul agent joins the cluster.";
    }
}

impl HostsTexts {
    pub fn said(&self, ago: &str, locale: Locale) -> String {
        match locale {
            Locale::PtBr => ["lido ", ago].concat(),
            Locale::En => ["read ", ago].concat(),
        }
    }
}
