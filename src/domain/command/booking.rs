//! Rules of the shop, and what is booked under them: tiers by hand, points, coupons.

use std::collections::BTreeSet;

use hashbrown::HashSet;

use super::act::Act;
use super::people::person;
use super::{Moment, Refused, nothing};
use crate::domain::change::Change;
use crate::domain::coupon::code::{Code, CodeKey};
use crate::domain::coupon::life::last_valid_day;
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::event::Deed;
use crate::domain::figures::CountingRule;
use crate::domain::id::name_based;
use crate::domain::intern::Index;
use crate::domain::loyalty::{
    Booking, Gift, GiftKind, QuotedLine, Rule, RuleId, RuleKind, Rulebook,
};
use crate::domain::node::Noded;
use crate::domain::points::Points;
use crate::domain::promotion::Step;
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;
use crate::domain::segment::SegmentDraft;
use crate::domain::shop::Shop;
use crate::domain::tier::Policy;

/// Something to book, with names instead of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Whom it is about, if anybody.
    pub customer: Option<CustomerKey>,
    /// And whom else.
    pub other: Option<CustomerKey>,
    /// What.
    pub booking: Booking,
}

/// Why a rule or a booking is none. What exactly is wrong with a draft the form asks of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingFault {
    /// It has no name.
    NoName,
    /// The draft is not a policy, a promotion, terms of points.
    BadTerms,
    /// What it gives is not there, or cannot be given.
    NoSuchOffer,
    /// There is no such rule.
    NoSuchRule,
    /// It has begun, and what was done under it stands.
    HasBegun,
    /// A rule of another kind.
    OtherKind,
    /// Nobody is named, where somebody must be, or the other way round.
    WrongPeople,
    /// There is no such tier.
    NoSuchTier,
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// No reason is given.
    NoReason,
    /// A number of points that cannot be given or spent.
    BadPoints,
    /// More points than there are.
    TooFewPoints {
        /// What can be spent.
        available: Points,
    },
    /// None is left of a gift.
    OutOfStock,
    /// There is no such coupon, or it is used, ended or taken back.
    NoSuchCoupon,
    /// There is no such quote, or it waits for nobody.
    NoSuchQuote,
    /// Who quoted cannot agree with himself.
    ByAuthor,
    /// It acts only through what is done with it elsewhere.
    NotByHand,
    /// Who is said to have brought somebody came by that one's word himself.
    RoundAbout,
}

fn refused(fault: BookingFault) -> Refused {
    Refused::NotABooking(fault)
}

/// Gives a rule these terms; a new rule where there is none. A rule that says so already is not
/// written again.
pub(super) fn set_rule(
    shop: &Shop,
    rule: Option<RuleId>,
    terms: &Rule,
    moment: &Moment,
) -> Result<Change, Refused> {
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    let book = shop.rulebook();
    let of_good = terms.product().map(|product| RuleId::of_product(&product.sku));
    let of_kind = of_good.or_else(|| terms.quoting().map(|_| RuleId::of_quoting()));
    let id = rule.or(of_kind).unwrap_or(RuleId(act.act));
    let known = book.rule(id);
    let is_good = terms.kind() == RuleKind::Product;
    let is_new = known.is_none() && shop.history_of_rule(id).is_empty();
    if rule.is_some() && is_new && !is_good {
        return Err(refused(BookingFault::NoSuchRule));
    }
    if known.is_some_and(|known| known.kind() != terms.kind()) {
        return Err(refused(BookingFault::OtherKind));
    }
    let terms = checked(&book, id, terms.clone(), moment.today).map_err(refused)?;
    if known == Some(&terms) {
        return Ok(nothing());
    }
    act.push(booked(None, None, Booking::Ruled { rule: id, terms: Some(terms) }));
    Ok(act.finish(None))
}

/// Takes a rule out.
pub(super) fn remove_rule(shop: &Shop, rule: RuleId, moment: &Moment) -> Result<Change, Refused> {
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    let book = shop.rulebook();
    let terms = book.rule(rule).ok_or(refused(BookingFault::NoSuchRule))?;
    if first_day(terms).is_some_and(|first| first < moment.today) {
        return Err(refused(BookingFault::HasBegun));
    }
    act.push(booked(None, None, Booking::Ruled { rule, terms: None }));
    Ok(act.finish(None))
}

fn booked(customer: Option<Index>, other: Option<Index>, booking: Booking) -> Deed {
    Deed::Booked { customer, other, booking: booking.to_node() }
}

