//! Which title of a list of customers means which field, by usual words.

use crate::domain::customer::Platform;
use crate::format::mapping::Field;
use crate::format::orders::layout::Columns;
use crate::format::orders::titles as orders;

/// Usual titles of lists, as [`orders::plain`] writes them, the best first. Several columns may
/// mean one field: people have several phones, and a province beside a town.
const WORDS: &[(Field, &str)] = &[
    (
        Field::Name,
        "name fullname contactname 姓名 客户姓名 会员姓名 顾客姓名 买家姓名 真实姓名 \
         名字 称呼 联系人 联系人姓名 微信备注 微信备注名 备注名 好友备注 微信昵称 \
         微信名 wechatname",
    ),
    (
        Field::Nick,
        "旺旺 旺旺号 旺旺id 旺旺名 旺旺昵称 买家旺旺 客户旺旺 淘宝会员名 淘宝昵称 \
         淘宝id 淘宝号 淘宝账号 nick nickname 昵称 客户昵称 会员昵称 顾客昵称 \
         买家会员名 买家昵称",
    ),
    (
        Field::Phone,
        "phone phonenumber mobile mobilephone mobilenumber cell cellphone tel telephone \
         手机 手机号 手机号码 手机1 手机2 客户手机 客户手机号 会员手机 会员手机号 \
         顾客手机号 买家手机 买家手机号 联系手机 电话 电话1 电话2 电话号码 联系电话 \
         客户电话 联系方式 备用电话 备用手机 备用手机号 固定电话 座机",
    ),
    (Field::Wechat, "wechat wechatid weixin wx 微信 微信号 微信id 微信账号 客户微信"),
    (
        Field::Company,
        "company companyname organization organisation 公司 公司名 公司名称 客户公司 \
         单位 单位名称 店名 店铺名称",
    ),
    (
        Field::Region,
        "region country province state city 省 省份 所在省份 市 城市 所在城市 区 省市 \
         省市区 地区 所在地 所在地区 客户地区 区域",
    ),
    (Field::Address, "address street 地址 详细地址 客户地址 家庭地址 通讯地址 联系地址 收货地址"),
    (
        Field::Birthday,
        "birthday birthdate dateofbirth dob bday 生日 客户生日 会员生日 出生日期 \
         出生年月 出生年月日 公历生日 阳历生日 农历生日 阴历生日",
    ),
    (Field::Remark, "remark remarks note notes comment memo 备注 客户备注 备忘 说明"),
    (
        Field::Tags,
        "tag tags label labels group groups 标签 客户标签 会员标签 分组 客户分组 \
         客户分类",
    ),
    (
        Field::Since,
        "since customersince joined joindate joinedat registered registeredat \
         registerdate 注册时间 注册日期 加入时间 加入日期 入会时间 入会日期 开卡时间 \
         开卡日期 办卡时间 办卡日期 建档时间 建档日期 添加时间 添加日期 登记时间 \
         登记日期 成为客户时间 成为客户日期 成为会员时间 成为会员日期 首次消费时间 \
         首次消费日期 首次购买时间 首次购买日期 首次下单时间 首次下单日期 首次到店时间 \
         首次到店日期 首次到店 首次 createdat created createtime 创建时间 \
         创建日期 日期 时间 date",
    ),
    (
        Field::OpeningAmount,
        "totalspent totalspend lifetimevalue spent openingamount 消费金额 累计消费 \
         累计消费金额 消费总额 总消费 总消费金额 累计金额 历史消费 历史消费金额 \
         累计购买金额 成交总额 交易总额",
    ),
    (
        Field::OpeningCount,
        "ordercount orderscount totalorders orders purchases openingcount 消费次数 \
         累计消费次数 购买次数 累计购买次数 交易次数 成交次数 交易笔数 成交笔数 订单数 \
         累计订单数",
    ),
    (Field::OpeningDay, "asof asofdate openingday 截止日期 截至日期 截止时间 统计日期 期初日期"),
    (Field::Points, "points 积分 客户积分 会员积分 剩余积分 当前积分 可用积分 积分余额"),
    (
        Field::Tier,
        "tier level memberlevel 等级 会员等级 客户等级 级别 会员级别 vip等级 会员卡等级 \
         会员类型",
    ),
];

