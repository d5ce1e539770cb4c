//! Who is in a group: answers of tests, kept, and joined 64 people at a time.

use std::collections::BTreeMap;
use std::rc::Rc;

use hashbrown::HashMap;

use super::bits::Bits;
use super::columns::{Columns, UNKNOWN, place_of};
use super::goods::Good;
use super::person::mask;
use super::rule::{Path, Rule};
use super::test::{CouponState, Figure, Product, Range, Span, Test, WordField};
use super::view::{CouponFact, CouponUse, View};
use super::{SegmentId, Segments};
use crate::domain::card::CardField;
use crate::domain::day::{Day, DayRange};
use crate::domain::figures::person::{part, purchases};
use crate::domain::intern::Index;
use crate::domain::shop::GatheringOrders;
use crate::domain::tier::Step;

/// So many answers are kept; past that, only those of the last rule.
const MOST_KEPT: usize = 256;

/// Who is in which group, for one book as of one basis; another basis is laid out anew.
///
/// Memory: about 200 bytes for each person, 8 for each day on which somebody bought some goods, and
/// one bit for each person and answer that is kept.
#[derive(Debug, Default)]
pub struct Groups {
    pub(super) columns: Columns,
    at: usize,
    orders: Orders,
    answers: HashMap<Test, Answer>,
    /// How many rules were asked so far.
    turn: u64,
}

/// How far the orders are laid out.
#[derive(Debug, Default)]
struct Orders {
    gathering: Option<GatheringOrders>,
    at: usize,
    is_done: bool,
}

#[derive(Debug)]
struct Answer {
    people: Rc<Bits>,
    /// The turn in which it was last asked for.
    turn: u64,
}

impl Groups {
    /// Begins to lay out a book, which must stay as it is until both parts are done.
    #[must_use]
    pub fn begin(view: &View<'_>) -> Groups {
        let mut groups = Groups::default();
        groups.columns.grow(view.places());
        groups
    }

    /// Looks at so many people; false when all are seen.
    pub fn step(&mut self, view: &View<'_>, people: usize) -> bool {
        let all = self.columns.places();
        if self.at >= all {
            return false;
        }
        let end = self.at.saturating_add(people).min(all);
        (self.at..end).for_each(|at| self.columns.set(view, at));
        self.at = end;
        if end == all {
            self.columns.set_shared(view);
        }
        end < all
    }

    /// Looks at the orders of so many people, after as many orders where the book has not yet
    /// gathered whose they are; false when all are seen. Only rules that
    /// [read orders](Rule::reads_orders) need it.
    pub fn step_orders(&mut self, view: &View<'_>, records: usize) -> bool {
        if self.orders.is_done {
            return false;
        }
        if !view.shop.knows_orders_of() {
            let gathering = self.orders.gathering.get_or_insert_default();
            if !gathering.step(view.shop, records)
                && let Some(gathered) = self.orders.gathering.take()
            {
                view.shop.keep_orders_of(gathered);
            }
            return true;
        }
        let (from, all) = (self.orders.at, self.columns.places());
        let end = from.saturating_add(records).min(all);
        (from..end).for_each(|at| self.columns.set_orders(view, at, true));
        self.orders.at = end;
        self.orders.is_done = end == all;
        !self.orders.is_done
    }

    /// True where every rule answers without laying out orders first.
    #[must_use]
    pub const fn has_orders(&self) -> bool {
        self.orders.is_done
    }

    /// Follows a change of some people, by whichever of their keys, as
    /// [`persons`](crate::domain::shop::Touched::persons) says; whoever is new is found by itself.
    /// The view is that of after the change. A change that joins or parts people, and one that
    /// [touched everything](crate::domain::shop::Touched::is_everything), is laid out anew instead.
    pub fn update(&mut self, view: &View<'_>, people: &[Index]) {
        let known = self.columns.places();
        self.columns.grow(view.places());
        self.orders.gathering = None;
        let touched = people.iter().map(|it| view.shop.person_of(*it).position());
        let mut places: Vec<usize> = touched.chain(known..view.places()).collect();
        places.sort_unstable();
        places.dedup();
        let all_were_seen = self.at >= known;
        for at in places {
            if all_were_seen || at < self.at {
                self.columns.set(view, at);
            }
            if self.orders.is_done || at < self.orders.at {
                self.columns.set_orders(view, at, false);
            }
        }
        if all_were_seen {
            self.at = view.places();
            self.columns.set_shared(view);
        }
        self.forget();
    }

    /// Forgets all answers: after a change of what is handed in. Lunar birthdays are laid out anew
    /// by [`Groups::begin`] alone.
    pub fn forget(&mut self) {
        self.answers.clear();
    }

