//! Who is in which group: laid out behind the page once a page asks for groups, and kept while the
//! book changes. Whoever asks meanwhile is answered from before, or not yet.

use std::collections::BTreeSet;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Desk, RECORDS};
use super::{Hands, State};
use crate::domain::figures::{Basis, LiveFigures};
use crate::domain::intern::Index;
use crate::domain::member::Handing;
use crate::domain::segment::{
    Bits, Groups, Handed, Rule, SegmentId, Segments, Test, View, WordField,
};
use crate::domain::shop::Shop;
use crate::ui::clock;

/// So long one look works before it gives the page back.
const LOOK_MS: f64 = 8.0;

/// So long it waits before it looks again whether groups are laid out.
const PATIENCE_MS: i32 = 16;

/// So many texts are offered for a condition.
const MOST_OFFERED: usize = 40;

/// What is laid out, and whether somebody is at it.
#[derive(Default)]
pub(super) struct Grouping {
    laid: Option<Laid>,
    is_laying: bool,
    /// Whom changes touched that are not followed yet; `None` = anybody.
    touched: Option<Vec<Index>>,
}

/// A book laid out on a basis.
struct Laid {
    /// Held, so that no other desk comes to stand at its place in memory.
    desk: Weak<Desk>,
    basis: Basis,
    /// Which revision of the book the answers are of.
    revision: u64,
    groups: Groups,
    handed: Handed,
    segments: Segments,
}

impl Laid {
    fn is_of(&self, desk: &Rc<Desk>, basis: &Basis) -> bool {
        Weak::as_ptr(&self.desk) == Rc::as_ptr(desk) && self.basis == *basis
    }
}

/// What a condition asks for by a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferedIn {
    /// Something that is said of people.
    Texts(WordField),
    /// Goods that were bought.
    Goods {
        /// By item number, or else by name.
        by_number: bool,
    },
    /// Categories of goods.
    Categories,
}

/// Who is in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupAnswer {
    /// The rule that was asked.
    pub rule: Arc<Rule>,
    /// Their places in the book, rising.
    pub people: Arc<Vec<u32>>,
    /// How many are in each line of the rule, in the order of
    /// [`outline`](crate::domain::segment::outline).
    pub counts: Arc<Vec<u64>>,
}

/// The book as it stood when something was begun.
#[derive(Clone)]
struct Moment {
    desk: Rc<Desk>,
    basis: Basis,
    revision: u64,
}

impl Moment {
    fn with_live<T>(&self, look: impl FnOnce(&Shop, &LiveFigures) -> T) -> T {
        self.desk.with_live(&self.basis, look)
    }
}

/// True where a rule, or a group that it names, reads orders.
fn reads_orders(rule: &Rule, known: &Segments) -> bool {
    fn reads(rule: &Rule, known: &Segments, seen: &mut BTreeSet<SegmentId>) -> bool {
        rule.reads_orders()
            || rule.tests().iter().any(|(_, test)| {
                let Test::MemberOf(id) = test else { return false };
                seen.insert(*id)
                    && known.get(*id).is_some_and(|group| reads(group.rule(), known, seen))
            })
    }
    reads(rule, known, &mut BTreeSet::new())
}

/// Takes steps for as long as one look may last; false when there is none left.
fn look_while(mut step: impl FnMut() -> bool) -> bool {
    let begin = clock::monotonic_ms();
    while step() {
        if clock::monotonic_ms() - begin >= LOOK_MS {
            return true;
        }
    }
    false
}

impl State {
    /// Lays groups out, and follows the book with them. Call it in the body of a component: it
    /// lasts as long as that.
    pub fn keep_groups(self) {
        Effect::new(move |_| {
            self.revision.track();
            if self.reckoned.get().is_some() {
                self.lay_out_groups();
            }
        });
    }

    fn moment(self) -> Option<Moment> {
        let desk = self.desk.get_value()?;
        let basis = self.reckoned.get_untracked()?;
        Some(Moment { desk, basis, revision: self.revision.get_untracked() })
    }