/// The day from which on a rule decides what orders are worth; those that have begun stay.
fn first_day(rule: &Rule) -> Option<Day> {
    match rule {
        Rule::Tiers(draft) => Some(draft.first_day),
        Rule::Points(terms) => Some(terms.first_day),
        Rule::Offer(_)
        | Rule::Platform(_)
        | Rule::Issuing(_)
        | Rule::Gift(_)
        | Rule::Group(_)
        | Rule::Product(_)
        | Rule::PriceList(_)
        | Rule::Quoting(_) => None,
    }
}

/// The terms as they are written down, or what is wrong with them.
fn checked(book: &Rulebook, id: RuleId, terms: Rule, today: Day) -> Result<Rule, BookingFault> {
    let named = |name: &str| match name.trim().is_empty() {
        true => Err(BookingFault::NoName),
        false => Ok(()),
    };
    let has_begun = |known: Option<Day>| known.is_some_and(|first| first < today);
    let of_kind = |kind: RuleKind| book.rules().any(|(it, rule)| it != id && rule.kind() == kind);
    if let Some(first) = first_day(&terms) {
        // Nothing was promised under rules that were never there: the first ones may look back.
        let looks_back = first < today && of_kind(terms.kind());
        if looks_back || has_begun(book.rule(id).and_then(first_day)) {
            return Err(BookingFault::HasBegun);
        }
    }
    Ok(match terms {
        Rule::Tiers(draft) => {
            let (policy, _) = Policy::parse(draft).map_err(|_| BookingFault::BadTerms)?;
            Rule::Tiers(policy.draft().clone())
        }
        Rule::Points(terms) => {
            let is_whole = terms.rate >= 1 && terms.unit_fen.minor() >= 1;
            let pays = terms.points_per_yuan >= 1 && terms.return_days >= 1;
            if !is_whole || !pays {
                return Err(BookingFault::BadTerms);
            }
            Rule::Points(terms)
        }
        Rule::Offer(mut offer) => {
            named(&offer.name)?;
            offer.promotion.id = id.offer_id();
            if offer.valid_days == Some(0) {
                return Err(BookingFault::BadTerms);
            }
            let parsed = offer.promotion.clone().parse().map_err(|_| BookingFault::BadTerms)?;
            offer.promotion = parsed.to_draft();
            Rule::Offer(offer)
        }
        Rule::Platform(coupon) => {
            named(&coupon.name)?;
            if coupon.minimum_fen.minor() < 0 || coupon.off_fen.minor() <= 0 {
                return Err(BookingFault::BadTerms);
            }
            Rule::Platform(coupon)
        }
        Rule::Issuing(issuing) => {
            named(&issuing.name)?;
            if issuing.hour > 23 {
                return Err(BookingFault::BadTerms);
            }
            is_given(book, issuing.gives)?;
            Rule::Issuing(issuing)
        }
        Rule::Gift(gift) => {
            named(&gift.name)?;
            if gift.points == 0 {
                return Err(BookingFault::BadTerms);
            }
            match gift.kind {
                GiftKind::Coupon { offer } => coupons_of(book, offer).map(|_| ())?,
                GiftKind::Goods { .. } => {}
            }
            Rule::Gift(gift)
        }
        Rule::Group(terms) => {
            let (name, rule) = (terms.name.clone(), terms.rule.clone());
            let draft = SegmentDraft { id: id.segment_id(), name, rule };
            draft.parse(&book.segments()).map_err(|_| BookingFault::BadTerms)?;
            Rule::Group(terms)
        }
        Rule::Product(draft) => {
            draft.clone().parse().map_err(|_| BookingFault::BadTerms)?;
            if id != RuleId::of_product(&draft.sku) {
                return Err(BookingFault::BadTerms);
            }
            Rule::Product(draft)
        }
        Rule::PriceList(mut draft) => {
            named(&draft.name)?;
            draft.id = id.to_string();
            draft.clone().parse().map_err(|_| BookingFault::BadTerms)?;
            Rule::PriceList(draft)
        }
        Rule::Quoting(terms) => {
            let is_limit = terms.limit.is_none_or(|limit| limit <= BasisPoints::ONE);
            if id != RuleId::of_quoting() || terms.valid_days == 0 || !is_limit {
                return Err(BookingFault::BadTerms);
            }
            Rule::Quoting(terms)
        }
    })
}

/// What an issuing rule may give: coupons of this shop, or of a platform.
fn is_given(book: &Rulebook, offer: RuleId) -> Result<(), BookingFault> {
    match book.rule(offer).and_then(Rule::platform_coupon) {
        Some(_) => Ok(()),
        None => coupons_of(book, offer).map(|_| ()),
    }
}

/// For how many days coupons of an offer are valid; an offer of which there are none is refused.
fn coupons_of(book: &Rulebook, offer: RuleId) -> Result<Option<u32>, BookingFault> {
    let offer = book.rule(offer).and_then(Rule::offer);
    let offer = offer.filter(|offer| offer.promotion.step == Step::Coupon);
    offer.map(|offer| offer.valid_days).ok_or(BookingFault::NoSuchOffer)
}

