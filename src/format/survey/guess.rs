//! Which column holds which field: by its title, else by what stands in it.
//!
//! A list of customers has words of its own: in it 余额 is no amount and a date no order's.

use super::content::{Kind, Profile};
use super::{Confidence, Guessed};
use crate::format::mapping::{Field, MappingKind};
use crate::format::orders::titles;
use crate::format::people;

/// Words within a title, and what they point to where the cells fit. The first that is found.
const HINTS: &[(&str, Field)] = &[
    ("收货人手机", Field::ReceiverPhone),
    ("收件人手机", Field::ReceiverPhone),
    ("收货电话", Field::ReceiverPhone),
    ("收货人电话", Field::ReceiverPhone),
    ("收件人电话", Field::ReceiverPhone),
    ("地址", Field::ReceiverAddress),
    ("收货人", Field::ReceiverName),
    ("收件人", Field::ReceiverName),
    ("退款", Field::Refund),
    ("refund", Field::Refund),
    ("运费", Field::Postage),
    ("邮费", Field::Postage),
    ("shipping", Field::Postage),
    ("手机", Field::Phone),
    ("电话", Field::Phone),
    ("phone", Field::Phone),
    ("mobile", Field::Phone),
    ("微信", Field::Wechat),
    ("旺旺", Field::Nick),
    ("昵称", Field::Nick),
    ("付款时间", Field::PaidAt),
    ("支付时间", Field::PaidAt),
    ("下单", Field::Date),
    ("日子", Field::Date),
    ("哪天", Field::Date),
    ("哪一天", Field::Date),
    ("日期", Field::Date),
    ("时间", Field::Date),
    ("date", Field::Date),
    ("time", Field::Date),
    ("单价", Field::UnitPrice),
    ("price", Field::UnitPrice),
    ("实付", Field::Paid),
    ("实收", Field::Paid),
    ("paid", Field::Paid),
    ("金额", Field::Amount),
    ("总价", Field::Amount),
    ("收钱", Field::Amount),
    ("收了", Field::Amount),
    ("收款", Field::Amount),
    ("多少钱", Field::Amount),
    ("应收", Field::Amount),
    ("价钱", Field::Amount),
    ("amount", Field::Amount),
    ("total", Field::Amount),
    ("revenue", Field::Amount),
    ("数量", Field::Quantity),
    ("件数", Field::Quantity),
    ("qty", Field::Quantity),
    ("quantity", Field::Quantity),
    ("单号", Field::OrderId),
    ("订单编号", Field::OrderId),
    ("orderid", Field::OrderId),
    ("orderno", Field::OrderId),
    ("invoice", Field::OrderId),
    ("公司", Field::Company),
    ("姓名", Field::Name),
    ("客户", Field::Customer),
    ("顾客", Field::Customer),
    ("买家", Field::Customer),
    ("会员", Field::Customer),
    ("customer", Field::Customer),
    ("client", Field::Customer),
    ("buyer", Field::Customer),
    ("member", Field::Customer),
    ("user", Field::Customer),
    ("状态", Field::Status),
    ("status", Field::Status),
    ("货号", Field::Sku),
    ("编码", Field::Sku),
    ("sku", Field::Sku),
    ("商品", Field::Item),
    ("货品", Field::Item),
    ("宝贝", Field::Item),
    ("东西", Field::Item),
    ("买了什么", Field::Item),
    ("买什么", Field::Item),
    ("product", Field::Item),
    ("item", Field::Item),
    ("地区", Field::Region),
    ("省", Field::Region),
    ("country", Field::Region),
    ("备注", Field::Remark),
    ("留言", Field::Remark),
];

/// Words that say it only where they are the whole title.
const WHOLE: &[(&str, Field)] = &[
    ("谁", Field::Name),
    ("谁买的", Field::Name),
    ("货", Field::Item),
    ("钱", Field::Amount),
    ("收入", Field::Amount),
];

/// The same in a list of customers.
const HINTS_OF_LISTS: &[(&str, Field)] = &[
    ("手机", Field::Phone),
    ("电话", Field::Phone),
    ("phone", Field::Phone),
    ("mobile", Field::Phone),
    ("微信号", Field::Wechat),
    ("wechat", Field::Wechat),
    ("旺旺", Field::Nick),
    ("昵称", Field::Nick),
    ("生日", Field::Birthday),
    ("birthday", Field::Birthday),
    ("标签", Field::Tags),
    ("分组", Field::Tags),
    ("积分", Field::Points),
    ("等级", Field::Tier),
    ("地址", Field::Address),
    ("公司", Field::Company),
    ("姓名", Field::Name),
    ("称呼", Field::Name),
    ("客户", Field::Customer),
    ("顾客", Field::Customer),
    ("会员", Field::Customer),
    ("customer", Field::Customer),
    ("client", Field::Customer),
    ("member", Field::Customer),
    ("地区", Field::Region),
    ("省", Field::Region),
    ("country", Field::Region),
    ("备注", Field::Remark),
];

