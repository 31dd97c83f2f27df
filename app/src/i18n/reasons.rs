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
        (
            Reason::NoServer
            | Reason::NoLeader
            | Reason::StoreForbids
            | Reason::StoreFailed
            | Reason::NotAKey
            | Reason::KeptPrivate
            | Reason::NotListed
            | Reason::ReadOnly
            | Reason::NotJson
            | Reason::NoHistory,
            locale,
        ) => store(known, error, locale),
    }
}

/// Why the store, or a key in it, cannot be used.
fn store(reason: Reason, error: &AppError, locale: Locale) -> String {
    let (pt, en) = match reason {
        Reason::NoServer => ("nenhum servidor responde", "no server answers"),
        Reason::NoLeader => (
            "os servidores estão sem líder",
            "the servers have no leader",
        ),
        Reason::StoreForbids => (
            "o token do Skills Eye não tem essa permissão",
            "the token of Skills Eye may not do this",
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
