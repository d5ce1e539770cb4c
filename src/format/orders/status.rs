//! Statuses in the words of the platforms.

use crate::domain::order::OrderStatus;

/// The words we know. Of the platforms' lists those of Taobao are quoted from real exports; the
/// others are the words their pages use, and the English ones common in shop software.
const WORDS: &[(&str, OrderStatus)] = &[
    ("等待买家付款", OrderStatus::Unpaid),
    ("待付款", OrderStatus::Unpaid),
    ("等待付款", OrderStatus::Unpaid),
    ("未付款", OrderStatus::Unpaid),
    ("没有创建支付宝交易", OrderStatus::Unpaid),
    ("付款确认中", OrderStatus::Unpaid),
    ("unpaid", OrderStatus::Unpaid),
    ("pending", OrderStatus::Unpaid),
    ("等待付款确认", OrderStatus::Unpaid),
    ("已下单", OrderStatus::Unpaid),
    ("待付定金", OrderStatus::Unpaid),
    ("待付尾款", OrderStatus::Unpaid),
    ("wait_buyer_pay", OrderStatus::Unpaid),
    ("pay_pending", OrderStatus::Unpaid),
    ("trade_no_create_pay", OrderStatus::Unpaid),
    ("wait_pre_auth_confirm", OrderStatus::Unpaid),
    ("0元购合约中", OrderStatus::Unpaid),
    ("国际信用卡支付付款确认中", OrderStatus::Unpaid),
    ("待成团付款", OrderStatus::Unpaid),
    ("买家已付款，等待卖家发货", OrderStatus::Paid),
    ("买家已付款", OrderStatus::Paid),
    ("等待卖家发货", OrderStatus::Paid),
    ("待发货", OrderStatus::Paid),
    ("已付款", OrderStatus::Paid),
    ("部分发货", OrderStatus::Paid),
    ("卖家部分发货", OrderStatus::Paid),
    ("paid", OrderStatus::Paid),
    ("processing", OrderStatus::Paid),
    ("等待商家发货", OrderStatus::Paid),
    ("待接单", OrderStatus::Paid),
    ("待成团", OrderStatus::Paid),
    ("待备货", OrderStatus::Paid),
    ("待自提", OrderStatus::Paid),
    ("待核销", OrderStatus::Paid),
    ("待使用", OrderStatus::Paid),
    ("拼团中", OrderStatus::Paid),
    ("拼团中订单或者发货强管控的订单", OrderStatus::Paid),
    ("卖家备货中", OrderStatus::Paid),
    ("wait_seller_send_goods", OrderStatus::Paid),
    ("seller_consigned_part", OrderStatus::Paid),
    ("paid_forbid_consign", OrderStatus::Paid),
    ("卖家已发货，等待买家确认", OrderStatus::Shipped),
    ("卖家已发货", OrderStatus::Shipped),
    ("等待买家确认收货", OrderStatus::Shipped),
    ("等待买家收货", OrderStatus::Shipped),
    ("等待买家签收", OrderStatus::Shipped),
    ("待收货", OrderStatus::Shipped),
    ("已发货", OrderStatus::Shipped),
    ("shipped", OrderStatus::Shipped),
    ("delivered", OrderStatus::Shipped),
    ("商家已发货", OrderStatus::Shipped),
    ("等待买家确认", OrderStatus::Shipped),
    ("部分收货", OrderStatus::Shipped),
    ("待签收", OrderStatus::Shipped),
    ("配送中", OrderStatus::Shipped),
    ("wait_buyer_confirm_goods", OrderStatus::Shipped),
    ("交易成功", OrderStatus::Completed),
    ("买家已签收", OrderStatus::Completed),
    ("交易完成", OrderStatus::Completed),
    ("已完成", OrderStatus::Completed),
    ("已收货", OrderStatus::Completed),
    ("已签收", OrderStatus::Completed),
    ("完成", OrderStatus::Completed),
    ("成功", OrderStatus::Completed),
    ("completed", OrderStatus::Completed),
    ("complete", OrderStatus::Completed),
    ("done", OrderStatus::Completed),
    ("交易已完成", OrderStatus::Completed),
    ("订单完成", OrderStatus::Completed),
    ("订单已完成", OrderStatus::Completed),
    ("已核销", OrderStatus::Completed),
    ("trade_buyer_signed", OrderStatus::Completed),
    ("trade_finished", OrderStatus::Completed),
    ("交易关闭", OrderStatus::Closed),
    ("交易被淘宝关闭", OrderStatus::Closed),
    ("付款以后用户退款成功，交易自动关闭", OrderStatus::Refunded),
    ("付款以前，卖家或买家主动关闭交易", OrderStatus::Closed),
    ("已关闭", OrderStatus::Closed),
    ("已取消", OrderStatus::Closed),
    ("交易取消", OrderStatus::Closed),
    ("取消", OrderStatus::Closed),
    ("关闭", OrderStatus::Closed),
    ("closed", OrderStatus::Closed),
    ("cancelled", OrderStatus::Closed),
    ("canceled", OrderStatus::Closed),
    ("订单关闭", OrderStatus::Closed),
    ("订单已关闭", OrderStatus::Closed),
    ("订单取消", OrderStatus::Closed),
    ("交易终止", OrderStatus::Closed),
    ("已作废", OrderStatus::Closed),
    ("trade_closed_by_taobao", OrderStatus::Closed),
    ("trade_closed", OrderStatus::Closed),
    ("已退款", OrderStatus::Refunded),
    ("退款成功", OrderStatus::Refunded),
    ("全额退款", OrderStatus::Refunded),
    ("refunded", OrderStatus::Refunded),
    ("已全额退款", OrderStatus::Refunded),
];

