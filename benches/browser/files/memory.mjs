// The memory of the browser's processes that show pages, as the system counts it: peaks between two looks.
import { readFileSync } from 'node:fs';

const resident = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m)?.[1] ?? 0) * 1024;

/// Watches from now on; `stop()` gives the bytes by which the peak lies above the beginning.
export async function watchMemory(browser) {
  const devtools = await browser.newBrowserCDPSession();
  const now = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    let sum = 0;
    for (const { id, type } of processInfo) {
      // A process may be gone by now.
      if (type === 'renderer') try { sum += resident(id); } catch { sum += 0; }
    }
    return sum;
  };
  const before = await now();
  let peak = before;
  let running = true;
  const watching = (async () => {
    while (running) {
      peak = Math.max(peak, await now());
      await new Promise((done) => setTimeout(done, 50));
    }
  })();
  return async () => {
    running = false;
    await watching;
    await devtools.detach();
    return peak - before;
  };
}
