//! How the columns of one file are to be read.

use super::continuing::{Continuing, is_of_first_row};
use super::file_format::FileFormat;
use super::own::OwnColumns;
use super::{exports, titles};
use crate::domain::customer::Platform;
use crate::domain::observation::Grain;
use crate::format::date::{DateForm, FieldOrder};
use crate::format::export::Column;
use crate::format::mapping::{ColumnName, DropRule, Field, Mapping, MappingKind};
use crate::format::number::Decimal;
use crate::format::people;
use crate::format::problem::{NotOurs, Refusal};
use crate::format::table::{cards, cell};

/// The column of each field.
pub type Columns = [Option<usize>; Field::COUNT];

/// The columns of a file.
#[derive(Clone, Debug)]
pub struct Layout {
    /// What the file is.
    pub format: FileFormat,
    /// Where its facts come from.
    pub platform: Platform,
    /// What its rows stand for.
    pub grain: Grain,
    /// A row must say its status: true for the known exports.
    pub needs_status: bool,
    /// Which rows continue the order above.
    pub continuing: Continuing,
    columns: Columns,
    /// Further columns of some fields, the better first: asked where those before are empty, or
    /// all of them where a person may have several.
    pub further: Vec<(Field, usize)>,
    /// Columns of a list of customers that are kept as remarks, under their titles.
    pub noted: Vec<usize>,
    /// The titles as they stand; none in a file without titles.
    pub titles: Vec<Box<str>>,
    /// How many titles there are; `None` in a file without titles.
    width: Option<usize>,
    /// Rows to leave out.
    pub drops: Vec<Drop>,
    /// How dates are written.
    pub dates: DateForm,
    /// The columns of a file of our own.
    pub own: Option<OwnColumns>,
}

/// A rule that leaves rows out, with its column found.
#[derive(Clone, Debug)]
pub struct Drop {
    column: usize,
    starts_with: Option<String>,
    equals: Option<String>,
    at_most: Option<Decimal>,
    empty: Option<bool>,
}

impl Drop {
    /// True where the cell meets every condition.
    #[must_use]
    pub fn applies(&self, row: &csv::StringRecord) -> bool {
        let cell = cell::identifier(row.get(self.column).unwrap_or(""));
        let all = [
            self.starts_with.as_ref().map(|start| cell.starts_with(start)),
            self.equals.as_ref().map(|whole| cell == whole),
            self.at_most.map(|limit| Decimal::parse(cell).is_ok_and(|n| n.is_at_most(limit))),
            self.empty.map(|empty| cell.is_empty() == empty),
        ];
        all.iter().any(Option::is_some) && all.iter().flatten().all(|met| *met)
    }
}

impl Layout {
    /// True where a rule leaves a row out. A row that continues an order of the seller's own table
    /// has nothing in the cells that name it; their emptiness says nothing.
    #[must_use]
    pub fn drops_row(&self, row: &csv::StringRecord, continues: bool) -> bool {
        let inherits = |column: usize| {
            let mut fields = Field::ALL.into_iter().filter(|it| self.column(*it) == Some(column));
            continues
                && self.continuing == Continuing::WithGoodsAlone
                && fields.any(is_of_first_row)
        };
        self.drops.iter().any(|drop| !inherits(drop.column) && drop.applies(row))
    }

