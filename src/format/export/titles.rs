//! The columns of our own files and their titles in both languages: written by the exports, and
//! known again by the reading of them.

use serde::{Deserialize, Serialize};

use crate::format::mapping::Field;
use crate::format::orders::titles::plain;

/// The language of titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TitleLang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// What stands in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Numbers.
    Number,
    /// Money.
    Money,
    /// Days.
    Day,
}

/// A column of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The platform; its title says that the file is ours.
    Source,
    /// The order number, or what an order without one is known by.
    OrderNumber,
    /// The business day.
    OrderedOn,
    /// How far the order has come.
    Status,
    /// What the customer is known by: nick, phone, number, WeChat id or name.
    Customer,
    /// Which of these it is.
    KnownBy,
    /// What tells two people of one name apart.
    KnownPlace,
    /// Money received.
    Paid,
    /// Postage in it.
    Postage,
    /// Refunds.
    Refund,
    /// Net of goods; computed.
    Net,
    /// The goods, as the order itself says it.
    OrderItem,
    /// Units, as the order itself says it.
    OrderQuantity,
    /// Number of the goods of a line.
    Sku,
    /// Name of the goods of a line.
    Item,
    /// Units of a line.
    Quantity,
    /// Money of a line.
    Amount,
    /// Day of payment.
    PaidOn,
    /// Day of delivery.
    DeliveredOn,
    /// The region.
    Region,
    /// Remarks.
    Remark,
    /// The shop downstream.
    Channel,
    /// Sent on to somebody else's buyer.
    Dropship,
    /// Who receives it.
    ReceiverName,
    /// The receiver's phone.
    ReceiverPhone,
    /// Where it goes.
    ReceiverAddress,
    /// The seller leaves it out of all figures.
    LeftOut,
    /// The seller's own note.
    OwnNote,
    /// The name.
    Name,
    /// The company.
    Company,
    /// His own phones.
    Phones,
    /// The WeChat id.
    Wechat,
    /// A nick that is not the key.
    Nick,
    /// Where he is at home.
    Address,
    /// The birthday.
    Birthday,
    /// Tags.
    Tags,
    /// Since when he is a customer, as a list says.
    Since,
    /// As of which day the balances from before stand.
    OpeningDay,
    /// What he had bought before.
    OpeningAmount,
    /// How often he had bought before.
    OpeningCount,
    /// Points he held.
    Points,
    /// The tier he had.
    Tier,
    /// Purchases; computed, as all below.
    Purchases,
    /// Net of all his goods.
    NetSum,
    /// Day of the first purchase.
    FirstDay,
    /// Day of the last purchase.
    LastDay,
    /// Days since the last purchase.
    DaysSince,
    /// His own cycle in days.
    Cycle,
    /// His stage.
    Stage,
    /// Score of recency.
    ScoreR,
    /// Score of frequency.
    ScoreF,
    /// Score of money.
    ScoreM,
    /// What the seller gave back by hand.
    HandRefund,
    /// The day on which the seller cancelled it.
    CancelledOn,
    /// The surname, where the seller gave it; what only the seller says of a customer follows.
    Surname,
    /// The form of address.
    AddressForm,
    /// His occupation.
    Occupation,
    /// End customer or distributor.
    Role,
    /// How he buys.
    Modes,
    /// Birthdays of his family.
    Relatives,
    /// Chat groups.
    Groups,
    /// Who of the shop looks after him.
    Owner,
    /// An important customer.
    Important,
    /// Wants not to be contacted.
    OptOut,
    /// When his data were last found to be right.
    VerifiedOn,
    /// The seller's own note on the card.
    CardNote,
}

use Column as C;
use Kind::{Day, Money, Number, Text};