/// Books what is asked for, as one act: all of it, or nothing.
pub(super) fn book(shop: &Shop, all: &[Booked], moment: &Moment) -> Result<Change, Refused> {
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    let find = |key: &Option<CustomerKey>| match key {
        None => Ok(None),
        Some(key) => person(shop, key).map(Some).ok_or(Refused::NoSuchCustomer),
    };
    for one in all {
        let (customer, other) = (find(&one.customer)?, find(&one.other)?);
        check(shop, customer, other, &one.booking, moment.today).map_err(refused)?;
        act.push(booked(customer, other, one.booking.clone()));
        if let Booking::PointsSpent { gift: Some(gift), .. } = &one.booking
            && let Some(Rule::Gift(Gift { kind: GiftKind::Coupon { offer }, .. })) =
                shop.rulebook().rule(*gift)
        {
            issue_into(&mut act, shop, *offer, &[customer], moment)?;
        }
    }
    Ok(act.finish(None))
}

fn check(
    shop: &Shop,
    customer: Option<Index>,
    other: Option<Index>,
    booking: &Booking,
    today: Day,
) -> Result<(), BookingFault> {
    let about_one = || match (customer, other) {
        (Some(customer), None) => Ok(customer),
        (Some(_), Some(_)) | (None, _) => Err(BookingFault::WrongPeople),
    };
    match booking {
        Booking::TierGiven { tier } => {
            about_one()?;
            let rules = shop.rulebook();
            let (_, policy) = rules.policy_on(today).ok_or(BookingFault::NoSuchTier)?;
            policy.tier(tier.step).ok_or(BookingFault::NoSuchTier)?;
            if tier.last_day.is_some_and(|last| last < tier.first_day) {
                return Err(BookingFault::EndsBeforeItBegins);
            }
            if tier.reason.trim().is_empty() { Err(BookingFault::NoReason) } else { Ok(()) }
        }
        Booking::PointsGiven { points, last_day, .. } => {
            about_one()?;
            let is_possible =
                *points != Points::ZERO && points.number().abs() <= Points::LARGEST.number();
            if !is_possible {
                return Err(BookingFault::BadPoints);
            }
            match last_day.is_some_and(|last| last < today) {
                true => Err(BookingFault::EndsBeforeItBegins),
                false => Ok(()),
            }
        }
        Booking::PointsSpent { points, gift, .. } => {
            let customer = about_one()?;
            if *points <= Points::ZERO {
                return Err(BookingFault::BadPoints);
            }
            let available = available(shop, customer, today);
            if *points > available {
                return Err(BookingFault::TooFewPoints { available });
            }
            gift.map_or(Ok(()), |gift| is_to_be_had(shop, gift, *points))
        }
        Booking::PastOrdersEarn { first, last } => match (customer, other) {
            (None, None) if first <= last => match shop.rulebook().points_on(today) {
                Some((_, terms)) if terms.is_on => Ok(()),
                Some(_) | None => Err(BookingFault::NoSuchRule),
            },
            (None, None) => Err(BookingFault::EndsBeforeItBegins),
            (Some(_), _) | (None, Some(_)) => Err(BookingFault::WrongPeople),
        },
        Booking::OpeningBalance { day, net_fen, .. } => {
            about_one()?;
            if *day > today || net_fen.minor() < 0 { Err(BookingFault::BadTerms) } else { Ok(()) }
        }
        Booking::CouponVoided { coupon, reason } => {
            if reason.trim().is_empty() {
                return Err(BookingFault::NoReason);
            }
            let rules = shop.rulebook();
            let held = match customer {
                Some(customer) => shop.coupons_of(&rules, customer, today),
                None => shop.bearer_coupons(&rules, today),
            };
            let is_held = held.iter().any(|it| it.coupon == *coupon && it.is_usable());
            if is_held { Ok(()) } else { Err(BookingFault::NoSuchCoupon) }
        }
        Booking::Noted { offer, .. } => {
            about_one()?;
            shop.rulebook().rule(*offer).map(|_| ()).ok_or(BookingFault::NoSuchOffer)
        }
        Booking::OwnPrice { sku, price } => {
            about_one()?;
            let is_price = price.clone().is_none_or(|price| price.parse().is_ok());
            match is_price && !sku.trim().is_empty() {
                true => Ok(()),
                false => Err(BookingFault::BadTerms),
            }
        }
        Booking::InPriceList { list } => {
            about_one()?;
            let rules = shop.rulebook();
            let is_list = |id: RuleId| rules.rule(id).and_then(Rule::price_list).is_some();
            match list.is_none_or(is_list) {
                true => Ok(()),
                false => Err(BookingFault::NoSuchRule),
            }
        }
        Booking::Quoted { lines, .. } => {
            about_one()?;
            let is_price = |line: &QuotedLine| {
                line.price.clone().parse().is_ok() && line.quantity >= Quantity::default()
            };
            match !lines.is_empty() && lines.iter().all(is_price) {
                true => Ok(()),
                false => Err(BookingFault::BadTerms),
            }
        }
        Booking::QuoteApproved { quote, by } => {
            let customer = about_one()?;
            let quotes = shop.quotes_of(customer, today);
            let quote = quotes.iter().find(|it| it.act == *quote);
            let quote = quote.filter(|it| it.waits()).ok_or(BookingFault::NoSuchQuote)?;
            match by.trim() {
                "" => Err(BookingFault::NoReason),
                by if by == quote.author.trim() => Err(BookingFault::ByAuthor),
                _ => Ok(()),
            }
        }
        Booking::Referred => match (customer, other) {
            (Some(customer), Some(other)) if customer != other => {
                match shop.came_through(other, customer, today) {
                    true => Err(BookingFault::RoundAbout),
                    false => Ok(()),
                }
            }
            (Some(_), _) | (None, _) => Err(BookingFault::WrongPeople),
        },
        Booking::Ruled { .. } | Booking::CouponIssued { .. } => Err(BookingFault::NotByHand),
    }
}

