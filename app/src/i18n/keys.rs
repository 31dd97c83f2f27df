//! Texts of the browser of keys.

use domain::locale::Locale;

texts! {
    KeysTexts {
        folders: "Pastas", "Folders";
        folder: "Pasta", "Folder";
        top: "Tudo", "Everything";
        places: "Atalhos", "Places";
        ours: "Documentos do Skills Eye", "Documents of Skills Eye";
        earlier: "Sistema anterior", "Earlier system";

        search: "Buscar em chaves e valores", "Search keys and values";
        search_here: "Buscar", "Search";
        stop_search: "Limpar a busca", "Clear the search";
        new_key: "Nova chave", "New key";
        new_key_name: "Nome da chave", "Name of the key";
        new_key_detail: "A chave só passa a existir quando um valor é salvo.",
            "The key exists only once a value is saved.";
        open: "Abrir", "Open";
        export: "Exportar JSON", "Export JSON";

        key: "Chave", "Key";
        kind: "Tipo", "Type";
        size: "Tamanho", "Size";
        index: "Índice", "Index";
        preview: "Valor", "Value";
        json: "JSON", "JSON";
        number: "número", "number";
        text: "texto", "text";
        binary: "binário", "binary";

        empty: "Nada nesta pasta", "Nothing in this folder";
        empty_detail: "Uma chave aparece aqui assim que um valor é salvo com um nome que começa com esta pasta.",
            "A key appears here as soon as a value is saved under a name that begins with this folder.";
        none_found: "Nenhuma chave e nenhum valor contém", "No key and no value contains";
        none_found_detail: "A busca vale para esta pasta e tudo abaixo dela.",
            "The search covers this folder and everything below it.";
        previous: "Anteriores", "Previous";
        next: "Próximas", "Next";

        document: "documento", "document";
        plain: "chave", "key";
        record: "registro", "record";
        others: "de outro programa", "another program's";
        record_reason: "O próprio Skills Eye grava aqui; só pode ser lido.",
            "Skills Eye writes this itself; it can only be read.";
        others_reason: "Pertence a outro programa. A configuração kv.readable permite ler; nada é gravado fora do nosso prefixo.",
            "It belongs to another program. The setting kv.readable allows to read it; nothing is written outside of our prefix.";
        binary_reason: "O valor não é texto. É mostrado em base64 e não pode ser editado aqui.",
            "The value is no text. It is shown as base64 and cannot be edited here.";
        absent: "Esta chave não existe", "There is no such key";
        absent_new: "Escreva um valor e salve para criá-la.", "Write a value and save to make it.";
        removed: "removido", "removed";
        was_removed: "Este documento foi removido", "This document was removed";
        was_removed_detail: "Restaure uma das versões abaixo, ou escreva um valor e salve para criá-lo de novo.",
            "Restore one of the versions below, or write a value and save to make it again.";
        flags: "Flags", "Flags";
        session: "Bloqueada pela sessão", "Locked by session";
        version: "Versão", "Version";
        changed: "Alterado", "Changed";

        by_use: "alteração no Skills Eye", "change in Skills Eye";
        by_hand: "edição à mão", "edit by hand";
        by_restore: "versão restaurada", "restored version";
        by_import: "importação", "import";
        by_itself: "restauração automática", "automatic restore";

        value: "Valor", "Value";
        save: "Salvar", "Save";
        create: "Criar", "Create";
        discard: "Descartar", "Discard";
        unchanged: "Nada foi mudado", "Nothing was changed";
        not_json: "O valor não é JSON", "The value is not JSON";
        unsaved: "Não foi salvo:", "Not saved:";
        saved: "Salvo", "Saved";
        created: "Chave criada", "Key created";

        conflict: "Alguém salvou enquanto você editava", "Somebody else saved while you edited";
        conflict_gone: "Alguém removeu a chave enquanto você editava",
            "Somebody else removed the key while you edited";
        conflict_detail: "Nada foi gravado. Linhas com − são o que há agora; linhas com + são o que você escreveu.",
            "Nothing was written. Lines with − are what is there now, lines with + are what you wrote.";
        theirs_and_mine: "Deles → meu", "Theirs → mine";
        take_theirs: "Ficar com o deles", "Take theirs";
        overwrite: "Gravar o meu por cima", "Overwrite theirs";
        keep_editing: "Continuar editando", "Keep editing";

        delete: "Remover", "Delete";
        delete_title: "Remover esta chave?", "Delete this key?";
        delete_document: "O valor continua no histórico do documento e pode ser restaurado.",
            "The value stays in the history of the document and can be restored.";
        delete_plain: "Nada se guarda do que ela foi: isto se perde.",
            "Nothing is kept of what it was: this is lost.";
        deleted: "Removida", "Deleted";
        not_deleted: "Alguém a mudou enquanto isso; nada foi removido",
            "Somebody changed it meanwhile; nothing was deleted";

        history: "Histórico", "History";
        no_versions: "Ainda não há versões anteriores.", "There are no earlier versions yet.";
        no_history: "Chaves avulsas não têm histórico; só documentos têm.",
            "Plain keys have no history; only documents do.";
        unreadable: "não pode ser lida", "cannot be read";
        look: "Ver", "View";
        restore: "Restaurar", "Restore";
        restore_title: "Restaurar esta versão?", "Restore this version?";
        restore_detail: "Ela vira a versão mais nova; a de agora fica no histórico.",
            "It becomes the newest version; the one of now goes to the history.";
        healed: "O que estava gravado sumiu ou não podia ser lido: a versão boa mais nova foi restaurada sozinha.",
            "What was stored was gone or could not be read: the newest good version was restored by itself.";
        restored: "Versão restaurada", "Version restored";
        now_and_then: "Agora → versão restaurada", "Now → restored version";
        what_is_lost: "O que se perde", "What is lost";
    }
}

