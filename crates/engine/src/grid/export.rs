//! Rows as files: CSV that spreadsheets open without harm, and XLSX.

use domain::access::{Actor, Permission};
use domain::error::{AppError, ErrorCode, Reason};
use domain::locale::Locale;
use domain::table::{Cell, ColumnKind, ExportFormat, ExportRequest};
use rust_xlsxwriter::Workbook;

use super::Grid;

/// A sheet holds no more rows than this.
const MOST_XLSX_ROWS: usize = 1_048_575;

/// Why there is no file.
#[derive(Debug)]
pub enum ExportFailure {
    Refused(AppError),
    /// Writing failed, for a reason that belongs in the log: it may name a path.
    Broken(String),
}

impl From<AppError> for ExportFailure {
    fn from(error: AppError) -> Self {
        Self::Refused(error)
    }
}

impl Grid {
    /// Everything the query selects, in its order.
    pub fn export(
        &self,
        actor: &Actor,
        request: &ExportRequest,
        locale: Locale,
    ) -> Result<Vec<u8>, ExportFailure> {
        actor.require(Permission::ViewPages)?;
        let columns = self.export_columns(&request.columns)?;
        let (_, order) = self.order(&request.query, None)?;
        let wanted = |row: &u32| match &request.rows {
            Some(rows) => rows.has(&self.ids[*row as usize]),
            None => true,
        };
        let rows = order.iter().copied().filter(wanted);
        match request.format {
            ExportFormat::Csv => self.csv(locale, &columns, rows),
            ExportFormat::Xlsx => self.xlsx(locale, &columns, rows),
        }
    }

    fn export_columns(&self, keys: &[String]) -> Result<Vec<usize>, AppError> {
        // A line of the recent past says nothing in a cell of text.
        let written =
            |index: &usize| !matches!(self.columns[*index].kind, ColumnKind::Spark { .. });
        if keys.is_empty() {
            return Ok((0..self.columns.len()).filter(written).collect());
        }
        let mut columns = Vec::with_capacity(keys.len().min(self.columns.len()));
        for key in keys {
            let index = self.column_index(key)?;
            if columns.contains(&index) {
                return Err(AppError::bad_parameter("columns", key, Reason::NamedTwice));
            }
            columns.push(index);
        }
        columns.retain(written);
        Ok(columns)
    }

    fn csv(
        &self,
        locale: Locale,
        columns: &[usize],
        rows: impl Iterator<Item = u32>,
    ) -> Result<Vec<u8>, ExportFailure> {
        // Spreadsheets read UTF-8 only when it says so.
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        {
            let delimiter = match locale {
                Locale::PtBr => b';',
                Locale::En => b',',
            };
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .from_writer(&mut bytes);
            let head = columns
                .iter()
                .map(|index| self.columns[*index].label.get(locale));
            writer.write_record(head).map_err(broken)?;
            for row in rows {
                let cells = columns
                    .iter()
                    .map(|index| harmless(plain(&self.cell(*index, row), locale)));
                writer.write_record(cells).map_err(broken)?;
            }
            writer.flush().map_err(broken)?;
        }
        Ok(bytes)
    }

    fn xlsx(
        &self,
        locale: Locale,
        columns: &[usize],
        rows: impl Iterator<Item = u32>,
    ) -> Result<Vec<u8>, ExportFailure> {
        let mut workbook = Workbook::new();
        let sheet = workbook
            .add_worksheet_with_constant_memory()
            .map_err(broken)?;
        for (place, index) in columns.iter().enumerate() {
            let label = self.columns[*index].label.get(locale);
            sheet.write_string(0, place as u16, label).map_err(broken)?;
        }
        for (line, row) in rows.enumerate() {
            if line >= MOST_XLSX_ROWS {
                let error = AppError::new(ErrorCode::BodyTooLarge);
                return Err(error.with("limit", format!("{MOST_XLSX_ROWS} rows")).into());
            }
            let line = line as u32 + 1;
            for (place, index) in columns.iter().enumerate() {
                let place = place as u16;
                match self.cell(*index, row) {
                    Cell::Empty | Cell::Series(_) => {}
                    Cell::Number(number) => {
                        sheet.write_number(line, place, number).map_err(broken)?;
                    }
                    cell => {
                        sheet
                            .write_string(line, place, plain(&cell, locale))
                            .map_err(broken)?;
                    }
                }
            }
        }
        workbook.save_to_buffer().map_err(broken)
    }
}

/// Numbers are written with the decimal point of the reader's spreadsheet.
fn plain(cell: &Cell, locale: Locale) -> String {
    match (cell, locale) {
        (Cell::Number(number), Locale::PtBr) => number.to_string().replace('.', ","),
        _ => cell.plain(),
    }
}

/// A cell that a spreadsheet would run as a formula is shown as text instead; a plain
/// negative number stays one.
fn harmless(text: String) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && text.replace(',', ".").parse::<f64>().is_err() {
        format!("'{text}")
    } else {
        text
    }
}

fn broken(error: impl std::fmt::Display) -> ExportFailure {
    ExportFailure::Broken(error.to_string())
}
