//! Texts of the page of components: notes on their use, names of their states, examples.

texts! {
    KitPageTexts {
        lead:
            "Tudo de que as páginas são feitas, em cada estado. Use o teclado: Tab, setas, Enter, Escape.",
            "All that pages are made of, in every state. Use the keyboard: Tab, arrows, Enter, Escape.";
        sections: "Seções", "Sections";

        // Sections
        table: "Tabela de dados", "Data table";
        table_lead:
            "100.000 linhas de uma frota que não existe, respondidas pelo servidor.",
            "100,000 rows of a fleet that does not exist, answered by the server.";
        table_alone: "Abrir só a tabela", "Open the table alone";
        actions: "Ações", "Actions";
        actions_lead: "O que se pode fazer aqui.", "What can be done here.";
        inputs: "Entrada de texto", "Text inputs";
        inputs_lead: "Onde se escreve, e de onde se escolhe escrevendo.", "Where one writes, and where one chooses by writing.";
        choices: "Escolhas", "Choices";
        choices_lead: "Sim ou não, um de poucos, vários de muitos.", "Yes or no, one of few, several of many.";
        status: "Situação", "Status";
        status_lead:
            "A cor diz o estado e nunca está sozinha: há sempre uma palavra.",
            "Colour tells a state and is never alone: there is always a word.";
        layers: "Camadas", "Layers";
        layers_lead:
            "O que fica sobre a página por um momento. Escape fecha a de cima; o foco volta para onde estava.",
            "What lies over the page for a while. Escape closes the top one; the focus goes back to where it was.";
        moves: "Navegação", "Navigation";
        moves_lead: "De um lugar a outro.", "From one place to another.";
        surfaces: "Superfícies", "Surfaces";
        surfaces_lead: "Fios em vez de caixas dentro de caixas.", "Hairlines instead of boxes in boxes.";
        states: "Sem dados", "Without data";
        states_lead:
            "Carregando, vazio, com erro: cada um diz o que houve e o que fazer.",
            "Loading, empty, in error: each says what happened and what to do.";
        facts: "Fatos e história", "Facts and history";
        facts_lead: "O que se sabe de uma coisa, e o que houve com ela.", "What is known of a thing, and what happened to it.";
        filters: "Filtros e colunas", "Filters and columns";
        filters_lead: "Quais linhas, quais colunas, sob quais condições.", "Which rows, which columns, under which conditions.";
        code: "Texto de máquina", "Text of machines";
        code_lead: "Mostrado, comparado, escrito.", "Shown, compared, written.";
        charts: "Gráficos", "Charts";
        charts_lead:
            "Desenhados já no servidor. Uma lacuna é desconhecida, nunca zero; os números estão sempre à mão.",
            "Drawn by the server already. A gap is unknown, never zero; the numbers are always at hand.";

        // Notes on use
        button:
            "Uma ação primária por vista. O texto diz o que acontece: “Excluir”, não “OK”. Ocupado mantém a largura; desabilitado com motivo ainda recebe o foco.",
            "One primary action a view. The word says what happens: “Delete”, not “OK”. Busy keeps its width; disabled with a reason still takes the focus.";
        icon_button:
            "Só para ações que todos conhecem. O nome aparece no foco e ao passar o ponteiro.",
            "Only for acts that everybody knows. The name shows on focus and on hover.";
        button_group: "Ações da mesma família, lado a lado.", "Acts of one family, side by side.";
        kbd: "Teclas ao lado do que elas fazem.", "Keys beside what they do.";
        input:
            "Uma linha. Nomes de máquina em fonte mono. Sempre com nome: de um campo, ou lido em voz alta.",
            "One line. Names of machines in mono. Always with a name: that of a field, or one read aloud.";
        textarea: "Várias linhas; cresce com o texto.", "Several lines; grows with the text.";
        field:
            "Rótulo, dica e erro de um controle. O erro diz o que corrigir e toma o lugar da dica.",
            "Label, hint and error of a control. The error says what to correct and takes the hint's place.";
        select: "Lista nativa, para poucas opções fixas.", "A native list, for a few fixed options.";
        combobox:
            "Muitas opções: busca sem acentos nem maiúsculas, setas e Enter. Pode criar o que falta.",
            "Many options: search without accents or capitals, arrows and Enter. Can create what is missing.";
        tags_input:
            "Vários valores curtos. Enter ou vírgula adiciona; Backspace tira o último; uma lista colada é separada.",
            "Several short values. Enter or comma adds; Backspace takes the last one away; a pasted list is taken apart.";
        date_input:
            "Digitada ou do calendário do navegador, que a escreve no idioma dele.",
            "Typed, or from the browser's calendar; written as the browser's own language does.";
        checkbox: "Vale ao salvar. A barra diz “alguns”.", "Counts when saved. The bar says “some”.";
        switch: "Vale na hora, sem salvar.", "Takes effect at once, without saving.";
        radio_group: "Uma de poucas, quando cada uma pede explicação.", "One of few, when each wants a word of explanation.";
        segmented: "Uma de poucas e curtas, todas à vista.", "One of few and short ones, all in sight.";
        badge: "Um estado em uma ou duas palavras.", "A state in one or two words.";
        status_dot: "Um ponto e a palavra. Pulsa só o que acontece agora.", "A dot and its word. Only what happens now pulses.";
        progress: "Quanto falta; sem medida, só que continua. Nunca diz 100 % antes do fim.", "How far; without a measure, only that it goes on. Never says 100% before the end.";
        steps: "As etapas de um trabalho, com o que cada uma levou.", "The stages of a piece of work, with what each took.";
        tooltip:
            "Um só para toda a página: quem tem data-tip ganha. No ponteiro e no foco; Escape esconde.",
            "One for the whole page: whatever has data-tip gets it. On hover and focus; Escape hides it.";
        avatar: "Enfeite ao lado do nome.", "Decoration beside a name.";
        menu:
            "O que se pode fazer com uma coisa. Setas, letras, Home e End; o perigoso por último.",
            "What can be done with one thing. Arrows, letters, Home and End; the dangerous last.";
        popover: "Um painel pequeno ao lado do que o abriu; vira quando falta espaço.", "A small panel beside what opened it; turns where there is no room.";
        dialog: "Uma pergunta que vem antes do resto. Curta.", "A question that comes before the rest. A short one.";
        confirm_dialog:
            "Mostra exatamente o que vai mudar. O foco começa em cancelar; o que não se desfaz pede que se digite.",
            "Shows exactly what will change. The focus starts on cancel; what cannot be undone asks to be typed.";
        drawer:
            "Uma coisa da lista, ou um formulário. Ao lado, a lista continua viva; o endereço pode abri-la.",
            "One thing of the list, or a form. Beside it the list stays alive; the address can open it.";
        toast: "O que acabou de acontecer. Um erro fica até ser dispensado.", "What just happened. An error stays until it is dismissed.";
        tabs: "Vistas da mesma coisa. As setas escolhem.", "Views of one thing. Arrows choose.";
        breadcrumb: "Onde esta página está.", "Where this page stands.";
        card: "Um título e o que lhe pertence. Nenhum cartão dentro de outro.", "A title and what belongs to it. No card in a card.";
        stat: "Um número com o que ele significa. Desconhecido não é zero; o que não é ao vivo diz a idade.", "A number with what it means. Unknown is not zero; what is not live says its age.";
        skeleton: "A forma do que vem, para que nada salte.", "The shape of what comes, so that nothing jumps.";
        empty_state: "Por que não há nada, e o próximo passo.", "Why there is nothing, and the next step.";
        error_panel: "O que houve, por quê, o que fazer, e o id do pedido.", "What happened, why, what to do, and the request id.";
        key_value: "Fatos de uma coisa. O vazio e o desconhecido são diferentes.", "Facts of one thing. Empty and unknown are different.";
        timeline: "O que houve, em ordem, e quem fez.", "What happened, in order, and who did it.";
        filter_bar: "Cada filtro é uma ficha que abre onde se muda.", "Each filter is a chip that opens where it is changed.";
        column_chooser: "Arraste pela alça, ou mova com as setas.", "Drag by the handle, or move with the arrows.";
        query_builder: "Grupos de “todas” e “qualquer”, com doze operadores.", "Groups of “all” and “any”, with twelve operators.";
        code_block: "Para ler e copiar.", "To read and to copy.";
        diff: "Linhas que saem e entram, com as palavras que mudaram. O que é igual e está longe fica dobrado.", "Lines that go and come, with the words that changed. What is equal and far away is folded.";
        code_editor: "JSON e YAML com números de linha. O erro diz linha e coluna enquanto se escreve.", "JSON and YAML with line numbers. The error says line and column as one writes.";
        sparkline: "O passado recente no espaço de uma palavra.", "The recent past in the space of a word.";
        area_chart: "Uma ou mais quantidades no tempo; a legenda lê o valor sob o ponteiro.", "One or more quantities over time; the legend reads the value under the pointer.";
        bar_list: "Nomes com suas quantidades: já é a tabela.", "Names with their quantities: it is its own table.";
        bar_chart: "Quantidades lado a lado, empilhadas por série.", "Quantities side by side, piled up by series.";
        donut: "As partes de um todo, cada uma com sua parcela.", "The parts of a whole, each with its share.";

        // Names of states
        variants: "Variantes", "Variants";
        sizes: "Tamanhos", "Sizes";
        with_icon: "Com ícone e tecla", "With icon and key";
        busy: "Ocupado", "Busy";
        disabled: "Desabilitado", "Disabled";
        pressed: "Pressionado", "Pressed";
        copying: "Copiar", "Copy";
        example: "Exemplo", "Example";
        plain: "Simples", "Plain";
        empty: "Vazio", "Empty";
        clearable: "Que se limpa", "Clearable";
        affixes: "Com prefixo e sufixo", "With prefix and suffix";
        machine_name: "Nome de máquina", "Name of a machine";
        invalid: "Inválido", "Invalid";
        small: "Pequeno", "Small";
        medium: "Médio", "Medium";
        large: "Grande", "Large";
        with_hint: "Com dica", "With a hint";
        with_error: "Com erro", "With an error";
        beside: "Rótulo ao lado", "Label beside";
        with_create: "Com criação", "With creation";
        searching: "Buscando", "Searching";
        day: "Dia", "Day";
        moment: "Dia e hora", "Day and time";
        some_of_many: "Alguns de muitos", "Some of many";
        icons_only: "Só ícones", "Icons only";
        tones: "Tons", "Tones";
        live: "Ao vivo", "Live";
        determinate: "Medido", "Measured";
        indeterminate: "Sem medida", "Without measure";
        finished: "Pronto", "Finished";
        broken_off: "Interrompido", "Broken off";
        running: "Em andamento", "Running";
        from_icon: "A partir de um ícone", "From an icon";
        changes: "Mudanças", "Changes";
        danger: "Sem volta", "No way back";
        beside_the_list: "Ao lado da lista", "Beside the list";
        modal: "Modal", "Modal";
        all_states: "Todos os estados", "All states";
        shape_text: "Texto", "Text";
        shape_stat: "Número", "Number";
        shape_card: "Cartão", "Card";
        shape_rows: "Linhas", "Rows";
        nothing_yet: "Nada ainda", "Nothing yet";
        nothing_found: "Nada encontrado", "Nothing found";
        with_retry: "Que pode passar", "One that may pass";
        without_retry: "Que não passa sozinho", "One that does not pass by itself";
        compact: "Em uma linha", "In one line";
        labels: "Rótulos", "Labels";
        with_title: "Com nome de arquivo", "With the name of a file";
        no_change: "Sem diferença", "No difference";
        fine: "Sem erro", "Without error";
        read_only: "Somente leitura", "Read only";
        with_gap: "Com lacuna", "With a gap";
        flat: "Constante", "Constant";
        one_series: "Uma série", "One series";
        stacked_with_gap: "Empilhado, com lacuna", "Piled up, with a gap";

        // Examples
        new_target: "Novo alvo", "New target";
        export: "Exportar", "Export";
        import: "Importar", "Import";
        delete: "Excluir", "Delete";
        edit: "Editar", "Edit";
        clone: "Duplicar", "Duplicate";
        move_to: "Mover para outro nó", "Move to another node";
        save: "Salvar", "Save";
        undo: "Desfazer", "Undo";
        apply: "Aplicar", "Apply";
        register: "Registrar", "Register";
        more: "Mais ações", "More actions";
        press_me: "Pressione", "Press me";
        view_of_duty: "Visão: Plantão", "View: On duty";
        with_reason: "Com motivo", "With a reason";
        needs_operator: "Precisa do papel de operador", "Needs the role of operator";
        target: "Alvo", "Target";
        targets: "Alvos", "Targets";
        name: "Nome", "Name";
        name_hint: "Como a máquina se chama na rede.", "What the machine is called on the network.";
        instance: "Instância", "Instance";
        not_an_address: "Não é um endereço IPv4: cada parte vai de 0 a 255.", "Not an IPv4 address: each part goes from 0 to 255.";
        company: "Empresa", "Company";
        environment: "Ambiente", "Environment";
        laboratory: "laboratório (sem permissão)", "laboratory (not allowed)";
        place: "Localização", "Place";
        place_hint: "Cidade e sala.", "City and room.";
        tags: "Etiquetas", "Tags";
        add_tag: "Adicionar etiqueta", "Add a tag";
        notes: "Observações", "Notes";
        notes_example: "O que o próximo plantão precisa saber", "What the next on duty must know";
        search: "Buscar", "Search";
        search_in: "Buscar em 8.204 alvos", "Search in 8,204 targets";
        choose: "Escolha ou escreva", "Choose or write";
        all_sites: "Todos os sites", "All sites";
        sites: "Sites", "Sites";
        required_field: "Obrigatório", "Required";
        required_field_hint: "O alvo não é salvo sem este campo.", "The target is not saved without this field.";
        i_know: "Sei que não tem volta", "I know there is no way back";
        live_updates: "Atualizar ao vivo", "Update live";
        live_updates_hint: "As linhas mudam sem sair do lugar.", "Rows change without moving.";
        on: "Ligado", "On";
        off: "Desligado", "Off";
        scope_selection: "A seleção", "The selection";
        scope_selection_hint: "3 linhas", "3 rows";
        scope_filter: "O filtro", "The filter";
        scope_filter_hint: "1.284 linhas", "1,284 rows";
        scope_all: "Tudo (sem permissão)", "Everything (not allowed)";
        density: "Densidade", "Density";
        dense: "Densa", "Dense";
        normal: "Normal", "Normal";
        loose: "Folgada", "Loose";
        up: "no ar", "up";
        down: "fora", "down";
        slow: "lento", "slow";
        not_scraped: "não coletado", "not scraped";
        differs: "diverge", "differs";
        selected: "selecionado", "selected";
        basic: "básico", "basic";
        differences: "3 diferenças", "3 differences";
        up_to_date: "em dia", "up to date";
        system: "sistema", "system";
        no_contact: "sem contato", "no contact";
        no_answer: "dtc não responde há 41 min", "dtc has not answered for 41 min";
        reading: "Leitura dos sites", "Reading of the sites";
        connect: "Conectar", "Connect";
        fetch_files: "Trazer arquivos", "Fetch files";
        extract_fields: "Extrair campos", "Extract fields";
        merge: "Juntar com o que foi ajustado", "Merge with what was set";
        tooltip_example: "Lido de palmas há 2 s, de rio há 4 s", "Read from palmas 2 s ago, from rio 4 s ago";
        hover_or_focus: "Passe o ponteiro ou o foco", "Hover or focus";
        save_view: "Salvar visão", "Save view";
        view_hint: "Só você a vê, até que a compartilhe.", "Only you see it until you share it.";
        apply_title: "Mudar o ambiente de 3 alvos?", "Change the environment of 3 targets?";
        apply_detail: "O Prometheus de rio passa a coletá-los no próximo ciclo.", "The Prometheus of rio scrapes them from the next round on.";
        delete_title: "Excluir 214 alvos?", "Delete 214 targets?";
        delete_detail: "Eles deixam de ser coletados na hora. O histórico no Prometheus fica.", "They are no longer scraped at once. Their history in Prometheus stays.";
        keys_of_form: "Ctrl Enter salva · Esc fecha", "Ctrl Enter saves · Esc closes";
        toast_saved: "2 alvos salvos", "2 targets saved";
        toast_warning: "Salvo, mas ainda não visível no catálogo", "Saved, but not yet visible in the catalogue";
        toast_critical: "dtc recusou o arquivo: nada mudou", "dtc refused the file: nothing changed";
        with_undo: "Com desfazer", "With undo";
        warning: "Aviso", "Warning";
        lasting: "Que fica", "One that stays";
        history: "Histórico", "History";
        files: "Arquivos", "Files";
        tab_targets: "Os alvos de palmas.", "The targets of palmas.";
        tab_history: "O que mudou em palmas.", "What changed in palmas.";
        tab_files: "Os arquivos de palmas.", "The files of palmas.";
        card_body: "2 de 3 prontos; dtc está autenticando.", "2 of 3 done; dtc is authenticating.";
        nodes_and_sites: "em 9 nós, 3 sites", "on 9 nodes, 3 sites";
        last_day: "12 nas últimas 24 h", "12 in the last 24 h";
        latency: "Latência p95", "Latency p95";
        no_targets: "Nenhum alvo ainda", "No targets yet";
        no_targets_detail: "Registre o primeiro ou traga uma planilha.", "Register the first one or bring a spreadsheet.";
        no_match: "Nenhum alvo com estes filtros", "No target with these filters";
        no_match_detail: "8.204 alvos ficam de fora.", "8,204 targets are left out.";
        recent: "Mudanças recentes", "Recent changes";
        edited: "editou 214 alvos: fornecedor", "edited 214 targets: vendor";
        accepted: "aceitou o campo criticidade", "accepted the field criticidade";
        read_sites: "leu palmas e rio, dtc falhou", "read palmas and rio, dtc failed";
        undid: "desfez a exclusão de sw-rio-11", "undid the deletion of sw-rio-11";
        counted: "1.284 de 8.204", "1,284 of 8,204";
        latency_hour: "Latência da última hora", "Latency of the last hour";
        latency_day: "Latência p95 das sondas, 24 h", "Latency p95 of the probes, 24 h";
        scrapes_by_site: "Coletas por site, 24 h", "Scrapes by site, 24 h";
        by_company: "Por empresa", "By company";
        failures: "Falhas", "Failures";
        changes_a_day: "Mudanças por dia", "Changes a day";
        states_of_targets: "Estado dos alvos", "State of the targets";
    }
}
