// The page of a peer: ?store=NAME opens its database, &read reads all of it into memory, as an app does that shows
// figures. The clock begins with the navigation, as it does for our page.
import { BLOCK, customersOf, newOrder, ordersOf, tally } from './records.js';

const query = new URLSearchParams(location.search);
const { open } = await import(`./stores/${query.get('store')}.js`);
const store = await open();
let book;
const times = {};

if (query.has('read')) {
  book = await store.readAll();
  times.ready = performance.now();
  const answer = tally(book.orders);
  times.figures = performance.now();
  times.answer = answer;
}

async function timed(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

window.bench = {
  times,

  /// Puts the whole shop in; making it up is not in the time.
  load(shop) {
    const blocks = [...ordersOf(shop)];
    const customers = customersOf(shop);
    return timed(() => store.load(customers, blocks, (done) => console.log(`progress ${done}`)));
  },

  /// One order more, until the store says that it is kept.
  commit: (shop, n) => timed(() => store.add(newOrder(shop, n), book)),

  /// All records as one file. Stores that lie there as such a file already hand it out as it is.
  async backup() {
    const blob = store.file ? await store.file() : new Blob([JSON.stringify(await store.readAll())], { type: 'application/json' });
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: 'backup.json' });
    link.click();
  },

  /// The chosen file into an empty store.
  async restore() {
    const text = await document.querySelector('#restore').files[0].text();
    const { customers, orders } = JSON.parse(text);
    const blocks = Array.from({ length: Math.ceil(orders.length / BLOCK) }, (_, k) => orders.slice(k * BLOCK, (k + 1) * BLOCK));
    await store.load(customers, blocks, () => {});
  },
};
document.documentElement.dataset.ready = 'book';
