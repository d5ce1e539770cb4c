// For the rescue page: values that several records hold, as they stand in a backup.
import { Damage, must } from './rescue-disk.js';

const days = new Map();
/// Outside of the years 1 to 9999 a day is held at the ends, as the app does.
export function dayOf(number) {
  if (number !== (number | 0)) throw new Damage();
  if (!days.has(number)) {
    const held = Math.min(Math.max(number, -719162), 2932896);
    days.set(number, `"${new Date(held * 86400000).toISOString().slice(0, 10)}"`);
  }
  return days.get(number);
}
/// The word of a number.
export const wordOf = (words, number) => `"${must(words[number])}"`;
export function birthday(reader) {
  const mask = reader.byte();
  const [month, day] = [reader.byte(), reader.byte()];
  return `[${mask & 2 ? reader.signed() : 'null'},${month},${day},${(mask & 1) !== 0}]`;
}