/// Columns without a field of their own that nobody wants to lose: remarks under their titles.
const NOTED: &str = "email mail 邮箱 电子邮箱 电子邮件 qq qq号 余额 储值余额 客户储值余额 \
         会员卡余额 账户余额 balance 最近消费时间 最后消费时间 上次消费时间 \
         最近购买时间 最近下单时间 最近消费日期 最后消费日期 上次消费日期 \
         最近购买日期 最近下单日期 最近消费 上次消费 最近到店时间 最近到店日期 最近到店 \
         上次到店 最近联系时间 最近联系日期 会员到期时间 会员到期日期 到期时间 到期日期 \
         有效期 充值金额 储值金额 预存金额 剩余金额 卡内余额 欠款 押金 \
         折扣 会员折扣 lastorder lastpurchase";

/// Fields that only a table of orders has.
const OF_ORDERS: [Field; 11] = [
    Field::OrderId,
    Field::PaidAt,
    Field::DeliveredAt,
    Field::Amount,
    Field::Paid,
    Field::Refund,
    Field::Postage,
    Field::Sku,
    Field::Item,
    Field::Quantity,
    Field::UnitPrice,
];

fn is_among(words: &str, plain: &str) -> bool {
    words.split(' ').any(|word| word == plain)
}

/// The field of a plain title in a list.
#[must_use]
pub fn field(plain: &str) -> Option<Field> {
    let known = WORDS.iter().find(|(_, words)| is_among(words, plain)).map(|(field, _)| *field);
    known.or_else(|| orders::usual(plain).filter(|field| *field == Field::Customer))
}

/// True where a plain title is one that lists have.
#[must_use]
pub fn is_usual(plain: &str) -> bool {
    field(plain).is_some()
}

/// True where the titles are of people and not of orders: they say who, nothing that only orders
/// have, and no day but one that may as well be the day of acquaintance. `usual` = what the titles
/// would mean in a table of orders.
#[must_use]
pub fn are_of_people(plain: &[String], usual: &Columns) -> bool {
    let fields: Vec<Field> = plain.iter().filter_map(|title| field(title)).collect();
    let any = |wanted: &[Field]| fields.iter().any(|field| wanted.contains(field));
    let names = any(&[
        Field::Customer,
        Field::Name,
        Field::Nick,
        Field::Phone,
        Field::Wechat,
        Field::Company,
    ]);
    let of_orders = plain.iter().any(|title| {
        field(title).is_none() && orders::usual(title).is_some_and(|it| OF_ORDERS.contains(&it))
    });
    let only_people_have = [Field::Birthday, Field::Tags, Field::Points, Field::Tier];
    let has_date = usual.get(Field::Date as usize).is_some_and(Option::is_some);
    let is_plain_money = plain.iter().any(|title| orders::usual(title) == Some(Field::Amount));
    // How often somebody bought stands in no table of orders.
    let may_be_orders =
        has_date && !any(&[Field::OpeningCount]) && (!any(&only_people_have) || is_plain_money);
    names && !of_orders && !may_be_orders && fields.len() >= 2
}

/// The columns of the fields, and the further ones of those that stand in several.
#[must_use]
pub fn columns(plain: &[String]) -> (Columns, Vec<(Field, usize)>) {
    let mut columns: Columns = [None; Field::COUNT];
    let mut further = Vec::new();
    for (wanted, words) in WORDS {
        let by_word = words.split(' ').flat_map(|word| {
            plain
                .iter()
                .enumerate()
                .filter(move |(_, title)| title.as_str() == word)
                .map(|(at, _)| at)
        });
        place(&mut columns, &mut further, *wanted, by_word.collect());
    }
    let is_customer = |title: &str| field(title) == Some(Field::Customer);
    let customers = plain.iter().enumerate().filter(|(_, title)| is_customer(title));
    place(&mut columns, &mut further, Field::Customer, customers.map(|(at, _)| at).collect());
    (columns, further)
}

