//! How the columns of one file are to be read.

use super::titles;
use crate::domain::customer::Platform;
use crate::domain::observation::Grain;
use crate::format::date::{DateForm, FieldOrder};
use crate::format::mapping::{ColumnName, DropRule, Field, Mapping};
use crate::format::number::Decimal;
use crate::format::problem::{NotOurs, Refusal};
use crate::format::table::cell;
use serde::{Deserialize, Serialize};

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileFormat {
    /// The Taobao order export.
    TaobaoOrders {
        /// How many columns this one has.
        columns: usize,
    },
    /// The Taobao item export: lines of orders that another file tells of.
    TaobaoItems,
    /// The 1688 order export.
    Alibaba1688Orders {
        /// How many columns this one has.
        columns: usize,
    },
    /// The Youzan order export.
    YouzanOrders,
    /// The Youzan customer export.
    YouzanCustomers,
    /// Somebody's own list of customers.
    CustomerList,
    /// Contacts of a phone.
    Vcard,
    /// Orders that this app has exported.
    OwnOrders,
    /// Customers that this app has exported.
    OwnCustomers,
    /// A table whose titles say what they are.
    Table,
    /// A table read through the seller's mapping.
    Mapped,
}

impl FileFormat {
    /// The format as a word, for books and checks.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            FileFormat::TaobaoOrders { .. } => "taobao_orders",
            FileFormat::TaobaoItems => "taobao_items",
            FileFormat::Alibaba1688Orders { .. } => "1688_orders",
            FileFormat::YouzanOrders => "youzan_orders",
            FileFormat::YouzanCustomers => "youzan_customers",
            FileFormat::CustomerList => "customer_list",
            FileFormat::Vcard => "vcard",
            FileFormat::OwnOrders => "huitou_orders",
            FileFormat::OwnCustomers => "huitou_customers",
            FileFormat::Table => "table",
            FileFormat::Mapped => "mapped",
        }
    }
}

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
    columns: [Option<usize>; Field::COUNT],
    /// How many titles there are; `None` in a file without titles.
    width: Option<usize>,
    /// Rows to leave out.
    pub drops: Vec<Drop>,
    /// How dates are written.
    pub dates: DateForm,
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
    /// The place of a field's column.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.get(field as usize).copied().flatten()
    }

    /// Where a row has filled cells behind the last title: the field of the last column, whose
    /// content cannot be trusted any more than that of the others.
    #[must_use]
    pub fn overflow(&self, row: &csv::StringRecord) -> Option<Field> {
        let width = self.width.filter(|width| row.len() > *width)?;
        row.iter().skip(width).any(|cell| !cell::text(cell).is_empty()).then(|| {
            let last = Field::ALL.into_iter().max_by_key(|field| self.column(*field));
            last.unwrap_or(Field::OrderId)
        })
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
        let layout = match mapping.map(|mapping| Layout::mapped(titles, mapping)) {
            Some(Ok(layout)) => layout,
            Some(Err(refusal)) => return Layout::known(titles).ok_or(refusal),
            None => match Layout::known(titles) {
                Some(layout) => layout,
                None => Layout::usual(titles)?,
            },
        };
        Ok(Layout { width: has_titles.then(|| titles.len()), ..layout })
    }

    fn known(titles: &csv::StringRecord) -> Option<Layout> {
        let titles: Vec<String> = titles.iter().map(titles::plain).collect();
        let orders = find_titles(&titles, titles::TAOBAO_ORDERS);
        if titles::TAOBAO_ORDERS_NEEDED.iter().all(|field| has(&orders, *field)) {
            let format = FileFormat::TaobaoOrders { columns: titles.len() };
            return Some(Layout::new(format, Platform::Taobao, Grain::Order, orders));
        }
        let items = find_titles(&titles, titles::TAOBAO_ITEMS);
        if titles::TAOBAO_ITEMS_NEEDED.iter().all(|field| has(&items, *field))
            && !titles.iter().any(|title| title == "订单创建时间")
        {
            let format = FileFormat::TaobaoItems;
            return Some(Layout::new(format, Platform::Taobao, Grain::Item, items));
        }
        None
    }

    fn usual(titles: &csv::StringRecord) -> Result<Layout, Refusal> {
        let mut columns = [None; Field::COUNT];
        for (place, title) in titles.iter().enumerate() {
            if let Some(column) = titles::usual(title).and_then(|f| columns.get_mut(f as usize)) {
                column.get_or_insert(place);
            }
        }
        let grain = if has(&columns, Field::OrderId) { Grain::Line } else { Grain::Order };
        Layout::new(FileFormat::Table, Platform::Table, grain, columns).checked()
    }

    fn mapped(titles: &csv::StringRecord, mapping: &Mapping) -> Result<Layout, Refusal> {
        let titles: Option<Vec<&str>> =
            mapping.header.then(|| titles.iter().map(cell::text).collect());
        let mut columns = [None; Field::COUNT];
        for (field, name) in &mapping.columns {
            let place = find_column(titles.as_deref(), name)
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
        let mut layout = Layout::new(FileFormat::Mapped, Platform::Table, grain, columns);
        layout.dates = mapping.date_form_or(FieldOrder::default());
        for rule in &mapping.drop {
            layout.drops.push(find_drop(titles.as_deref(), rule)?);
        }
        layout.checked()
    }

    fn new(
        format: FileFormat,
        platform: Platform,
        grain: Grain,
        columns: [Option<usize>; Field::COUNT],
    ) -> Layout {
        let needs_status = matches!(format, FileFormat::TaobaoOrders { .. });
        let dates = DateForm::Auto(FieldOrder::default());
        Layout {
            format,
            platform,
            grain,
            needs_status,
            columns,
            width: None,
            drops: Vec::new(),
            dates,
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
        } else if !has(&self.columns, Field::Date) {
            Err(Refusal::NoDateColumn)
        } else {
            Ok(self)
        }
    }
}

fn has(columns: &[Option<usize>; Field::COUNT], field: Field) -> bool {
    columns.get(field as usize).is_some_and(Option::is_some)
}

fn find_titles(titles: &[String], known: &[(Field, &[&str])]) -> [Option<usize>; Field::COUNT] {
    let mut columns = [None; Field::COUNT];
    for (field, names) in known {
        let place = names.iter().find_map(|name| titles.iter().position(|title| title == name));
        if let Some(column) = columns.get_mut(*field as usize) {
            *column = place;
        }
    }
    columns
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
