// The book without the program: on the page that stands in for an app that cannot run (rescue.js), reads what is
// in the browser's storage and offers it as a backup.
import { assemble, makeBackup } from './rescue-backup.js';
import { Newer, openDatabase, readDisk } from './rescue-disk.js';

/// What stands here in pairs is in Chinese and in English.
const NAMES = {
  texts: ['文字', 'texts'], customers: ['客户', 'customers'], receivers: ['收货人', 'receivers'],
  imports: ['导入', 'imports'], orders: ['订单', 'orders'], profile: ['店名', 'shop name'],
  people: ['客户资料', 'what lists say of customers'], events: ['客户记录', 'what was done with customers'],
};
const SAY = {
  reading: ['正在读取这台设备里的账本……', 'Reading the book on this device …'],
  none: ['这台设备上没有账本，没有可以备份的。', 'There is no book on this device, so there is nothing to back up.'],
  newer: ['这台设备里的账本是更新版本的回头写的，这里看不懂，也没有动它。请联网后重新打开，换到新版本。',
    'The book on this device was written by a newer Huitou. It is not touched here. Go online and reload to get the newer version.'],
  failed: ['浏览器没有把账本交出来。账本没有动过；请重新打开再试。', 'The browser did not hand out the book. It is not touched; reload and try again.'],
};
/// What is lost, in both languages.
function losses(disk, book, lost) {
  const list = (numbers) => (numbers.length > 20 ? [...numbers.slice(0, 20), '…'] : numbers).join(', ');
  const page = (name, language) => {
    const [collection, number] = name.split('/');
    const word = NAMES[collection]?.[language] ?? collection;
    return language ? `${word}, page ${Number(number) + 1}` : `${word}第 ${Number(number) + 1} 页`;
  };
  const pages = (language) => list(book.pages.map((name) => page(name, language)));
  return [
    [book.pages.length, `${book.pages.length} 页坏了：${pages(0)}`, `Damaged pages: ${pages(1)}`],
    [book.changes.length, `${book.changes.length} 次保存坏了：第 ${list(book.changes)} 次`,
      `Damaged saves: no. ${list(book.changes)}`],
    [book.missing, `${book.missing} 次保存不见了`, `Saves that are gone: ${book.missing}`],
    [disk.headLost, '最后保存到第几次的记录坏了，可能少了最后几次', 'The note of the last save is damaged: the last saves may be missing'],
    [lost.orders, `${lost.orders} 笔订单读不出`, `Orders that cannot be read: ${lost.orders}`],
    [lost.people, `${lost.people} 位客户的资料读不出`, `Customers whose details cannot be read: ${lost.people}`],
    [lost.events, `${lost.events} 条客户记录读不出`, `Records of what was done with customers that cannot be read: ${lost.events}`],
    [lost.imports, `${lost.imports} 次导入读不出`, `Imports that cannot be read: ${lost.imports}`],
    [lost.fields, `${lost.fields} 处内容空着，因为原来的字在坏掉的地方`,
      `Fields that are empty, because what they said stood in a damaged place: ${lost.fields}`],
  ].filter(([count]) => count);
}

function add(parent, tag, text, language) {
  const child = document.createElement(tag);
  if (text) child.textContent = text;
  if (language !== undefined) child.lang = ['zh-CN', 'en'][language];
  parent.append(child);
  return child;
}
function show(part, state, sentences) {
  part.replaceChildren();
  part.dataset.state = state;
  sentences.forEach((text, language) => add(part, 'p', text, language));
}

function download(file) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // The address is kept: browsers differ in when they have read the file, and the page is not for long.
}
/// On phones a file that was shared is easier found again than one that was downloaded.
async function hand(file) {
  const isPhone = matchMedia('(pointer: coarse)').matches;
  if (!isPhone || !navigator.canShare?.({ files: [file] })) return download(file);
  await navigator.share({ files: [file] }).catch((error) => error.name === 'AbortError' || download(file));
}

async function run(part) {
  show(part, 'reading', SAY.reading);
  const database = await openDatabase();
  if (!database) return show(part, 'none', SAY.none);
  let disk;
  try {
    // The app may have to change or delete the database while this page stands.
    database.onversionchange = () => database.close();
    if (database.version > 1) throw new Newer();
    disk = database.objectStoreNames.contains('meta') ? await readDisk(database) : null;
  } finally {
    database.close();
  }
  if (!disk) return show(part, 'none', SAY.none);
  const book = assemble(disk);
  const { file, counts, lost } = await makeBackup(book);
  const { orders, customers, imports } = counts;
  show(part, 'found', [
    `可以读出订单 ${orders} 笔、客户 ${customers} 位、导入 ${imports} 次，到第 ${disk.last} 次保存为止。下载的备份以后能在回头里恢复。`,
    `Can be read: orders ${orders}, customers ${customers}, imports ${imports}, up to save no. ${disk.last}.`
      + ' Huitou can restore the backup later.',
  ]);
  Object.assign(part.dataset, { orders, customers, imports, seq: disk.last, lostPages: book.pages, lostChanges: book.changes,
    lostSaves: book.missing, lostOrders: lost.orders, lostImports: lost.imports,
    lostFields: lost.fields, lostPeople: lost.people, lostEvents: lost.events });
  const rows = losses(disk, book, lost);
  if (rows.length) {
    ['读不出的：', 'What cannot be read:'].forEach((title, language) => {
      add(part, 'p', title, language);
      const list = add(part, 'ul', '', language);
      rows.forEach((row) => add(list, 'li', row[1 + language]));
    });
  }
  const button = add(part, 'button', '下载备份 / Download backup');
  button.dataset.testid = 'rescue-backup';
  button.onclick = () => hand(file);
}

const part = document.getElementById('rescue-book');
run(part).catch((error) => {
  if (error instanceof Newer) return show(part, 'newer', SAY.newer);
  show(part, 'failed', SAY.failed);
  add(part, 'pre', String(error?.stack || error).slice(0, 2000));
});
