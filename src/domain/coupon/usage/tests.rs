use super::*;
use crate::domain::points::Points;

fn on(of_november: u32) -> Day {
    Day::from_ymd(2026, 11, of_november).unwrap()
}

fn discount(offer: &str, rule: &str, minor: i64) -> Discount {
    let (offer, rule) = (OfferId::new(offer), OfferId::new(rule));
    Discount { offer, rule, amount_fen: Fen::from_minor(minor), back: Vec::new() }
}

fn order(name: &str, customer: Option<&str>, discounts: Vec<Discount>) -> OrderUse {
    let customer = customer.map(Arc::from);
    OrderUse { order: Cause::new(name), day: on(5), customer, discounts, ended: None }
}

fn refund(offer: &str, minor: i64, is_full: bool) -> Refunded {
    Refunded {
        total_fen: Fen::ZERO,
        goods_fen: Fen::ZERO,
        postage_fen: Fen::ZERO,
        lines: Vec::new(),
        beyond_fen: Fen::ZERO,
        points_reversed: Points::ZERO,
        points_returned: Points::ZERO,
        is_full,
        budget_back: vec![(OfferId::new(offer), Fen::from_minor(minor))],
        coupons_back: Vec::new(),
    }
}

/// By the customer, by everybody, fen: told alike by the book and by reading all orders.
fn numbers(orders: &[OrderUse], who: Option<&str>, day: Day, edited: &str) -> (u32, u32, i64) {
    let (rule, edited) = (OfferId::new("r"), Cause::new(edited));
    let mut book = UsageBook::new(day);
    orders.iter().for_each(|order| book.insert(order.clone()));
    let told = book.used(&rule, who, Some(&edited));
    assert_eq!(told, used(orders, &rule, who, day, Some(&edited)));
    (told.by_customer, told.total, told.amount_fen.minor())
}

#[test]
fn an_order_counts_until_it_has_ended() {
    let mut cancelled = order("A", Some("li"), vec![discount("r", "r", 500)]);
    cancelled.ended = Some(on(9));
    let stands = order("B", Some("wu"), vec![discount("r", "r", 300)]);
    let nobody = order("C", None, vec![discount("r", "r", 200)]);
    let two = order("D", Some("li"), vec![discount("c1", "r", 50), discount("c2", "r", 60)]);
    for (orders, who, day, edited, expected, rule) in [
        (vec![&cancelled], Some("li"), 4, "", (0, 0, 0), "not before its day"),
        (vec![&cancelled], Some("li"), 8, "", (1, 1, 500), "until it is cancelled"),
        (
            vec![&cancelled],
            Some("li"),
            9,
            "",
            (0, 0, 0),
            "Sylius#10125, #6470: a cancelled order gives back its use",
        ),
        (vec![&stands], Some("wu"), 5, "B", (0, 0, 0), "the order being edited is left out"),
        (vec![&stands, &cancelled], Some("wu"), 5, "A", (1, 1, 300), "only that one"),
        (vec![&stands], Some("wu"), 5, "X", (1, 1, 300), "a new order changes nothing"),
        (
            vec![&stands, &cancelled],
            Some("wu"),
            5,
            "",
            (1, 2, 800),
            "shopperlabs/shopper#510: each customer has a count of his own",
        ),
        (vec![&nobody], None, 5, "", (0, 1, 200), "nobody known has none"),
        (vec![&nobody, &stands], Some("li"), 5, "", (0, 2, 500), "others are not he"),
        (vec![&two], Some("li"), 5, "", (2, 2, 110), "each coupon is one use"),
        (vec![&two, &two], Some("li"), 5, "D", (0, 0, 0), "all of the edited order"),
    ] {
        let orders: Vec<OrderUse> = orders.into_iter().cloned().collect();
        assert_eq!(numbers(&orders, who, on(day), edited), expected, "{rule}");
    }
}

#[test]
fn a_part_refund_gives_back_budget_and_no_use() {
    let mut sold = order("A", Some("li"), vec![discount("c", "r", 500), discount("p", "q", 90)]);
    let part = Cause::new("part");
    sold.refunded(&part, on(7), &refund("c", 200, false));
    sold.refunded(&part, on(7), &refund("c", 200, false));
    sold.refunded(&Cause::new("of no such offer"), on(7), &refund("x", 1, false));
    let mut all = sold.clone();
    all.refunded(&Cause::new("rest"), on(8), &refund("c", 300, true));
    let mut too_much = sold.clone();
    too_much.refunded(&Cause::new("more"), on(8), &refund("c", 900, false));
    let mut raises = sold.clone();
    raises.refunded(&Cause::new("less"), on(8), &refund("c", -900, false));
    for (order, day, expected, rule) in [
        (&sold, 6, (1, 1, 500), "as of the day before"),
        (&sold, 7, (1, 1, 300), "its share of the budget, once"),
        (&all, 7, (1, 1, 300), "as of the part"),
        (&all, 8, (0, 0, 0), "the rest gives back the use"),
        (&too_much, 8, (1, 1, 0), "never below 0"),
        (&raises, 8, (1, 1, 300), "never above the amount"),
    ] {
        let orders = std::slice::from_ref(order);
        assert_eq!(numbers(orders, Some("li"), on(day), ""), expected, "{rule}");
    }
}

#[test]
fn limits_that_were_overrun() {
    let limits =
        Limits { per_customer: Some(1), total: Some(3), budget_fen: Some(Fen::from_minor(1_000)) };
    let of = |by_customer, total, minor| {
        let used = Used { by_customer, total, amount_fen: Fen::from_minor(minor) };
        let beyond = overrun(limits, &used);
        (beyond.by_customer, beyond.total, beyond.amount_fen.minor())
    };
    assert_eq!(of(1, 3, 1_000), (0, 0, 0), "used up is not overrun");
    assert_eq!(of(2, 4, 1_001), (1, 1, 1), "vendure#4660: two phones gave away the last");
    let beyond = overrun(Limits::default(), &Used { by_customer: 9, total: 9, ..Used::default() });
    assert_eq!(beyond, Overrun::default(), "without limits");
}

#[test]
fn a_book_moves_through_time() {
    let mut sold = order("A", Some("li"), vec![discount("c", "r", 500)]);
    sold.refunded(&Cause::new("part"), on(7), &refund("c", 200, false));
    sold.refunded(&Cause::new("rest"), on(9), &refund("c", 300, true));
    let mut book = UsageBook::new(on(1));
    book.insert(sold.clone());
    for day in [5, 6, 7, 8, 9, 30, 8, 7, 4, 9, 5, 1] {
        book.move_to(on(day));
        let mut fresh = UsageBook::new(on(day));
        fresh.insert(sold.clone());
        assert_eq!(book, fresh, "{day}");
    }
    assert_eq!(book.remove(&sold.order), Some(sold));
    assert_eq!(book, UsageBook::new(on(1)), "nothing stays behind");
}
