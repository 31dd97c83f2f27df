//! Texts of the components that have arguments.

use domain::locale::Locale;

pub fn create(locale: Locale, value: &str) -> String {
    match locale {
        Locale::PtBr => format!("Criar “{value}”"),
        Locale::En => format!("Create “{value}”"),
    }
}

pub fn remove(locale: Locale, name: &str) -> String {
    match locale {
        Locale::PtBr => format!("Tirar {name}"),
        Locale::En => format!("Remove {name}"),
    }
}

/// Below a list that is only the beginning.
pub fn and_more(locale: Locale, count: u64) -> String {
    let number = locale.integer(count as i64);
    match locale {
        Locale::PtBr => format!("e mais {number}"),
        Locale::En => format!("and {number} more"),
    }
}

pub fn type_phrase(locale: Locale, phrase: &str) -> String {
    match locale {
        Locale::PtBr => format!("Digite “{phrase}” para confirmar"),
        Locale::En => format!("Type “{phrase}” to confirm"),
    }
}

pub fn hidden_lines(locale: Locale, count: u64) -> String {
    let number = locale.integer(count as i64);
    match locale {
        Locale::PtBr => {
            let words = locale.plural(count, "linha igual", "linhas iguais");
            format!("{number} {words}")
        }
        Locale::En => {
            let words = locale.plural(count, "unchanged line", "unchanged lines");
            format!("{number} {words}")
        }
    }
}

pub fn at_place(locale: Locale, line: u64, column: u64) -> String {
    match locale {
        Locale::PtBr => format!("Linha {line}, coluna {column}"),
        Locale::En => format!("Line {line}, column {column}"),
    }
}

pub fn unclosed(locale: Locale, bracket: char) -> String {
    match locale {
        Locale::PtBr => format!("“{bracket}” que não fecha"),
        Locale::En => format!("“{bracket}” is not closed"),
    }
}

pub fn stray(locale: Locale, bracket: char) -> String {
    match locale {
        Locale::PtBr => format!("“{bracket}” que nada abriu"),
        Locale::En => format!("“{bracket}” closes nothing"),
    }
}

pub fn columns_shown(locale: Locale, shown: u64, all: u64) -> String {
    match locale {
        Locale::PtBr => format!("{shown} de {all} visíveis"),
        Locale::En => format!("{shown} of {all} shown"),
    }
}

pub fn move_column(locale: Locale, name: &str) -> String {
    match locale {
        Locale::PtBr => format!("Mover {name}: setas para cima e para baixo"),
        Locale::En => format!("Move {name}: arrows up and down"),
    }
}

pub fn moved_to(locale: Locale, name: &str, place: u64, count: u64) -> String {
    match locale {
        Locale::PtBr => format!("{name}: posição {place} de {count}"),
        Locale::En => format!("{name}: place {place} of {count}"),
    }
}

pub fn conditions(locale: Locale, count: u64) -> String {
    let number = locale.integer(count as i64);
    match locale {
        Locale::PtBr => format!("{number} {}", locale.plural(count, "condição", "condições")),
        Locale::En => format!(
            "{number} {}",
            locale.plural(count, "condition", "conditions")
        ),
    }
}
