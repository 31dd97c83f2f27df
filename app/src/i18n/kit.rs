//! Texts of the components.

texts! {
    KitTexts {
        // Words of many components
        close: "Fechar", "Close";
        cancel: "Cancelar", "Cancel";
        clear: "Limpar", "Clear";
        copy: "Copiar", "Copy";
        copied: "Copiado", "Copied";
        copy_refused: "O navegador não deixou copiar", "The browser did not allow the copy";
        working: "Trabalhando…", "Working…";
        loading: "carregando", "loading";
        required: "obrigatório", "required";
        unknown: "desconhecido", "unknown";
        none: "nenhum", "none";
        retry: "Tentar de novo", "Try again";
        reset: "Voltar ao padrão", "Reset";
        request_id: "Id do pedido", "Request id";
        you_are_here: "Você está em", "You are here";

        // Choosing
        searching: "Buscando…", "Searching…";
        nothing_found: "Nada encontrado", "Nothing found";
        tags_help:
            "Enter ou vírgula adiciona, Backspace tira a última",
            "Enter or comma adds, Backspace takes the last one away";

        // Confirming
        will_be_added: "será criado:", "will be added:";
        will_be_changed: "será alterado:", "will be changed:";
        will_be_removed: "será excluído:", "will be removed:";
        type_the_phrase: "Digite o texto pedido antes", "Type the text asked for first";

        // Steps
        step_waiting: "(aguardando)", "(waiting)";
        step_running: "(em andamento)", "(running)";
        step_done: "(pronto)", "(done)";
        step_failed: "(falhou)", "(failed)";

        // Code
        no_difference: "Nenhuma diferença.", "No difference.";
        format: "Formatar", "Format";
        nothing_wrong: "Nada errado até aqui", "Nothing wrong so far";
        editor_help:
            "Tab recua a linha; Escape sai do editor.",
            "Tab indents the line; Escape leaves the editor.";
        problem_tab:
            "YAML não aceita tabulação no recuo; use espaços",
            "YAML takes no tab in the indent; use spaces";
        problem_quote: "aspas que não fecham", "a quote that is not closed";

        // Columns
        columns: "Colunas", "Columns";
        pin: "Fixar no início", "Pin to the start";
        unpin: "Soltar", "Unpin";

        // Filters and conditions
        filter: "Filtro", "Filter";
        filters: "Filtros", "Filters";
        add_filter: "Adicionar filtro", "Add a filter";
        clear_filters: "Limpar filtros", "Clear filters";
        conditions: "Condições", "Conditions";
        match_mode: "Como as condições se juntam", "How the conditions are joined";
        all_of: "Todas", "All";
        any_of: "Qualquer", "Any";
        add_condition: "Condição", "Condition";
        add_group: "Grupo", "Group";
        remove_condition: "Tirar", "Remove";
        too_many_conditions: "Já há o máximo de condições", "There are as many as there may be";
        column: "Coluna", "Column";
        operator: "Operador", "Operator";
        value: "Valor", "Value";
        values: "Valores", "Values";
        operator_eq: "é igual a", "is";
        operator_ne: "é diferente de", "is not";
        operator_contains: "contém", "contains";
        operator_regex: "casa com a regex", "matches the regex";
        operator_in: "é um de", "is one of";
        operator_not_in: "não é nenhum de", "is none of";
        operator_starts_with: "começa com", "starts with";
        operator_ends_with: "termina com", "ends with";
        operator_gt: "é maior que", "is greater than";
        operator_lt: "é menor que", "is less than";
        operator_gte: "é pelo menos", "is at least";
        operator_lte: "é no máximo", "is at most";

        // Charts
        show_data: "Ver os números", "Show the numbers";
        hide_data: "Esconder os números", "Hide the numbers";
    }
}
