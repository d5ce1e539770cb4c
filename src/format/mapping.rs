//! The mapping of columns to fields: what the wizard remembers and `--map` reads (contract 2).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::date::{DateForm, FieldOrder};
use super::encoding::Encoding;
use super::problem::{NotOurs, Refusal};

/// The date format of a mapping for the numbers that a spreadsheet keeps for days.
pub(crate) const SERIAL: &str = "serial";

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Who bought, in whatever form the table has it.
    Customer,
    /// The buyer's own phone.
    Phone,
    /// The platform nick.
    Nick,
    /// The WeChat id.
    Wechat,
    /// The name.
    Name,
    /// The company.
    Company,
    /// The order number.
    OrderId,
    /// When it was ordered: the business day.
    Date,
    /// When it was paid.
    PaidAt,
    /// When it was delivered.
    DeliveredAt,
    /// The order's money, or the line's.
    Amount,
    /// Money received for the order, with postage, before refunds.
    Paid,
    /// Refunds of the order.
    Refund,
    /// Postage of the order.
    Postage,
    /// How far it has come.
    Status,
    /// The number of the goods.
    Sku,
    /// The name of the goods.
    Item,
    /// The category of the goods.
    Category,
    /// How many.
    Quantity,
    /// What one costs.
    UnitPrice,
    /// The region.
    Region,
    /// A remark.
    Remark,
    /// Who receives the parcel.
    ReceiverName,
    /// The receiver's phone.
    ReceiverPhone,
    /// Where the parcel goes.
    ReceiverAddress,
    /// The stages of a pre-sale order.
    Presale,
    /// When he was born.
    Birthday,
    /// What he is sorted under.
    Tags,
    /// Since when he is a customer.
    Since,
    /// Where he is at home.
    Address,
    /// What he had bought before the book.
    OpeningAmount,
    /// How often he had bought before the book.
    OpeningCount,
    /// As of which day the balances from before stand.
    OpeningDay,
    /// Points he holds.
    Points,
    /// The tier he has.
    Tier,
    /// Through which shop downstream the order came (下游渠道).
    Channel,
    /// Whether the order is sent on to somebody else's buyer (是否代发订单).
    Dropship,
    /// In our own exports: the platform that the order or customer comes from.
    Source,
}

impl Field {
    /// How many fields there are.
    pub const COUNT: usize = Field::ALL.len();

    /// All of them.
    pub const ALL: [Field; 38] = [
        Field::Customer,
        Field::Phone,
        Field::Nick,
        Field::Wechat,
        Field::Name,
        Field::Company,
        Field::OrderId,
        Field::Date,
        Field::PaidAt,
        Field::DeliveredAt,
        Field::Amount,
        Field::Paid,
        Field::Refund,
        Field::Postage,
        Field::Status,
        Field::Sku,
        Field::Item,
        Field::Category,
        Field::Quantity,
        Field::UnitPrice,
        Field::Region,
        Field::Remark,
        Field::ReceiverName,
        Field::ReceiverPhone,
        Field::ReceiverAddress,
        Field::Presale,
        Field::Birthday,
        Field::Tags,
        Field::Since,
        Field::Address,
        Field::OpeningAmount,
        Field::OpeningCount,
        Field::OpeningDay,
        Field::Points,
        Field::Tier,
        Field::Channel,
        Field::Dropship,
        Field::Source,
    ];