    /// Everybody of whom the book tells.
    #[must_use]
    pub const fn everybody(&self) -> &Bits {
        &self.columns.everybody
    }

    /// Who is in a group. What is not laid out yet is laid out first, at once. A group that is
    /// named and not there, or that leads back to itself, has nobody in it.
    pub fn people(&mut self, view: &View<'_>, rule: &Rule, known: &Segments) -> Bits {
        self.turn += 1;
        while self.step(view, usize::MAX) {}
        let people = self.join(view, rule, &mut Named::of(known));
        if self.answers.len() > MOST_KEPT {
            self.answers.retain(|_, answer| answer.turn == self.turn);
        }
        people
    }

    /// How many are in each node of a rule, in the order of [`super::outline`].
    pub fn counts(&mut self, view: &View<'_>, rule: &Rule, known: &Segments) -> Vec<u64> {
        let mut nodes = Vec::new();
        rule.visit(&mut Path::new(), &mut |_, node| nodes.push(node));
        nodes.into_iter().map(|node| self.people(view, node, known).count()).collect()
    }

    fn join(&mut self, view: &View<'_>, rule: &Rule, named: &mut Named<'_>) -> Bits {
        match rule {
            Rule::All(children) => {
                let mut all = self.columns.everybody.clone();
                children.iter().for_each(|child| all.keep(&self.join(view, child, named)));
                all
            }
            Rule::Any(children) => {
                let mut any = Bits::none(self.columns.places());
                children.iter().for_each(|child| any.join(&self.join(view, child, named)));
                any
            }
            Rule::Not(child) => {
                let mut others = self.columns.everybody.clone();
                others.remove(&self.join(view, child, named));
                others
            }
            Rule::Test(Test::MemberOf(id)) => self.members(view, *id, named),
            Rule::Test(test) => Bits::clone(&self.answer(view, test)),
        }
    }

    fn members(&mut self, view: &View<'_>, id: SegmentId, named: &mut Named<'_>) -> Bits {
        if let Some(people) = named.done.get(&id) {
            return people.clone();
        }
        if named.open.contains(&id) {
            named.leads_back = true;
            return Bits::none(self.columns.places());
        }
        let known = named.known;
        let Some(segment) = known.get(id) else { return Bits::none(self.columns.places()) };
        named.open.push(id);
        let people = self.join(view, segment.rule(), named);
        named.open.pop();
        // Inside of a circle an answer depends on where one came in.
        if !named.leads_back {
            named.done.insert(id, people.clone());
        }
        people
    }

    /// The answer of one test, kept or new.
    fn answer(&mut self, view: &View<'_>, test: &Test) -> Rc<Bits> {
        let turn = self.turn;
        if let Some(answer) = self.answers.get_mut(test) {
            answer.turn = turn;
            return Rc::clone(&answer.people);
        }
        if test.reads_orders() {
            while self.step_orders(view, usize::MAX) {}
        }
        let mut people = self.ask(view, test);
        people.keep(&self.columns.everybody);
        let people = Rc::new(people);
        self.answers.insert(test.clone(), Answer { people: Rc::clone(&people), turn });
        people
    }

    fn ask(&self, view: &View<'_>, test: &Test) -> Bits {
        let columns = &self.columns;
        let one_of = |column: &[u32], mask: u32| Bits::of(column, |value| value & mask != 0);
        match test {
            Test::Figure { figure, range } => self.in_range(view, *figure, *range),
            Test::Stage(any) => one_of(&columns.stages, mask(any.iter().map(|it| *it as u32))),
            Test::Group(any) => one_of(&columns.groups, mask(any.iter().map(|it| *it as u32))),
            Test::Is(any) => one_of(&columns.marks, mask(any.iter().map(|it| *it as u32))),
            Test::Known(field) => {
                one_of(&columns.known, mask(std::iter::once(u32::from(field.number()))))
            }
            Test::Said { field, any } => self.said(*field, any),
            Test::BuysOn(any) => {
                one_of(&columns.platforms, mask(any.iter().map(|it| u32::from(it.number()))))
            }
            Test::Bought { product, span } => self.bought(view, product, *span),
            Test::LastOutcome(any) => {
                one_of(&columns.outcomes, mask(any.iter().map(|it| u32::from(it.number()))))
            }
            Test::Coupon { state, of } => {
                let is_asked = |it: &CouponFact| {
                    of.as_ref().is_none_or(|of| *of == it.promotion)
                        && is_in_state(it, *state, view.basis().known_on)
                };
                let mut people = Bits::none(columns.places());
                let coupons = view.handed.coupons.iter();
                let have = coupons.filter(|(_, all)| all.iter().any(is_asked));
                have.for_each(|(at, _)| people.insert(*at as usize));
                people
            }
            Test::HighestTier => {
                let highest = view.handed.highest_tier;
                let tiers = Bits::of(&view.handed.tiers, |it| it.is_some() && it == highest);
                self.as_wide(&tiers)
            }
            Test::MemberOf(_) => Bits::none(columns.places()),
        }
    }

