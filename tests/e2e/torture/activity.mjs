// What happens in the page while the killer waits. These functions run in the browser.

/// Lets a page know of the copies of the book that are under way, and makes each take `delay` ms longer. A page waits
/// a second at most for a copy before it acknowledges: a device that is slower than that has none yet.
export function watchCopies(delay) {
  const spares = new WeakSet();
  window.copies_under_way = 0;
  const { open } = CacheStorage.prototype;
  CacheStorage.prototype.open = async function (name) {
    const cache = await open.call(this, name);
    if (name.startsWith('book-spare ')) spares.add(cache);
    return cache;
  };
  const { put } = Cache.prototype;
  Cache.prototype.put = async function (...what) {
    if (!spares.has(this)) return put.apply(this, what);
    window.copies_under_way += 1;
    try {
      if (delay > 0) await new Promise((done) => setTimeout(done, delay));
      return await put.apply(this, what);
    } finally {
      window.copies_under_way -= 1;
    }
  };
}

/// Comes back when the mark stands that a book is here.
export async function marked() {
  while ((await (await caches.open('book-marks')).keys()).length === 0) await new Promise((done) => setTimeout(done, 20));
}

/// Does what the plan says, as fast as it can, and tells the driver of every act that it begins and of every
/// commit that the page acknowledges. Acts take the book's lock in the order in which they are begun, so the
/// commits come in that order.
export async function work(plan) {
  const glue = await import(document.querySelector('link[rel="modulepreload"]').href);
  const find = (id) => document.querySelector(`[data-testid="${id}"]`);
  const status = find('save-status');
  const begun = [];
  let last = Number(status.dataset.seq);
  let wake = () => {};
  new MutationObserver(() => {
    const seq = Number(status.dataset.seq);
    if (seq > last) window.torture_acknowledged({ seq, acts: begun.splice(0, seq - last), copied: window.copies_under_way === 0 });
    last = Math.max(last, seq);
  }).observe(status, { attributes: true, attributeFilter: ['data-seq'] });
  new MutationObserver(() => wake()).observe(document.documentElement, { subtree: true, childList: true, attributes: true });
  const until = async (test) => {
    while (!test()) await new Promise((done) => { wake = done; });
  };
  const begin = (act) => {
    begun.push(act.name);
    window.torture_begun(act.name);
  };
  for (const act of plan) {
    if (act.kind === 'sale') {
      begin(act);
      glue.sale_drill(act.nick, act.fen);
      if (act.wait) await until(() => begun.length === 0);
    } else if (act.kind === 'import') {
      const chosen = new DataTransfer();
      chosen.items.add(new File([act.text], `${act.file}.csv`));
      const input = find('import-file');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => find('import-confirm') && !find('import-confirm').disabled);
      begin(act);
      find('import-confirm').click();
      await until(() => find('import-done') && begun.length === 0);
    } else {
      await until(() => begun.length === 0);
      const line = [...document.querySelectorAll('[data-testid="imports"] li')].find((it) => it.querySelector('b').textContent === `${act.file}.csv`);
      const button = line?.querySelector('[data-testid="import-undo"]');
      if (!button) continue;
      begin(act);
      button.click();
      await until(() => begun.length === 0);
    }
  }
}

/// The same for the page that saves a moment after the last change.
export async function workBesideIt(plan) {
  for (const act of plan) {
    window.torture_begun(act.name);
    window.peer.add(act.nick, act.fen);
    window.torture_acknowledged({ shown: act.name });
    await new Promise((done) => setTimeout(done, act.rest));
  }
}
