// Our own Rust code as a bare WebAssembly module (examples/kernel.rs).
import { bare } from '../lib/bare.js';

export async function prepare({ orders, customers, module }) {
  const kernel = await bare(await WebAssembly.compileStreaming(fetch(module)));
  kernel.generate(orders, customers);
  return () => {
    const start = performance.now();
    kernel.lay_out();
    const laidOut = performance.now();
    kernel.all_figures();
    const end = performance.now();
    return {
      times: { lay_out: laidOut - start, all_figures: end - laidOut, both: end - start },
      // Exports are signed.
      checksum: kernel.checksum() >>> 0,
    };
  };
}
