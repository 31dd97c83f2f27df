//! Why something was refused, and what it was, inside the sentences of errors.

use domain::error::{AppError, Reason};
use domain::locale::Locale;

pub(super) fn reason(error: &AppError, locale: Locale) -> String {
    let arg = |name| error.arg(name);
    let code = arg("reason");
    let Some(known) = Reason::ALL.into_iter().find(|one| one.as_str() == code) else {
        return code.to_owned();
    };
    match (known, locale) {
        (Reason::AtMost, Locale::PtBr) => format!("no máximo {}", arg("limit")),
        (Reason::AtMost, Locale::En) => format!("at most {}", arg("limit")),
        (Reason::NoSuchColumn, Locale::PtBr) => "a tabela não tem essa coluna".to_owned(),
        (Reason::NoSuchColumn, Locale::En) => "the table has no such column".to_owned(),
        (Reason::NamedTwice, Locale::PtBr) => "aparece duas vezes".to_owned(),
        (Reason::NamedTwice, Locale::En) => "it is named twice".to_owned(),
        (Reason::TakesOneValue, Locale::PtBr) => {
            format!("“{}” recebe um valor só", arg("operator"))
        }
        (Reason::TakesOneValue, Locale::En) => format!("“{}” takes one value", arg("operator")),
        (Reason::ComparesNumbers, Locale::PtBr) => {
            format!("“{}” compara números", arg("operator"))
        }
        (Reason::ComparesNumbers, Locale::En) => format!("“{}” compares numbers", arg("operator")),
        (Reason::NotOneOf, Locale::PtBr) => format!("os conhecidos são {}", arg("known")),
        (Reason::NotOneOf, Locale::En) => format!("the known ones are {}", arg("known")),
        (Reason::NotAnEventId, Locale::PtBr) => "um id de evento é <instância>-<número>".to_owned(),
        (Reason::NotAnEventId, Locale::En) => "an event id is <instance>-<number>".to_owned(),
        (Reason::Stopping, Locale::PtBr) => "está iniciando ou encerrando".to_owned(),
        (Reason::Stopping, Locale::En) => "it is starting or stopping".to_owned(),
        (Reason::FileNotWritten, Locale::PtBr) => "o arquivo não pôde ser gravado".to_owned(),
        (Reason::FileNotWritten, Locale::En) => "the file could not be written".to_owned(),
        (Reason::NotOurs, Locale::PtBr) => match arg("status") {
            "" => "O servidor, ou algo antes dele, respondeu o que esta página não sabe ler."
                .to_owned(),
            status => format!("O servidor, ou algo antes dele, respondeu {status}."),
        },
        (Reason::NotOurs, Locale::En) => match arg("status") {
            "" => "The server, or something before it, answered what this page cannot read."
                .to_owned(),
            status => format!("The server, or something before it, answered {status}."),
        },
        (Reason::Empty, Locale::PtBr) => "não pode ser vazio".to_owned(),
        (Reason::Empty, Locale::En) => "it cannot be empty".to_owned(),
        (Reason::UnsafePath, Locale::PtBr) => {
            "sem / no começo ou no fim, sem //, e sem . ou .. entre barras".to_owned()
        }
        (Reason::UnsafePath, Locale::En) => {
            "no / at its ends, no //, and no . or .. between slashes".to_owned()
        }
        (Reason::Invisible, Locale::PtBr) => "tem caracteres invisíveis".to_owned(),
        (Reason::Invisible, Locale::En) => "it has invisible characters".to_owned(),
        (Reason::NotPlain, Locale::PtBr) => "só letras sem acento, algarismos, - e _".to_owned(),
        (Reason::NotPlain, Locale::En) => "only plain letters, digits, - and _".to_owned(),
        (Reason::Reserved, Locale::PtBr) => {
            format!("o que começa com “{}” é do próprio Consul", arg("prefix"))
        }
        (Reason::Reserved, Locale::En) => {
            format!("what begins with “{}” is Consul's own", arg("prefix"))
        }
        (Reason::AllAddresses, Locale::PtBr) => "vale por todos os endereços".to_owned(),
        (Reason::AllAddresses, Locale::En) => "it stands for all addresses".to_owned(),
        (Reason::Between, Locale::PtBr) => format!("de {} a {}", arg("least"), arg("limit")),
        (Reason::Between, Locale::En) => format!("from {} to {}", arg("least"), arg("limit")),
        (Reason::NodeFailed, Locale::PtBr) => {
            "o agente do nó caiu, e o que se gravasse em nome dele se perderia; inicie o agente \
             ou, se ele não volta, tire o nó com `consul force-leave`"
                .to_owned()
        }
        (Reason::NodeFailed, Locale::En) => {
            "the agent of the node has failed, and what is written in its place would be lost; \
             start it or, if it does not come back, take the node out with `consul force-leave`"
                .to_owned()
        }
        (Reason::NodeLeft, Locale::PtBr) => {
            "o agente do nó saiu do cluster; inicie-o de novo ou escolha outro nó".to_owned()
        }
        (Reason::NodeLeft, Locale::En) => {
            "the agent of the node has left the cluster; start it again or choose another node"
                .to_owned()
        }
        (Reason::MembersUnknown, Locale::PtBr) => {
            "não se sabe agora quem são os membros do cluster, nem quem guarda os serviços do nó"
                .to_owned()
        }
        (Reason::MembersUnknown, Locale::En) => {
            "it is not known now who is in the cluster, and so who keeps the services of the node"
                .to_owned()
        }
        (Reason::WrongAgent, Locale::PtBr) => format!(
            "em {} responde o agente do nó “{}”; corrija {}",
            arg("address"),
            arg("node"),
            arg("setting")
        ),
        (Reason::WrongAgent, Locale::En) => format!(
            "at {} the agent of the node “{}” answers; correct {}",
            arg("address"),
            arg("node"),
            arg("setting")
        ),
        (Reason::AgentSilent, Locale::PtBr) => format!(
            "o agente em {} não atende ({}); libere a porta ou corrija {}",
            arg("address"),
            arg("why"),
            arg("setting")
        ),
        (Reason::AgentSilent, Locale::En) => format!(
            "the agent at {} does not serve us ({}); open its port or correct {}",
            arg("address"),
            arg("why"),
            arg("setting")
        ),
        (Reason::BeingWritten, Locale::PtBr) => format!(
            "{} está gravando isto; em no máximo {} s fica livre",
            arg("holder"),
            arg("seconds")
        ),
        (Reason::NoAgent, Locale::PtBr) => {
            "está no catálogo e não tem agente que se possa consultar".to_owned()
        }
        (Reason::NoAgent, Locale::En) => {
            "it stands in the catalog and has no agent that could be asked".to_owned()
        }
        (Reason::NotConfigured, Locale::PtBr) => {
            "não é um servidor configurado nem um membro do cluster; outros endereços não são testados, para que ninguém examine a rede por aqui".to_owned()
        }
        (Reason::NotConfigured, Locale::En) => {
            "it is neither a configured server nor a member of the cluster; no other address is tried, so that nobody examines the network from here".to_owned()
        }
        (Reason::BeingWritten, Locale::En) => format!(
            "{} is writing it; it is free in {} s at most",
            arg("holder"),
            arg("seconds")
        ),
        (Reason::FateUnknown, Locale::PtBr) => format!(
            "a gravação foi enviada e não se conseguiu ler se valeu ({})",
            arg("why")
        ),
        (Reason::FateUnknown, Locale::En) => format!(
            "the write was sent, and whether it was done could not be read ({})",
            arg("why")
        ),
        (Reason::OnBothNodes, Locale::PtBr) => format!(
            "já está em “{}” e ainda está em “{}” ({}); remova-o de “{}”",
            arg("to"),
            arg("from"),
            arg("why"),
            arg("from")
        ),
        (Reason::OnBothNodes, Locale::En) => format!(
            "it is on “{}” now and still on “{}” ({}); remove it from “{}”",
            arg("to"),
            arg("from"),
            arg("why"),
            arg("from")
        ),
        (
            Reason::KeptInConsul
            | Reason::NoServer
            | Reason::NoLeader
            | Reason::StoreForbids
            | Reason::StoreFull
            | Reason::StoreFailed
            | Reason::NotAKey
            | Reason::KeptPrivate
            | Reason::NotListed
            | Reason::ReadOnly
            | Reason::NotJson
            | Reason::TooManyDigits
            | Reason::NoHistory,
            locale,
        ) => store(known, error, locale),
    }
}

