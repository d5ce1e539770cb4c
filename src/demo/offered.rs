//! What the demo shop offers its customers: prices, a private list, a group, promotions, coupons that
//! were given and one that is given by itself, and something to be had for points.

use super::Stories;
use super::goods::{Goods, PECANS, SUNFLOWER};
use super::staged::Owner;
use crate::domain::command::{Booked, Command};
use crate::domain::coupon::issuing::Trigger;
use crate::domain::customer::CustomerKey;
use crate::domain::goods::{PriceDraft, PriceListDraft, ProductDraft};
use crate::domain::loyalty::{
    Booking, Gift, GiftKind, Issuing, Offer, OfferPreset, PlatformCoupon, Rule, RuleId,
};
use crate::domain::money::Fen;
use crate::domain::price::PriceBreak;
use crate::domain::quantity::Quantity;
use crate::domain::segment::{Figure, GroupTerms, Range, Rule as GroupRule, Span, Test};
use crate::domain::trade::Trade;

/// From so many on small shops pay the lower price.
const BY_THE_BOX: i64 = 10;

/// So many days ago coupons were given that have ended since; those given then end tomorrow.
const ENDED_AGO: i32 = 40;
const ENDS_SOON_AGO: i32 = 19;
const OF_LATE_AGO: i32 = 3;

/// So many of the newcomers of 11 November were given one.
const NEWCOMERS: usize = 3;

/// So many codes lie in parcels.
const IN_PARCELS: u32 = 6;

/// Writes all of it down as the owner of the shop.
pub(super) fn offer(owner: &mut Owner, stories: &Stories) {
    let today = owner.today();
    for (goods, cost_fen) in [(SUNFLOWER, 820), (PECANS, 2_600)] {
        owner.rule(today, Rule::Product(product(goods, cost_fen)));
    }
    let list = owner.rule(today, Rule::PriceList(small_shops()));
    let store = Some(stories.monthly_credit.clone());
    let booking = Booking::InPriceList { list: Some(list) };
    owner.says(today, Command::book(vec![Booked { customer: store, other: None, booking }]));
    owner.rule(today, Rule::Group(asleep()));
    for (preset, name) in
        [(OfferPreset::MoneyOff, "满百减十"), (OfferPreset::MemberDay, "会员日双倍积分")]
    {
        if let Some(offer) = preset.offer(Some(Trade::Food), today, None) {
            owner.rule(today, Rule::Offer(Offer { name: name.to_owned(), ..offer }));
        }
    }
    owner.rule(today, Rule::Platform(on_the_platform()));
    let first = today.plus(-ENDED_AGO);
    let Some(coupon) = OfferPreset::NextOrder.offer(Some(Trade::Food), first, None) else {
        return;
    };
    let coupon = owner.rule(first, Rule::Offer(Offer { name: "回头券".to_owned(), ..coupon }));
    give(owner, stories, coupon);
    let name = "问过没买的券".to_owned();
    let (trigger, switched_on) = (Trigger::LeadWithoutOrder, Some(today));
    let issuing = Issuing { name, trigger, switched_on, gives: coupon, hour: 0 };
    owner.rule(today, Rule::Issuing(issuing));
    let kind = GiftKind::Goods { stock: Some(30), cost_fen: Some(Fen::from_minor(820)) };
    let gift = Gift { name: SUNFLOWER.name.to_owned(), is_on: true, points: 500, kind };
    owner.rule(today, Rule::Gift(gift));
}

/// Coupons that have ended, that end tomorrow, that are new, and codes that anybody may use.
fn give(owner: &mut Owner, stories: &Stories, coupon: RuleId) {
    let newcomers = stories.newcomers.iter().take(NEWCOMERS).cloned();
    let given: [(i32, Vec<CustomerKey>, u32); 3] = [
        (ENDED_AGO, vec![stories.paid_more.clone(), stories.same_time_last_year.clone()], 0),
        (ENDS_SOON_AGO, vec![stories.about_to_rise.clone()], 0),
        (OF_LATE_AGO, newcomers.collect(), IN_PARCELS),
    ];
    for (ago, to, bearers) in given {
        owner.says(owner.today().plus(-ago), Command::issue_coupons(coupon, to, bearers));
    }
}

fn by_quantity(few_fen: i64, many_fen: i64) -> PriceDraft {
    let at = |units: i64, fen: i64| PriceBreak {
        from: Quantity::from_thousandths(units * 1_000),
        unit_fen: Fen::from_minor(fen),
    };
    PriceDraft { breaks: vec![at(1, few_fen), at(BY_THE_BOX, many_fen)], ..PriceDraft::default() }
}

fn product(goods: Goods, cost_fen: i64) -> ProductDraft {
    ProductDraft {
        sku: goods.sku.to_owned(),
        name: goods.name.to_owned(),
        category: "炒货坚果".to_owned(),
        base: Some(PriceDraft::flat(Fen::from_minor(goods.retail_fen))),
        cost_fen: Some(Fen::from_minor(cost_fen)),
        ..ProductDraft::default()
    }
}

/// What small shops pay.
fn small_shops() -> PriceListDraft {
    let price = |goods: Goods| {
        let less = goods.wholesale_fen * 95 / 100;
        (goods.sku.to_owned(), by_quantity(goods.wholesale_fen, less))
    };
    PriceListDraft {
        id: String::new(),
        name: "小店价".to_owned(),
        prices: vec![price(SUNFLOWER), price(PECANS)],
    }
}

/// What its owner made in the back office of the platform.
fn on_the_platform() -> PlatformCoupon {
    PlatformCoupon {
        name: "淘宝店铺券".to_owned(),
        is_on: true,
        minimum_fen: Fen::from_minor(9_900),
        off_fen: Fen::from_minor(800),
        valid_days: Some(30),
        note: String::new(),
    }
}

/// Who came three times or more and has been away for a month and a half.
fn asleep() -> GroupTerms {
    let least = |figure, from: i64| {
        let range = Range { from: Some(from), to: None };
        GroupRule::Test(Test::Figure { figure, range })
    };
    let rule = GroupRule::All(vec![
        least(Figure::Purchases(Span::Ever), 3),
        least(Figure::DaysSinceLast, 45),
    ]);
    GroupTerms { name: "很久没来的熟客".to_owned(), rule }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_and_lists_are_some() {
        let product = product(SUNFLOWER, 820);
        assert!(product.parse().is_ok());
        let list = PriceListDraft { id: "list".to_owned(), ..small_shops() };
        assert!(list.parse().is_ok());
        let day = crate::domain::day::Day::from_number(20_000);
        assert!(OfferPreset::NextOrder.offer(Some(Trade::Food), day, None).is_some());
    }
}
