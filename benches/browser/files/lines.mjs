// The file that is read: lines as the Online Retail data have them, made here from a seed, as CSV and as a workbook.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const TITLES = ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'];

/// The mapping that a seller would make for them (contract, part 2).
export const MAPPING = {
  columns: {
    customer: 'CustomerID', order_id: 'InvoiceNo', date: 'InvoiceDate', sku: 'StockCode', item: 'Description',
    quantity: 'Quantity', unit_price: 'UnitPrice', region: 'Country',
  },
  drop: [
    { column: 'InvoiceNo', starts_with: 'C' }, { column: 'Quantity', at_most: 0 },
    { column: 'UnitPrice', at_most: 0 }, { column: 'CustomerID', empty: true },
  ],
};

function* chance(seed) {
  for (let state = seed; ; ) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

/// Each line as a list of texts. Orders have 1 to 40 lines; one in five has no customer, one in fifty is a return.
export function* linesOf(count) {
  const random = chance(7);
  const next = () => random.next().value;
  let written = 0;
  for (let invoice = 536365; written < count; invoice++) {
    const lines = 1 + Math.floor(next() * 40);
    const customer = next() < 0.2 ? '' : String(12346 + Math.floor(next() * 4372));
    const at = new Date(Date.UTC(2010, 11, 1) + (invoice - 536365) * 1_260_000);
    const date = `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
    const isReturn = next() < 0.02;
    for (let line = 0; line < lines && written < count; line++, written++) {
      const sku = String(10000 + Math.floor(next() * 4000));
      const quantity = String(isReturn ? -1 : 1 + Math.floor(next() * 24));
      yield [`${isReturn ? 'C' : ''}${invoice}`, sku, `WHITE HANGING HEART ${sku} HOLDER`, quantity, date, (0.5 + next() * 10).toFixed(2), customer, 'United Kingdom'];
    }
  }
}

function* csv(count) {
  yield `${TITLES.join(',')}\n`;
  let text = '';
  for (const line of linesOf(count)) {
    text += `${line.join(',')}\n`;
    if (text.length > 65_536) {
      yield text;
      text = '';
    }
  }
  yield text;
}

export const writeCsv = (file, count) => pipeline(Readable.from(csv(count)), createWriteStream(file));

/// The same as a workbook: numbers as numbers, texts shared, as spreadsheets write them.
export async function writeWorkbook(file, count) {
  const { default: xlsx } = await import('xlsx');
  const number = new Set([3, 5]);
  const rows = [TITLES, ...Array.from(linesOf(count), (line) => line.map((cell, at) => (number.has(at) ? Number(cell) : cell)))];
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), 'lines');
  xlsx.writeFile(book, file, { bookSST: true, compression: true });
}