    fn is_now(self, moment: &Moment) -> bool {
        self.revision.get_untracked() == moment.revision
            && self
                .desk
                .with_value(|desk| desk.as_ref().is_some_and(|desk| Rc::ptr_eq(desk, &moment.desk)))
            && self.reckoned.with_untracked(|basis| basis.as_ref() == Some(&moment.basis))
    }

    fn lay_out_groups(self) {
        let Some(moment) = self.moment() else { return };
        let is_due = self.hands.try_update_value(|hands| {
            let grouping = &mut hands.grouping;
            let stands = grouping.laid.as_ref().is_some_and(|laid| {
                laid.is_of(&moment.desk, &moment.basis) && laid.revision == moment.revision
            });
            // Whoever is at it sees by himself that the book has changed.
            let is_due = !stands && !grouping.is_laying;
            grouping.is_laying |= is_due;
            is_due
        });
        if is_due != Some(true) {
            return;
        }
        spawn_local(async move {
            while let Some(moment) = self.moment() {
                if self.lay_out(&moment).await && self.is_now(&moment) {
                    break;
                }
                clock::breathe().await;
            }
            self.hands.update_value(|hands| hands.grouping.is_laying = false);
        });
    }

    /// Lays everything out as of a moment; false where the book changed under it.
    async fn lay_out(self, moment: &Moment) -> bool {
        let touched = self.touched_until(moment);
        let Some((handed, segments)) = self.handed(moment).await else { return false };
        let follows = touched.is_some_and(|people| {
            let next = (handed.clone(), segments.clone());
            self.follow_change(moment, &people, next)
        });
        if !follows {
            let begin =
                |shop: &Shop, live: &LiveFigures| Groups::begin(&View::new(shop, live, &handed));
            let mut groups = moment.with_live(begin);
            clock::in_slices(|| {
                self.is_now(moment)
                    && moment.with_live(|shop, live| {
                        let view = View::new(shop, live, &handed);
                        look_while(|| groups.step(&view, RECORDS))
                    })
            })
            .await;
            if !self.is_now(moment) {
                return false;
            }
            let laid = Laid {
                desk: Rc::downgrade(&moment.desk),
                basis: moment.basis.clone(),
                revision: moment.revision,
                groups,
                handed,
                segments,
            };
            self.hands.update_value(|hands| {
                hands.grouping.laid = Some(laid);
                hands.grouping.touched = Some(Vec::new());
            });
        }
        self.grouped.update(|it| *it += 1);
        self.lay_out_orders(moment).await
    }

    /// Whom changes touched since groups were laid out; `None` where they have to be anew.
    fn touched_until(self, moment: &Moment) -> Option<Vec<Index>> {
        let new = moment.desk.take_touched();
        let all = self.hands.try_update_value(|hands| {
            let grouping = &mut hands.grouping;
            let is_ours =
                grouping.laid.as_ref().is_some_and(|laid| laid.is_of(&moment.desk, &moment.basis));
            grouping.touched = match (grouping.touched.take(), new) {
                (Some(mut all), Some(new)) if is_ours => {
                    all.extend(new);
                    Some(all)
                }
                _ => None,
            };
            grouping.touched.clone()
        });
        all.flatten()
    }

    /// What is computed beside the book; `None` where that changed meanwhile.
    async fn handed(self, moment: &Moment) -> Option<(Handed, Segments)> {
        let day = moment.basis.known_on;
        let looks_back = self.basis.as_of.get_untracked().is_some();
        let rules = moment.desk.shop(|shop| match looks_back {
            true => Arc::new(shop.rulebook_as_of(day)),
            false => shop.rulebook(),
        });
        let counting = moment.basis.rule;
        let mut handing = moment.desk.shop(|shop| Handing::begin(shop, &rules, counting, day));
        clock::in_slices(|| {
            self.is_now(moment)
                && moment.desk.shop(|shop| {
                    let history = shop.history_as_of(day);
                    look_while(|| handing.step(shop, &history, RECORDS))
                })
        })
        .await;
        self.is_now(moment).then(|| (handing.finish(), rules.segments()))
    }

