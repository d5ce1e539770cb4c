// Sealed backups opened and sealed once more, from what src/format/sealed/mod.rs says of them and without our
// code: Node's own AES-GCM, PBKDF2 and gzip; Argon2id after RFC 9106, BLAKE2b after RFC 7693, written here.
//
//   PASSPHRASE=… node second.mjs open < FILE > CONTENT
//   PASSPHRASE=… node second.mjs seal '{"app":…,"kdf":…,"nonce":…,"chunk":…,"where":…}' < CONTENT > FILE
//   node second.mjs vectors
import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

// BLAKE2b, slow and plain.
const MASK = (1n << 64n) - 1n;
const IV = [0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n];
const SIGMA = ['0123456789abcdef', 'ea489fd61c02b753', 'b8c052fdae367194', '7931dcbe265a40f8', '905724afe1bc683d',
  '2c6a0b834d75fe19', 'c51fed4a0763928b', 'db7ec13950f4862a', '6fe9b308c2d714a5', 'a2847615fb9e3cd0']
  .map((row) => [...row].map((digit) => parseInt(digit, 16)));
const MIXES = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];

const turned = (value, by) => ((value >> by) | (value << (64n - by))) & MASK;

const blake2b = (length, ...parts) => {
  const input = Buffer.concat(parts);
  const state = [...IV];
  state[0] ^= 0x01010000n ^ BigInt(length);
  const blocks = Math.max(1, Math.ceil(input.length / 128));
  for (let nth = 0; nth < blocks; nth += 1) {
    const block = Buffer.alloc(128);
    input.copy(block, 0, nth * 128, nth * 128 + 128);
    const words = Array.from({ length: 16 }, (_, at) => block.readBigUInt64LE(at * 8));
    const v = [...state, ...IV];
    v[12] ^= BigInt(Math.min(input.length, (nth + 1) * 128));
    if (nth === blocks - 1) v[14] ^= MASK;
    for (let round = 0; round < 12; round += 1) {
      MIXES.forEach(([a, b, c, d], mix) => {
        const [x, y] = [0, 1].map((at) => words[SIGMA[round % 10][mix * 2 + at]]);
        v[a] = (v[a] + v[b] + x) & MASK;
        v[d] = turned(v[d] ^ v[a], 32n);
        v[c] = (v[c] + v[d]) & MASK;
        v[b] = turned(v[b] ^ v[c], 24n);
        v[a] = (v[a] + v[b] + y) & MASK;
        v[d] = turned(v[d] ^ v[a], 16n);
        v[c] = (v[c] + v[d]) & MASK;
        v[b] = turned(v[b] ^ v[c], 63n);
      });
    }
    state.forEach((word, at) => { state[at] = word ^ v[at] ^ v[at + 8]; });
  }
  const out = Buffer.alloc(64);
  state.forEach((word, at) => out.writeBigUInt64LE(word, at * 8));
  return out.subarray(0, length);
};

const le32 = (value) => { const out = Buffer.alloc(4); out.writeUInt32LE(value); return out; };

/** The hash of any length of RFC 9106, 3.3. */
const longHash = (length, input) => {
  if (length <= 64) return blake2b(length, le32(length), input);
  const out = [];
  let last = blake2b(64, le32(length), input);
  let left = length;
  for (; left > 64; left -= 32) {
    out.push(last.subarray(0, 32));
    last = blake2b(Math.min(64, left - 32), last);
  }
  return Buffer.concat([...out, last]);
};

// Blocks are 128 words of 64 bits as 256 of 32, the lower first.
const WORDS = 256;

