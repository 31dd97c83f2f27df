//! Names of the rooms, and what each does in two sentences.

/// How a page is called and what it is for.
pub struct PageText {
    pub label: &'static str,
    pub what: &'static str,
}

macro_rules! rooms {
    (
        words { $($word:ident: $word_pt:literal, $word_en:literal;)* }
        pages { $($page:ident: $pt:literal, $what_pt:literal, $en:literal, $what_en:literal;)* }
    ) => {
        pub struct NavTexts {
            $(pub $word: &'static str,)*
            $(pub $page: PageText,)*
        }

        pub(super) const PT_BR: NavTexts = NavTexts {
            $($word: $word_pt,)*
            $($page: PageText { label: $pt, what: $what_pt },)*
        };

        pub(super) const EN: NavTexts = NavTexts {
            $($word: $word_en,)*
            $($page: PageText { label: $en, what: $what_en },)*
        };
    };
}

rooms! {
    words {
        operation: "Operação", "Operation";
        monitoring: "Monitoramento", "Monitoring";
        configuration: "Configuração", "Configuration";
        tools: "Ferramentas", "Tools";

        // Where the whole name is too long for the sidebar.
        types_short: "Tipos", "Types";
        rules_short: "Regras", "Rules";

        step_people: "pessoas e auditoria", "people and audit";
        step_fields: "os campos da frota", "the fields of the fleet";
        step_targets: "os alvos", "the targets";
        step_files: "os arquivos dos sites", "the files of the sites";
        step_install: "a instalação de exporters", "installing exporters";

        step_people_detail:
            "Entrada, papéis, tokens e uma trilha de auditoria em que se pode confiar.",
            "Sign-in, roles, tokens and an audit trail that can be trusted.";
        step_fields_detail:
            "Cada site lido de uma vez, os campos extraídos e o que as pessoas definiram guardado.",
            "Every site read at once, the fields extracted, and what people set kept safe.";
        step_targets_detail:
            "Ver, achar, incluir, mudar e remover tudo o que é observado.",
            "See, find, add, change and remove everything that is watched.";
        step_files_detail:
            "Editar prometheus.yml, blackbox.yml, alertmanager.yml e regras sem quebrar nada.",
            "Edit prometheus.yml, blackbox.yml, alertmanager.yml and rules without breaking anything.";
        step_install_detail:
            "Exporters instalados nas máquinas a partir do navegador, com passos que se podem seguir.",
            "Exporters installed on machines from the browser, in steps one can follow.";
    }
    pages {
        dashboard: "Painel",
            "Mostra de uma vez o que está no ar, o que está fora e o que ninguém coleta. Cada número diz a sua idade e leva à tabela que o explica.",
            "Dashboard",
            "Shows at once what is up, what is down and what nobody scrapes. Every number says its age and leads to the table behind it.";
        targets: "Alvos",
            "Mostra todos os alvos de todos os tipos numa só tabela rápida, com filtro por qualquer campo. Daqui se inclui, clona, importa, edita em lote e remove.",
            "Targets",
            "Shows every target of every kind in one fast table, with a filter on any field. From here one adds, clones, imports, edits in bulk and removes.";
        not_scraped: "Não coletados",
            "Lista o que está registrado e nenhum Prometheus coleta, com a regra ou a etiqueta que o impede. O número aqui deveria ser zero.",
            "Not scraped",
            "Lists what is registered but scraped by no Prometheus, with the rule or the tag that prevents it. The number here should be zero.";
        groups: "Grupos de serviços",
            "Reúne as instâncias de cada serviço do Consul, com quantas estão saudáveis e em que nós. Um clique abre as instâncias.",
            "Service groups",
            "Gathers the instances of each Consul service, with how many are healthy and on which nodes. One click opens the instances.";

        network_probes: "Sondas de rede",
            "Acompanha o que é testado por ICMP, TCP, DNS e SSH. Mostra estado, latência e a última hora de cada alvo.",
            "Network probes",
            "Follows what is tested by ICMP, TCP, DNS and SSH. Shows the state, the latency and the last hour of each target.";
        web_probes: "Sondas web",
            "Acompanha páginas e APIs testadas por HTTP e HTTPS. Mostra resposta, tempo e validade do certificado.",
            "Web probes",
            "Follows pages and APIs tested over HTTP and HTTPS. Shows the answer, the time it took and the life of the certificate.";
        systems: "Sistemas",
            "Acompanha servidores Linux e Windows pelos exporters de sistema. Mostra versão, coleta e o que falta.",
            "Systems",
            "Follows Linux and Windows servers through their system exporters. Shows the version, the scrape and what is missing.";
        databases: "Bancos de dados",
            "Acompanha bancos de dados pelos seus exporters. Mostra de que empresa e ambiente é cada um.",
            "Databases",
            "Follows databases through their exporters. Shows which company and environment each belongs to.";
        infrastructure: "Infraestrutura",
            "Acompanha filas, proxies, orquestradores e outros serviços de base. Mostra estado e dono de cada um.",
            "Infrastructure",
            "Follows queues, proxies, orchestrators and other foundations. Shows the state and the owner of each.";
        hardware: "Hardware",
            "Acompanha máquinas físicas por IPMI, iDRAC, iLO e semelhantes. Mostra modelo, lugar e estado.",
            "Hardware",
            "Follows physical machines through IPMI, iDRAC, iLO and the like. Shows model, place and state.";
        network_devices: "Dispositivos de rede",
            "Acompanha switches, roteadores e rádios por SNMP. Mostra fabricante, modelo e localidade.",
            "Network devices",
            "Follows switches, routers and radios over SNMP. Shows manufacturer, model and location.";
        custom: "Personalizados",
            "Reúne o que nenhuma regra de categorização escolheu. Mostra por quê, para que a regra certa possa nascer.",
            "Custom",
            "Gathers what no categorisation rule chose. Shows why, so that the right rule can be made.";

        fields: "Campos",
            "Mostra os campos que cada prometheus.yml define e em que sites faltam. Daqui se dá nome, tipo, ordem e regra a cada um, sem nunca perder esse trabalho.",
            "Fields",
            "Shows the fields that each prometheus.yml defines and the sites that lack them. Here each gets its name, type, order and rules, and that work is never lost.";
        types: "Tipos de monitoramento",
            "Mostra os tipos que se podem registrar, lidos dos jobs de cada site. Cada um com o formulário que o preenche.",
            "Monitoring types",
            "Shows the types that can be registered, read from the jobs of each site. Each with the form that fills it in.";
        rules: "Regras de categorização",
            "Define em que página cai cada serviço, por prioridade. Mostra antes o que uma mudança moveria.",
            "Categorisation rules",
            "Decides on which page each service lands, by priority. Shows beforehand what a change would move.";
        reference_values: "Valores de referência",
            "Guarda os valores que os formulários completam: empresas, cidades, fornecedores, etiquetas. Renomear um muda todos os alvos que o usam, depois de mostrar quais.",
            "Reference values",
            "Keeps the values that forms complete: companies, cities, vendors, tags. Renaming one changes every target that uses it, after showing which.";
        sites: "Sites",
            "Reúne os sites, cada um com o seu Prometheus, nome, cor e estratégia de nomes. Mostra quando cada um foi lido e o que respondeu.",
            "Sites",
            "Gathers the sites, each with its Prometheus, name, colour and naming strategy. Shows when each was read and what it answered.";
        site_files: "Arquivos dos sites",
            "Edita prometheus.yml, blackbox.yml, alertmanager.yml e regras em cada site. Mostra a diferença, valida, guarda uma cópia e só então troca.",
            "Site files",
            "Edits prometheus.yml, blackbox.yml, alertmanager.yml and rules on each site. Shows the difference, validates, keeps a copy and only then replaces.";

        nodes: "Nós",
            "Mostra os nós do Consul, a saúde de cada um e quantos serviços tem. O que não pôde ser lido aparece como desconhecido, nunca como zero.",
            "Nodes",
            "Shows the nodes of Consul, the health of each and how many services it has. What could not be read is shown as unknown, never as zero.";
        hosts: "Hosts",
            "Mostra a máquina por trás de um agente: sistema, memória, discos e processadores. Os dados vêm do próprio agente, com a sua idade.",
            "Hosts",
            "Shows the machine behind an agent: system, memory, disks and processors. The facts come from the agent itself, with their age.";
        key_value: "Armazenamento KV",
            "Percorre e edita o que está guardado, com histórico e restauração. Toda escrita compara antes de gravar.",
            "KV store",
            "Browses and edits what is stored, with history and restore. Every write compares before it replaces.";
        install: "Instalar exporters",
            "Instala exporters em máquinas Linux e Windows a partir do navegador. Cada passo aparece ao vivo e pode ser desfeito.",
            "Install exporters",
            "Installs exporters on Linux and Windows machines from the browser. Each step is shown live and can be rolled back.";
        people: "Pessoas",
            "Reúne contas, papéis e tokens, com o alcance de cada um. O último administrador não pode ser removido.",
            "People",
            "Gathers accounts, roles and tokens, with the reach of each. The last administrator cannot be removed.";
        audit: "Auditoria",
            "Mostra quem fez o quê e quando, com o antes e o depois. A corrente de registros pode ser verificada.",
            "Audit",
            "Shows who did what and when, with the before and the after. The chain of records can be verified.";
        cache: "Cache",
            "Mostra o que está em memória e de quando é. Permite que todas as instâncias releiam o que for preciso.",
            "Cache",
            "Shows what is in memory and how old it is. Lets one make every instance read again what has to be.";
        kit: "Componentes",
            "Mostra cada componente em todos os seus estados. É a referência de quem constrói páginas.",
            "Components",
            "Shows every component in all its states. It is the reference of those who build pages.";
        kit_table: "Tabela de dados",
            "Mostra a tabela com 100.000 linhas de uma frota que não existe. Serve para medir e para experimentar.",
            "Data table",
            "Shows the table with 100,000 rows of a fleet that does not exist. It is for measuring and for trying out.";
    }
}
