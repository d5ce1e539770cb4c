//! Who is to be given something, found once: by the groups that are laid out for the whole page (see
//! [`State::people_of`]), and what is to be given to each.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::loyalty::RuleId;
use crate::domain::member::{GatheringCoupons, GatheringNoted, Owned};
use crate::domain::roster::StagePick;
use crate::domain::segment::{Bits, Mark, Rule, Test};
use crate::ui::clock;

/// So many orders are looked at before the clock is.
const ORDERS: usize = 256;

/// Who is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody of whom the book tells.
    Everybody,
    /// A stage.
    Stage(StagePick),
    /// A group of the seller's.
    Group(RuleId),
}

impl Audience {
    /// The rule of who they are.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Audience::Everybody => Rule::All(Vec::new()),
            Audience::Stage(pick) => Rule::Test(Test::Stage(vec![pick])),
            Audience::Group(id) => Rule::Test(Test::MemberOf(id.segment_id())),
        }
    }
}

/// Who was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Their places.
    pub people: Vec<u32>,
    /// Of those who bought: how many.
    pub bought: u64,
    /// Of these, nobody asked since their last order.
    pub uncared: u64,
}

/// Whom a coupon of a platform is to be given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NickList {
    /// Their places.
    pub people: Vec<u32>,
    /// What they are called there, in the same order.
    pub nicks: Vec<String>,
    /// How many have no such name.
    pub without: u64,
    /// How many of those asked for were noted before.
    pub noted: u64,
    /// How many were noted in all, and the last day of that.
    pub last_noted: Option<(u64, Day)>,
}

/// Where the gathering stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Gathering {
    /// Nobody was asked for.
    #[default]
    Idle,
    /// On its way.
    Running,
    /// Done.
    Done(Gathered),
}

impl State {
    /// Finds an audience and puts it into `into`; a later one takes the place of an earlier one.
    pub fn gather_audience(
        self,
        audience: Audience,
        into: RwSignal<Gathering>,
        run: StoredValue<u32>,
    ) {
        let ours = run.try_get_value().unwrap_or_default().wrapping_add(1);
        let _ = run.try_update_value(|it| *it = ours);
        into.set(Gathering::Running);
        spawn_local(async move {
            let cared = Rule::Test(Test::Is(vec![Mark::CaredForSinceOrder]));
            let never = Rule::Test(Test::Stage(vec![StagePick::Potential]));
            let goes_on = move || run.try_get_value() == Some(ours);
            // A book that changes meanwhile is looked at again, twice at most.
            for _ in 0..3 {
                let asked = vec![audience.rule(), cared.clone(), never.clone()];
                let found = self.people_of(asked, goes_on).await;
                if !goes_on() {
                    return;
                }
                let Some([people, cared, never]) =
                    found.and_then(|found| <[Bits; 3]>::try_from(found).ok())
                else {
                    continue;
                };
                let bought: Vec<usize> = people.iter().filter(|at| !never.contains(*at)).collect();
                let uncared = bought.iter().filter(|at| !cared.contains(**at)).count();
                into.set(Gathering::Done(Gathered {
                    people: people.iter().map(|at| at as u32).collect(),
                    bought: bought.len() as u64,
                    uncared: uncared as u64,
                }));
                return;
            }
            into.set(Gathering::Idle);
        });
    }

    /// Finds the coupons of an offer, in slices, the last issued first; a later search takes the
    /// place of an earlier one.
    pub fn gather_coupons(
        self,
        offer: RuleId,
        into: RwSignal<Option<Vec<Owned>>>,
        run: StoredValue<u32>,
    ) {
        let ours = run.try_get_value().unwrap_or_default().wrapping_add(1);
        let _ = run.try_update_value(|it| *it = ours);
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
        let (day, rules) = untrack(|| (self.member_day(), self.rulebook()));
        spawn_local(async move {
            let goes_on = || run.try_get_value() == Some(ours);
            let mut gathering = GatheringCoupons::begin(Some(offer), day);
            clock::in_slices(|| goes_on() && gathering.step(&shop, ORDERS)).await;
            if goes_on() {
                let mut found = gathering.finish(&shop, &rules);
                found.reverse();
                into.set(Some(found));
            }
        });
    }

    /// Who of these people is to be noted for an offer of a platform, and what each is called there,
    /// in slices; a later search takes the place of an earlier one.
    pub fn gather_nicks(
        self,
        offer: RuleId,
        people: Vec<u32>,
        into: RwSignal<Option<NickList>>,
        run: StoredValue<u32>,
    ) {
        let ours = run.try_get_value().unwrap_or_default().wrapping_add(1);
        let _ = run.try_update_value(|it| *it = ours);
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
        spawn_local(async move {
            let goes_on = || run.try_get_value() == Some(ours);
            let mut gathering = GatheringNoted::begin(offer);
            clock::in_slices(|| goes_on() && gathering.step(&shop, ORDERS)).await;
            let noted = gathering.finish();
            let last_noted = noted.values().max().map(|day| (noted.len() as u64, *day));
            let mut list = NickList { last_noted, ..NickList::default() };
            let mut chunks = people.chunks(ORDERS);
            clock::in_slices(|| {
                let Some(chunk) = chunks.next().filter(|_| goes_on()) else { return false };
                for at in chunk {
                    let key = shop.customers().get(*at as usize);
                    if noted.contains_key(&Index::at(*at as usize)) {
                        list.noted += 1;
                    } else if let Some(CustomerKey::Nick { nick, .. }) = key {
                        list.people.push(*at);
                        list.nicks.push(nick.to_string());
                    } else {
                        list.without += 1;
                    }
                }
                true
            })
            .await;
            if goes_on() {
                into.set(Some(list));
            }
        });
    }

    /// The keys of people at these places.
    #[must_use]
    pub fn keys_of(self, people: &[u32]) -> Vec<CustomerKey> {
        let keys = untrack(|| {
            self.with_shop(|shop| {
                let key = |at: &u32| shop.customers().get(*at as usize).cloned();
                people.iter().filter_map(key).collect::<Vec<_>>()
            })
        });
        keys.unwrap_or_default()
    }
}