fn place(columns: &mut Columns, further: &mut Vec<(Field, usize)>, field: Field, at: Vec<usize>) {
    let mut at = at.into_iter();
    if let Some(column) = columns.get_mut(field as usize) {
        *column = at.next();
    }
    further.extend(at.map(|at| (field, at)));
}

/// True where a plain title is of a column that is kept as a remark.
#[must_use]
pub fn is_noted(plain: &str) -> bool {
    is_among(NOTED, plain)
}

/// The columns that are kept as remarks.
#[must_use]
pub fn noted(plain: &[String]) -> Vec<usize> {
    let noted = plain.iter().enumerate().filter(|(_, title)| is_noted(title));
    noted.map(|(at, _)| at).collect()
}

/// Whose nicks a list holds, told by the title of the first column that has some.
#[must_use]
pub fn platform(plain: &[String]) -> Platform {
    let nick = columns(plain).0.get(Field::Nick as usize).copied().flatten();
    nick.and_then(|at| plain.get(at)).map_or(Platform::Table, |title| platform_of(title))
}

/// Whose nicks stand under a title.
#[must_use]
pub fn platform_of(title: &str) -> Platform {
    if title.contains("旺旺") || title.contains("淘宝") {
        Platform::Taobao
    } else {
        Platform::Table
    }
}

/// True where a name column holds the number of a customer and not what he is called.
#[must_use]
pub fn is_number_of_customer(title: &str) -> bool {
    let plain = orders::plain(title);
    plain.contains("编号") || plain.ends_with("id") || plain.ends_with("no")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_tables_of_orders() {
        for (titles, is_list, rule) in [
            ("姓名,电话", true, "who and nothing else"),
            ("name,phone,tags", true, "in English"),
            ("客户,消费金额", true, "a sum of the past without a day"),
            ("客户,消费金额,日期", false, "money and a day: orders"),
            ("客户,金额", false, "money without a day is no list"),
            ("姓名,生日,创建时间", true, "the day of acquaintance"),
            ("姓名,消费次数,消费金额,创建时间", true, "how often he bought"),
            ("姓名,积分,消费金额,创建时间", false, "points, but money and a day"),
            ("姓名,日期", false, "a day and nothing that only people have"),
            ("姓名,电话,订单号", false, "order numbers"),
            ("姓名,电话,商品,积分", false, "goods"),
            ("生日,积分", false, "nobody"),
            ("phone,whatever", false, "one known word is no list"),
        ] {
            let plain: Vec<String> = titles.split(',').map(orders::plain).collect();
            let mut usual: Columns = [None; Field::COUNT];
            for (at, title) in plain.iter().enumerate() {
                if let Some(field) = orders::usual(title) {
                    usual[field as usize] = Some(at);
                }
            }
            assert_eq!(are_of_people(&plain, &usual), is_list, "{rule}: {titles}");
        }
    }

    #[test]
    fn whose_nicks() {
        for (titles, platform_) in [
            ("昵称,电话", Platform::Table),
            ("昵称,淘宝会员名", Platform::Taobao),
            ("旺旺号", Platform::Taobao),
            ("姓名", Platform::Table),
        ] {
            let plain: Vec<String> = titles.split(',').map(orders::plain).collect();
            assert_eq!(platform(&plain), platform_, "{titles}");
        }
    }

    #[test]
    fn no_title_means_two_fields() {
        let mut words: Vec<&str> = WORDS.iter().flat_map(|(_, words)| words.split(' ')).collect();
        words.extend(NOTED.split(' '));
        assert!(words.iter().all(|word| orders::plain(word) == *word));
        let n = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n);
    }
}
