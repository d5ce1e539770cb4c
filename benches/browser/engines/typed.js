// The peer that is hard to beat: JavaScript written for this one question over typed arrays. Customers are
// small whole numbers already, so nothing is hashed; a bit per day of the window counts distinct days.
import { AS_OF, BEFORE_WINDOW, CELLS, cellOf, checksum, columns } from './shop.js';

const WORDS = Math.ceil((AS_OF - BEFORE_WINDOW) / 32);

export async function prepare({ orders, customers }) {
  const shop = columns(orders, customers);
  return () => {
    const start = performance.now();
    const cells = rfmCells(shop, customers);
    const rfm = performance.now() - start;
    return { times: { rfm }, checksum: checksum(cells) };
  };
}

function rfmCells({ customer, day, net }, customers) {
  const last = new Int32Array(customers);
  const money = new Float64Array(customers);
  const seen = new Uint32Array(customers * WORDS);
  for (let i = 0; i < customer.length; i++) {
    const who = customer[i];
    const when = day[i];
    if (when > last[who]) last[who] = when;
    const inWindow = when - BEFORE_WINDOW - 1;
    if (inWindow >= 0) {
      money[who] += net[i];
      seen[who * WORDS + (inWindow >> 5)] |= 1 << (inWindow & 31);
    }
  }

  const recency = new Int32Array(customers);
  const frequency = new Int32Array(customers);
  const value = new Float64Array(customers);
  let n = 0;
  for (let who = 0; who < customers; who++) {
    if (last[who] === 0) continue;
    recency[n] = last[who];
    frequency[n] = daysSeen(seen, who * WORDS);
    value[n] = money[who];
    n++;
  }
  return count(recency.subarray(0, n), frequency.subarray(0, n), value.subarray(0, n));
}

function daysSeen(seen, from) {
  let days = 0;
  for (let word = from; word < from + WORDS; word++) days += bitsOf(seen[word]);
  return days;
}

function bitsOf(word) {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function count(recency, frequency, value) {
  const [r, f, m] = [cuts(recency), cuts(frequency), cuts(value)];
  const cells = new Uint32Array(CELLS);
  for (let i = 0; i < recency.length; i++) cells[cellOf(score(r, recency[i]), score(f, frequency[i]), score(m, value[i]))]++;
  return cells;
}

/// The four values above which the scores 2, 3, 4 and 5 begin: a score is 1 + floor(5 x strictly worse / n).
function cuts(values) {
  const sorted = values.slice().sort();
  return [1, 2, 3, 4].map((k) => sorted[Math.ceil((k * sorted.length) / 5) - 1]);
}

const score = (cuts, value) => 1 + (value > cuts[0]) + (value > cuts[1]) + (value > cuts[2]) + (value > cuts[3]);