    /// Follows a change of a few people at once; false where that cannot be.
    fn follow_change(
        self,
        moment: &Moment,
        people: &[Index],
        (handed, segments): (Handed, Segments),
    ) -> bool {
        let follow = |hands: &mut Hands| {
            let laid = hands.grouping.laid.as_mut()?;
            laid.is_of(&moment.desk, &moment.basis).then_some(())?;
            (laid.handed, laid.segments) = (handed, segments);
            laid.revision = moment.revision;
            moment.with_live(|shop, live| {
                laid.groups.update(&View::new(shop, live, &laid.handed), people);
            });
            hands.grouping.touched = Some(Vec::new());
            Some(())
        };
        self.hands.try_update_value(follow).flatten().is_some()
    }

    /// Lays out the orders of what is laid out; false where the book changed under it.
    async fn lay_out_orders(self, moment: &Moment) -> bool {
        let were_laid_out = self.look_at_laid(moment, |laid, _| laid.groups.has_orders());
        if were_laid_out == Some(true) {
            return true;
        }
        clock::in_slices(|| {
            self.is_now(moment)
                && self
                    .look_at_laid(moment, |laid, (shop, live)| {
                        let view = View::new(shop, live, &laid.handed);
                        look_while(|| laid.groups.step_orders(&view, RECORDS))
                    })
                    .unwrap_or_default()
        })
        .await;
        if self.is_now(moment) {
            self.grouped.update(|it| *it += 1);
            return true;
        }
        false
    }

    fn look_at_laid<T>(
        self,
        moment: &Moment,
        look: impl FnOnce(&mut Laid, (&Shop, &LiveFigures)) -> T,
    ) -> Option<T> {
        let look = |hands: &mut Hands| {
            let laid = hands.grouping.laid.as_mut()?;
            laid.is_of(&moment.desk, &moment.basis).then_some(())?;
            Some(moment.with_live(|shop, live| look(laid, (shop, live))))
        };
        self.hands.try_update_value(look).flatten()
    }

