//! The words that stand in cells of our own files: platforms, statuses, what an order or a
//! customer is known by. Written and read here, so that the two cannot differ.

use uuid::Uuid;

use super::titles::TitleLang;
use super::{thousandths, yuan};
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::day::Day;
use crate::domain::id::OrderId;
use crate::domain::money::Fen;
use crate::domain::order::OrderStatus;
use crate::domain::quantity::Quantity;
use crate::domain::record::OrderName;
use crate::domain::tables::LookUp;
/// A platform in one word of every language.
pub(crate) use crate::format::backup::platform_word as platform;
use crate::format::number::Decimal;

/// What the name of an order begins with that has no number. A number that begins so has it twice.
const NO_NUMBER: char = '~';
/// What stands between it and the id of an order by hand.
const BY_HAND: &str = "hand ";

/// The platform of a word; anything else is somebody's table.
#[must_use]
pub fn platform_of(word: &str) -> Platform {
    crate::format::backup::platform_of(word).unwrap_or(Platform::Table)
}

/// A status in words that [`crate::format::orders::status::parse`] knows.
#[must_use]
pub const fn status(status: OrderStatus, lang: TitleLang) -> &'static str {
    let (zh, en) = match status {
        OrderStatus::Unpaid => ("待付款", "unpaid"),
        OrderStatus::Paid => ("已付款", "paid"),
        OrderStatus::Shipped => ("已发货", "shipped"),
        OrderStatus::Completed => ("交易成功", "completed"),
        OrderStatus::Closed => ("交易关闭", "closed"),
        OrderStatus::Refunded => ("已退款", "refunded"),
    };
    match lang {
        TitleLang::Zh => zh,
        TitleLang::En => en,
    }
}

/// Yes in both languages.
#[must_use]
pub const fn yes(lang: TitleLang) -> &'static str {
    match lang {
        TitleLang::Zh => "是",
        TitleLang::En => "yes",
    }
}

/// Which kind of key a customer has.
#[must_use]
pub fn known_by(key: &CustomerKey) -> &'static str {
    match key {
        CustomerKey::Nick { platform, .. } => match platform {
            Platform::Taobao => "taobao nick",
            Platform::Alibaba1688 => "1688 nick",
            Platform::Youzan => "youzan nick",
            Platform::Table => "table nick",
            Platform::Hand => "hand nick",
        },
        CustomerKey::Phone(_) => "phone",
        CustomerKey::Column(_) => "id",
        CustomerKey::Wechat(_) => "wechat",
        CustomerKey::NameAddress { .. } => "name",
    }
}

/// The key of a customer from its words; `None` where the kind is none.
#[must_use]
pub fn customer(label: &str, kind: &str, place: &str) -> Option<CustomerKey> {
    let label: Box<str> = label.into();
    Some(match kind {
        "phone" => CustomerKey::Phone(label),
        "id" => CustomerKey::Column(label),
        "wechat" => CustomerKey::Wechat(label),
        "name" => CustomerKey::NameAddress { name: label, address: place.into() },
        _ => {
            let word = kind.strip_suffix(" nick")?;
            let platform = Platform::ALL.into_iter().find(|it| platform(*it) == word)?;
            CustomerKey::Nick { platform, nick: label }
        }
    })
}

/// What an order is known by, in one text.
#[must_use]
pub fn order_name(name: &OrderName, tables: &impl LookUp) -> String {
    match name {
        OrderName::Numbered(number) => {
            let text = number.to_text(tables);
            if text.starts_with(NO_NUMBER) { format!("{NO_NUMBER}{text}") } else { text }
        }
        OrderName::Unnumbered(it) => {
            let money = it.amount_fen.map_or_else(|| "?".to_owned(), yuan);
            let units = thousandths(it.quantity.thousandths());
            let day = it.day.map_or_else(|| "?".to_owned(), |day| day.to_string());
            format!("{NO_NUMBER}{} {day} {money} x {units}", it.occurrence)
        }
        OrderName::ByHand(id) => format!("{NO_NUMBER}{BY_HAND}{}", id.0),
    }
}

/// What a text says an order is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToldName {
    /// A number.
    Number(String),
    /// It has none; the customer stands beside it.
    Unnumbered {
        /// Which of its equals it is.
        occurrence: u32,
        /// The business day.
        day: Option<Day>,
        /// The amount.
        amount_fen: Option<Fen>,
        /// Units.
        quantity: Quantity,
    },
    /// It was written down by hand.
    ByHand(OrderId),
}

