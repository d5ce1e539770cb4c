// The made-up shop of benches/support/mod.rs once more, number for number, so that every engine answers the
// same question over the same orders.

export const FIRST_DAY = 19_723;
export const DAYS = 730;
/// The as-of day: the last of the made-up days.
export const AS_OF = FIRST_DAY + DAYS - 1;
/// F and M look at the days after this one.
export const BEFORE_WINDOW = AS_OF - 365;
/// Five scores on each of three axes.
export const CELLS = 125;

/// mulberry32, as unsigned 32-bit numbers.
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/// The orders in the order in which they came, as columns. The draws stand in the order of the Rust code.
export function columns(orders, customers) {
  const next = generator(20_261_122);
  const customer = new Int32Array(orders);
  const day = new Int32Array(orders);
  const net = new Int32Array(orders);
  for (let i = 0; i < orders; i++) {
    customer[i] = Math.min(next() % customers, next() % customers);
    day[i] = FIRST_DAY + (next() % DAYS);
    net[i] = 500 + (next() % 20_000);
  }
  return { customer, day, net };
}

/// Where three scores stand among the 125 cells.
export const cellOf = (r, f, m) => 25 * (r - 1) + 5 * (f - 1) + (m - 1);

/// The checksum of benches/support/mod.rs.
export const checksum = (cells) => cells.reduce((sum, cell) => (Math.imul(sum, 31) + cell) >>> 0, 0);
