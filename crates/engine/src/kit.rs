//! A fleet that does not exist: 100,000 rows by a fixed recipe, for the page of components
//! and for measuring tables.
//!
//! The recipe is a hash of row and column, so that any program can make the same rows
//! (`end2end/grid` does, to feed other tables).

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use domain::table::{Cell, Column, ColumnKind, Label, TableChange, Tone, ValueStyle};

use crate::grid::{ColumnData, Grid, NumberColumn, TagColumn, TextColumn};

pub const ROWS: u32 = 100_000;
/// Rows that change at each beat of the pretended fleet.
const CHANGES: u32 = 40;

const SITES: [&str; 3] = ["palmas", "rio", "dtc"];
const STATES: [&str; 4] = ["up", "down", "slow", "not_scraped"];
const DEVICES: [&str; 7] = ["srv", "rt", "sw", "fw", "ap", "nvr", "olt"];
const COMPANIES: [&str; 8] = [
    "Acme Varejo",
    "Norte Log",
    "Acme Foods",
    "Hospital Sul",
    "Banco Tietê",
    "Agro Cerrado",
    "Porto Rio",
    "São Jorge Têxtil",
];
const MODULES: [&str; 5] = ["icmp", "tcp_connect", "http_2xx", "ssh_banner", "https"];
const ENVIRONMENTS: [&str; 3] = ["producao", "homologacao", "desenvolvimento"];
const CITIES: [&str; 8] = [
    "Palmas · sala de rede",
    "Rio · CPD 2",
    "Gurupi · loja 07",
    "Niterói · cais",
    "Brasília · anexo",
    "Araguaína · filial",
    "Goiânia · torre B",
    "",
];
const VENDORS: [&str; 6] = [
    "Satélite Delta",
    "Fibra Norte",
    "Teleporto",
    "Onda",
    "Rede Própria",
    "",
];
const MODELS: [&str; 9] = [
    "RB1100", "CCR2004", "C9200L", "FG-60F", "AP-515", "R740", "DL380", "MA5800", "",
];
/// The columns that live.
const STATE: usize = 2;
const LATENCY: usize = 7;
const HOUR: usize = 8;
/// Points of the hour that a row which is down did not answer.
const SILENT: u64 = 5;
const TAGS: [&str; 6] = ["linux", "windows", "icmp", "vpn", "critico", "24x7"];

/// The pretended fleet, changing while somebody watches.
pub struct Kit {
    grid: RwLock<Grid>,
    beat: std::sync::atomic::AtomicU64,
}

impl std::fmt::Debug for Kit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kit").finish_non_exhaustive()
    }
}

impl Default for Kit {
    fn default() -> Self {
        Self::with_rows(ROWS)
    }
}

impl Kit {
    pub fn with_rows(rows: u32) -> Self {
        Self {
            grid: RwLock::new(build(rows)),
            beat: 0.into(),
        }
    }

    pub fn grid(&self) -> RwLockReadGuard<'_, Grid> {
        self.grid.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Some rows get a new state and latency; says which.
    pub fn beat(&self) -> TableChange {
        let beat = self.beat.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        let mut grid = self.grid.write().unwrap_or_else(PoisonError::into_inner);
        let rows = grid.len() as u64;
        if rows == 0 {
            return TableChange::default();
        }
        // Half of the changes near the top, where somebody is looking.
        let changed: Vec<u32> = (0..CHANGES)
            .map(|n| {
                let span = if n % 2 == 0 { rows.min(200) } else { rows };
                (hash(n, 1_000 + beat) % span) as u32
            })
            .collect();
        grid.change(&changed, &[STATE, LATENCY, HOUR], |row, data| {
            let dice = hash(row, 5_000 + beat);
            if let ColumnData::Text(state) = &mut data[STATE] {
                state.codes[row as usize] = state.dictionary.code(state_of(dice));
            }
            if let ColumnData::Number(latency) = &mut data[LATENCY] {
                set_latency(latency, row, dice);
            }
        })
    }
}

/// SplitMix64 of row and column: even, and the same everywhere.
fn hash(row: u32, salt: u64) -> u64 {
    let mut z = u64::from(row).wrapping_add(salt.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn pick<'a>(values: &[&'a str], row: u32, salt: u64) -> &'a str {
    // The smaller of two draws, so that some values are frequent and some are rare.
    let draw = |salt| (hash(row, salt) % values.len() as u64) as usize;
    values[draw(salt).min(draw(salt + 500))]
}

fn state_of(dice: u64) -> &'static str {
    match dice % 100 {
        0..93 => STATES[0],
        93..96 => STATES[1],
        96..99 => STATES[2],
        _ => STATES[3],
    }
}

fn set_latency(latency: &mut NumberColumn, row: u32, dice: u64) {
    latency.unknown.remove(&row);
    latency.values[row as usize] = match state_of(dice) {
        "down" => f64::NAN,
        "not_scraped" => {
            latency
                .unknown
                .insert(row, "not scraped by any job".to_owned());
            f64::NAN
        }
        "slow" => 300.0 + (dice >> 8) as f64 % 4_000.0 / 10.0,
        _ => 8.0 + (dice >> 8) as f64 % 480.0 / 10.0,
    };
}

/// One hour in 24 points around the row's usual latency; it ends where a row went down.
fn hour(row: u32, data: &[ColumnData]) -> Cell {
    let state = match &data[STATE] {
        ColumnData::Text(state) => state.dictionary.value(state.codes[row as usize]),
        _ => "",
    };
    let (base, answered) = match state {
        "not_scraped" => return Cell::Empty,
        "down" => (10.0, 24 - SILENT),
        "slow" => (300.0, 24),
        _ => (10.0, 24),
    };
    let base = base + (hash(row, 9) % 60) as f32;
    // In tenths: a line of 80 pixels shows no more, and rows travel as text.
    let points = (0..24u64).map(|n| {
        if n >= answered {
            return f32::NAN;
        }
        let value = base + (hash(row, 100 + n) % 1_000) as f32 / 1_000.0 * base * 0.4;
        (value * 10.0).round() / 10.0
    });
    Cell::Series(points.collect())
}