fn counting(shop: &Shop) -> CountingRule {
    shop.profile().rule.value.unwrap_or_default()
}

fn available(shop: &Shop, customer: Index, today: Day) -> Points {
    let replay = shop.points_of(&shop.rulebook(), counting(shop), customer, today);
    replay.map_or(Points::ZERO, |replay| replay.ledger.available())
}

fn is_to_be_had(shop: &Shop, gift: RuleId, points: Points) -> Result<(), BookingFault> {
    let rules = shop.rulebook();
    let Some(Rule::Gift(terms)) = rules.rule(gift) else { return Err(BookingFault::NoSuchOffer) };
    if !terms.is_on || Points::new(i64::from(terms.points)) != points {
        return Err(BookingFault::NoSuchOffer);
    }
    if let GiftKind::Coupon { offer } = terms.kind {
        let offer = rules.rule(offer).and_then(Rule::offer);
        // A coupon that nobody can use is no gift.
        offer.filter(|offer| offer.is_on).ok_or(BookingFault::NoSuchOffer)?;
    }
    match shop.gift_stock(gift) {
        Some(0) => Err(BookingFault::OutOfStock),
        Some(_) | None => Ok(()),
    }
}

/// Gives coupons of an offer: one to each of these people, and some to nobody in particular.
pub(super) fn issue(
    shop: &Shop,
    offer: RuleId,
    to: &[CustomerKey],
    bearers: u32,
    moment: &Moment,
) -> Result<Change, Refused> {
    let Some(mut act) = Act::begin(shop, moment) else { return Ok(nothing()) };
    let (mut owners, mut seen) = (Vec::with_capacity(to.len()), HashSet::new());
    for key in to {
        let owner = person(shop, key).ok_or(Refused::NoSuchCustomer)?;
        if seen.insert(owner) {
            owners.push(Some(owner));
        }
    }
    owners.extend((0..bearers).map(|_| None));
    issue_into(&mut act, shop, offer, &owners, moment)?;
    Ok(act.finish(None))
}

/// Puts coupons into an act. Their ids and codes are made of the act and their place in it: the
/// same act is the same coupons wherever it is decided again.
fn issue_into(
    act: &mut Act<'_>,
    shop: &Shop,
    offer: RuleId,
    owners: &[Option<Index>],
    moment: &Moment,
) -> Result<(), Refused> {
    let valid_days = coupons_of(&shop.rulebook(), offer).map_err(refused)?;
    let last_day = valid_days.map(|days| last_valid_day(moment.today, days));
    let key = act.act;
    let name = |kind: &str, nth: u64| {
        name_based(kind, &[key.as_bytes().as_slice(), &nth.to_be_bytes()].concat())
    };
    let first = act.len() as u64;
    let mut nth = first;
    let taken: BTreeSet<CodeKey> = shop.codes().map(|code| code.key()).collect();
    let codes = Code::batch(owners.len(), &taken, || {
        nth += 1;
        name("code of act", nth).as_u64_pair().1
    });
    for ((owner, code), nth) in owners.iter().zip(codes).zip(first..) {
        let coupon = name("coupon of act", nth);
        let code = code.as_str().to_owned();
        let (rule, cause) = (None, None);
        let issued = Booking::CouponIssued { coupon, offer, code, last_day, rule, cause };
        act.push(booked(*owner, None, issued));
    }
    Ok(())
}
