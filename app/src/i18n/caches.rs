//! Texts of the page of caches.

use domain::locale::Locale;

texts! {
    CachesTexts {
        lead: "Cada instância acompanha o Consul e responde da memória. Nada é descartado: reler traz tudo de novo, em todas as instâncias, e o que se vê fica até lá.",
            "Each instance follows Consul and answers from memory. Nothing is thrown away: to read again brings everything anew, on every instance, and what you see stays until then.";
        entries: "Entradas", "Entries";
        entries_note: "nesta instância", "on this instance";
        kept: "Guardado", "Kept";
        kept_note: "serviços nos nós", "services on nodes";
        unread: "nem tudo foi lido", "not everything has been read";
        troubled: "Sem leitura", "Cannot be read";
        troubled_note: "mostradas como estavam", "shown as they were";
        troubled_none: "tudo é confirmado", "everything is confirmed";
        again: "Releituras pedidas", "Readings asked for";
        again_note: "desde o início do processo", "since this process began";

        key: "Chave", "Key";
        kind: "Tipo", "Kind";
        items: "Itens", "Items";
        age: "Confirmado", "Confirmed";
        remaining: "Relido em", "Read again in";
        state: "Estado", "State";
        act: "Ação", "Action";
        followed: "é acompanhado", "is followed";
        just_now: "agora", "now";

        catalog: "lista de nós", "list of nodes";
        members: "membros do cluster", "members of the cluster";
        site_names: "nomes de sites", "names of sites";
        node: "serviços do nó", "services of the node";

        current: "em dia", "up to date";
        reading: "lendo", "reading";
        failing: "sem resposta", "no answer";

        read_one: "Reler", "Read again";
        read_all: "Reler tudo", "Read everything again";
        pattern: "Padrão de chaves, como node:*", "Pattern of keys, such as node:*";
        read_pattern: "Reler as que casam", "Read those that fit";
        none_fits: "Nenhuma chave casa com o padrão", "No key fits the pattern";
        none_fits_detail: "O asterisco vale qualquer texto: node:* são todos os nós.",
            "A star stands for any text: node:* is every node.";
        failed: "Ninguém foi avisado", "Nobody was told";
    }
}

impl CachesTexts {
    /// How many entries every instance reads again.
    pub fn told(&self, count: usize, written: &str, locale: Locale) -> String {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        match locale {
            Locale::PtBr => {
                let words = locale.plural(count, "entrada é relida", "entradas são relidas");
                [written, " ", words, " em todas as instâncias"].concat()
            }
            Locale::En => {
                let words = locale.plural(count, "entry is", "entries are");
                [written, " ", words, " read again on every instance"].concat()
            }
        }
    }
}
