// What is known of a cart, as plain numbers and lists, and sums over its lines.

const DAY = 86_400_000;
const GOODS = {
  sku_in: (line, values) => line.sku !== null && values.includes(line.sku),
  sku_out: (line, values) => line.sku === null || !values.includes(line.sku),
  category_in: (line, values) => line.category !== null && values.includes(line.category),
  category_out: (line, values) => line.category === null || !values.includes(line.category),
};

export const isAboutGoods = ({ kind }) => kind in GOODS;

/// The conditions of a promotion that say which lines it is about.
export const goodsOf = (conditions) => conditions.filter(isAboutGoods);

/// The lines that pass all of them; all lines where there is none.
export function eligible(lines, goods) {
  if (goods.length === 0) return lines;
  return lines.filter((line) => line.quantity > 0 && goods.every(({ kind, values }) => GOODS[kind](line, values)));
}

export function sum(lines, key) {
  let all = 0;
  for (const line of lines) all += line[key];
  return all;
}

/// Which key of a line a condition sums up. Before any promotion, goods and payable are the same.
export const keyOf = ({ kind, reads }) => {
  if (kind === 'min_quantity') return 'quantity';
  return reads === 'list' ? 'list_minor' : 'amount_minor';
};

/// Days to the next birthday and since the last one, both 0 on the day; 29 February sits on the 28th in other years.
function birthdays(day, birthday) {
  if (birthday === null) return [null, null];
  const [month, date] = birthday;
  const year = new Date(day * DAY).getUTCFullYear();
  const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const on = (year) => Date.UTC(year, month - 1, month === 2 && date === 29 && !isLeap(year) ? 28 : date) / DAY;
  const here = on(year);
  return [(here >= day ? here : on(year + 1)) - day, day - (here <= day ? here : on(year - 1))];
}

/// Everything but the lines.
export function factsOf({ day, customer, channel }) {
  const [toBirthday, sinceBirthday] = birthdays(day, customer?.birthday ?? null);
  return {
    channel,
    weekday: ((day + 3) % 7) + 1,
    dayOfMonth: new Date(day * DAY).getUTCDate(),
    tier: customer?.tier ?? null,
    region: customer?.region ?? null,
    segments: customer?.segments ?? [],
    modes: customer?.modes ?? [],
    kinds: customer?.kinds ?? [],
    purchases: customer?.purchases ?? null,
    silence: customer?.last_day == null ? null : day - customer.last_day,
    toBirthday,
    sinceBirthday,
  };
}
