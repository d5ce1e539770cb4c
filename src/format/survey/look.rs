//! The first rows of a file, taken apart: titles, cells, and what they make of its columns.

use csv::StringRecord;

use super::content::{Kind, Profile};
use super::{ColumnGuess, Confidence, Guessed, date_forms, doubt, guess, propose};
use crate::format::date::{DateForm, FieldOrder};
use crate::format::intake::ReadOptions;
use crate::format::intake::census::NumberCensus;
use crate::format::intake::header::{self, Standing};
use crate::format::intake::opening::TextForm;
use crate::format::mapping::{Field, Mapping, MappingKind};
use crate::format::orders::file_format::FileFormat;
use crate::format::orders::layout::Layout;
use crate::format::problem::Refusal;
use crate::format::table::cell;
use crate::format::table::dialect::Delimiter;

/// Rows shown.
const SHOWN_ROWS: usize = 20;
/// Values shown of a column.
const SHOWN_VALUES: usize = 3;

/// The first rows of a file, taken apart.
pub(super) struct Look<'a> {
    pub(super) titles: Option<&'a StringRecord>,
    /// The mapping that is remembered for files of this kind.
    pub(super) remembered: Option<&'a Mapping>,
    pub(super) header_line: Guessed<Option<u64>>,
    pub(super) data: Vec<(u64, &'a StringRecord)>,
    profiles: Vec<Profile>,
}

