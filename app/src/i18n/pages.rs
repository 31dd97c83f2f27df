//! Texts of the pages that belong to the frame: the first one, the ones to come, and
//! the one that is not there.

texts! {
    PagesTexts {
        // The first page
        home_demo: "Esta é a demonstração do Skills Eye: roda só neste computador, numa pasta temporária, e some quando você a encerra.",
            "This is the demo of Skills Eye: it runs on this machine only, in a temporary folder, and is gone when you stop it.";
        home_serve: "A sala de controle de tudo o que o Prometheus observa a partir do Consul.",
            "The control room for everything that Prometheus watches through Consul.";
        home_installation: "Esta instalação", "This installation";
        home_mode: "Modo", "Mode";
        home_version: "Versão", "Version";
        home_build: "Compilação", "Build";
        home_uptime: "No ar há", "Up for";
        home_connection: "Conexão ao vivo", "Live connection";
        home_you: "Você", "You";
        home_unknown: "desconhecido", "unknown";
        home_last_message: "última mensagem", "last message";
        home_coming: "O que vem, e em que ordem", "What comes, and in which order";
        home_now: "O que já funciona", "What works now";
        home_try_palette: "Busque páginas e ações", "Search pages and actions";
        home_try_palette_detail: "Uma tecla leva a qualquer lugar.", "One key takes you anywhere.";
        home_try_kit: "Veja os componentes", "Look at the components";
        home_try_kit_detail:
            "Cada um em todos os seus estados, com uma tabela de 100.000 linhas.",
            "Each in all its states, with a table of 100,000 rows.";
        home_try_api: "Leia a API", "Read the API";
        home_try_api_detail:
            "O que programas podem pedir a este servidor, descrito.",
            "What programs may ask of this server, described.";
        home_try_shortcuts: "Conheça os atalhos", "Learn the shortcuts";
        home_try_shortcuts_detail: "Tudo pode ser feito pelo teclado.", "Everything can be done from the keyboard.";

        // A page to come
        coming_badge: "em breve", "coming";
        coming_title: "Esta página ainda não existe", "This page does not exist yet";
        coming_step: "Chega com", "It arrives with";
        coming_instead: "Enquanto isso", "Meanwhile";
        coming_home: "Voltar ao painel", "Back to the dashboard";

        // Nothing here
        not_found: "Página não encontrada", "Page not found";
        not_found_detail: "Não há nada neste endereço:", "There is nothing at this address:";
        not_found_hint:
            "O endereço pode ter mudado ou ter sido digitado com um erro.",
            "It may have moved, or it was typed with a mistake.";
        not_found_near: "Talvez você procure", "Perhaps you look for";
    }
}
