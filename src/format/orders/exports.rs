//! The exports that are known by their titles.
//!
//! By name, never by position: the Taobao export had 45, 46, 56 and 61 columns in ten years.

use super::file_format::FileFormat;
use crate::domain::customer::Platform;
use crate::domain::observation::Grain;
use crate::format::mapping::Field;

/// The columns a field can stand in, as [`super::titles::plain`] writes titles, the best first.
/// A row is asked in this order until a cell is filled.
type Titles = &'static [(Field, &'static [&'static str])];

/// A known export.
#[derive(Debug)]
pub(super) struct Export {
    format: FileFormat,
    pub(super) platform: Platform,
    pub(super) grain: Grain,
    pub(super) titles: Titles,
    /// Of each list one title must stand there.
    needed: &'static [&'static [&'static str]],
    /// With one of these it is something else.
    foreign: &'static [&'static str],
}

impl Export {
    /// The format of a file of this export with so many columns.
    pub(super) const fn format(&self, columns: usize) -> FileFormat {
        match self.format {
            FileFormat::TaobaoOrders { .. } => FileFormat::TaobaoOrders { columns },
            FileFormat::Alibaba1688Orders { .. } => FileFormat::Alibaba1688Orders { columns },
            other => other,
        }
    }

    /// True where a file with these titles is this export.
    pub(super) fn is_of(&self, titles: &[String]) -> bool {
        let stands = |name: &&str| titles.iter().any(|title| title == name);
        self.needed.iter().all(|names| names.iter().any(stands)) && !self.foreign.iter().any(stands)
    }
}

/// What the title of the source has in it in the exports of this app, as plain titles are.
pub(super) const OWN_MARK: &str = "(huitou)";

/// All of them; the first that fits is it.
pub(super) const EXPORTS: [Export; 5] = [
    Export {
        format: FileFormat::TaobaoOrders { columns: 0 },
        platform: Platform::Taobao,
        grain: Grain::Order,
        titles: TAOBAO_ORDERS,
        needed: &[&["订单编号"], TAOBAO_NICK, TAOBAO_PAID, &["订单状态"], &["订单创建时间"]],
        foreign: &["货品标题"],
    },
    Export {
        format: FileFormat::TaobaoItems,
        platform: Platform::Taobao,
        grain: Grain::Item,
        titles: TAOBAO_ITEMS,
        needed: &[&["订单编号"], &["标题"], &["价格"], &["购买数量"]],
        foreign: &["订单创建时间"],
    },
    Export {
        format: FileFormat::Alibaba1688Orders { columns: 0 },
        platform: Platform::Alibaba1688,
        grain: Grain::Line,
        titles: ALIBABA_1688_ORDERS,
        needed: &[
            &["订单编号"],
            &["买家会员名", "买家公司名"],
            &["实付款(元)", "实付款"],
            &["订单状态"],
            &["订单创建时间"],
            &["货品标题", "货品总价(元)", "货品总价"],
        ],
        foreign: &[],
    },
    Export {
        format: FileFormat::YouzanOrders,
        platform: Platform::Youzan,
        grain: Grain::Order,
        titles: YOUZAN_ORDERS,
        needed: &[
            &["订单号"],
            &["买家昵称", "买家手机号"],
            &["订单实付金额"],
            &["订单状态"],
            &["订单创建时间"],
        ],
        foreign: &[],
    },
    Export {
        format: FileFormat::YouzanCustomers,
        platform: Platform::Youzan,
        grain: Grain::Order,
        // Only some of its titles are published: they are read like those of any list.
        titles: &[],
        needed: &[
            &["客户姓名"],
            &["客户昵称"],
            &["客户手机号"],
            &["客户储值余额", "成长值", "客户积分"],
        ],
        foreign: &["订单号", "订单编号"],
    },
];

const TAOBAO_NICK: &[&str] = &["买家会员名", "买家会员昵称", "买家昵称"];
const TAOBAO_PAID: &[&str] = &["买家实际支付金额", "买家实付金额", "实际支付金额"];

const TAOBAO_ORDERS: Titles = &[
    (Field::OrderId, &["订单编号"]),
    (Field::Nick, TAOBAO_NICK),
    (Field::Paid, TAOBAO_PAID),
    (Field::Postage, &["买家应付邮费"]),
    (Field::Refund, &["退款金额"]),
    (Field::Status, &["订单状态"]),
    (Field::Date, &["订单创建时间"]),
    (Field::PaidAt, &["订单付款时间"]),
    (Field::DeliveredAt, &["确认收货时间"]),
    (Field::Item, &["宝贝标题"]),
    (Field::Quantity, &["宝贝总数量"]),
    (Field::Remark, &["订单备注", "商家备注"]),
    (Field::ReceiverName, &["收货人姓名"]),
    (Field::ReceiverPhone, &["联系手机"]),
    (Field::ReceiverAddress, &["收货地址"]),
    (Field::Presale, &["分阶段订单信息"]),
];

const TAOBAO_ITEMS: Titles = &[
    (Field::OrderId, &["订单编号"]),
    (Field::Item, &["标题"]),
    (Field::UnitPrice, &["价格"]),
    (Field::Quantity, &["购买数量"]),
    (Field::Sku, &["商家编码", "外部系统编号"]),
];

const ALIBABA_1688_ORDERS: Titles = &[
    (Field::OrderId, &["订单编号"]),
    (Field::Nick, &["买家会员名"]),
    (Field::Company, &["买家公司名"]),
    (Field::Paid, &["实付款(元)", "实付款"]),
    (Field::Postage, &["运费(元)", "运费"]),
    (Field::Status, &["订单状态"]),
    (Field::Date, &["订单创建时间"]),
    (Field::PaidAt, &["订单付款时间"]),
    (Field::Item, &["货品标题"]),
    (Field::UnitPrice, &["单价(元)", "单价"]),
    (Field::Quantity, &["数量"]),
    (Field::Sku, &["单品货号", "货号", "skuid", "offerid"]),
    (Field::Remark, &["卖家备注", "订单备注", "买家留言", "买家/卖家留言"]),
    (Field::ReceiverName, &["收货人姓名"]),
    (Field::ReceiverPhone, &["联系手机", "联系电话"]),
    (Field::ReceiverAddress, &["收货地址"]),
    (Field::Channel, &["下游渠道"]),
    (Field::Dropship, &["是否代发订单"]),
];

const YOUZAN_ORDERS: Titles = &[
    (Field::OrderId, &["订单号"]),
    (Field::Nick, &["买家昵称"]),
    (Field::Phone, &["买家手机号"]),
    (Field::Paid, &["订单实付金额"]),
    (Field::Postage, &["运费"]),
    (Field::Refund, &["订单已退款金额"]),
    (Field::Status, &["订单状态"]),
    (Field::Date, &["订单创建时间"]),
    (Field::PaidAt, &["买家付款时间"]),
    (Field::DeliveredAt, &["交易成功时间"]),
    (Field::Item, &["全部商品名称"]),
    (Field::Remark, &["商家订单备注", "买家备注"]),
    (Field::Region, &["收货人省份", "收货人城市"]),
    (Field::ReceiverName, &["收货人/提货人"]),
    (Field::ReceiverPhone, &["收货人手机号/提货人手机号"]),
    (Field::ReceiverAddress, &["详细收货地址/提货地址"]),
];