impl<'a> Look<'a> {
    pub(super) fn at(rows: &'a [(u64, StringRecord)], options: &'a ReadOptions) -> Look<'a> {
        let plain: Vec<&StringRecord> = rows.iter().map(|(_, row)| row).collect();
        let found = header::find(&plain, options);
        let settled = options.mapping.as_ref();
        let (at, confidence) = match (settled, found.standing) {
            (Some(mapping), _) if !mapping.header => (None, Confidence::Certain),
            (None, Standing::Remembered) if found.mapping.is_some_and(|it| !it.header) => {
                (None, Confidence::Likely)
            }
            (_, Standing::Table(_) | Standing::Remembered | Standing::Known | Standing::Asked) => {
                (Some(found.at), Confidence::Certain)
            }
            (Some(_), _) => (Some(header::by_looks(&plain).0.unwrap_or(0)), Confidence::Guess),
            (None, Standing::Words(_)) => (Some(found.at), Confidence::Likely),
            (None, Standing::Nothing) => header::by_looks(&plain),
        };
        let header = at.and_then(|at| rows.get(at));
        let data: Vec<(u64, &StringRecord)> =
            rows.iter().skip(at.map_or(0, |at| at + 1)).map(|(line, row)| (*line, row)).collect();
        let titles = header.map(|(_, row)| row);
        // Columns past the titles, or past what most rows have, are slips of single rows.
        let width = titles.map_or(0, StringRecord::len).max(usual_width(&data));
        let profiles = (0..width).map(|column| {
            let cells = data.iter().map(|(_, row)| cell::identifier(row.get(column).unwrap_or("")));
            Profile::of(&cells.collect::<Vec<_>>(), SHOWN_VALUES)
        });
        let profiles = profiles.collect();
        let header_line = Guessed::new(header.map(|(line, _)| *line), confidence);
        let remembered = found.mapping.filter(|_| found.standing == Standing::Remembered);
        Look { titles, remembered, header_line, data, profiles }
    }

    pub(super) fn title(&self, column: usize) -> &'a str {
        cell::text(self.titles.and_then(|titles| titles.get(column)).unwrap_or(""))
    }

    pub(super) fn format(&self) -> Option<FileFormat> {
        self.unaided().ok().map(|layout| layout.format)
    }

    /// The columns as they are read without help.
    fn unaided(&self) -> Result<Layout, Refusal> {
        let titles = self.titles.ok_or(Refusal::NoDateColumn)?;
        let layout = Layout::of(titles, None)?;
        let rows = self.data.iter().map(|(_, row)| *row);
        doubt::of(&layout, titles, rows).map_or(Ok(layout), Err)
    }

    /// True for a list by its words that is rather a table of orders.
    fn is_doubtful(&self) -> bool {
        self.unaided().is_err() && self.titles.is_some_and(|it| Layout::of(it, None).is_ok())
    }

    /// What the rows are: as the seller settled it, as the titles say, else as it seems.
    pub(super) fn kind(&self, settled: Option<&Mapping>) -> MappingKind {
        if let Some(settled) = settled {
            return settled.kind;
        }
        let titles = self.titles();
        let is_list = match self.unaided() {
            Ok(layout) => layout.is_of_people(),
            Err(_) if self.is_doubtful() => false,
            Err(_) => {
                let fields = guess::fields(&titles, &self.profiles, MappingKind::Orders);
                guess::seem_people(&fields, &self.profiles)
            }
        };
        if is_list { MappingKind::Customers } else { MappingKind::Orders }
    }

    fn titles(&self) -> Vec<String> {
        (0..self.profiles.len()).map(|at| self.title(at).to_owned()).collect()
    }

    pub(super) fn columns(&self, settled: Option<&Mapping>, kind: MappingKind) -> Vec<ColumnGuess> {
        let titles = self.titles();
        let mut fields = match (self.settled(settled), self.recognised(kind)) {
            (Some(layout), _) => match self.unaided() {
                Ok(_) => self.fields_of(&layout, true),
                Err(_) => self.as_sure_as_guessed(&layout, kind),
            },
            (None, Some(layout)) => self.fields_of(&layout, layout.format != FileFormat::Table),
            (None, None) => guess::fields(&titles, &self.profiles, kind),
        };
        fields.resize(titles.len(), None);
        let columns = titles.into_iter().zip(fields).zip(&self.profiles);
        columns
            .map(|((title, field), cells)| ColumnGuess {
                title,
                field,
                samples: cells.samples.clone(),
                dates: date_forms::fitting(&cells.samples),
                misfits: cells.misfits.clone(),
            })
            .collect()
    }

    /// The field of each column in a layout; the cells may deny what usual titles say.
    fn fields_of(&self, layout: &Layout, is_certain: bool) -> Vec<Option<Guessed<Field>>> {
        let field = |at| Field::ALL.into_iter().find(|it| layout.column(*it) == Some(at));
        let guess = |(at, cells): (usize, &Profile)| {
            field(at).map(|field| match is_certain {
                true => Guessed::new(field, Confidence::Certain),
                false => guess::named(field, cells),
            })
        };
        self.profiles.iter().enumerate().map(guess).collect()
    }

    /// The field of each column in a mapping of a table that nobody knows: the mapping may be a
    /// guess that the seller has only looked at, and stays as sure as that was.
    fn as_sure_as_guessed(
        &self,
        layout: &Layout,
        kind: MappingKind,
    ) -> Vec<Option<Guessed<Field>>> {
        let guesses = guess::fields(&self.titles(), &self.profiles, kind);
        let mut fields = self.fields_of(layout, true);
        for (field, guess) in fields.iter_mut().zip(guesses) {
            if let Some(field) = field {
                let same = guess.filter(|guess| guess.value == field.value);
                field.confidence = same.map_or(Confidence::Likely, |guess| guess.confidence);
            }
        }
        fields
    }

    /// The columns where the seller has settled them.
    fn settled(&self, settled: Option<&Mapping>) -> Option<Layout> {
        let settled = settled.filter(|mapping| !mapping.columns.is_empty())?;
        let first = self.titles.or_else(|| self.data.first().map(|(_, row)| *row))?;
        Layout::of(first, Some(settled)).ok()
    }

    /// The columns as the titles alone say them, where their rows are of this kind.
    pub(super) fn recognised(&self, kind: MappingKind) -> Option<Layout> {
        let layout = self.unaided().ok()?;
        (layout.is_of_people() == (kind == MappingKind::Customers)).then_some(layout)
    }

    /// What a mapping would be if its rows were the other kind.
    pub(super) fn other(&self, mapping: &Mapping) -> Mapping {
        let kind = match mapping.kind {
            MappingKind::Orders => MappingKind::Customers,
            MappingKind::Customers => MappingKind::Orders,
        };
        let bare = Mapping { columns: Default::default(), drop: Vec::new(), ..mapping.clone() };
        let columns = self.columns(None, kind);
        let other = propose::mapping(self, &columns, kind, Some(&bare));
        let is_as_read = self.recognised(kind).is_some();
        let drop = propose::rules(self, &columns, kind, Some(&bare));
        Mapping { drop: if is_as_read { Vec::new() } else { drop }, ..other }
    }

    pub(super) fn dates(
        &self,
        columns: &[ColumnGuess],
        settled: Option<&Mapping>,
    ) -> Option<Guessed<DateForm>> {
        if let Some(form) = settled.and_then(Mapping::date_form) {
            return Some(Guessed::new(form, Confidence::Certain));
        }
        let is_date = |column: &ColumnGuess| column.field.is_some_and(|it| it.value == Field::Date);
        let cells = self.profiles.get(columns.iter().position(is_date)?)?;
        if cells.filled > 0 && cells.serials == cells.filled {
            return Some(Guessed::new(DateForm::Serial, Confidence::Likely));
        }
        let confidence = if cells.share(&[Kind::Date]) < 50 {
            Confidence::Guess
        } else if cells.year_last == 0 {
            if cells.bare_dates > 0 { Confidence::Likely } else { Confidence::Certain }
        } else if cells.decided > 0 {
            Confidence::Likely
        } else {
            Confidence::Guess
        };
        let is_short = cells.order == FieldOrder::YearFirst;
        let asks = cells.year_last > 0 || is_short;
        let order = if asks { cells.order } else { FieldOrder::default() };
        Some(Guessed::new(DateForm::Auto(order), confidence))
    }

    pub(super) fn damaged_number(&self, columns: &[ColumnGuess]) -> Option<String> {
        let is_number =
            |column: &ColumnGuess| column.field.is_some_and(|it| it.value == Field::OrderId);
        let at = columns.iter().position(is_number)?;
        let mut census = NumberCensus::default();
        for (_, row) in &self.data {
            census.count(cell::identifier(row.get(at).unwrap_or("")));
        }
        match census.verdict() {
            Err(Refusal::OrderNumberDamaged { example }) => Some(example),
            Err(_) | Ok(()) => None,
        }
    }

    pub(super) fn delimiter(
        &self,
        text: TextForm,
        settled: Option<&Mapping>,
    ) -> Guessed<Delimiter> {
        let named = settled.is_some_and(|mapping| Delimiter::named(mapping.delimiter).is_some());
        let width = usual_width(&self.data);
        let even = self.data.iter().filter(|(_, row)| row.len() == width).count();
        let share = 100 * even / self.data.len().max(1);
        let confidence = if named || text.is_declared {
            Confidence::Certain
        } else if share >= 90 && width > 1 {
            Confidence::Likely
        } else {
            Confidence::Guess
        };
        Guessed::new(text.delimiter, confidence)
    }

    pub(super) fn shown(&self) -> Vec<(u64, Vec<String>)> {
        let cells = |row: &StringRecord| row.iter().map(|it| cell::text(it).to_owned()).collect();
        self.data.iter().take(SHOWN_ROWS).map(|(line, row)| (*line, cells(row))).collect()
    }

    pub(super) fn signature(&self, rows: &[(u64, StringRecord)]) -> String {
        match self.titles {
            Some(titles) => header::signature(titles),
            None => header::shape(&rows.iter().map(|(_, row)| row).collect::<Vec<_>>()),
        }
    }
}

/// How many cells most rows have.
fn usual_width(rows: &[(u64, &StringRecord)]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(|(_, row)| row.len()).collect();
    widths.sort_unstable();
    let most = widths.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
    most.and_then(|run| run.first()).copied().unwrap_or(0)
}