/// Each column: what it holds, its titles, and the field that a problem in it is reported under.
const COLUMNS: [(Column, Kind, &str, &str, Field); 66] = [
    (C::Source, Text, "来源 (Huitou)", "Source (Huitou)", Field::Source),
    (C::OrderNumber, Text, "订单号", "Order number", Field::OrderId),
    (C::OrderedOn, Day, "下单日期", "Ordered on", Field::Date),
    (C::Status, Text, "订单状态", "Status", Field::Status),
    (C::Customer, Text, "客户", "Customer", Field::Customer),
    (C::KnownBy, Text, "客户认法", "Known by", Field::Customer),
    (C::KnownPlace, Text, "重名区分", "Same name, from", Field::Company),
    (C::Paid, Money, "实付金额", "Paid", Field::Paid),
    (C::Postage, Money, "邮费", "Postage", Field::Postage),
    (C::Refund, Money, "退款金额", "Refund", Field::Refund),
    (C::Net, Money, "净额", "Net", Field::Amount),
    (C::OrderItem, Text, "订单商品", "Goods of the order", Field::Item),
    (C::OrderQuantity, Number, "订单件数", "Units of the order", Field::Quantity),
    (C::Sku, Text, "商品编码", "SKU", Field::Sku),
    (C::Item, Text, "商品", "Item", Field::Item),
    (C::Quantity, Number, "数量", "Quantity", Field::Quantity),
    (C::Amount, Money, "商品金额", "Line amount", Field::Amount),
    (C::PaidOn, Day, "付款日期", "Paid on", Field::PaidAt),
    (C::DeliveredOn, Day, "收货日期", "Delivered on", Field::DeliveredAt),
    (C::Region, Text, "地区", "Region", Field::Region),
    (C::Remark, Text, "备注", "Remark", Field::Remark),
    (C::Channel, Text, "下游渠道", "Channel", Field::Channel),
    (C::Dropship, Text, "代发", "Dropship", Field::Dropship),
    (C::ReceiverName, Text, "收货人", "Receiver", Field::ReceiverName),
    (C::ReceiverPhone, Text, "收货电话", "Receiver phone", Field::ReceiverPhone),
    (C::ReceiverAddress, Text, "收货地址", "Receiver address", Field::ReceiverAddress),
    (C::LeftOut, Text, "不计入", "Left out", Field::Remark),
    (C::OwnNote, Text, "我的备注", "My note", Field::Remark),
    (C::Name, Text, "姓名", "Name", Field::Name),
    (C::Company, Text, "公司", "Company", Field::Company),
    (C::Phones, Text, "手机", "Phone", Field::Phone),
    (C::Wechat, Text, "微信", "WeChat", Field::Wechat),
    (C::Nick, Text, "昵称", "Nick", Field::Nick),
    (C::Address, Text, "地址", "Address", Field::Address),
    (C::Birthday, Text, "生日", "Birthday", Field::Birthday),
    (C::Tags, Text, "标签", "Tags", Field::Tags),
    (C::Since, Day, "成为客户日期", "Customer since", Field::Since),
    (C::OpeningDay, Day, "期初日期", "Opening day", Field::OpeningDay),
    (C::OpeningAmount, Money, "期初消费金额", "Opening amount", Field::OpeningAmount),
    (C::OpeningCount, Number, "期初消费次数", "Opening purchases", Field::OpeningCount),
    (C::Points, Number, "期初积分", "Opening points", Field::Points),
    (C::Tier, Text, "期初等级", "Opening tier", Field::Tier),
    (C::Purchases, Number, "购买次数", "Purchases", Field::Remark),
    (C::NetSum, Money, "净消费", "Net sales", Field::Remark),
    (C::FirstDay, Day, "首次购买", "First purchase", Field::Remark),
    (C::LastDay, Day, "最近购买", "Last purchase", Field::Remark),
    (C::DaysSince, Number, "多少天没来", "Days since", Field::Remark),
    (C::Cycle, Number, "平常隔几天", "Own cycle in days", Field::Remark),
    (C::Stage, Text, "阶段", "Stage", Field::Remark),
    (C::ScoreR, Number, "R", "R score", Field::Remark),
    (C::ScoreF, Number, "F", "F score", Field::Remark),
    (C::ScoreM, Number, "M", "M score", Field::Remark),
    (C::HandRefund, Money, "手工退款", "Refunded by hand", Field::Refund),
    (C::CancelledOn, Day, "取消日期", "Cancelled on", Field::Status),
    (C::Surname, Text, "姓", "Surname", Field::Name),
    (C::AddressForm, Text, "称呼", "Form of address", Field::Name),
    (C::Occupation, Text, "职位", "Occupation", Field::Remark),
    (C::Role, Text, "客户类型", "Kind of customer", Field::Remark),
    (C::Modes, Text, "要货方式", "Buys", Field::Remark),
    (C::Relatives, Text, "家人生日", "Family birthdays", Field::Birthday),
    (C::Groups, Text, "所在群", "Chat groups", Field::Tags),
    (C::Owner, Text, "负责人", "Looked after by", Field::Remark),
    (C::Important, Text, "重点", "Important", Field::Remark),
    (C::OptOut, Text, "不联系", "Do not contact", Field::Remark),
    (C::VerifiedOn, Day, "资料核对日期", "Data checked on", Field::Remark),
    (C::CardNote, Text, "卡片备注", "Card note", Field::Remark),
];

