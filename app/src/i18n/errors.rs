//! What went wrong, said to a person: what, why, and what to do next.

use domain::access::Permission;
use domain::error::{AppError, ErrorCode};
use domain::locale::Locale;

use super::reasons;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorText {
    pub title: &'static str,
    /// What happened, with the arguments of the error.
    pub detail: String,
    /// What the reader can do; empty when there is nothing.
    pub hint: &'static str,
}

pub fn error_text(error: &AppError, locale: Locale) -> ErrorText {
    match locale {
        Locale::PtBr => portuguese(error),
        Locale::En => english(error),
    }
}

fn say(title: &'static str, detail: String, hint: &'static str) -> ErrorText {
    ErrorText {
        title,
        detail,
        hint,
    }
}

/// The thing that is meant: a path or a name, whichever the error carries.
fn subject(error: &AppError) -> &str {
    match error.arg("path") {
        "" => error.arg("what"),
        path => path,
    }
}

/// The reason, where there is one.
fn because(error: &AppError, locale: Locale) -> String {
    match error.arg("reason") {
        "" => String::new(),
        _ => format!(": {}", reasons::reason(error, locale)),
    }
}

/// The permission that was missing, by name; a newer server may know more of them.
fn permission(error: &AppError, name: fn(Permission) -> &'static str) -> &str {
    let code = error.arg("permission");
    let known = Permission::ALL.into_iter().find(|one| one.as_str() == code);
    known.map_or(code, name)
}

fn english(error: &AppError) -> ErrorText {
    const LOCALE: Locale = Locale::En;
    let arg = |name| error.arg(name);
    match error.code {
        ErrorCode::BadRequest => say(
            "The request could not be understood",
            format!(
                "{}: {}",
                reasons::thing(error, LOCALE),
                reasons::reason(error, LOCALE)
            ),
            "Correct it and send it again.",
        ),
        ErrorCode::BadParameter => say(
            "A parameter is not valid",
            format!(
                "“{}” cannot be “{}”: {}",
                arg("name"),
                arg("value"),
                reasons::reason(error, LOCALE)
            ),
            "Correct the address or clear the filters.",
        ),
        ErrorCode::SignInNeeded => say(
            "Sign in first",
            "This needs an account.".to_owned(),
            "Sign in and try again.",
        ),
        ErrorCode::Forbidden => say(
            "You may not do this",
            format!(
                "It needs the permission to {}.",
                permission(error, |one| match one {
                    Permission::ViewPages => "see pages",
                    Permission::FollowEvents => "follow live events",
                    Permission::ChangeTargets => "change targets",
                    Permission::Administer => "administer",
                })
            ),
            "Ask an administrator for it.",
        ),
        ErrorCode::RouteNotListed => say(
            "Nobody may use this address",
            format!("{} is not in the permission table.", subject(error)),
            "This is a defect of Skills Eye: report it with the request id.",
        ),
        ErrorCode::HostNotAllowed => say(
            "This server does not answer to that name",
            format!("The request was for the host “{}”.", arg("host")),
            "Open it as localhost; until there are accounts, no other machine is answered.",
        ),
        ErrorCode::CrossSite => say(
            "Refused: the request came from another site",
            format!("It was sent from “{}”.", arg("origin")),
            "Open this product's own page and do it there.",
        ),
        ErrorCode::NotFound => say(
            "There is nothing here",
            format!(
                "{} does not exist{}.",
                subject(error),
                because(error, LOCALE)
            ),
            "Check the address, or go on from the menu.",
        ),
        ErrorCode::MethodNotAllowed => say(
            "This cannot be done here",
            format!(
                "The method {} is not supported at this address.",
                arg("method")
            ),
            "",
        ),
        ErrorCode::Conflict => say(
            "Somebody changed it meanwhile",
            format!("{} is not as you saw it.", arg("what")),
            "Look at the new state and decide again.",
        ),
        ErrorCode::Contended => say(
            "Too many changes at the same time",
            format!(
                "{} was changed by others {} times while this was being written.",
                arg("what"),
                arg("rounds")
            ),
            "Try again in a moment.",
        ),
        ErrorCode::WriteUnsure => say(
            "It is not known whether this was saved",
            format!(
                "The store did not answer while {} was being written.",
                arg("what")
            ),
            "Look at what is there before trying again.",
        ),
        ErrorCode::ValueTooLarge => say(
            "The value is too large",
            format!(
                "{} has {} bytes, at most {} are possible.",
                arg("what"),
                arg("size"),
                arg("limit")
            ),
            "Divide it, or remove what is not needed.",
        ),
        ErrorCode::WouldEmpty => say(
            "Nothing would be left",
            format!("{} has a value, and would become empty.", arg("what")),
            "If that is meant, remove it in the KV browser.",
        ),
        ErrorCode::NewerData => say(
            "Written by a newer version",
            format!(
                "{} has version {} of its form; this server knows up to {}.",
                arg("what"),
                arg("found"),
                arg("known")
            ),
            "Update this server; nothing was changed.",
        ),
        ErrorCode::DataBroken => say(
            "What is stored cannot be read",
            format!(
                "{} is broken, and there is no earlier version that could take its place.",
                arg("what")
            ),
            "An administrator can look at it in the KV browser.",
        ),
        ErrorCode::KeyNotAllowed => say(
            "This part of the store is not open here",
            format!("{}: {}", arg("key"), reasons::reason(error, LOCALE)),
            "",
        ),
        ErrorCode::BodyTooLarge => say(
            "Too much at once",
            format!("The body may have at most {}.", arg("limit")),
            "Send less, or in parts.",
        ),
        ErrorCode::BodyTooSlow => say(
            "The request came too slowly",
            format!("Its body did not come within {} s.", arg("seconds")),
            "Check the connection and send it again.",
        ),
        ErrorCode::UriTooLong => say(
            "The address is too long",
            format!("It may have at most {}.", arg("limit")),
            "Use fewer filters.",
        ),
        ErrorCode::TooManyStreams => say(
            "Too many live connections",
            format!("This server holds at most {}.", arg("limit")),
            "Close a few browsers and try again.",
        ),
        ErrorCode::TimedOut => say(
            "It took too long",
            format!("The server gave up after {} s.", arg("seconds")),
            "Try again in a moment.",
        ),
        ErrorCode::Unavailable => say(
            "Not available now",
            reasons::unavailable(error, LOCALE),
            "Try again in a moment.",
        ),
        ErrorCode::AgentFailed => say(
            "The agent of this node cannot be asked",
            reasons::unavailable(error, LOCALE),
            "Nothing else is affected.",
        ),
        ErrorCode::Unsettled => say(
            "It is not known whether this was done",
            format!(
                "{}: {}.",
                reasons::thing(error, LOCALE),
                reasons::reason(error, LOCALE)
            ),
            "Look at what is there before you do it again.",
        ),
        ErrorCode::PartlyDone => say(
            "Only a part of it was done",
            format!(
                "{}: {}.",
                reasons::thing(error, LOCALE),
                reasons::reason(error, LOCALE)
            ),
            "Nothing was lost; finish it as the message says.",
        ),
        ErrorCode::Internal => say(
            "Something broke on our side",
            "The cause is in the server's log under this request id.".to_owned(),
            "Try again; if it happens again, report the request id.",
        ),
        ErrorCode::Unreachable => say(
            "The server cannot be reached",
            "What you see may be old.".to_owned(),
            "Check the connection; the page tries again by itself.",
        ),
        ErrorCode::NoAnswer => say(
            "No answer",
            format!("Nothing came within {} s.", arg("seconds")),
            "Try again in a moment.",
        ),
    }
}

