//! Texts of the frame around every page.

texts! {
    ShellTexts {
        product: "Skills Eye", "Skills Eye";
        skip_to_content: "Ir para o conteúdo", "Skip to content";
        close: "Fechar", "Close";
        dismiss: "Dispensar", "Dismiss";

        // Sidebar
        navigation: "Navegação principal", "Main navigation";
        open_navigation: "Abrir navegação", "Open navigation";
        close_navigation: "Fechar navegação", "Close navigation";
        collapse_sidebar: "Recolher barra lateral", "Collapse sidebar";
        expand_sidebar: "Expandir barra lateral", "Expand sidebar";
        coming: "em breve", "coming";

        // Top bar
        breadcrumb: "Você está em", "You are here";
        site: "Site", "Site";
        node: "Nó", "Node";
        all_sites: "Todos os sites", "All sites";
        all_nodes: "Todos os nós", "All nodes";
        no_sites_yet: "Os sites vêm com os campos da frota.", "Sites come with the fields of the fleet.";
        no_nodes_yet: "Nenhum nó é conhecido ainda.", "No node is known yet.";
        and: "e mais", "and";
        others_below: "na página Nós", "more on the page Nodes";
        chosen_by_address: "escolhido no endereço", "chosen by the address";
        search: "Buscar página ou ação", "Search page or action";
        search_short: "Buscar", "Search";
        user_menu: "Menu da pessoa", "Your menu";

        // Freshness
        connection: "Conexão ao vivo", "Live connection";
        connecting: "conectando", "connecting";
        live: "ao vivo", "live";
        now: "agora", "now";
        reconnecting: "reconectando", "reconnecting";
        offline: "sem conexão", "offline";
        offline_title: "Sem conexão com o servidor.", "The server cannot be reached.";
        offline_detail:
            "O que você vê pode estar velho; a página volta a se ligar sozinha.",
            "What you see may be old; the page reconnects by itself.";
        reconnecting_title: "Reconectando…", "Reconnecting…";
        reconnecting_detail:
            "A conexão ao vivo caiu; o que mudar agora aparece quando ela voltar.",
            "The live connection broke; what changes now shows when it is back.";
        try_now: "Tentar agora", "Try now";
        new_build: "Há uma versão nova do servidor.", "The server has a new version.";
        reload: "Recarregar", "Reload";

        // Person
        signed_in_as: "Você é", "You are";
        nobody: "ninguém", "nobody";
        role_viewer: "leitor", "viewer";
        role_operator: "operador", "operator";
        role_admin: "administrador", "administrator";
        mode_serve: "servidor", "server";
        mode_demo: "demonstração", "demo";
        mode_local: "desenvolvimento local", "local development";
        // Where there is little room.
        mode_demo_short: "demo", "demo";
        mode_local_short: "local", "local";
        mode_demo_detail:
            "A demonstração entra como administrador, só neste computador.",
            "The demo signs you in as administrator, on this machine only.";
        mode_local_detail:
            "Só este computador tem acesso e ainda não há contas: todos aqui são administradores.",
            "Only this machine has access and there are no accounts yet: everybody here is an administrator.";
        keyboard_shortcuts: "Atalhos do teclado", "Keyboard shortcuts";
        api: "API", "API";
        appearance: "Aparência", "Appearance";
        language: "Idioma", "Language";

        // Preferences
        theme: "Tema", "Theme";
        theme_system: "Do sistema", "System";
        theme_light: "Claro", "Light";
        theme_dark: "Escuro", "Dark";
        portuguese: "Português (Brasil)", "Português (Brasil)";
        english: "English", "English";

        // Toasts
        notifications: "Avisos", "Notifications";

        // What went wrong in a page
        page_broke: "Esta página quebrou", "This page broke";
    }
}

impl ShellTexts {
    /// "and 12 more on the page Nodes"
    pub fn more_nodes(&self, count: usize) -> String {
        format!("{} {count} {}", self.and, self.others_below)
    }
}