/// Why the store, or a key in it, cannot be used.
fn store(reason: Reason, error: &AppError, locale: Locale) -> String {
    let (pt, en) = match reason {
        Reason::KeptInConsul => (
            "tudo fica no Consul: use consul_sd_configs",
            "everything is kept in Consul: use consul_sd_configs",
        ),
        Reason::NoServer => ("nenhum servidor responde", "no server answers"),
        Reason::NoLeader => (
            "os servidores estão sem líder",
            "the servers have no leader",
        ),
        Reason::StoreForbids => (
            "o token do Skills Eye não tem essa permissão",
            "the token of Skills Eye may not do this",
        ),
        Reason::StoreFull => (
            "não há mais espaço para guardar; nada foi salvo",
            "there is no more room to keep it; nothing was saved",
        ),
        Reason::NotAKey => {
            return match locale {
                Locale::PtBr => format!("não é um nome de chave: {}", arg_or_dash(error)),
                Locale::En => format!("it is no name of a key: {}", arg_or_dash(error)),
            };
        }
        Reason::KeptPrivate => (
            "contas, auditoria e reservas nunca são mostradas",
            "accounts, audit and claims are never shown",
        ),
        Reason::NotListed => (
            "está fora do que pode ser lido",
            "it is outside of what may be read",
        ),
        Reason::ReadOnly => ("só pode ser lida", "it can only be read"),
        Reason::TooManyDigits => (
            "tem mais dígitos do que podem ser guardados: escreva-o entre aspas",
            "it has more digits than can be kept: write it in quotes",
        ),
        Reason::NotJson => ("não é JSON", "it is not JSON"),
        Reason::NoHistory => (
            "não é um documento, então nada se guarda do que foi",
            "it is no document, so nothing is kept of what it was",
        ),
        _ => ("não respondeu como devia", "it did not answer as it should"),
    };
    match locale {
        Locale::PtBr => pt,
        Locale::En => en,
    }
    .to_owned()
}

