// JavaScript as one writes it first: orders are objects, people stand in a Map, their days in a Set.
import { BEFORE_WINDOW, CELLS, cellOf, checksum, columns } from './shop.js';

export async function prepare({ orders, customers }) {
  const { customer, day, net } = columns(orders, customers);
  const shop = Array.from(customer, (who, i) => ({ customer: who, day: day[i], net: net[i] }));
  return () => {
    const start = performance.now();
    const cells = rfmCells(shop);
    const rfm = performance.now() - start;
    return { times: { rfm }, checksum: checksum(cells) };
  };
}

function rfmCells(orders) {
  const people = new Map();
  for (const order of orders) {
    let person = people.get(order.customer);
    if (!person) people.set(order.customer, (person = { last: order.day, days: new Set(), net: 0 }));
    person.last = Math.max(person.last, order.day);
    if (order.day > BEFORE_WINDOW) {
      person.days.add(order.day);
      person.net += order.net;
    }
  }
  const values = [...people.values()].map(({ last, days, net }) => ({ r: last, f: days.size, m: net }));
  const [r, f, m] = ['r', 'f', 'm'].map((axis) => scores(values.map((value) => value[axis])));
  const cells = new Array(CELLS).fill(0);
  for (const value of values) cells[cellOf(r.get(value.r), f.get(value.f), m.get(value.m))]++;
  return cells;
}

/// value → score. In a sorted array the first place of a value says how many are strictly worse.
function scores(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const scores = new Map();
  sorted.forEach((value, worse) => {
    if (!scores.has(value)) scores.set(value, 1 + Math.floor((5 * worse) / sorted.length));
  });
  return scores;
}