impl KeysTexts {
    fn is_portuguese(&self) -> bool {
        self.folder == PT_BR.folder
    }

    /// "3 keys"
    pub fn keys(&self, count: usize, locale: Locale) -> String {
        let shown = number(count, locale);
        let word = if self.is_portuguese() {
            locale.plural(count as u64, "chave", "chaves")
        } else {
            locale.plural(count as u64, "key", "keys")
        };
        [shown.as_str(), " ", word].concat()
    }

    /// "101–200 of 1,000"
    pub fn part(&self, first: usize, last: usize, of: usize, locale: Locale) -> String {
        let [first, last, of] = [first, last, of].map(|count| number(count, locale));
        let between = if self.is_portuguese() { "de" } else { "of" };
        [&*first, "–", &last, " ", between, " ", &of].concat()
    }

    /// That a search ended before it had seen everything.
    pub fn stopped(&self, limit: usize, locale: Locale) -> String {
        let limit = number(limit, locale);
        if self.is_portuguese() {
            ["A busca parou no limite de ", &limit, "; pode haver mais."].concat()
        } else {
            [
                "The search ended at its limit of ",
                &limit,
                "; there may be more.",
            ]
            .concat()
        }
    }

    /// Where a new key may be.
    pub fn room(&self, plain: &str, documents: &str) -> String {
        let words = if self.is_portuguese() {
            [
                "Chaves podem ficar abaixo de ",
                "; documentos são ",
                " com um nome de letras minúsculas sem acento, números, “.”, “_” e “-”.",
            ]
        } else {
            [
                "Keys may be below ",
                "; documents are ",
                " with a name of lower-case letters without accents, digits, “.”, “_” and “-”.",
            ]
        };
        [words[0], plain, words[1], documents, words[2]].concat()
    }

    /// "version 3"
    pub fn version_number(&self, number: u64) -> String {
        let word = if self.is_portuguese() {
            "versão "
        } else {
            "version "
        };
        [word, &number.to_string()].concat()
    }
}

fn number(count: usize, locale: Locale) -> String {
    locale.integer(i64::try_from(count).unwrap_or(i64::MAX))
}