    /// The same people in a set that reaches up to the last place.
    fn as_wide(&self, people: &Bits) -> Bits {
        let mut wide = Bits::none(self.columns.places());
        wide.join(people);
        wide
    }

    fn in_range(&self, view: &View<'_>, figure: Figure, range: Range) -> Bits {
        let (least, most) = range.ends(figure);
        let is_in = |value: i64| value != UNKNOWN && least <= value && value <= most;
        if let Some(place) = place_of(figure) {
            return Bits::of(self.columns.figures(place), is_in);
        }
        let Some(span) = figure.span() else {
            let number = |step: Option<Step>| step.map_or(UNKNOWN, |it| i64::from(it.number()));
            return self.as_wide(&Bits::of(&view.handed.tiers, |step| is_in(number(step))));
        };
        let (days, rule) = (days_of(span, view.basis().as_of), view.basis().rule);
        let is_money = matches!(figure, Figure::NetFen(_));
        let mut people = Bits::none(self.columns.places());
        for at in 0..self.columns.places() {
            let (bought, net) = part(view.run(at), days);
            let value = match is_money {
                true => net.iter().fold(0_i64, |sum, fen| sum.saturating_add(*fen)),
                false => i64::from(purchases(bought, rule)),
            };
            people.set(at, is_in(value));
        }
        people
    }

    fn said(&self, field: WordField, any: &[Box<str>]) -> Bits {
        let columns = &self.columns;
        let equal = |text: &str| any.iter().any(|it| **it == *text);
        let contains = |text: &str| any.iter().any(|it| text.contains(&**it));
        let mut people = Bits::none(columns.places());
        match field {
            WordField::Channel => columns.order_words.add_holders(field, equal, &mut people),
            WordField::Region => {
                columns.order_words.add_holders(field, contains, &mut people);
                let fields = [CardField::Region, CardField::Address];
                let on_card = mask(fields.into_iter().map(|it| u32::from(it.number())));
                people.remove(&Bits::of(&columns.known, |known| known & on_card != 0));
                columns.words.add_holders(field, contains, &mut people);
            }
            WordField::Tag
            | WordField::ChatGroup
            | WordField::Owner
            | WordField::Title
            | WordField::Company
            | WordField::Occupation => columns.words.add_holders(field, equal, &mut people),
        }
        people
    }

    fn bought(&self, view: &View<'_>, product: &Product, span: Span) -> Bits {
        let mut people = Bits::none(self.columns.places());
        let days = days_of(span, view.basis().as_of);
        let texts = &view.shop.tables().texts;
        let mut add = |product: &Product| {
            let good = match product {
                Product::Sku(text) => texts.find_ref(&**text).map(Good::Sku),
                Product::Item(text) => texts.find_ref(&**text).map(Good::Item),
                Product::Category(_) => None,
            };
            good.iter().for_each(|it| self.columns.goods.add_buyers(*it, days, &mut people));
        };
        match product {
            Product::Sku(_) | Product::Item(_) => add(product),
            Product::Category(name) => {
                let all = view.handed.categories.iter().filter(|it| it.name == *name);
                all.flat_map(|it| &it.goods).for_each(add);
            }
        }
        people
    }
}

/// Groups that are named, and those on the way to where a rule is looked at.
struct Named<'a> {
    known: &'a Segments,
    open: Vec<SegmentId>,
    done: BTreeMap<SegmentId, Bits>,
    leads_back: bool,
}

impl Named<'_> {
    const fn of(known: &Segments) -> Named<'_> {
        Named { known, open: Vec::new(), done: BTreeMap::new(), leads_back: false }
    }
}

/// The days of a span, up to the as-of day.
fn days_of(span: Span, as_of: Day) -> DayRange {
    match span {
        Span::Ever => DayRange { first: Day::MIN, last: as_of },
        Span::LastDays(days) => DayRange::last_days(days, as_of),
        Span::Days(days) => days.until(as_of),
    }
}

fn is_in_state(coupon: &CouponFact, state: CouponState, today: Day) -> bool {
    let is_open = coupon.state == CouponUse::Open;
    match state {
        CouponState::Held => is_open && coupon.last_day.is_none_or(|last| today <= last),
        CouponState::Used => matches!(coupon.state, CouponUse::Used(day) if day <= today),
        CouponState::EndsWithin(days) => {
            let left = coupon.last_day.map(|last| last.days_since(today));
            is_open && left.is_some_and(|left| left >= 0 && i64::from(left) <= i64::from(days))
        }
    }
}
