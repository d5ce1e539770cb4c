// The conditions as rules of json-rules-engine: one rule for each promotion, all of its conditions under `all`.
import { Engine } from 'json-rules-engine';
import { eligible, factsOf, goodsOf, isAboutGoods, keyOf, sum } from './facts.mjs';

const is = (fact, operator, value) => ({ fact, operator, value });
/// Of two lists one in common, by the package's own decorator.
const SHARES = 'someFact:in';

/// A condition that is not about goods and not about sums.
function translate(condition) {
  const { kind, values } = condition;
  switch (kind) {
    case 'tier_at_least': return [is('tier', 'greaterThanInclusive', condition.tier)];
    case 'segment_in': return [is('segments', SHARES, values)];
    case 'mode_in': return [is('modes', SHARES, values)];
    case 'kind_in': return [is('kinds', SHARES, values)];
    case 'region_in': return [is('region', 'in', values)];
    case 'channel_in': return [is('channel', 'in', values)];
    case 'first_order': return [is('purchases', 'equal', 0)];
    case 'nth_purchase': return [is('purchases', 'equal', condition.n - 1)];
    case 'weekday_in': return [is('weekday', 'in', values)];
    case 'member_day': return [is('dayOfMonth', 'in', values)];
    case 'birthday_window': return [{ any: [
      is('toBirthday', 'lessThanInclusive', condition.before),
      is('sinceBirthday', 'lessThanInclusive', condition.after),
    ] }];
    case 'days_since_last': return [
      is('silence', 'greaterThanInclusive', condition.at_least ?? 0),
      ...(condition.at_most == null ? [] : [is('silence', 'lessThanInclusive', condition.at_most)]),
    ];
    default: throw new Error(`${kind}: no such condition`);
  }
}

/// An engine whose conditions about lines and sums are what `goods(at, goods)` and `minimum(at, condition, goods)` say.
function build(promotions, { goods: goodsRule, minimum }) {
  const engine = new Engine();
  promotions.forEach((conditions, at) => {
    const goods = goodsOf(conditions);
    const others = conditions.filter((condition) => !isAboutGoods(condition)).flatMap((condition) =>
      condition.kind.startsWith('min_') ? [minimum(at, condition, goods)] : translate(condition));
    const all = goods.length > 0 ? [goodsRule(at, goods), ...others] : others;
    engine.addRule({ conditions: { all }, event: { type: 'met', params: { at } } });
  });
  return engine;
}

const answer = ({ events }) => events.map(({ params }) => params.at).sort((a, b) => a - b);
const minimumOf = (condition) => condition.minor ?? condition.quantity;

/// From lines: an operator of our own picks and sums them up. The other facts are worked out from the cart too.
export function fromLines(promotions) {
  const engine = build(promotions, {
    goods: (_, goods) => is('lines', 'someEligible', { goods }),
    minimum: (_, condition, goods) => is('lines', 'sumsUpTo', {
      goods: condition.over === 'all' ? [] : goods, key: keyOf(condition), minimum: minimumOf(condition),
    }),
  });
  engine.addOperator('someEligible', (lines, { goods }) => eligible(lines, goods).length > 0, Array.isArray);
  engine.addOperator('sumsUpTo', (lines, { goods, key, minimum }) => sum(eligible(lines, goods), key) >= minimum, Array.isArray);
  return async (cart) => answer(await engine.run({ ...factsOf(cart), lines: cart.lines }));
}

/// From sums: every sum that a rule asks for was worked out before and is a fact by itself; only operators of the package.
export function fromSums(promotions) {
  const rules = {
    goods: (at) => is(`eligible:${at}`, 'greaterThan', 0),
    minimum: (at, condition) => is(nameOf(at, condition), 'greaterThanInclusive', minimumOf(condition)),
  };
  const engine = build(promotions, rules);
  return async (facts) => answer(await engine.run(facts));
}

const nameOf = (at, condition) => `${keyOf(condition)}:${condition.over === 'all' ? 'all' : at}`;

/// The facts that fromSums reads, of one cart.
export function sumsOf(promotions, cart) {
  const facts = factsOf(cart);
  promotions.forEach((conditions, at) => {
    const goods = goodsOf(conditions);
    const lines = eligible(cart.lines, goods);
    if (goods.length > 0) facts[`eligible:${at}`] = lines.length;
    for (const condition of conditions.filter(({ kind }) => kind.startsWith('min_'))) {
      facts[nameOf(at, condition)] = sum(condition.over === 'all' ? cart.lines : lines, keyOf(condition));
    }
  });
  return facts;
}