fn arg_or_dash(error: &AppError) -> &str {
    match error.arg("rule") {
        "" => "-",
        rule => rule,
    }
}

/// What cannot be had and why; a reason that is a sentence of its own stands alone.
pub(super) fn unavailable(error: &AppError, locale: Locale) -> String {
    let why = reason(error, locale);
    if error.arg("reason") == Reason::NotOurs.as_str() {
        why
    } else {
        format!("{}: {why}", thing(error, locale))
    }
}

/// What the error is about. Names of people's things stay as they are.
pub(super) fn thing(error: &AppError, locale: Locale) -> &str {
    match (error.arg("what"), locale) {
        ("server", Locale::PtBr) => "servidor",
        ("store", Locale::PtBr) => "armazenamento",
        ("events", Locale::PtBr) => "eventos ao vivo",
        ("events", Locale::En) => "live events",
        ("store", Locale::En) => "the store",
        ("export", Locale::PtBr) => "exportação",
        ("body", Locale::PtBr) => "corpo do pedido",
        ("body", Locale::En) => "body of the request",
        ("arguments", Locale::PtBr) => "argumentos",
        (other, _) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_said_in_both_languages() {
        for known in Reason::ALL {
            let error = AppError::bad_parameter("q", "x", known);
            let said = [Locale::PtBr, Locale::En].map(|locale| reason(&error, locale));
            assert_ne!(said[0], said[1], "{known}");
            assert!(said.iter().all(|text| text != known.as_str()), "{known}");
        }
        let of_a_library = AppError::bad_parameter("q", "x", "expected `,`");
        assert_eq!(reason(&of_a_library, Locale::PtBr), "expected `,`");
    }
}
