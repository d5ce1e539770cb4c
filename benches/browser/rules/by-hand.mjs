// The conditions in JavaScript written by hand: what an engine could at best be measured by.
import { eligible, factsOf, goodsOf, isAboutGoods, keyOf, sum } from './facts.mjs';

const shares = (need, have) => need.some((one) => have.includes(one));
const atLeast = (have, need) => have !== null && have >= need;
const atMost = (have, need) => have !== null && have <= need;

/// What is there for a condition that is not about goods. `total(condition)` is what a minimum asks about.
function haveOf(condition, facts, total) {
  switch (condition.kind) {
    case 'min_amount': case 'min_quantity': return total(condition);
    case 'tier_at_least': return facts.tier;
    case 'segment_in': return facts.segments;
    case 'mode_in': return facts.modes;
    case 'kind_in': return facts.kinds;
    case 'region_in': return facts.region;
    case 'channel_in': return facts.channel;
    case 'first_order': case 'nth_purchase': return facts.purchases;
    case 'weekday_in': return facts.weekday;
    case 'member_day': return facts.dayOfMonth;
    case 'birthday_window': return facts;
    case 'days_since_last': return facts.silence;
    default: throw new Error(`${condition.kind}: no such condition`);
  }
}

function isMet(condition, have) {
  switch (condition.kind) {
    case 'min_amount': return have >= condition.minor;
    case 'min_quantity': return have >= condition.quantity;
    case 'tier_at_least': return atLeast(have, condition.tier);
    case 'segment_in': case 'mode_in': case 'kind_in': return shares(condition.values, have);
    case 'region_in': case 'channel_in': case 'weekday_in': case 'member_day': return condition.values.includes(have);
    case 'first_order': return have === 0;
    case 'nth_purchase': return have === condition.n - 1;
    case 'birthday_window': return atMost(have.toBirthday, condition.before) || atMost(have.sinceBirthday, condition.after);
    case 'days_since_last': return have !== null && have >= (condition.at_least ?? 0) && have <= (condition.at_most ?? Infinity);
    default: throw new Error(`${condition.kind}: no such condition`);
  }
}

/// For each cart calls `judge(promotion, facts, lines, total)`; `lines()` are the eligible ones, found when first asked for.
function prepare(promotions, judge) {
  const prepared = promotions.map((conditions) => ({
    goods: goodsOf(conditions),
    others: conditions.filter((condition) => !isAboutGoods(condition)),
  }));
  return (cart) => {
    const facts = factsOf(cart);
    return prepared.map((promotion) => {
      let found;
      const lines = () => (found ??= eligible(cart.lines, promotion.goods));
      const total = (condition) => sum(condition.over === 'all' ? cart.lines : lines(), keyOf(condition));
      return judge(promotion, facts, lines, total);
    });
  };
}

const places = (judged, isOne) => judged.flatMap((one, at) => (isOne(one) ? [at] : []));

/// Stops at the first unmet condition of a promotion, and sums up nothing that is not asked for.
export function answers(promotions) {
  const run = prepare(promotions, ({ goods, others }, facts, lines, total) =>
    others.every((condition) => isMet(condition, haveOf(condition, facts, total))) && (goods.length === 0 || lines().length > 0));
  return (cart) => places(run(cart), (met) => met);
}

/// Looks at every condition, and makes a list of the unmet ones with what is there, as our own does.
export function reasons(promotions) {
  const run = prepare(promotions, ({ goods, others }, facts, lines, total) => {
    const unmet = [];
    if (goods.length > 0 && lines().length === 0) unmet.push({ kind: 'goods' });
    for (const condition of others) {
      const have = haveOf(condition, facts, total);
      if (!isMet(condition, have)) unmet.push({ kind: condition.kind, need: condition, have });
    }
    return unmet;
  });
  return (cart) => places(run(cart), (unmet) => unmet.length === 0);
}