    /// The name in a mapping, in reports and in `map-FIELD` marks.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Field::Customer => "customer",
            Field::Phone => "phone",
            Field::Nick => "nick",
            Field::Wechat => "wechat",
            Field::Name => "name",
            Field::Company => "company",
            Field::OrderId => "order_id",
            Field::Date => "date",
            Field::PaidAt => "paid_at",
            Field::DeliveredAt => "delivered_at",
            Field::Amount => "amount",
            Field::Paid => "paid",
            Field::Refund => "refund",
            Field::Postage => "postage",
            Field::Status => "status",
            Field::Sku => "sku",
            Field::Item => "item",
            Field::Category => "category",
            Field::Quantity => "quantity",
            Field::UnitPrice => "unit_price",
            Field::Region => "region",
            Field::Remark => "remark",
            Field::ReceiverName => "receiver_name",
            Field::ReceiverPhone => "receiver_phone",
            Field::ReceiverAddress => "receiver_address",
            Field::Presale => "presale",
            Field::Birthday => "birthday",
            Field::Tags => "tags",
            Field::Since => "since",
            Field::Address => "address",
            Field::OpeningAmount => "opening_amount",
            Field::OpeningCount => "opening_count",
            Field::OpeningDay => "opening_day",
            Field::Points => "points",
            Field::Tier => "tier",
            Field::Channel => "channel",
            Field::Dropship => "dropship",
            Field::Source => "source",
        }
    }
}

/// A column by its title (trimmed) or its place from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ColumnName {
    /// From 0.
    Place(usize),
    /// As in the first row.
    Title(String),
}

/// Rows to leave out: those whose cell meets every condition that is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropRule {
    /// The column looked at.
    pub column: ColumnName,
    /// The cell begins so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_with: Option<String>,
    /// The cell is exactly this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<String>,
    /// The cell is a number not above this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<serde_json::Number>,
    /// The cell is empty (or, with `false`, is not).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<bool>,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MappingKind {
    /// Orders, or lines of orders.
    #[default]
    Orders,
    /// People.
    Customers,
}

impl MappingKind {
    const fn is_orders(&self) -> bool {
        matches!(self, MappingKind::Orders)
    }
}

/// How to read a table that is none of the known exports.
///
/// Where it says of every column what the titles say themselves, the file is read as it is without
/// it, and only rules and dates are added. A list of customers keeps the further columns of the
/// fields that are named (a second phone) and those that become remarks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// What the rows are; not written where they are orders.
    #[serde(skip_serializing_if = "MappingKind::is_orders")]
    pub kind: MappingKind,
    /// The first row holds titles.
    pub header: bool,
    /// `auto`, `,`, `;`, `tab` or `blank`.
    pub delimiter: DelimiterName,
    /// `auto` or a label such as `gbk`.
    pub encoding: String,
    /// `auto`, `serial` (the numbers of a spreadsheet) or a pattern of strftime.
    pub date_format: String,
    /// Each row is an order, even where numbers repeat; else rows of one number are its lines.
    pub order_per_line: bool,
    /// Field to column.
    pub columns: BTreeMap<Field, ColumnName>,
    /// Rows to leave out.
    pub drop: Vec<DropRule>,
}

impl Default for Mapping {
    fn default() -> Self {
        Mapping {
            kind: MappingKind::default(),
            header: true,
            delimiter: DelimiterName::Auto,
            encoding: "auto".to_owned(),
            date_format: "auto".to_owned(),
            order_per_line: false,
            columns: BTreeMap::new(),
            drop: Vec::new(),
        }
    }
}

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DelimiterName {
    /// Look at the file.
    #[serde(rename = "auto")]
    Auto,
    /// A comma.
    #[serde(rename = ",")]
    Comma,
    /// A semicolon.
    #[serde(rename = ";")]
    Semicolon,
    /// A tabulator.
    #[serde(rename = "tab", alias = "\t")]
    Tab,
    /// A run of blanks; those before the first cell do not count.
    #[serde(rename = "blank", alias = " ")]
    Blank,
}

impl Mapping {
    /// The encoding it names; `None` = look at the file.
    ///
    /// # Errors
    /// [`NotOurs::Mapping`] where the label means nothing.
    pub fn encoding(&self) -> Result<Option<Encoding>, Refusal> {
        if self.encoding.trim().eq_ignore_ascii_case("auto") {
            return Ok(None);
        }
        Encoding::from_label(&self.encoding).map(Some).ok_or_else(|| {
            Refusal::NotOurs(NotOurs::Mapping(format!("encoding {}", self.encoding)))
        })
    }

