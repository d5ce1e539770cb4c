// The peers in a page: their parse alone, from the file's content to rows of cells.
async function content(name, as) {
  const response = await fetch(`made/${name}`);
  return as === 'text' ? response.text() : new Uint8Array(await response.arrayBuffer());
}

const PEERS = {
  papaparse: async (name) => {
    const text = await content(name, 'text');
    const from = performance.now();
    const { data } = Papa.parse(text, { skipEmptyLines: true });
    return { ms: performance.now() - from, rows: data.length - 1 };
  },
  sheetjs: async (name) => {
    const bytes = await content(name, 'bytes');
    const from = performance.now();
    const book = XLSX.read(bytes, { dense: true });
    const rows = XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, raw: true });
    return { ms: performance.now() - from, rows: rows.length - 1 };
  },
};

window.run = (peer, name) => PEERS[peer](name);