/// Reads what [`order_name`] wrote; `None` where it is empty or was altered.
#[must_use]
pub fn told_name(text: &str) -> Option<ToldName> {
    let Some(rest) = text.strip_prefix(NO_NUMBER) else {
        return (!text.is_empty()).then(|| ToldName::Number(text.to_owned()));
    };
    if rest.starts_with(NO_NUMBER) {
        return Some(ToldName::Number(rest.to_owned()));
    }
    if let Some(id) = rest.strip_prefix(BY_HAND) {
        return Uuid::parse_str(id).ok().map(|id| ToldName::ByHand(OrderId(id)));
    }
    let mut words = rest.split(' ');
    let occurrence = words.next()?.parse().ok()?;
    let given = |word: &str| (word != "?").then(|| word.to_owned());
    let day = given(words.next()?).map(|day| day.parse()).transpose().ok()?;
    let money = given(words.next()?).map(|it| Decimal::parse(&it).and_then(Decimal::fen));
    let amount_fen = money.transpose().ok()?;
    let quantity = words.nth(1).and_then(|it| Decimal::parse(it).ok()?.quantity().ok())?;
    Some(ToldName::Unnumbered { occurrence, day, amount_fen, quantity })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::intern::Index;
    use crate::domain::record::{OrderNumber, Unnumbered};
    use crate::domain::tables::Tables;
    use crate::format::orders::status as words;

    #[test]
    fn words_are_read_as_they_were_meant() {
        for it in Platform::ALL {
            assert_eq!(platform_of(platform(it)), it);
            let nick = CustomerKey::Nick { platform: it, nick: "a".into() };
            assert_eq!(customer("a", known_by(&nick), ""), Some(nick));
        }
        for it in OrderStatus::ALL {
            for lang in [TitleLang::Zh, TitleLang::En] {
                assert_eq!(words::parse(status(it, lang)), Some(it));
            }
        }
        for key in [
            CustomerKey::Phone("14000000033".into()),
            CustomerKey::Column("7".into()),
            CustomerKey::Wechat("wx".into()),
            CustomerKey::NameAddress { name: "a".into(), address: "b".into() },
        ] {
            let place = match &key {
                CustomerKey::NameAddress { address, .. } => address.clone(),
                _ => "".into(),
            };
            assert_eq!(customer(key.label(), known_by(&key), &place), Some(key));
        }
        assert_eq!(customer("a", "anything", ""), None);
    }

    #[test]
    fn names_of_orders() {
        let mut tables = Tables::default();
        let text = |text: &str, tables: &mut Tables| tables.texts.intern(text.into());
        let (plain, odd) = (text("#1001", &mut tables), text("~7", &mut tables));
        let unnumbered = |amount, day| {
            OrderName::Unnumbered(Unnumbered {
                customer: Some(Index::at(0)),
                day,
                amount_fen: amount,
                quantity: Quantity::from_thousandths(2_500),
                occurrence: 3,
            })
        };
        let day = Day::from_ymd(2024, 6, 1);
        let told = |amount_fen, day| ToldName::Unnumbered {
            occurrence: 3,
            day,
            amount_fen,
            quantity: Quantity::from_thousandths(2_500),
        };
        let id = OrderId(Uuid::from_u128(7));
        let digits = OrderNumber::digits("0017").unwrap();
        for (name, written, told) in [
            (OrderName::Numbered(digits), "0017", ToldName::Number("0017".into())),
            (
                OrderName::Numbered(OrderNumber::Text(plain)),
                "#1001",
                ToldName::Number("#1001".into()),
            ),
            (OrderName::Numbered(OrderNumber::Text(odd)), "~~7", ToldName::Number("~7".into())),
            (
                unnumbered(Some(Fen::from_minor(4_590)), day),
                "~3 2024-06-01 45.90 x 2.5",
                told(Some(Fen::from_minor(4_590)), day),
            ),
            (unnumbered(None, None), "~3 ? ? x 2.5", told(None, None)),
            (
                OrderName::ByHand(id),
                "~hand 00000000-0000-0000-0000-000000000007",
                ToldName::ByHand(id),
            ),
        ] {
            assert_eq!(order_name(&name, &tables), written);
            assert_eq!(told_name(written), Some(told));
        }
        for altered in ["", "~", "~x", "~3", "~3 2024-06-01", "~hand 7", "~3 2024-06-01 ? x"] {
            assert_eq!(told_name(altered), None, "{altered}");
        }
    }
}
