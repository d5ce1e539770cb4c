// The site as files: it runs from any folder, offline, under its policy; builds replace each other whole and
// only on request; a broken host does no harm.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWorker } from '../../scripts/after-build.mjs';
import { launch } from './browser.mjs';
import { DIST, startServer } from './server.mjs';

const READY = 'html[data-offline="ready"]';
const MOUNTED = () => !document.getElementById('first-paint') && document.body.querySelector('*:not(noscript)') !== null;

let root;
let site;
let tab;
/// What the host does instead of answering, by file name.
let misbehave;

before(() => {
  assert.ok(readdirSync(DIST).includes('sw.js'), 'run make dist first');
});

beforeEach(async () => {
  misbehave = {};
  root = mkdtempSync(join(tmpdir(), 'huitou-site-'));
  cpSync(DIST, root, { recursive: true });
  site = await startServer({
    root,
    prefix: '/shop/',
    intercept: (request, response, name) => misbehave[name]?.(response) ?? false,
  });
  tab = await launch();
});

afterEach(async () => {
  await tab.close();
  await site.stop();
  rmSync(root, { recursive: true });
});

const open = async (path = '') => {
  await tab.page.goto(site.url + path);
  await tab.page.waitForFunction(MOUNTED);
};

/// Another build in the same folder: one style sheet differs.
const file = (pattern) => readdirSync(root).find((name) => pattern.test(name));
const secondBuild = () => {
  appendFileSync(join(root, file(/^base-.*\.css$/)), '\n/* the next build */\n');
  // Its name and integrity would change too; what matters here is that its bytes are other bytes.
  const page = join(root, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace(/ integrity="[^"]*"/g, '').replace('<body>', '<body data-build="second">'));
  return writeWorker(root);
};
/// Lets the browser look for a new build and says what became of it: 'installed', 'redundant' (refused).
const lookForUpdate = () =>
  tab.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const settled = new Promise((resolve) => {
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker.addEventListener('statechange', () => resolve(worker.state), { once: true });
      }, { once: true });
    });
    await registration.update();
    return settled;
  });
const caches = () => tab.page.evaluate(async () => (await window.caches.keys()).filter((name) => !name.startsWith('huitou-notes')));
const shownBuild = () => tab.page.evaluate(() => document.body.dataset.build ?? 'first');
const status = (response, code, type, body) => {
  response.writeHead(code, { 'content-type': type }).end(body);
  return true;
};

describe('the site', () => {
  it('mounts from a folder and breaks nothing of its own policy', async () => {
    await open('#/insight');
    await tab.page.waitForSelector(READY);
    assert.deepEqual(tab.faults, []);
  });

  it('asks its own host only, and for each file by a relative name', async () => {
    const asked = [];
    tab.context.on('request', (request) => asked.push(request.url()));
    await open();
    await tab.page.waitForSelector(READY);
    assert.ok(asked.length > 5);
    assert.deepEqual(asked.filter((url) => !url.startsWith(site.url)), []);
  });

  it('refuses markup that could run, and lets the inert through', async () => {
    await open();
    const tried = await tab.page.evaluate(() =>
      ['<p class="a">b &amp; c</p>', '<svg><use href="#i-x"></use></svg>', '<a href="#/today" title="a > b">x</a>',
        '<img src=x onerror=alert(1)>', '<img src="x" onerror="alert(1)">', '<script src="./x.js"></script>',
        '<a href="javascript:alert(1)">x</a>', '<a href="javascript&colon;alert(1)">x</a>', '<iframe src="./"></iframe>',
        '<p style="color:red">x</p>', '<p><!-- a --></p>', '<p'].map((markup) => {
        try {
          document.createElement('template').innerHTML = markup;
          return true;
        } catch {
          return false;
        }
      }));
    assert.deepEqual(tried, [true, true, true, ...Array(9).fill(false)]);
    const worker = await tab.page.evaluate(() => {
      try {
        new Worker('https://example.com/x.js');
        return 'made';
      } catch (error) {
        return error.name;
      }
    });
    assert.equal(worker, 'TypeError');
  });

  it('answers unknown paths with 404, wasm with its type', async () => {
    assert.equal((await fetch(`${site.url}nothing.js`)).status, 404);
    assert.equal((await fetch(new URL('/', site.url))).status, 404);
    assert.equal((await fetch(`${site.url}..%2f..%2fCargo.toml`)).status, 404);
    const wasm = await fetch(site.url + file(/\.wasm$/));
    assert.equal(wasm.headers.get('content-type'), 'application/wasm');
  });
});