/// Who bought is said by any of these.
pub(super) const WHO: [Field; 6] =
    [Field::Customer, Field::Nick, Field::Phone, Field::Wechat, Field::Name, Field::Company];

/// What tells the field of a column, by its place and its cells.
type Way<'a> = &'a dyn Fn(usize, &Profile) -> Option<Guessed<Field>>;

/// The field of each column, each field once.
pub(super) fn fields(
    titles: &[String],
    columns: &[Profile],
    kind: MappingKind,
) -> Vec<Option<Guessed<Field>>> {
    let mut fields: Vec<Option<Guessed<Field>>> = vec![None; columns.len()];
    let title = |at: usize| titles.get(at).map_or("", String::as_str);
    // The surest first, so that a column that is named keeps its field.
    let ways: [Way<'_>; 4] = [
        &|at, cells| {
            by_title(title(at), cells, kind).filter(|it| it.confidence == Confidence::Certain)
        },
        &|at, cells| {
            by_title(title(at), cells, kind).filter(|it| it.confidence != Confidence::Certain)
        },
        &|at, cells| by_hint(title(at), cells, kind),
        &|_, cells| by_content(cells).filter(|it| may_hold(kind, it.value)),
    ];
    for way in ways {
        for (at, cells) in columns.iter().enumerate() {
            take(&mut fields, at, way(at, cells));
        }
    }
    if !fields.iter().flatten().any(|it| WHO.contains(&it.value)) {
        let is_free = |at: usize| fields.get(at).is_some_and(Option::is_none);
        let may_be = |at: &usize| is_free(*at) && columns.get(*at).is_some_and(may_be_customer);
        // A number that never comes back is rather the order's than the customer's.
        let comes_back = |at: &usize| columns.get(*at).is_some_and(|it| it.distinct < it.filled);
        let who: Vec<usize> = (0..columns.len()).filter(may_be).collect();
        if let Some(at) = who.iter().copied().find(comes_back).or(who.first().copied()) {
            let value = Field::Customer;
            take(&mut fields, at, Some(Guessed { value, confidence: Confidence::Guess }));
        }
    }
    fields
}

/// Gives a column its field where both are free.
fn take(fields: &mut [Option<Guessed<Field>>], at: usize, guess: Option<Guessed<Field>>) {
    let Some(guess) = guess else { return };
    let is_taken = fields.iter().flatten().any(|it| it.value == guess.value);
    if let (Some(free @ None), false) = (fields.get_mut(at), is_taken) {
        *free = Some(guess);
    }
}

fn by_title(title: &str, cells: &Profile, kind: MappingKind) -> Option<Guessed<Field>> {
    let value = match kind {
        MappingKind::Orders => titles::usual(title),
        MappingKind::Customers => people::titles::field(&titles::plain(title)),
    };
    value.map(|value| named(value, cells))
}

/// A field that the title names, as sure as the cells allow.
pub(super) fn named(value: Field, cells: &Profile) -> Guessed<Field> {
    let fits = cells.filled == 0 || fits(value, cells);
    Guessed { value, confidence: if fits { Confidence::Certain } else { Confidence::Guess } }
}

fn by_hint(title: &str, cells: &Profile, kind: MappingKind) -> Option<Guessed<Field>> {
    let plain = titles::plain(title);
    let mut hints: Vec<Field> = match kind {
        MappingKind::Orders => hints_of_orders(&plain).collect(),
        MappingKind::Customers if people::titles::is_noted(&plain) => Vec::new(),
        MappingKind::Customers => hints_within(HINTS_OF_LISTS, &plain).collect(),
    };
    hints.retain(|field| cells.filled > 0 && fits(*field, cells));
    let value = *hints.first()?;
    Some(Guessed { value, confidence: Confidence::Likely })
}

fn hints_of_orders(plain: &str) -> impl Iterator<Item = Field> {
    let whole = WHOLE.iter().filter(move |(word, _)| plain == *word).map(|(_, field)| *field);
    whole.chain(hints_within(HINTS, plain))
}

