// PouchDB on its IndexedDB adapter: a document each, customers and orders told apart by their ids. Its transactions
// are relaxed, which cannot be changed: a commit may still be in the system's memory when it says that it is done.
import '../../node_modules/pouchdb/dist/pouchdb.min.js';

const document = ({ _rev, ...record }) => ({ ...record, _id: record.no === undefined ? `customer:${record.id}` : `order:${record.no}` });

export async function open() {
  const database = new PouchDB('book', { adapter: 'idb', revs_limit: 1 });
  await database.info();

  async function put(records) {
    const answers = await database.bulkDocs(records.map(document));
    const wrong = answers.find(({ error }) => error);
    if (wrong) throw new Error(`${wrong.id}: ${wrong.message}`);
  }

  return {
    async load(customers, blocks, progress) {
      await put(customers);
      let done = 0;
      for (const block of blocks) {
        await put(block);
        progress((done += block.length));
      }
    },

    async readAll() {
      const { rows } = await database.allDocs({ include_docs: true });
      const customers = [];
      const orders = [];
      for (const { doc } of rows) (doc.no === undefined ? customers : orders).push(doc);
      return { customers, orders };
    },

    add: (order) => put([order]),
  };
}
