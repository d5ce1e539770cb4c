// One way to start the browser for every spec: Debian's Chromium, which nothing downloads.
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/// A browser with one fresh profile. `faults` collects what no page of ours may do: uncaught errors, console
/// errors, violations of the content policy, requests to other hosts.
export async function launch({ width = 390, height = 844, locale = 'zh-CN', colorScheme = 'light', timezoneId = 'Asia/Shanghai', ...more } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS });
  const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme, timezoneId, ...more });
  const faults = [];
  context.on('weberror', (event) => faults.push(`uncaught: ${event.error().stack ?? event.error()}`));
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.hostname !== '127.0.0.1') faults.push(`request: ${url}`);
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  return { browser, context, faults, page: await context.newPage(), close: () => browser.close() };
}
