//! What real exports have, too: orders that were never paid, refunds, two orders on one day, and
//! remarks with line breaks.

use super::buyers::Kind;
use super::goods::basket;
use super::purchases::{Buyer, Channel, Purchase};
use super::random::Random;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::order::OrderStatus;

const REMARKS: [&str; 8] = [
    "少放糖\n周五前要到",
    "送人的，麻烦包好一点\n不要放价格单",
    "放门卫\r\n到了打电话",
    "两袋分开装\n谢谢",
    "上次的太脆了\n这次要软一点的",
    "开发票：样例食品店\n税号晚点发",
    "下午三点以后送\n上午没人",
    "麻烦发顺丰\n邮费我补",
];

/// Adds it to what one buys.
pub(super) fn add(kind: Kind, buyer: &mut Buyer, today: Day, random: &mut Random) {
    let mut more = Vec::new();
    for purchase in &mut buyer.purchases {
        if random.chance(20) {
            purchase.remark = random.pick(&REMARKS);
        }
        if random.chance(10) {
            // A part of it came back.
            let half = purchase.goods_fen().minor() / 2;
            purchase.refund_fen = Fen::from_minor(random.between(half / 3, half).max(1));
        }
        let day = purchase.day;
        let mut another = |channel| {
            let errand = kind.errand(channel == Channel::Stall);
            let lines = basket(errand, kind.target_fen(random), random);
            Purchase::new(channel, today, day, lines).with_postage(channel, random)
        };
        let (again, unpaid, returned) =
            (another(buyer.channel), another(buyer.channel), another(buyer.channel));
        if random.chance(30) {
            more.push(again);
        }
        if buyer.channel != Channel::Stall && random.chance(108) {
            more.push(never_paid(unpaid, today));
        }
        if random.chance(6) {
            more.push(sent_back(returned));
        }
    }
    buyer.purchases.append(&mut more);
}

/// The platform closes what is not paid within a day.
fn never_paid(mut order: Purchase, today: Day) -> Purchase {
    let is_fresh = today.days_since(order.day) <= 1;
    order.status = if is_fresh { OrderStatus::Unpaid } else { OrderStatus::Closed };
    order
}

fn sent_back(mut order: Purchase) -> Purchase {
    order.status = OrderStatus::Refunded;
    order.refund_fen = order.goods_fen();
    order
}