    /// The place of a field's column.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.get(field as usize).copied().flatten()
    }

    /// The places of all columns of a field, the best first.
    pub fn columns_of(&self, field: Field) -> impl Iterator<Item = usize> {
        let further = self.further.iter().filter(move |(other, _)| *other == field);
        self.column(field).into_iter().chain(further.map(|(_, column)| *column))
    }

    /// True where something is read from a column.
    pub(crate) fn uses(&self, column: usize) -> bool {
        self.columns.contains(&Some(column))
            || self.further.iter().any(|(_, further)| *further == column)
            || self.noted.contains(&column)
    }

    /// The column whose cells tell how dates are written.
    #[must_use]
    pub fn date_column(&self) -> Option<usize> {
        let dates = [Field::Date, Field::Since, Field::OpeningDay];
        dates.into_iter().find_map(|field| self.column(field))
    }

    /// True where the rows are people and not orders.
    #[must_use]
    pub const fn is_of_people(&self) -> bool {
        self.format.is_of_people()
    }

    /// Where a row has filled cells behind the last title: the field of the last column, whose
    /// content cannot be trusted any more than that of the others.
    #[must_use]
    pub fn overflow(&self, row: &csv::StringRecord) -> Option<Field> {
        let width = self.width.filter(|width| row.len() > *width)?;
        let is_filled = row.iter().skip(width).any(|cell| !cell::text(cell).is_empty());
        is_filled.then(|| self.field_from(usize::MAX))
    }

    /// How many cells a row has under the last title; `None` in a file without titles.
    #[must_use]
    pub fn titled_width(&self) -> Option<usize> {
        self.width?;
        self.titles.iter().rposition(|title| !title.is_empty()).map(|last| last + 1)
    }

    /// The first field whose column stands there or behind, else that of the last column.
    #[must_use]
    pub fn field_from(&self, place: usize) -> Field {
        let column = |field: &Field| self.column(*field);
        let behind = |field: &Field| column(field).is_some_and(|column| column >= place);
        let first = Field::ALL.into_iter().filter(behind).min_by_key(column);
        first.or_else(|| Field::ALL.into_iter().max_by_key(column)).unwrap_or(Field::OrderId)
    }

    /// The layout of a file with these titles (or this first row, where it has none).
    ///
    /// A mapping whose columns all stand there goes first; else a known export; else, without a
    /// mapping, a table whose titles are usual words.
    ///
    /// # Errors
    /// [`Refusal::NoCustomerColumn`], [`Refusal::NoDateColumn`], or
    /// [`NotOurs::MissingColumn`] where the mapping is for another file.
    pub fn of(titles: &csv::StringRecord, mapping: Option<&Mapping>) -> Result<Layout, Refusal> {
        let has_titles = mapping.is_none_or(|mapping| mapping.header);
        let mut layout = match mapping.map(|mapping| Layout::mapped(titles, mapping)) {
            Some(Ok(layout)) => match mapping {
                Some(mapping) => layout.with_titles(titles, mapping),
                None => layout,
            },
            Some(Err(refusal)) => Layout::known(titles).ok_or(refusal)?,
            None => match Layout::known(titles) {
                Some(layout) => layout,
                None => Layout::usual(titles)?,
            },
        };
        if has_titles || !matches!(layout.format, FileFormat::Mapped | FileFormat::CustomerList) {
            layout.width = Some(titles.len());
            layout.titles = titles.iter().map(|title| cell::text(title).into()).collect();
        }
        Ok(layout)
    }

    /// The layout where the titles say it alone.
    pub(super) fn recognised(titles: &csv::StringRecord) -> Option<Layout> {
        Layout::known(titles).or_else(|| Layout::usual(titles).ok())
    }

    fn known(titles: &csv::StringRecord) -> Option<Layout> {
        let plain: Vec<String> = titles.iter().map(titles::plain).collect();
        if let Some(own) = Layout::own(&plain) {
            return Some(own);
        }
        let export = exports::EXPORTS.iter().find(|export| export.is_of(&plain))?;
        let format = export.format(titles.len());
        if format == FileFormat::YouzanCustomers {
            return Some(Layout::of_people(format, export.platform, &plain));
        }
        let (columns, further) = find_titles(&plain, export.titles);
        let layout = Layout::new(format, export.platform, export.grain, columns);
        Some(Layout { further, ..layout })
    }

    /// What this app has exported: the column of the source bears its name, and each row says
    /// there where it comes from.
    fn own(plain: &[String]) -> Option<Layout> {
        plain.iter().any(|title| title.contains(exports::OWN_MARK)).then_some(())?;
        let own = OwnColumns::of(plain);
        let format = if own.has(Column::OrderNumber) {
            FileFormat::OwnOrders
        } else {
            FileFormat::OwnCustomers
        };
        let mut columns = [None; Field::COUNT];
        for (column, place) in own.iter() {
            if let Some(at) = columns.get_mut(column.field() as usize) {
                at.get_or_insert(place);
            }
        }
        let layout = Layout::new(format, Platform::Table, Grain::Line, columns);
        Layout { own: Some(own), ..layout }.checked().ok()
    }

    fn usual(titles: &csv::StringRecord) -> Result<Layout, Refusal> {
        let plain: Vec<String> = titles.iter().map(titles::plain).collect();
        let columns = usual_columns(&plain);
        if people::titles::are_of_people(&plain, &columns) {
            let platform = people::titles::platform(&plain);
            return Layout::of_people(FileFormat::CustomerList, platform, &plain).checked();
        }
        Layout::of_orders(columns)
    }

    fn of_orders(columns: Columns) -> Result<Layout, Refusal> {
        let grain = if has(&columns, Field::OrderId) { Grain::Line } else { Grain::Order };
        Layout::new(FileFormat::Table, Platform::Table, grain, columns).checked()
    }

    /// What the words of these titles do not say of orders. Where they say all of it, it is in
    /// doubt whether their day is that of an order.
    pub(crate) fn missing_of_orders(titles: &csv::StringRecord) -> Refusal {
        let plain: Vec<String> = titles.iter().map(titles::plain).collect();
        Layout::of_orders(usual_columns(&plain)).err().unwrap_or(Refusal::NoDateColumn)
    }

    /// The columns that contacts are read into.
    #[must_use]
    pub fn of_cards() -> Layout {
        let mut columns = [None; Field::COUNT];
        for (place, (_, field)) in cards::COLUMNS.iter().enumerate() {
            if let Some(column) = columns.get_mut(*field as usize) {
                *column = Some(place);
            }
        }
        let titles = cards::COLUMNS.iter().map(|(title, _)| *title).chain([cards::NOTED]);
        Layout {
            noted: vec![cards::COLUMNS.len()],
            titles: titles.map(Into::into).collect(),
            ..Layout::new(FileFormat::Vcard, Platform::Table, Grain::Order, columns)
        }
    }

    fn of_people(format: FileFormat, platform: Platform, plain: &[String]) -> Layout {
        let (columns, further) = people::titles::columns(plain);
        let layout = Layout::new(format, platform, Grain::Order, columns);
        Layout { further, noted: people::titles::noted(plain), ..layout }
    }

    fn mapped(titles: &csv::StringRecord, mapping: &Mapping) -> Result<Layout, Refusal> {
        let given: Option<Vec<&str>> =
            mapping.header.then(|| titles.iter().map(cell::text).collect());
        let mut columns = [None; Field::COUNT];
        for (field, name) in &mapping.columns {
            let place = find_column(given.as_deref(), name)
                .map_err(|refusal| missing_column(*field, refusal))?;
            if let Some(column) = columns.get_mut(*field as usize) {
                *column = Some(place);
            }
        }
        let grain = if mapping.order_per_line || !has(&columns, Field::OrderId) {
            Grain::Order
        } else {
            Grain::Line
        };
        let (format, platform) = match mapping.kind {
            MappingKind::Orders => (FileFormat::Mapped, Platform::Table),
            MappingKind::Customers => {
                let nick = columns.get(Field::Nick as usize).copied().flatten();
                let title = nick.and_then(|at| given.as_deref()?.get(at).copied());
                (FileFormat::CustomerList, people::titles::platform_of(title.unwrap_or("")))
            }
        };
        let mut layout = Layout::new(format, platform, grain, columns);
        layout.dates = mapping.date_form_or(FieldOrder::default());
        for rule in &mapping.drop {
            layout.drops.push(find_drop(given.as_deref(), rule)?);
        }
        // Rows of 1688 continue the order above under any mapping.
        if mapping.header
            && let Some(known) = Layout::known(titles)
            && known.continuing != Continuing::Never
        {
            layout.continuing = known.continuing;
        }
        layout.checked()
    }

    fn new(format: FileFormat, platform: Platform, grain: Grain, columns: Columns) -> Layout {
        let needs_status = matches!(
            format,
            FileFormat::TaobaoOrders { .. }
                | FileFormat::Alibaba1688Orders { .. }
                | FileFormat::YouzanOrders
        );
        let dates = DateForm::Auto(FieldOrder::default());
        Layout {
            format,
            platform,
            grain,
            needs_status,
            continuing: Continuing::of(format, grain),
            columns,
            further: Vec::new(),
            noted: Vec::new(),
            titles: Vec::new(),
            width: None,
            drops: Vec::new(),
            dates,
            own: None,
        }
    }

    /// Who and when must be there; without them there is no repurchase to speak of.
    fn checked(self) -> Result<Layout, Refusal> {
        let who = [
            Field::Nick,
            Field::Phone,
            Field::Customer,
            Field::Wechat,
            Field::Name,
            Field::Company,
        ];
        if !who.iter().any(|field| has(&self.columns, *field)) {
            Err(Refusal::NoCustomerColumn)
        } else if !self.is_of_people() && !has(&self.columns, Field::Date) {
            Err(Refusal::NoDateColumn)
        } else {
            Ok(self)
        }
    }
}

