//! Texts of pages that the application does not render: errors of last resort, the API.
//!
//! Apart from the catalogue, so that the browser does not load them.

use domain::locale::Locale;

texts! {
    OutsideTexts {
        no_script:
            "Sem JavaScript esta página pode ser lida, mas não usada: nada nela responde nem se atualiza.",
            "Without JavaScript this page can be read but not used: nothing on it answers or updates.";
        stalled:
            "Uma parte desta página não pôde ser carregada: ela pode ser lida, mas nada nela responde. O navegador continua tentando; recarregar a página pode ajudar.",
            "A part of this page could not be loaded: it can be read, but nothing on it answers. The browser keeps trying; loading the page again may help.";
        error_home: "Ir para a página inicial", "Go to the start page";
        error_request_id: "Id do pedido", "Request id";
        api_title: "API REST", "REST API";
        api_intro: "O que programas podem pedir a este servidor. Erros vêm como problem+json, com um código estável e seus argumentos. As descrições estão em inglês, como no documento OpenAPI.", "What programs may ask of this server. Errors come as problem+json, with a stable code and its arguments.";
        api_document: "Documento OpenAPI", "OpenAPI document";
        api_operations: "Operações", "Operations";
        api_parameters: "Parâmetros", "Parameters";
        api_answers: "Respostas", "Answers";
        api_schemas: "Estruturas", "Schemas";
        api_required: "obrigatório", "required";
        api_home: "Voltar ao Skills Eye", "Back to Skills Eye";
    }
}

pub fn outside(locale: Locale) -> &'static OutsideTexts {
    match locale {
        Locale::PtBr => &PT_BR,
        Locale::En => &EN,
    }
}
