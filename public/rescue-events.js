// For the rescue page: what the seller does with people, the marks of orders and the settings of the shop. The records
// are those of src/domain/packed_event.rs, packed_marks.rs and shop/profile.rs; the rows those of src/format/backup/.
import { Damage, must, uuid } from './rescue-disk.js';
import { birthday, dayOf, wordOf } from './rescue-values.js';

const WAYS = ['phone', 'sms', 'wechat', 'chat', 'visit', 'other'];
const OUTCOMES = ['restock', 'later', 'no_answer', 'do_not_call', 'talked', 'sent', 'other', 'left'];
const TITLES = [, '["mister"]', '["madam"]', '["boss"]'];
const SUFFIXES = [, '["region"]', '["kind"]', '["nothing"]'];
const MODES = ['"wholesale"', '"custom"', '"dropship"'];
const SEXES = ['null', '"female"', '"male"'];
const TOPICS = ['age', 'income', 'family', 'likes', 'needs', 'other'];
const ROLES = ['null', '"end"', '"distributor"'];
const TRADES = ['retail', 'wholesale', 'food', 'stall'];
const RULES = ['merged', 'each'];

const day = (reader) => dayOf(Number(reader.signed()));
const text = (reader) => reader.json();
const list = (read) => (reader) => `[${reader.list(reader.unsigned(), () => read(reader))}]`;
const flag = (reader) => must([false, true][reader.byte()]);
const maybe = (read) => (reader) => (flag(reader) ? read(reader) : 'null');
const worded = (words) => (reader) => {
  const kind = reader.byte();
  return kind === 0 ? 'null' : kind === 4 ? `["other",${reader.json()}]` : must(words[kind]);
};
const suffix = worded(SUFFIXES);
function modes(reader) {
  const mask = reader.byte();
  if (mask > 7) throw new Damage();
  return `[${MODES.filter((_, at) => mask & (1 << at))}]`;
}

const answer = (reader) => `[${wordOf(TOPICS, reader.byte())},${day(reader)},${wordOf(WAYS, reader.byte())},${reader.json()}]`;

/// The fields of a card, each at the place of its number.
const FIELDS = [['name', text], ['surname', text], ['title', worded(TITLES)], ['suffix', suffix], ['company', text],
  ['phones', list(text)], ['wechat', text], ['nick', text], ['region', text], ['address', text],
  ['birthday', maybe(birthday)], ['relatives', list((reader) => `[${reader.json()},${birthday(reader)}]`)],
  ['remark', text], ['tags', list(text)], ['important', flag], ['opt_out', flag], ['modes', modes],
  ['role', (reader) => must(ROLES[reader.byte()])], ['occupation', text], ['owner', text], ['groups', list(text)],
  ['verified', maybe(day)], ['sex', (reader) => must(SEXES[reader.byte()])], ['answers', list(answer)]];

function undone(reader) {
  const state = reader.byte();
  if (state > 2) throw new Damage();
  return state === 0 ? 'null' : `[${state === 2},${reader.stamp()}]`;
}

/// A rule, or a part of one: src/domain/node.rs.
function node(reader, depth = 0) {
  if (depth > 48) throw new Damage();
  const inner = () => node(reader, depth + 1);
  switch (reader.byte()) {
    case 0: return 'null';
    case 1: return 'false';
    case 2: return 'true';
    case 3: return `${reader.signed()}`;
    case 4: return reader.json();
    case 5: return `[${reader.list(reader.unsigned(), inner)}]`;
    case 6: return `{${reader.list(reader.unsigned(), () => `${reader.json()}:${inner()}`)}}`;
    default: throw new Damage();
  }
}

/// An event as a row, and its name; `place` gives a customer's place in the backup.
export function readEvent(reader, place) {
  const kind = reader.byte();
  const word = must(['edited', 'contacted', 'joined', 'apart', 'met', 'booked'][kind]);
  const customer = () => must(place(reader.small()));
  const given = () => {
    const at = reader.small();
    return at === 0 ? 'null' : must(place(at - 1));
  };
  const customers = kind === 5 ? [given(), given()] : [customer()];
  if (kind === 2 || kind === 3) customers.push(customer());
  const id = `"${uuid(reader.raw(16))}",${reader.small()}`;
  const head = `[${id},${reader.stamp()},${day(reader)},${reader.unsigned()},${undone(reader)}`;
  let rest = '';
  if (kind === 0) {
    const [field, read] = must(FIELDS[reader.byte()]);
    rest = `,{"${field}":${read(reader)}}`;
  } else if (kind === 1) {
    rest = `,${wordOf(WAYS, reader.byte())},${wordOf(OUTCOMES, reader.byte())},${reader.json()}`;
    if (flag(reader)) rest += `,${day(reader)}`;
  } else if (kind === 5) {
    rest = `,${node(reader)}`;
  }
  return reader.end({ id, json: `${head},{"${word}":[${customers}${rest}]}]` });
}

/// What the seller said of an order; null where nothing.
export function readMarks(reader, none) {
  const mask = reader.byte();
  const leftOut = mask & 1 ? `[${reader.byte() !== 0},${reader.stamp()}]` : `[false,${none}]`;
  const note = mask & 2 ? `[${reader.json()},${reader.stamp()}]` : `["",${none}]`;
  const cancelled = mask & 4 ? `,"cancelled":[${reader.byte() ? day(reader) : 'null'},${reader.stamp()}]` : '';
  const refund = () => `["${uuid(reader.raw(16))}",${day(reader)},${reader.signed()},${reader.json()},${reader.stamp()},${undone(reader)}]`;
  const refunds = mask & 8 ? `,"refunds":[${reader.list(reader.unsigned(), refund)}]` : '';
  return mask ? `{"left_out":${leftOut},"note":${note}${cancelled}${refunds}}` : 'null';
}

/// A week has seven days.
function weekdays(reader) {
  const days = reader.byte();
  if (days > 127) throw new Damage();
  return days;
}

/// What the shop says of itself.
export function readProfile(reader) {
  const name = `"name":[${reader.json()},${reader.stamp()}]`;
  if (reader.done) return `{${name}}`;
  const number = (words) => () => {
    const value = reader.unsigned();
    return value === 0 ? 'null' : words ? wordOf(words, value - 1) : `${value - 1}`;
  };
  const settings = [['trade', number(TRADES)], ['rule', number(RULES)],
    ['stage_bounds', () => (reader.byte() ? `[${reader.list(5, () => reader.small())}]` : 'null')],
    ['closed_days', () => `[${reader.list(reader.unsigned(), () => `[${day(reader)},${day(reader)}]`)}]`],
    ['rfm_window_days', number()], ['high_score', number()], ['freshness_days', number()],
    ['remark_suffix', () => suffix(reader)], ['closed_weekdays', () => `${weekdays(reader)}`],
    ['offset_minutes', () => (reader.byte() ? `${reader.signed()}` : 'null')]];
  const mask = reader.unsigned();
  if (mask >= 2 ** settings.length) throw new Damage();
  const given = settings.filter((_, at) => Number(mask) & (1 << at));
  return reader.end(`{${[name, ...given.map(([key, read]) => `"${key}":[${read()},${reader.stamp()}]`)]}}`);
}