fn has(columns: &Columns, field: Field) -> bool {
    columns.get(field as usize).is_some_and(Option::is_some)
}

/// The columns that usual titles name, of several the first.
fn usual_columns(plain: &[String]) -> Columns {
    let mut columns = [None; Field::COUNT];
    for (place, title) in plain.iter().enumerate() {
        if let Some(column) = titles::usual(title).and_then(|f| columns.get_mut(f as usize)) {
            column.get_or_insert(place);
        }
    }
    columns
}

/// The columns of the fields, and the further ones of those that stand in several.
fn find_titles(titles: &[String], known: &[(Field, &[&str])]) -> (Columns, Vec<(Field, usize)>) {
    let mut columns = [None; Field::COUNT];
    let mut further = Vec::new();
    for (field, names) in known {
        let place = |name: &&str| titles.iter().position(|title| title == name);
        let mut places = names.iter().filter_map(place);
        if let Some(column) = columns.get_mut(*field as usize) {
            *column = places.next();
        }
        further.extend(places.map(|place| (*field, place)));
    }
    (columns, further)
}

/// The place of a column: by its title, trimmed, else by the title without what people write
/// differently; or by its number.
fn find_column(titles: Option<&[&str]>, name: &ColumnName) -> Result<usize, Refusal> {
    match (name, titles) {
        (ColumnName::Place(place), _) => Ok(*place),
        (ColumnName::Title(title), Some(titles)) => titles
            .iter()
            .position(|t| *t == cell::text(title))
            .or_else(|| titles.iter().position(|t| titles::plain(t) == titles::plain(title)))
            .ok_or_else(|| Refusal::NotOurs(NotOurs::MissingColumn(title.clone()))),
        // A file without titles has no column of that name.
        (ColumnName::Title(title), None) => {
            Err(Refusal::NotOurs(NotOurs::MissingColumn(title.clone())))
        }
    }
}

/// A customer or date column that the file does not have is the plainer reason.
fn missing_column(field: Field, refusal: Refusal) -> Refusal {
    match field {
        Field::Customer | Field::Nick | Field::Phone => Refusal::NoCustomerColumn,
        Field::Date => Refusal::NoDateColumn,
        _ => refusal,
    }
}

fn find_drop(titles: Option<&[&str]>, rule: &DropRule) -> Result<Drop, Refusal> {
    let at_most = match &rule.at_most {
        None => None,
        Some(number) => Some(
            Decimal::parse(&number.to_string())
                .map_err(|_| Refusal::NotOurs(NotOurs::Mapping(format!("at_most {number}"))))?,
        ),
    };
    Ok(Drop {
        column: find_column(titles, &rule.column)?,
        starts_with: rule.starts_with.clone(),
        equals: rule.equals.clone(),
        at_most,
        empty: rule.empty,
    })
}
