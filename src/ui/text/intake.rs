//! What happened to files and rows, with the way out.

use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{
    Encoding, Fault, Field, FileFormat, NotATable, NotOurs, ReadFault, Refusal, SealedFault,
};

/// The layout of a file.
#[must_use]
pub fn format(lang: Locale, format: FileFormat) -> &'static str {
    match format {
        FileFormat::TaobaoOrders { .. } => td_string!(lang, format.taobao_orders),
        FileFormat::TaobaoItems => td_string!(lang, format.taobao_items),
        FileFormat::Alibaba1688Orders { .. } => td_string!(lang, format.alibaba1688_orders),
        FileFormat::YouzanOrders => td_string!(lang, format.youzan_orders),
        FileFormat::YouzanCustomers => td_string!(lang, format.youzan_customers),
        FileFormat::CustomerList => td_string!(lang, format.customer_list),
        FileFormat::Vcard => td_string!(lang, format.vcard),
        FileFormat::OwnOrders => td_string!(lang, format.own_orders),
        FileFormat::OwnCustomers => td_string!(lang, format.own_customers),
        FileFormat::Table => td_string!(lang, format.table),
        FileFormat::Mapped => td_string!(lang, format.mapped),
    }
}

/// How its text is written. These are proper names; sellers know GB18030 by its older one.
#[must_use]
pub const fn encoding(encoding: Option<Encoding>) -> &'static str {
    match encoding {
        None => "Excel",
        Some(Encoding::Utf8) => "UTF-8",
        Some(Encoding::Gb18030) => "GBK",
        Some(Encoding::Utf16Le | Encoding::Utf16Be) => "UTF-16",
    }
}

/// Why a file was refused, and what to do.
#[must_use]
pub fn fault(lang: Locale, fault: &Fault) -> String {
    match fault {
        Fault::Read(ReadFault::Unreadable) => td_string!(lang, refusal.unreadable).to_owned(),
        Fault::Read(ReadFault::TooLarge) => td_string!(lang, refusal.too_large).to_owned(),
        Fault::MappingAlone => td_string!(lang, refusal.mapping_alone).to_owned(),
        Fault::TwoMappings => td_string!(lang, refusal.two_mappings).to_owned(),
        Fault::ItemsAlone => td_string!(lang, refusal.items_alone).to_owned(),
        Fault::NoPorter => td_string!(lang, refusal.no_porter).to_owned(),
        Fault::PorterLost => td_string!(lang, refusal.porter_lost).to_owned(),
        Fault::Content(refused) => refusal(lang, refused),
        Fault::Sealed(refused) => sealed(lang, *refused).to_owned(),
    }
}

fn refusal(lang: Locale, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Blank => td_string!(lang, refusal.blank).to_owned(),
        Refusal::Empty => td_string!(lang, refusal.empty).to_owned(),
        Refusal::NotATable(what) => not_a_table(lang, *what).to_owned(),
        Refusal::NoCustomerColumn => td_string!(lang, refusal.no_customer_column).to_owned(),
        Refusal::NoDateColumn => td_string!(lang, refusal.no_date_column).to_owned(),
        Refusal::Encoding => td_string!(lang, refusal.encoding).to_owned(),
        Refusal::Truncated { line: None } => td_string!(lang, refusal.truncated).to_owned(),
        Refusal::Truncated { line: Some(line) } => {
            td_string!(lang, refusal.truncated_at, line = number::count(*line))
        }
        Refusal::OrderNumberDamaged { example } => {
            td_string!(lang, refusal.order_number_damaged, example = example.as_str())
        }
        Refusal::NewerSchema => td_string!(lang, refusal.newer_schema).to_owned(),
        Refusal::Checksum => td_string!(lang, restore.checksum).to_owned(),
        Refusal::NotOurs(what) => not_ours(lang, what),
    }
}