/// The status of a cell; `None` where the word is not known.
#[must_use]
pub fn parse(cell: &str) -> Option<OrderStatus> {
    let known =
        |text: &str| WORDS.iter().find(|(word, _)| *word == text).map(|(_, status)| *status);
    known(cell).or_else(|| known(&cell.trim().replace(',', "，").to_lowercase()))
}

/// True where a pre-sale order still waits for its balance, read from the stages as Taobao
/// writes them (分阶段订单信息). The form of that cell is not published: a stage that is said to
/// be unpaid means that the order is not one yet.
#[must_use]
pub fn balance_is_open(stages: &str) -> bool {
    ["未付款", "等待买家付款", "待付款", "未支付", "待支付"]
        .iter()
        .any(|open| stages.contains(open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for (cell, expected) in [
            ("交易成功", Some(OrderStatus::Completed)),
            (" 买家已付款，等待卖家发货 ", Some(OrderStatus::Paid)),
            ("买家已付款,等待卖家发货", Some(OrderStatus::Paid)),
            ("卖家已发货，等待买家确认", Some(OrderStatus::Shipped)),
            ("交易被淘宝关闭", Some(OrderStatus::Closed)),
            ("Cancelled", Some(OrderStatus::Closed)),
            ("WAIT_BUYER_CONFIRM_GOODS", Some(OrderStatus::Shipped)),
            ("TRADE_CLOSED_BY_TAOBAO", Some(OrderStatus::Closed)),
            ("等待买家收货", Some(OrderStatus::Shipped)),
            ("待成团", Some(OrderStatus::Paid)),
            ("", None),
            ("在路上", None),
        ] {
            assert_eq!(parse(cell), expected, "{cell}");
        }
    }

    #[test]
    fn no_word_means_two_statuses() {
        let mut words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), WORDS.len());
    }

    #[test]
    fn presale() {
        assert!(balance_is_open("阶段一:已付款;阶段二:未付款"));
        assert!(!balance_is_open("阶段一:已付款;阶段二:已付款"));
        assert!(!balance_is_open(""));
    }
}
