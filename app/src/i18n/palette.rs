//! Texts of the command palette and of the list of shortcuts.

texts! {
    PaletteTexts {
        title: "Buscar e fazer", "Search and act";
        placeholder: "Buscar página ou ação…", "Search a page or an action…";
        results: "Resultados", "Results";
        pages: "Páginas", "Pages";
        actions: "Ações", "Actions";
        nothing: "Nada encontrado para", "Nothing found for";
        hint_move: "mover", "move";
        hint_open: "abrir", "open";
        hint_close: "fechar", "close";

        use_light: "Usar o tema claro", "Use the light theme";
        use_dark: "Usar o tema escuro", "Use the dark theme";
        use_system: "Usar o tema do sistema", "Use the system's theme";
        use_portuguese: "Usar Português (Brasil)", "Usar Português (Brasil)";
        use_english: "Use English", "Use English";
        toggle_sidebar: "Recolher ou expandir a barra lateral", "Collapse or expand the sidebar";
        show_shortcuts: "Ver os atalhos do teclado", "Show keyboard shortcuts";
        open_api: "Abrir a página da API", "Open the API page";
        reload: "Recarregar a página", "Reload the page";

        shortcut_palette: "Buscar e fazer", "Search and act";
        shortcut_help: "Atalhos do teclado", "Keyboard shortcuts";
        shortcut_sidebar: "Recolher ou expandir a barra lateral", "Collapse or expand the sidebar";
        shortcut_escape: "Fechar o que está por cima", "Close what is on top";
        shortcut_table: "Mover na tabela", "Move in a table";
        shortcut_screen: "Uma tela acima ou abaixo", "One screen up or down";
        shortcut_row_ends: "Início ou fim da linha", "Start or end of the row";
        shortcut_first_row: "Primeira linha", "First row";
        shortcut_last_row: "Última linha", "Last row";
        shortcut_open: "Abrir a linha", "Open the row";
        shortcut_select: "Selecionar a linha", "Select the row";
        shortcut_extend: "Selecionar as linhas do caminho", "Select the rows on the way";
        shortcut_select_all: "Selecionar todas as linhas", "Select all rows";
        shortcut_move_column: "Mover a coluna", "Move the column";
        shortcut_resize_column: "Alargar ou estreitar a coluna", "Widen or narrow the column";
        shortcut_column_menu: "Abrir o menu da coluna", "Open the column's menu";
        key_space: "Espaço", "Space";
        shortcuts_general: "Em toda parte", "Everywhere";
        shortcuts_table: "Em tabelas", "In tables";
        shortcuts_head: "No cabeçalho de uma tabela", "In the head of a table";
        then: "ou", "or";
    }
}