    /// True where it names an encoding.
    #[must_use]
    pub fn names_encoding(&self) -> bool {
        !self.encoding.trim().eq_ignore_ascii_case("auto")
    }

    /// True where it names an encoding or a delimiter.
    #[must_use]
    pub fn names_form_of_text(&self) -> bool {
        self.names_encoding() || self.delimiter != DelimiterName::Auto
    }

    /// How its dates are written; `None` = look at the column.
    #[must_use]
    pub fn date_form(&self) -> Option<DateForm> {
        match self.date_format.trim() {
            auto if auto.eq_ignore_ascii_case("auto") => None,
            SERIAL => Some(DateForm::Serial),
            _ => Some(DateForm::Pattern(self.date_format.clone())),
        }
    }

    /// The form of dates where the column is not looked at.
    #[must_use]
    pub fn date_form_or(&self, order: FieldOrder) -> DateForm {
        self.date_form().unwrap_or(DateForm::Auto(order))
    }
}

/// Reads a mapping from its JSON.
///
/// # Errors
/// [`NotOurs::Mapping`] with the reader's words where it is not one; an unknown key is an error
/// too, for a misspelt rule that is silently left out gives wrong figures.
pub fn parse_mapping(json: &str) -> Result<Mapping, Refusal> {
    let json = json.trim_start_matches('\u{feff}').trim_start();
    // serde would also read the fields of a struct from a list, in their order.
    if !json.starts_with('{') {
        return Err(Refusal::NotOurs(NotOurs::Mapping("not a JSON object".to_owned())));
    }
    serde_json::from_str(json)
        .map_err(|error| Refusal::NotOurs(NotOurs::Mapping(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mappings_of_the_contract() {
        let retail = parse_mapping(
            r#"{"header": true, "delimiter": "auto", "encoding": "auto", "date_format": "auto",
            "order_per_line": false, "columns": {"customer": "CustomerID", "order_id": "InvoiceNo",
            "date": "InvoiceDate", "sku": "StockCode", "item": "Description",
            "quantity": "Quantity", "unit_price": "UnitPrice", "region": "Country"},
            "drop": [{"column": "InvoiceNo", "starts_with": "C"},
            {"column": "Quantity", "at_most": 0}, {"column": "UnitPrice", "at_most": 0},
            {"column": "CustomerID", "empty": true}]}"#,
        )
        .unwrap();
        assert_eq!(retail.columns.len(), 8);
        assert_eq!(retail.drop.len(), 4);
        let cdnow = parse_mapping(
            r#"{"header": false, "order_per_line": true, "date_format": "%Y%m%d",
            "columns": {"customer": 0, "date": 2, "quantity": 3, "amount": 4}}"#,
        )
        .unwrap();
        assert_eq!(cdnow.columns.get(&Field::Amount), Some(&ColumnName::Place(4)));
        assert_eq!((cdnow.delimiter, cdnow.header), (DelimiterName::Auto, false));
    }

    #[test]
    fn what_is_not_a_mapping() {
        for json in [
            "",
            "[]",
            r#"{"columns": {"customr": 0}}"#,
            r#"{"drops": []}"#,
            r#"{"columns": {"date": -1}}"#,
            r##"{"delimiter": "#"}"##,
        ] {
            let refusal = parse_mapping(json).unwrap_err();
            assert_eq!(refusal.code(), "not_ours", "{json}");
        }
    }

    #[test]
    fn written_and_read_again() {
        let json = r#"{"columns":{"date":"日期"},"drop":[{"column":1,"at_most":0}]}"#;
        let mapping = parse_mapping(json).unwrap();
        let again = parse_mapping(&serde_json::to_string(&mapping).unwrap()).unwrap();
        assert_eq!(mapping, again);
    }

    #[test]
    fn every_field_has_its_name() {
        for field in [Field::Customer, Field::OrderId, Field::UnitPrice, Field::Presale] {
            assert_eq!(serde_json::to_string(&field).unwrap(), format!("\"{}\"", field.name()));
        }
        assert!(Field::ALL.iter().enumerate().all(|(place, field)| *field as usize == place));
    }
}