describe('offline', () => {
  it('opens after one visit without the host, at a deep link, with a switch in the query', async () => {
    await open();
    await tab.page.waitForSelector(READY);
    await site.stop();
    await tab.page.goto(`${site.url}?lang=en#/insight`);
    await tab.page.waitForFunction(MOUNTED);
    await tab.page.waitForSelector(READY);
    assert.equal(new URL(tab.page.url()).hash, '#/insight');
    await tab.page.reload();
    await tab.page.waitForFunction(MOUNTED);
    assert.equal((await caches()).length, 1);
    // Nobody listens any more, so whatever came, came from the device.
    await assert.rejects(fetch(site.url));
  });

  it('is not claimed when the cache has lost a file', async () => {
    await open();
    await tab.page.waitForSelector(READY);
    await tab.page.evaluate(async () => {
      const [name] = (await window.caches.keys()).filter((name) => !name.startsWith('huitou-notes'));
      const cache = await window.caches.open(name);
      const wasm = (await cache.keys()).find((request) => request.url.endsWith('.wasm'));
      await cache.delete(wasm);
    });
    await open('?again');
    assert.equal(await tab.page.locator(READY).count(), 0);
  });

  it('keeps two folders of one host apart', async () => {
    cpSync(DIST, join(root, 'other'), { recursive: true });
    await open();
    await tab.page.waitForSelector(READY);
    await tab.page.goto(new URL('/shop/other/', site.url).href);
    await tab.page.waitForFunction(MOUNTED);
    await tab.page.waitForSelector(READY);
    const names = await caches();
    assert.equal(names.filter((name) => name.endsWith('@/shop/')).length, 1);
    assert.equal(names.filter((name) => name.endsWith('@/shop/other/')).length, 1);
  });
});