/** The upper half of a product. */
const upper = (a, b) => {
  const [al, ah, bl, bh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const low = al * bl;
  const middle = ah * bl + (low >>> 16);
  const other = al * bh + (middle & 0xffff);
  return (ah * bh + Math.floor(middle / 65536) + Math.floor(other / 65536)) >>> 0;
};

/** v[a] += v[b] + 2 * the product of their lower halves. */
const add = (v, a, b) => {
  const [x, y] = [v[a], v[b]];
  const low = Math.imul(x, y) >>> 0;
  const sum = x + y + ((low << 1) >>> 0);
  const high = ((upper(x, y) << 1) | (low >>> 31)) >>> 0;
  v[a + 1] = (v[a + 1] + v[b + 1] + high + Math.floor(sum / 4294967296)) >>> 0;
  v[a] = sum >>> 0;
};

/** v[d] = v[d] ^ v[a], turned right. */
const turn = (v, d, a, by) => {
  let [low, high] = [v[d] ^ v[a], v[d + 1] ^ v[a + 1]];
  if (by >= 32) [low, high] = [high, low];
  const rest = by % 32;
  v[d] = rest ? (low >>> rest) | (high << (32 - rest)) : low;
  v[d + 1] = rest ? (high >>> rest) | (low << (32 - rest)) : high;
};

/** The permutation of 16 words that stand at `places`. */
const permute = (v, places) => {
  for (const [a, b, c, d] of MIXES.map((mix) => mix.map((at) => places[at]))) {
    add(v, a, b); turn(v, d, a, 32); add(v, c, d); turn(v, b, c, 24);
    add(v, a, b); turn(v, d, a, 16); add(v, c, d); turn(v, b, c, 63);
  }
};

const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
const ROWS = EIGHT.map((row) => Array.from({ length: 16 }, (_, at) => (row * 16 + at) * 2));
const COLUMNS = EIGHT.map((column) => EIGHT.flatMap((row) => [0, 1].map((at) => (row * 16 + column * 2 + at) * 2)));

/** into = the compression of two blocks, on top of what stands there if `onto`. */
const compress = (left, right, into, onto) => {
  const both = left.map((word, at) => word ^ right[at]);
  const mixed = both.slice();
  for (const places of [...ROWS, ...COLUMNS]) permute(mixed, places);
  for (let at = 0; at < WORDS; at += 1) into[at] = mixed[at] ^ both[at] ^ (onto ? into[at] : 0);
};

/** Argon2id of one lane, version 1.3. */
const argon2id = (passphrase, salt, { m_kib: memory, t: rounds }) => {
  const first = blake2b(64, ...[1, 32, memory, rounds, 0x13, 2, passphrase.length].map(le32), passphrase,
    le32(salt.length), salt, le32(0), le32(0));
  const segment = Math.floor(memory / 4);
  const count = segment * 4;
  const blocks = Array.from({ length: count }, () => new Uint32Array(WORDS));
  for (const nth of [0, 1]) {
    const bytes = longHash(1024, Buffer.concat([first, le32(nth), le32(0)]));
    for (let at = 0; at < WORDS; at += 1) blocks[nth][at] = bytes.readUInt32LE(at * 4);
  }
  const zero = new Uint32Array(WORDS);
  for (let round = 0; round < rounds; round += 1) {
    for (let slice = 0; slice < 4; slice += 1) {
      const isFixed = round === 0 && slice < 2;
      const input = new Uint32Array(WORDS);
      [round, 0, slice, count, rounds, 2].forEach((word, at) => { input[at * 2] = word; });
      const addresses = new Uint32Array(WORDS);
      for (let nth = 0; nth < segment; nth += 1) {
        if (isFixed && nth % 128 === 0) {
          input[12] += 1;
          compress(zero, input, addresses, false);
          compress(zero, addresses, addresses, false);
        }
        const at = slice * segment + nth;
        if (round === 0 && at < 2) continue;
        const before = blocks[(at + count - 1) % count];
        const random = isFixed ? addresses[(nth % 128) * 2] : before[0];
        const area = round === 0 ? at - 1 : count - segment + nth - 1;
        const back = upper(area, upper(random, random));
        const begin = round === 0 || slice === 3 ? 0 : (slice + 1) * segment;
        compress(before, blocks[(begin + area - 1 - back) % count], blocks[at], round > 0);
      }
    }
  }
  const last = Buffer.alloc(1024);
  blocks[count - 1].forEach((word, at) => last.writeUInt32LE(word, at * 4));
  return longHash(32, last);
};

// The file.

const cleaned = (typed) => {
  const plain = typed
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .split(/\p{White_Space}+/u).filter(Boolean).join(' ');
  return /^[- ]*[0-9][-0-9 ]*$/.test(plain) ? plain.replace(/[- ]/g, '') : plain;
};

const keyOf = (kdf, typed) => {
  const [passphrase, salt] = [Buffer.from(cleaned(typed)), Buffer.from(kdf.salt, 'hex')];
  assert.equal(salt.length, 16);
  if (kdf.name === 'pbkdf2-sha256') return pbkdf2Sync(passphrase, salt, kdf.iterations, 32, 'sha256');
  assert.deepEqual([kdf.name, kdf.p], ['argon2id', 1]);
  return argon2id(passphrase, salt, kdf);
};

const nonceOf = (head, nth, count) => {
  const place = Buffer.alloc(5);
  place.writeUInt32BE(nth);
  place[4] = nth === count - 1 ? 1 : 0;
  return Buffer.concat([Buffer.from(head.nonce, 'hex'), place]);
};

const open = (file, passphrase) => {
  const line = file.subarray(0, file.indexOf('\n') + 1);
  const head = JSON.parse(line.toString('utf8'));
  assert.deepEqual([head.format, head.schema, head.cipher], ['huitou-sealed', 1, 'aes-256-gcm']);
  const key = keyOf(head.kdf, passphrase);
  const count = Math.ceil(head.bytes / head.chunk);
  assert.equal(file.length, line.length + head.bytes + 16 * count);
  const out = [];
  for (let nth = 0; nth < count; nth += 1) {
    const from = line.length + nth * (head.chunk + 16);
    const chunk = file.subarray(from, from + Math.min(head.chunk, head.bytes - nth * head.chunk) + 16);
    const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(head, nth, count));
    cipher.setAAD(line);
    cipher.setAuthTag(chunk.subarray(-16));
    out.push(cipher.update(chunk.subarray(0, -16)), cipher.final());
  }
  return gunzipSync(Buffer.concat(out));
};

