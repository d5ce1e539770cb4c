// DuckDB-wasm: the same question as SQL over a table in memory, one thread, in a worker of its own.
import * as duckdb from '@duckdb/duckdb-wasm';
import { tableFromArrays } from 'apache-arrow';
import { BEFORE_WINDOW, CELLS, checksum, columns } from './shop.js';

const FILES = './node_modules/@duckdb/duckdb-wasm/dist';

// Ten ways to write it were tried; none was faster than this one. A score counts how many of the four cut values
// lie below a value. They are the discrete quantiles at 1/5 … 4/5, so equal values share a score.
const AXES = ['r', 'f', 'm'];
const score = (axis) => `(${[1, 2, 3, 4].map((k) => `(people.${axis} > cuts.${axis}[${k}])::INTEGER`).join(' + ')})`;
const RFM = `
  WITH recent_days AS (
    SELECT customer, day, sum(net) AS net FROM orders WHERE day > ${BEFORE_WINDOW} GROUP BY customer, day
  ), recent AS (
    SELECT customer, count(*) AS f, sum(net)::BIGINT AS m FROM recent_days GROUP BY customer
  ), people AS (
    SELECT r, coalesce(f, 0) AS f, coalesce(m, 0) AS m
    FROM (SELECT customer, max(day) AS r FROM orders GROUP BY customer) LEFT JOIN recent USING (customer)
  ), cuts AS MATERIALIZED (
    SELECT ${AXES.map((axis) => `quantile_disc(${axis}, [0.2, 0.4, 0.6, 0.8]) AS ${axis}`).join(', ')} FROM people
  )
  SELECT 25 * ${score('r')} + 5 * ${score('f')} + ${score('m')} AS cell,
    count(*)::INTEGER AS customers
  FROM people, cuts GROUP BY cell`;

export async function prepare({ orders, customers }) {
  const connection = await open();
  await connection.insertArrowTable(tableFromArrays(columns(orders, customers)), { name: 'orders' });
  return async () => {
    const start = performance.now();
    const answer = await connection.query(RFM);
    const rfm = performance.now() - start;
    const cells = new Uint32Array(CELLS);
    for (const { cell, customers } of answer) cells[cell] = customers;
    return { times: { rfm }, checksum: checksum(cells) };
  };
}

async function open() {
  const worker = new Worker(`${FILES}/duckdb-browser-eh.worker.js`);
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  // Relative to the worker, which asks for it.
  await database.instantiate(new URL(`${FILES}/duckdb-eh.wasm`, location).href);
  return database.connect();
}
