// The shop as the order export of Taobao, which is how our app is given it.
import { createWriteStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { customersOf, newOrder, ordersOf } from './records.js';

const SAMPLE = fileURLToPath(new URL('../../../tests/data/cn_export/ExportOrderList_46col_utf8bom.csv', import.meta.url));
const STATUS = {
  completed: '交易成功',
  shipped: '卖家已发货，等待买家确认',
  paid: '买家已付款，等待卖家发货',
  closed: '交易关闭',
  unpaid: '等待买家付款',
};
const yuan = (fen) => `"${(fen / 100).toFixed(2)}"`;
const dayText = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/// The columns we fill, by trimmed title. The number stands as Taobao writes it, so that spreadsheets leave it whole.
const COLUMNS = {
  订单编号: ({ no }) => `="${no}"`,
  买家会员名: (_, { nick }) => `"${nick}"`,
  买家应付邮费: ({ postage }) => yuan(postage),
  买家实际支付金额: ({ paid }) => yuan(paid),
  订单状态: ({ status }) => `"${STATUS[status]}"`,
  收货人姓名: (_, { name }) => `"${name}"`,
  收货地址: (_, { region }) => `"${region} 测试街道样例路1号"`,
  联系手机: (_, { phone }) => `"'${phone}"`,
  订单创建时间: ({ day }) => `"${dayText(day)} 12:00:00"`,
  退款金额: ({ refund }) => yuan(refund),
};

/// The titles exactly as the export has them, odd blanks included, in its order.
function titles() {
  const line = readFileSync(SAMPLE, 'utf8').replace(/^\ufeff/, '').split(/\r?\n/, 1)[0];
  const all = line.split(',').map((cell) => cell.replace(/^"|"$/g, ''));
  const ours = all.filter((title) => title.trim() in COLUMNS);
  if (ours.length !== Object.keys(COLUMNS).length) throw new Error(`${SAMPLE} has not the titles that the bench fills`);
  return ours;
}

function* lines(blocks, customers) {
  const names = titles();
  const cells = names.map((title) => COLUMNS[title.trim()]);
  yield `\ufeff${names.map((title) => `"${title}"`).join(',')}\r\n`;
  for (const block of blocks) {
    yield block.map((order) => `${cells.map((cell) => cell(order, customers[order.customer])).join(',')}\r\n`).join('');
  }
}

/// Writes the whole shop without holding it in memory.
export const writeShop = (file, shop) =>
  pipeline(Readable.from(lines(ordersOf(shop), customersOf(shop))), createWriteStream(file));

/// Writes a file of one row: the order of the `n`th commit.
export const writeNewOrder = (file, shop, n) =>
  pipeline(Readable.from(lines([[newOrder(shop, n)]], customersOf(shop))), createWriteStream(file));