fn portuguese(error: &AppError) -> ErrorText {
    const LOCALE: Locale = Locale::PtBr;
    let arg = |name| error.arg(name);
    match error.code {
        ErrorCode::BadRequest => say(
            "O pedido não pôde ser entendido",
            format!(
                "{}: {}",
                reasons::thing(error, LOCALE),
                reasons::reason(error, LOCALE)
            ),
            "Corrija e envie de novo.",
        ),
        ErrorCode::BadParameter => say(
            "Um parâmetro não é válido",
            format!(
                "“{}” não pode ser “{}”: {}",
                arg("name"),
                arg("value"),
                reasons::reason(error, LOCALE)
            ),
            "Corrija o endereço ou limpe os filtros.",
        ),
        ErrorCode::SignInNeeded => say(
            "Entre primeiro",
            "Isto precisa de uma conta.".to_owned(),
            "Entre e tente de novo.",
        ),
        ErrorCode::Forbidden => say(
            "Você não pode fazer isto",
            format!(
                "É preciso a permissão de {}.",
                permission(error, |one| match one {
                    Permission::ViewPages => "ver páginas",
                    Permission::FollowEvents => "acompanhar ao vivo",
                    Permission::ChangeTargets => "alterar alvos",
                    Permission::Administer => "administrar",
                })
            ),
            "Peça a um administrador.",
        ),
        ErrorCode::RouteNotListed => say(
            "Ninguém pode usar este endereço",
            format!("{} não está na tabela de permissões.", subject(error)),
            "É um defeito do Skills Eye: informe o id do pedido.",
        ),
        ErrorCode::HostNotAllowed => say(
            "Este servidor não atende por esse nome",
            format!("O pedido foi para o host “{}”.", arg("host")),
            "Abra como localhost; enquanto não houver contas, nenhuma outra máquina é atendida.",
        ),
        ErrorCode::CrossSite => say(
            "Recusado: o pedido veio de outro site",
            format!("Foi enviado de “{}”.", arg("origin")),
            "Abra a página deste produto e faça isto lá.",
        ),
        ErrorCode::NotFound => say(
            "Não há nada aqui",
            format!("{} não existe{}.", subject(error), because(error, LOCALE)),
            "Confira o endereço ou siga pelo menu.",
        ),
        ErrorCode::MethodNotAllowed => say(
            "Isto não pode ser feito aqui",
            format!("O método {} não é aceito neste endereço.", arg("method")),
            "",
        ),
        ErrorCode::Conflict => say(
            "Alguém mudou isto enquanto isso",
            format!("{} não está como você viu.", arg("what")),
            "Veja o novo estado e decida de novo.",
        ),
        ErrorCode::Contended => say(
            "Mudanças demais ao mesmo tempo",
            format!(
                "{} foi mudado por outros {} vezes enquanto isto era gravado.",
                arg("what"),
                arg("rounds")
            ),
            "Tente de novo daqui a pouco.",
        ),
        ErrorCode::WriteUnsure => say(
            "Não se sabe se isto foi gravado",
            format!(
                "O armazenamento não respondeu enquanto {} era gravado.",
                arg("what")
            ),
            "Veja o que está lá antes de tentar de novo.",
        ),
        ErrorCode::ValueTooLarge => say(
            "O valor é grande demais",
            format!(
                "{} tem {} bytes, são possíveis no máximo {}.",
                arg("what"),
                arg("size"),
                arg("limit")
            ),
            "Divida ou remova o que não é preciso.",
        ),
        ErrorCode::WouldEmpty => say(
            "Não sobraria nada",
            format!("{} tem um valor e ficaria vazio.", arg("what")),
            "Se é isso mesmo, remova no navegador de KV.",
        ),
        ErrorCode::NewerData => say(
            "Gravado por uma versão mais nova",
            format!(
                "{} tem a versão {} do seu formato; este servidor conhece até a {}.",
                arg("what"),
                arg("found"),
                arg("known")
            ),
            "Atualize este servidor; nada foi mudado.",
        ),
        ErrorCode::DataBroken => say(
            "O que está gravado não pode ser lido",
            format!(
                "{} está quebrado, e não há versão anterior que possa tomar o lugar.",
                arg("what")
            ),
            "Um administrador pode ver isto no navegador de KV.",
        ),
        ErrorCode::KeyNotAllowed => say(
            "Esta parte do armazenamento não está aberta aqui",
            format!("{}: {}", arg("key"), reasons::reason(error, LOCALE)),
            "",
        ),
        ErrorCode::BodyTooLarge => say(
            "É demais de uma vez",
            format!("O corpo pode ter no máximo {}.", arg("limit")),
            "Envie menos ou em partes.",
        ),
        ErrorCode::BodyTooSlow => say(
            "O pedido chegou devagar demais",
            format!("O corpo não chegou em {} s.", arg("seconds")),
            "Confira a conexão e envie de novo.",
        ),
        ErrorCode::UriTooLong => say(
            "O endereço é longo demais",
            format!("Ele pode ter no máximo {}.", arg("limit")),
            "Use menos filtros.",
        ),
        ErrorCode::TooManyStreams => say(
            "Conexões ao vivo demais",
            format!("Este servidor mantém no máximo {}.", arg("limit")),
            "Feche alguns navegadores e tente de novo.",
        ),
        ErrorCode::TimedOut => say(
            "Demorou demais",
            format!("O servidor desistiu depois de {} s.", arg("seconds")),
            "Tente de novo daqui a pouco.",
        ),
        ErrorCode::Unavailable => say(
            "Indisponível agora",
            reasons::unavailable(error, LOCALE),
            "Tente de novo daqui a pouco.",
        ),
        ErrorCode::AgentFailed => say(
            "O agente deste nó não pode ser consultado",
            reasons::unavailable(error, LOCALE),
            "Nada mais é afetado.",
        ),
        ErrorCode::Unsettled => say(
            "Não se sabe se isto foi feito",
            format!(
                "{}: {}.",
                reasons::thing(error, LOCALE),
                reasons::reason(error, LOCALE)
            ),
            "Veja o que há agora antes de fazer de novo.",
        ),
        ErrorCode::PartlyDone => say(
            "Só uma parte foi feita",
            format!(
                "{}: {}.",
                reasons::thing(error, LOCALE),
                reasons::reason(error, LOCALE)
            ),
            "Nada se perdeu; termine como a mensagem diz.",
        ),
        ErrorCode::Internal => say(
            "Algo quebrou do nosso lado",
            "A causa está no log do servidor com este id de pedido.".to_owned(),
            "Tente de novo; se repetir, informe o id do pedido.",
        ),
        ErrorCode::Unreachable => say(
            "O servidor não responde",
            "O que você vê pode estar velho.".to_owned(),
            "Confira a conexão; a página tenta de novo sozinha.",
        ),
        ErrorCode::NoAnswer => say(
            "Sem resposta",
            format!("Nada chegou em {} s.", arg("seconds")),
            "Tente de novo daqui a pouco.",
        ),
    }
}
