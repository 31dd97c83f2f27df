//! Texts of the components.

texts! {
    KitTexts {
        close: "Fechar", "Close";
        cancel: "Cancelar", "Cancel";
        clear: "Limpar", "Clear";
        copy: "Copiar", "Copy";
        copied: "Copiado", "Copied";
        working: "Trabalhando…", "Working…";
        required: "obrigatório", "required";
        retry: "Tentar de novo", "Try again";
        request_id: "Id do pedido", "Request id";
    }
}
