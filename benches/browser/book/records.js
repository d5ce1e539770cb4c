// The made-up shop that every contestant keeps: the same customers and orders for the page of a peer, for the CSV
// that we are given, and for the answer that all of them must give.
import { DAYS, FIRST_DAY, generator } from '../engines/shop.js';

/// Orders come in blocks of this many: what a peer is handed at once.
export const BLOCK = 10_000;
const REGIONS = ['浙江省', '江苏省', '广东省', '四川省', '山东省', '河南省', '湖北省', '福建省'];
/// Status by how many of a hundred orders have it.
const STATUSES = [['completed', 90], ['shipped', 4], ['paid', 3], ['closed', 2], ['unpaid', 1]];
const LIVE = new Set(['completed', 'shipped', 'paid']);

export function customersOf(shop) {
  return Array.from({ length: shop.customers }, (_, id) => ({
    id,
    nick: nickOf(id),
    phone: `139${String((id * 7_919 + 10_000_019) % 100_000_000).padStart(8, '0')}`,
    name: `测试${id}`,
    region: REGIONS[id % REGIONS.length],
  }));
}

const nickOf = (id) => `buyer_${String(id).padStart(6, '0')}`;

/// 19 digits, past what a number of JavaScript holds, hence text; no zeros at the end that look like Excel's damage.
const numberOf = (i) => `3511${String(100_000_000_019 + i * 900_719).padStart(15, '0')}`;

/// The orders in blocks. The first ones go to each customer once, so that a book of orders knows all customers.
export function* ordersOf(shop) {
  const next = generator(20_261_122);
  for (let from = 0; from < shop.orders; from += BLOCK) {
    yield Array.from({ length: Math.min(BLOCK, shop.orders - from) }, (_, k) => orderOf(from + k, shop, next));
  }
}

function orderOf(i, shop, next) {
  const anybody = Math.min(next() % shop.customers, next() % shop.customers);
  const day = FIRST_DAY + (next() % DAYS);
  const postage = next() % 4 ? 0 : 600;
  const goods = 500 + (next() % 20_000);
  const kind = next() % 100;
  const refund = kind === 0 ? goods : kind < 4 ? 100 + (next() % 400) : 0;
  return {
    no: numberOf(i),
    customer: i < shop.customers ? i : anybody,
    day,
    paid: goods + postage,
    postage,
    refund,
    status: statusOf(next() % 100),
  };
}

function statusOf(percent) {
  let up = 0;
  return STATUSES.find(([, share]) => percent < (up += share))[0];
}

/// The order of the `n`th commit: one that the shop does not have yet.
export const newOrder = (shop, n) => ({
  no: numberOf(shop.orders + n),
  customer: n % shop.customers,
  day: FIRST_DAY + DAYS - 1,
  paid: 5_000 + n,
  postage: 0,
  refund: 0,
  status: 'completed',
});

/// What proves that all was read: counted orders, their net in fen, customers that have one. The rules are those of
/// src/domain/order.rs.
export function tally(orders) {
  const customers = new Set();
  let counted = 0;
  let net = 0;
  for (const { customer, paid, postage, refund, status } of orders) {
    const goods = Math.max(paid - postage, 0);
    if (!LIVE.has(status) || (refund > 0 && refund >= goods)) continue;
    counted++;
    net += goods - Math.min(refund, goods);
    customers.add(customer);
  }
  return { customers: customers.size, orders: counted, net };
}

/// The tally of the shop after the first `commits` new orders.
export function expected(shop, commits = 0) {
  const all = function* () {
    for (const block of ordersOf(shop)) yield* block;
    for (let n = 0; n < commits; n++) yield newOrder(shop, n);
  };
  return tally(all());
}