fn build(rows: u32) -> Grid {
    let mut text: Vec<TextColumn> = vec![TextColumn::default(); 12];
    let mut latency = NumberColumn::default();
    let mut tags = TagColumn::default();
    let mut ids = Vec::with_capacity(rows as usize);
    latency.values = vec![f64::NAN; rows as usize];
    for row in 0..rows {
        let site = pick(&SITES, row, 1);
        let device = DEVICES[(hash(row, 2) % 7) as usize];
        let name = format!("{device}-{}-{:05}", &site[..3], row + 1);
        let instance = format!("10.{}.{}.{}", row >> 16, (row >> 8) & 255, row & 255);
        let dice = hash(row, 3);
        ids.push(format!("icmp/{}/{name}", row % 97));
        let asset = format!("https://assets.example/item/{}", 20_000 + row);
        for (column, value) in text.iter_mut().zip([
            name.as_str(),
            &instance,
            state_of(dice),
            pick(&COMPANIES, row, 4),
            site,
            pick(&MODULES, row, 5),
            pick(&ENVIRONMENTS, row, 6),
            pick(&CITIES, row, 7),
            pick(&VENDORS, row, 8),
            pick(&MODELS, row, 10),
            &asset,
            &format!("{site}-consul-{:02}", 1 + hash(row, 11) % 3),
        ]) {
            column.push(value);
        }
        set_latency(&mut latency, row, dice);
        let chosen = hash(row, 12);
        tags.push(
            (0..TAGS.len())
                .filter(|n| chosen >> n & 3 == 3)
                .map(|n| TAGS[n]),
        );
    }
    assemble(text, latency, tags, ids)
}

fn assemble(
    text: Vec<TextColumn>,
    latency: NumberColumn,
    tags: TagColumn,
    ids: Vec<String>,
) -> Grid {
    let mut data: Vec<ColumnData> = text.into_iter().map(ColumnData::Text).collect();
    data.insert(LATENCY, ColumnData::Number(latency));
    data.insert(HOUR, ColumnData::Computed(hour));
    data.push(ColumnData::Tags(tags));
    Grid::new(columns(), data, ids)
}

fn columns() -> Vec<Column> {
    let column = Column::new;
    let mono = || ColumnKind::Mono;
    let plain = || ColumnKind::Text;
    let mut columns = vec![
        column(
            "name",
            Label::new("Nome", "Name"),
            ColumnKind::Title {
                secondary: "instance".into(),
            },
            225,
        ),
        column("instance", Label::new("Instância", "Instance"), mono(), 120),
        column("state", Label::new("Estado", "State"), states(), 110),
        column("company", Label::new("Empresa", "Company"), plain(), 138),
        column("site", Label::same("Site"), sites(), 90),
        column("module", Label::new("Módulo", "Module"), mono(), 110),
        column(
            "environment",
            Label::new("Ambiente", "Environment"),
            plain(),
            130,
        ),
        column(
            "latency",
            Label::new("Latência", "Latency"),
            ColumnKind::Number {
                decimals: 1,
                unit: "ms".into(),
            },
            118,
        ),
        column(
            "hour",
            Label::same("1 h"),
            ColumnKind::Spark {
                state: "state".into(),
            },
            104,
        ),
        column(
            "location",
            Label::new("Localização", "Location"),
            plain(),
            170,
        ),
        column("vendor", Label::new("Fornecedor", "Vendor"), plain(), 130),
        column("model", Label::new("Modelo", "Model"), mono(), 100),
        column("asset", Label::new("Ativo", "Asset"), ColumnKind::Link, 220),
        column("node", Label::new("Nó", "Node"), mono(), 140),
        column(
            "tags",
            Label::new("Etiquetas", "Tags"),
            ColumnKind::Tags,
            180,
        ),
    ];
    columns[0].pinned = true;
    columns
}

fn states() -> ColumnKind {
    let value = |value: &str, tone, pt, en| ValueStyle {
        value: value.to_owned(),
        tone,
        label: Label::new(pt, en),
    };
    ColumnKind::Badge {
        values: vec![
            value("up", Tone::Ok, "no ar", "up"),
            value("down", Tone::Critical, "fora", "down"),
            value("slow", Tone::Warning, "lento", "slow"),
            value("not_scraped", Tone::Unknown, "não coletado", "not scraped"),
        ],
    }
}

/// Without colour: that is for states.
fn sites() -> ColumnKind {
    let style = |site: &&str| ValueStyle {
        value: (*site).to_owned(),
        tone: Tone::Neutral,
        label: Label::same(site),
    };
    ColumnKind::Badge {
        values: SITES.iter().map(style).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recipe_is_fixed() {
        assert_eq!(hash(0, 1), 7_960_286_522_194_355_700);
        let grid = build(10);
        assert_eq!(grid.columns().len(), 15);
        assert_eq!(grid.len(), 10);
    }

    #[test]
    fn a_beat_changes_rows_and_says_which() {
        let kit = Kit::with_rows(1_000);
        let before = kit.grid().version();
        let change = kit.beat();
        assert!(change.version > before);
        assert_eq!(kit.grid().columns()[STATE].key, "state");
        assert_eq!(kit.grid().columns()[LATENCY].key, "latency");
        assert_eq!(change.changed.len(), CHANGES as usize);
        assert_eq!(change.columns, ["state", "latency", "hour"]);
    }
}