describe('the next build', () => {
  it('waits, is announced, and takes over when asked, once', async () => {
    await open();
    await tab.page.waitForSelector(READY);
    await tab.page.evaluate(() => addEventListener('huitou-update', () => (document.body.dataset.heard = 'yes')));
    secondBuild();
    await lookForUpdate();
    await tab.page.waitForSelector('body[data-heard=yes]');
    assert.equal(await shownBuild(), 'first');

    // A reload is not a yes. The mark tells a page that mounts later.
    await open();
    await tab.page.waitForFunction(() => window.huitouUpdateWaiting === true);
    assert.equal(await shownBuild(), 'first');

    let loads = 0;
    tab.page.on('load', () => loads++);
    await tab.page.evaluate(() => window.huitouActivateUpdate());
    await tab.page.waitForSelector('body[data-build=second]');
    await tab.page.waitForFunction(MOUNTED);
    await tab.page.waitForSelector(READY);
    await tab.page.waitForTimeout(500);
    assert.equal(loads, 1);
    assert.equal((await caches()).length, 2, 'the build before is kept');

    // One generation, not two.
    appendFileSync(join(root, file(/^base-.*\.css$/)), '\n/* and the next */\n');
    writeWorker(root);
    await lookForUpdate();
    await tab.page.waitForFunction(() => window.huitouUpdateWaiting === true);
    const [, second] = await caches();
    await tab.page.evaluate(() => window.huitouActivateUpdate());
    await tab.page.waitForEvent('load');
    await tab.page.waitForSelector(READY);
    await tab.page.waitForFunction(async () => (await window.caches.keys()).length === 3);
    assert.ok((await caches()).includes(second));
    assert.deepEqual(tab.faults, []);
  });

  it('does not reload the other tabs, but tells them', async () => {
    await open();
    await tab.page.waitForSelector(READY);
    const other = await tab.context.newPage();
    await other.goto(site.url);
    await other.waitForSelector(READY);
    await other.evaluate(() => (document.body.dataset.half = 'a sale'));
    secondBuild();
    await lookForUpdate();
    await tab.page.waitForFunction(() => window.huitouUpdateWaiting === true);
    await tab.page.evaluate(() => window.huitouActivateUpdate());
    await tab.page.waitForSelector('body[data-build=second]');
    await other.waitForFunction(() => window.huitouUpdateWaiting === true);
    assert.equal(await other.getAttribute('body', 'data-half'), 'a sale');
  });

  const wasm = /_bg\.wasm$/;
  for (const [what, answer] of [
    ['404', (response) => status(response, 404, 'text/html', '<p>404')],
    ['a page with status 200', (response) => status(response, 200, 'text/html', '<p>welcome')],
    ['other bytes', (response) => status(response, 200, 'application/wasm', 'not the bytes')],
    ['nothing', (response) => (response.destroy(), true)],
  ]) {
    it(`is not installed when the host answers ${what} for one file`, async () => {
      await open();
      await tab.page.waitForSelector(READY);
      const before = await caches();
      secondBuild();
      misbehave[file(wasm)] = answer;
      assert.equal(await lookForUpdate(), 'redundant');
      assert.deepEqual(await caches(), before, 'half a build was kept');
      // The old one goes on, host or no host.
      await open('#/today');
      await tab.page.waitForSelector(READY);
      assert.equal(await shownBuild(), 'first');

      // And when the host has come to its senses, the build arrives.
      misbehave = {};
      assert.equal(await lookForUpdate(), 'installed');
    });
  }
});

describe('when the app cannot run', () => {
  const rescue = async () => {
    const page = tab.page.getByTestId('rescue');
    await page.waitFor();
    assert.match(await page.innerText(), /数据只存在这台设备[^]*nothing has been sent/);
    return page;
  };

  for (const [what, name, answer] of [
    ['a damaged wasm', /_bg\.wasm$/, (response) => status(response, 200, 'application/wasm', readFileSync(join(root, file(/_bg\.wasm$/))).subarray(0, 5000))],
    ['no wasm', /_bg\.wasm$/, (response) => status(response, 404, 'text/html', '<p>404')],
    ['no glue', /^huitou-[0-9a-f]+\.js$/, (response) => status(response, 404, 'text/html', '<p>404')],
    ['no boot script', /^boot-/, (response) => status(response, 404, 'text/html', '<p>404')],
  ]) {
    it(`says so: ${what}`, async () => {
      misbehave[file(name)] = answer;
      await tab.page.goto(site.url);
      const page = await rescue();
      assert.equal(await page.getAttribute('data-reason'), 'start');
      misbehave = {};
      await page.getByRole('button').first().click();
      await tab.page.waitForFunction(MOUNTED);
    });
  }

  it('says so on a browser below the floor', async () => {
    await tab.context.addInitScript(() => delete window.BroadcastChannel);
    await tab.page.goto(site.url);
    const page = await rescue();
    assert.equal(await page.getAttribute('data-reason'), 'floor');
    assert.deepEqual(tab.faults, []);
  });

  it('says so after a trap that no panic hook hears of', async () => {
    await open();
    await tab.page.evaluate(() => {
      // (func (export "f") unreachable)
      const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
      const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
      setTimeout(f);
    });
    const page = await rescue();
    assert.equal(await page.getAttribute('data-reason'), 'panic');
  });

  it('says so after a panic, with the first cause', async () => {
    await open();
    await tab.page.evaluate(() => (window.huitouRescue('panic', 'index out of bounds <b>'), window.huitouRescue('start', 'echo')));
    const page = await rescue();
    assert.equal(await page.getAttribute('data-reason'), 'panic');
    assert.match(await page.innerText(), /index out of bounds <b>/);
  });
});