fn sealed(lang: Locale, fault: SealedFault) -> &'static str {
    match fault {
        SealedFault::Empty => td_string!(lang, restore.empty),
        SealedFault::NotSealed => td_string!(lang, refusal.sealed_other),
        SealedFault::NewerSchema => td_string!(lang, refusal.newer_schema),
        SealedFault::Truncated => td_string!(lang, refusal.sealed_truncated),
        SealedFault::Damaged => td_string!(lang, refusal.sealed_damaged),
        SealedFault::TooDemanding => td_string!(lang, refusal.sealed_demanding),
        SealedFault::TooLarge => td_string!(lang, restore.too_large_sealed),
        SealedFault::NoMemory => td_string!(lang, refusal.sealed_memory),
        SealedFault::NoPassphrase => td_string!(lang, refusal.sealed_closed),
        SealedFault::WrongPassphraseOrDamaged => td_string!(lang, refusal.sealed_wrong),
    }
}

fn not_a_table(lang: Locale, what: NotATable) -> &'static str {
    match what {
        NotATable::Binary => td_string!(lang, refusal.binary),
        NotATable::Pdf => td_string!(lang, refusal.pdf),
        NotATable::Picture => td_string!(lang, refusal.picture),
        NotATable::WordDocument => td_string!(lang, refusal.word_document),
        NotATable::Archive => td_string!(lang, refusal.archive),
        NotATable::Html => td_string!(lang, refusal.html),
        NotATable::Workbook => td_string!(lang, refusal.workbook),
        NotATable::OldWorkbook => td_string!(lang, refusal.old_workbook),
        NotATable::Protected => td_string!(lang, refusal.protected),
        NotATable::Inflated => td_string!(lang, refusal.inflated),
        NotATable::OneColumn => td_string!(lang, refusal.one_column),
    }
}

fn not_ours(lang: Locale, what: &NotOurs) -> String {
    match what {
        NotOurs::Json => td_string!(lang, refusal.not_ours_json).to_owned(),
        NotOurs::Backup(_) => td_string!(lang, restore.not_ours).to_owned(),
        NotOurs::Mapping(detail) => td_string!(lang, refusal.mapping, detail = detail.as_str()),
        NotOurs::MissingColumn(column) => {
            td_string!(lang, refusal.missing_column, column = column.as_str())
        }
    }
}

/// A column, in the seller's words.
#[must_use]
pub fn field(lang: Locale, field: Field) -> &'static str {
    match field {
        Field::Customer => td_string!(lang, field.customer),
        Field::Phone => td_string!(lang, field.phone),
        Field::Nick => td_string!(lang, field.nick),
        Field::Wechat => td_string!(lang, field.wechat),
        Field::Name => td_string!(lang, field.name),
        Field::Company => td_string!(lang, field.company),
        Field::OrderId => td_string!(lang, field.order_id),
        Field::Date => td_string!(lang, field.date),
        Field::PaidAt => td_string!(lang, field.paid_at),
        Field::DeliveredAt => td_string!(lang, field.delivered_at),
        Field::Amount => td_string!(lang, field.amount),
        Field::Paid => td_string!(lang, field.paid),
        Field::Refund => td_string!(lang, field.refund),
        Field::Postage => td_string!(lang, field.postage),
        Field::Status => td_string!(lang, field.status),
        Field::Sku => td_string!(lang, field.sku),
        Field::Item => td_string!(lang, field.item),
        Field::Category => td_string!(lang, field.category),
        Field::Quantity => td_string!(lang, field.quantity),
        Field::UnitPrice => td_string!(lang, field.unit_price),
        Field::Region => td_string!(lang, field.region),
        Field::Remark => td_string!(lang, field.remark),
        Field::ReceiverName => td_string!(lang, field.receiver_name),
        Field::ReceiverPhone => td_string!(lang, field.receiver_phone),
        Field::ReceiverAddress => td_string!(lang, field.receiver_address),
        Field::Presale => td_string!(lang, field.presale),
        Field::Birthday => td_string!(lang, field.birthday),
        Field::Tags => td_string!(lang, field.tags),
        Field::Since => td_string!(lang, field.since),
        Field::Address => td_string!(lang, field.address),
        Field::OpeningAmount => td_string!(lang, field.opening_amount),
        Field::OpeningCount => td_string!(lang, field.opening_count),
        Field::OpeningDay => td_string!(lang, field.opening_day),
        Field::Points => td_string!(lang, field.points),
        Field::Tier => td_string!(lang, field.tier),
        Field::Channel => td_string!(lang, field.channel),
        Field::Dropship => td_string!(lang, field.dropship),
        Field::Source => td_string!(lang, field.source),
    }
}