const seal = (content, passphrase, { app, kdf, nonce, chunk, where }) => {
  const packed = gzipSync(content);
  const head = { format: 'huitou-sealed', schema: 1, app, kdf, cipher: 'aes-256-gcm', nonce, chunk, bytes: packed.length, where };
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  const key = keyOf(kdf, passphrase);
  const count = Math.ceil(packed.length / chunk);
  const out = [line];
  for (let nth = 0; nth < count; nth += 1) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(head, nth, count));
    cipher.setAAD(line);
    out.push(cipher.update(packed.subarray(nth * chunk, (nth + 1) * chunk)), cipher.final(), cipher.getAuthTag());
  }
  return Buffer.concat(out);
};

/** What is written here against Node and against the tests of the reference implementation. */
const vectors = () => {
  for (const length of [0, 1, 127, 128, 129, 300]) {
    const input = Buffer.alloc(length, 'tea');
    assert.equal(blake2b(64, input).toString('hex'), createHash('blake2b512').update(input).digest('hex'));
  }
  const made = argon2id(Buffer.from('password'), Buffer.from('somesalt'), { m_kib: 256, t: 2 });
  assert.equal(made.toString('hex'), '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe');
};

const [what, terms] = process.argv.slice(2);
const { PASSPHRASE: passphrase } = process.env;
const out = {
  open: () => open(readFileSync(0), passphrase),
  seal: () => seal(readFileSync(0), passphrase, JSON.parse(terms)),
  vectors: () => { vectors(); return 'they hold'; },
}[what]();
writeFileSync(1, out);
