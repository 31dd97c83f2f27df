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
        shortcut_open: "Abrir a linha", "Open the row";
        shortcut_select: "Selecionar a linha", "Select the row";
        shortcuts_general: "Em toda parte", "Everywhere";
        shortcuts_table: "Em tabelas", "In tables";
        then: "ou", "or";
    }
}
