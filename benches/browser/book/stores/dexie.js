// Dexie: a table of customers, a table of orders, a record each. No index but the key: an app would want one on the
// customer, and pay for it on every write.
import Dexie from 'dexie';

export async function open() {
  // Kept means on the disk, as in our own commits.
  const database = new Dexie('book', { chromeTransactionDurability: 'strict' });
  database.version(1).stores({ customers: 'id', orders: 'no' });
  await database.open();
  return {
    async load(customers, blocks, progress) {
      await database.customers.bulkPut(customers);
      let done = 0;
      for (const block of blocks) {
        await database.orders.bulkPut(block);
        progress((done += block.length));
      }
    },

    async readAll() {
      const [customers, orders] = await Promise.all([database.customers.toArray(), database.orders.toArray()]);
      return { customers, orders };
    },

    // Resolves once the transaction is complete.
    add: (order) => database.orders.put(order),
  };
}
