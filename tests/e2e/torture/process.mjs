// A browser of our own making, on a profile that outlives it, so that it can be killed like a phone's battery does.
import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';
import { pause } from '../seller.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--headless=new', '--remote-debugging-port=0', '--lang=zh-CN', '--disable-breakpad', '--disable-crash-reporter'];

/// `{ context, page, kill }`. `kill` ends the whole process group at once, without a word to anyone.
export async function start(profile) {
  const child = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((done) => child.once('exit', done));
  const kill = async () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
    await ended;
    // Nobody of the group may still hold a file when the next browser opens the profile.
    for (let tries = 0; tries < 500; tries++) {
      try {
        process.kill(-child.pid, 0);
      } catch {
        return;
      }
      await pause(10);
    }
    throw new Error('the killed browser does not go away');
  };
  try {
    const address = await new Promise((done, fail) => {
      let said = '';
      child.stderr.on('data', (data) => {
        said += data;
        const found = /DevTools listening on (ws:\S+)/.exec(said);
        if (found) done(found[1]);
      });
      child.once('exit', () => fail(new Error(`the browser ended: ${said.slice(-500)}`)));
      setTimeout(() => fail(new Error(`the browser does not start: ${said.slice(-500)}`)), 60_000).unref();
    });
    const browser = await chromium.connectOverCDP(address);
    const [context] = browser.contexts();
    const page = context.pages()[0] ?? await context.newPage();
    return { context, page, kill: async () => { await kill(); await browser.close().catch(() => {}); } };
  } catch (error) {
    await kill();
    throw error;
  }
}