/// The columns of orders, in the order in which they stand.
pub const OF_ORDERS: [Column; 30] = [
    C::Source,
    C::OrderNumber,
    C::OrderedOn,
    C::Status,
    C::Customer,
    C::KnownBy,
    C::KnownPlace,
    C::Paid,
    C::Postage,
    C::Refund,
    C::HandRefund,
    C::CancelledOn,
    C::Net,
    C::OrderItem,
    C::OrderQuantity,
    C::Sku,
    C::Item,
    C::Quantity,
    C::Amount,
    C::PaidOn,
    C::DeliveredOn,
    C::Region,
    C::Remark,
    C::Channel,
    C::Dropship,
    C::ReceiverName,
    C::ReceiverPhone,
    C::ReceiverAddress,
    C::LeftOut,
    C::OwnNote,
];

/// The columns of customers, in the order in which they stand.
pub const OF_CUSTOMERS: [Column; 42] = [
    C::Source,
    C::Customer,
    C::KnownBy,
    C::KnownPlace,
    C::Name,
    C::Company,
    C::Phones,
    C::Wechat,
    C::Nick,
    C::Region,
    C::Address,
    C::Birthday,
    C::Tags,
    C::Remark,
    C::Surname,
    C::AddressForm,
    C::Occupation,
    C::Role,
    C::Modes,
    C::Relatives,
    C::Groups,
    C::Owner,
    C::Important,
    C::OptOut,
    C::VerifiedOn,
    C::CardNote,
    C::Purchases,
    C::NetSum,
    C::FirstDay,
    C::LastDay,
    C::DaysSince,
    C::Cycle,
    C::Stage,
    C::ScoreR,
    C::ScoreF,
    C::ScoreM,
    C::Since,
    C::OpeningDay,
    C::OpeningAmount,
    C::OpeningCount,
    C::Points,
    C::Tier,
];

impl Column {
    fn row(self) -> Option<&'static (Column, Kind, &'static str, &'static str, Field)> {
        COLUMNS.get(self as usize)
    }

    /// The column of a title in either language.
    #[must_use]
    pub fn of_title(title: &str) -> Option<Column> {
        let title = plain(title);
        let is = |known: &str| plain(known) == title;
        COLUMNS.iter().find(|(_, _, zh, en, _)| is(zh) || is(en)).map(|(column, ..)| *column)
    }

    /// Its title.
    #[must_use]
    pub fn title(self, lang: TitleLang) -> &'static str {
        self.row().map_or("", |(_, _, zh, en, _)| match lang {
            TitleLang::Zh => zh,
            TitleLang::En => en,
        })
    }

    /// What its cells hold.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.row().map_or(Text, |(_, kind, ..)| *kind)
    }

    /// The field that a problem in it is reported under.
    #[must_use]
    pub fn field(self) -> Field {
        self.row().map_or(Field::Remark, |(.., field)| *field)
    }

    /// Without these a file could not be read in again: they are always there.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        matches!(
            self,
            C::Source
                | C::OrderNumber
                | C::OrderedOn
                | C::Status
                | C::Customer
                | C::KnownBy
                | C::KnownPlace
        )
    }

    /// Phones and addresses of other people's buyers: not chosen before the seller says so.
    #[must_use]
    pub const fn is_of_receivers(self) -> bool {
        matches!(self, C::ReceiverPhone | C::ReceiverAddress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_at_its_place_and_no_title_means_two() {
        let mut titles = Vec::new();
        for (at, (column, _, zh, en, _)) in COLUMNS.iter().enumerate() {
            assert_eq!(*column as usize, at, "{column:?}");
            assert_eq!(Column::of_title(zh), Some(*column), "{zh}");
            assert_eq!(Column::of_title(&en.to_uppercase()), Some(*column), "{en}");
            titles.extend([plain(zh), plain(en)]);
        }
        let all = titles.len();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), all);
    }
}