fn hints_within(hints: &'static [(&str, Field)], plain: &str) -> impl Iterator<Item = Field> {
    hints.iter().filter(move |(word, _)| plain.contains(word)).map(|(_, field)| *field)
}

/// True where a title may be that of the day of an order.
pub(super) fn speaks_of_day(title: &str) -> bool {
    hints_of_orders(&titles::plain(title)).any(|field| field == Field::Date)
}

/// True where a title may be that of what somebody paid or has to pay.
pub(super) fn speaks_of_money(title: &str) -> bool {
    let is_money = |field: Field| matches!(field, Field::Amount | Field::Paid);
    hints_of_orders(&titles::plain(title)).any(is_money)
}

/// True where the cells can be what the title says.
fn fits(field: Field, cells: &Profile) -> bool {
    let numbers = [Kind::Money, Kind::Whole];
    match field {
        Field::Date | Field::PaidAt | Field::DeliveredAt => cells.share(&[Kind::Date]) >= 60,
        Field::Amount | Field::Paid | Field::Refund | Field::Postage | Field::UnitPrice => {
            cells.share(&numbers) >= 60
        }
        Field::Quantity => cells.share(&numbers) >= 60,
        Field::Phone | Field::ReceiverPhone => {
            cells.share(&[Kind::Phone, Kind::Code, Kind::Whole]) >= 30
        }
        Field::Status | Field::Item | Field::Category | Field::Region => {
            cells.share(&[Kind::Text]) >= 30
        }
        Field::OrderId => cells.share(&[Kind::Date, Kind::Money]) < 50,
        Field::Customer | Field::Nick | Field::Wechat | Field::Name | Field::Company => {
            cells.share(&[Kind::Date, Kind::Money]) < 50
        }
        _ => true,
    }
}

fn by_content(cells: &Profile) -> Option<Guessed<Field>> {
    let of = |value, confidence| Some(Guessed { value, confidence });
    let repeats = cells.distinct < cells.filled;
    if cells.filled == 0 {
        None
    } else if cells.share(&[Kind::Phone]) >= 80 {
        of(Field::Phone, Confidence::Likely)
    } else if cells.share(&[Kind::Date]) >= 90 {
        let is_bare = cells.part(cells.bare_dates) > 50;
        of(Field::Date, if is_bare { Confidence::Guess } else { Confidence::Likely })
    } else if cells.share(&[Kind::Code]) >= 80 && cells.filled * 2 > cells.cells {
        let is_unique = cells.part(cells.distinct) >= 90;
        of(Field::OrderId, if is_unique { Confidence::Likely } else { Confidence::Guess })
    } else if cells.share(&[Kind::Money]) >= 50 && cells.share(&[Kind::Money, Kind::Whole]) >= 90 {
        of(Field::Amount, Confidence::Guess)
    } else if cells.part(cells.small) >= 90 && repeats && cells.distinct <= 100 && cells.cells >= 3
    {
        of(Field::Quantity, Confidence::Guess)
    } else if cells.part(cells.names) >= 70 && cells.distinct * 20 > cells.filled {
        of(Field::Name, Confidence::Guess)
    } else {
        None
    }
}

/// True for what contents alone may be taken for: in a list a number or a day may be anything.
fn may_hold(kind: MappingKind, field: Field) -> bool {
    kind == MappingKind::Orders || matches!(field, Field::Phone | Field::Name)
}

/// True where the rows are rather people than orders: somebody is named or can be called, and no
/// column holds days, money or numbers of orders.
pub(super) fn seem_people(fields: &[Option<Guessed<Field>>], columns: &[Profile]) -> bool {
    const OF_PEOPLE: [Field; 3] = [Field::Name, Field::Phone, Field::Wechat];
    const OF_ORDERS: [Field; 8] = [
        Field::Date,
        Field::Amount,
        Field::Paid,
        Field::Refund,
        Field::Postage,
        Field::OrderId,
        Field::Quantity,
        Field::UnitPrice,
    ];
    let any = |wanted: &[Field]| fields.iter().flatten().any(|it| wanted.contains(&it.value));
    let holds = |kind: Kind| columns.iter().any(|cells| cells.share(&[kind]) >= 50);
    any(&OF_PEOPLE) && !any(&OF_ORDERS) && !holds(Kind::Date) && !holds(Kind::Money)
}

/// A name or number that comes back, but is not the same for everybody.
fn may_be_customer(cells: &Profile) -> bool {
    let kinds = [Kind::Text, Kind::Whole, Kind::Code];
    cells.share(&kinds) >= 80 && cells.part(cells.distinct) >= 5 && cells.distinct > 1
}