    /// Asks what is laid out; again whenever that has changed. `None` = not yet.
    fn with_groups<T>(
        self,
        rule: &Rule,
        ask: impl FnOnce(&mut Groups, &View<'_>, &Segments) -> T,
    ) -> Option<T> {
        self.grouped.track();
        let moment = untrack(|| self.moment())?;
        self.look_at_laid(&moment, |laid, (shop, live)| {
            let Laid { groups, handed, segments, .. } = laid;
            let waits = !groups.has_orders() && reads_orders(rule, segments);
            (!waits).then(|| ask(groups, &View::new(shop, live, handed), segments))
        })
        .flatten()
    }

    /// The places of those who are in a rule, rising; again whenever that has changed. `None` while
    /// groups are being laid out: see [`State::keep_groups`].
    #[must_use]
    pub fn people_in(self, rule: &Rule) -> Option<Vec<u32>> {
        self.with_groups(rule, |groups, view, segments| {
            let people = groups.people(view, rule, segments);
            people.iter().filter_map(|at| u32::try_from(at).ok()).collect()
        })
    }

    /// Who is in each of these rules, once groups are laid out; lays them out where no page has.
    /// `None` where there is no book, the book changed meanwhile, or `goes_on` says no.
    pub(super) async fn people_of(
        self,
        rules: Vec<Rule>,
        goes_on: impl Fn() -> bool,
    ) -> Option<Vec<Bits>> {
        let moment = untrack(|| self.moment())?;
        let goes_on = || goes_on() && self.is_now(&moment);
        let mut found = Vec::with_capacity(rules.len());
        for rule in &rules {
            let people = loop {
                if !goes_on() {
                    return None;
                }
                let people = self.look_at_laid(&moment, |laid, (shop, live)| {
                    let Laid { groups, handed, segments, revision, .. } = laid;
                    let waits = *revision != moment.revision
                        || !groups.has_orders() && reads_orders(rule, segments);
                    (!waits).then(|| groups.people(&View::new(shop, live, handed), rule, segments))
                });
                if let Some(people) = people.flatten() {
                    break people;
                }
                self.lay_out_groups();
                clock::wait_ms(PATIENCE_MS).await;
            };
            found.push(people);
            clock::breathe().await;
        }
        goes_on().then_some(found)
    }

    /// What can be asked for of what the book has, the most frequent first; nothing while groups are
    /// being laid out.
    #[must_use]
    pub fn offered_in_groups(self, what: OfferedIn) -> Vec<String> {
        let everybody = Rule::All(Vec::new());
        let offered = self.with_groups(&everybody, |groups, view, _| match what {
            OfferedIn::Texts(field) => groups.texts(field, MOST_OFFERED),
            OfferedIn::Goods { by_number } => groups.goods(view.shop, by_number, MOST_OFFERED),
            OfferedIn::Categories => {
                view.handed.categories.iter().map(|it| it.name.to_string()).collect()
            }
        });
        offered.unwrap_or_default()
    }

    /// How many are in each of these rules, one rule at a time behind the page; what is asked again
    /// keeps its old answer until the new one is there. `None` = not known yet.
    #[must_use]
    pub fn count_groups(self, rules: Memo<Arc<Vec<Rule>>>) -> RwSignal<Arc<Vec<Option<u64>>>> {
        let counts = RwSignal::new(Arc::<Vec<Option<u64>>>::default());
        self.behind_the_page(
            move |goes_on| async move {
                let Some(rules) = rules.try_get_untracked() else { return };
                let before = counts.try_get_untracked().unwrap_or_default();
                let is_same_size = before.len() == rules.len();
                let mut found: Vec<Option<u64>> =
                    if is_same_size { before.to_vec() } else { vec![None; rules.len()] };
                let mut left = found.iter_mut().zip(rules.iter());
                clock::in_slices(|| {
                    let Some((place, rule)) = left.next().filter(|_| goes_on()) else {
                        return false;
                    };
                    let count = untrack(|| {
                        self.with_groups(rule, |groups, view, segments| {
                            groups.people(view, rule, segments).count()
                        })
                    });
                    *place = count.or(*place);
                    true
                })
                .await;
                if goes_on() {
                    counts.try_set(Arc::new(found));
                }
            },
            move || rules.track(),
        );
        counts
    }

    /// Who is in a rule, and how many are in each line of it; behind the page. The old answer stays
    /// until the new one is there; `None` = nothing is asked, or nothing is known yet.
    #[must_use]
    pub fn ask_group(self, rule: Memo<Option<Rule>>) -> RwSignal<Option<GroupAnswer>> {
        let answer = RwSignal::new(None);
        self.behind_the_page(
            move |goes_on| async move {
                let Some(rule) = rule.try_get_untracked().flatten() else {
                    answer.try_set(None);
                    return;
                };
                let lines = crate::domain::segment::outline(&rule);
                let mut nodes = lines.iter().filter_map(|line| rule.at(&line.path));
                let (mut people, mut counts) = (None, Vec::with_capacity(lines.len()));
                clock::in_slices(|| {
                    let Some(node) = nodes.next().filter(|_| goes_on()) else { return false };
                    let Some(found) = untrack(|| self.people_in(node)) else { return false };
                    counts.push(found.len() as u64);
                    // The root comes first.
                    people.get_or_insert(found);
                    true
                })
                .await;
                let is_whole = counts.len() == lines.len();
                if let (true, true, Some(people)) = (goes_on(), is_whole, people) {
                    let (people, counts) = (Arc::new(people), Arc::new(counts));
                    let rule = Arc::new(rule.clone());
                    answer.try_set(Some(GroupAnswer { rule, people, counts }));
                }
            },
            move || rule.track(),
        );
        answer
    }

    /// Does some work now, and again whenever what it follows, or what is laid out, has changed; what
    /// is under way then is told not to go on.
    fn behind_the_page<W: Future<Output = ()> + 'static>(
        self,
        work: impl Fn(Box<dyn Fn() -> bool>) -> W + 'static,
        follow: impl Fn() + 'static,
    ) {
        let run = StoredValue::new(0_u32);
        on_cleanup(move || {
            run.try_update_value(|it| *it += 1);
        });
        Effect::new(move |_| {
            follow();
            self.grouped.track();
            let ours = run.with_value(|it| it.wrapping_add(1));
            run.set_value(ours);
            spawn_local(work(Box::new(move || run.try_get_value() == Some(ours))));
        });
    }
}
