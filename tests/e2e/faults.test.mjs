// The fault tests in a form short enough for every run; `make torture` is the long one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failEachCall } from './torture/calls.mjs';
import { damageBackups } from './torture/backups.mjs';
import { killTheBook, killTheOther } from './torture/kill.mjs';
import { sweepQuota } from './torture/quota.mjs';
import { twoTabs } from './torture/tabs.mjs';

/// What was counted stands in the output, whatever became of it.
const counted = (t, { faults, ...counts }) => {
  t.diagnostic(JSON.stringify(counts));
  assert.deepEqual(faults ?? [], []);
};

describe('faults', () => {
  it('killed while writing, the book holds everything that it acknowledged', async (t) => {
    const count = await killTheBook({ kills: 8, seed: 7 });
    counted(t, count);
    assert.equal(count.kills, 8);
    assert.equal(count.lost, 0);
    assert.ok(count.in_writing >= 2, `${count.in_writing} of 8 kills fell into writing`);
  });

  it('killed, and the database gone with it, the book comes back from its second copy', async (t) => {
    const count = await killTheBook({ kills: 6, seed: 11, losing: true });
    counted(t, count);
    assert.equal(count.lost, 0);
    // Behind the fifth kill, which waits until all is written, it must; an early one can find nothing written yet.
    assert.ok(count.came_back >= 2, `${count.came_back} of 6`);
  });

  it('killed before there was a copy, and the database gone with it, the book is said to be missing', async (t) => {
    const count = await killTheBook({ kills: 3, seed: 3, losing: true, copy_ms: 20_000 });
    counted(t, count);
    assert.equal(count.said_missing, 3);
  });

  it('the same killer finds the losses of a page that saves a moment later', async (t) => {
    const count = await killTheOther({ kills: 3, seed: 7 });
    counted(t, count);
    assert.ok(count.lost > 0);
  });

  it('without room all of an import is in or nothing, and the page says so', async (t) => {
    const met = await sweepQuota({ step: 8_000, honest: false });
    counted(t, met);
    assert.ok(met.nothing > 0 && met.all > 0, 'the sweep has both sides');
    const asked = await sweepQuota({ step: 40_000, honest: true });
    counted(t, asked);
    assert.ok(asked.refused_early > 0);
  });

  it('a storage call that fails once leaves all or nothing, and what is acknowledged', async (t) => {
    counted(t, await failEachCall({ every: 12 }));
  });

  it('two tabs lose nothing and show the same', async (t) => {
    counted(t, await twoTabs({ acts: 40, seed: 7 }));
  });

  it('damaged backups are refused and the book stays as it is', async (t) => {
    const count = await damageBackups({ samples: 40, seed: 7 });
    counted(t, count);
    assert.equal(count.accepted_wrong, 0);
  });
});
