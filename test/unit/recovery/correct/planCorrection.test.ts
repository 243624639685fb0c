import assert from 'node:assert/strict';
import { keyId } from '../../../../src/core/correction/selection';
import { patternId } from '../../../../src/core/diff/found/patterns';
import type { ChangedRow, RowChange, StaleRow } from '../../../../src/core/diff/rows/rowChange';
import {
  planCorrection,
  type PlannedCorrection,
} from '../../../../src/recovery/correct/planCorrection';
import type { Selection } from '../../../../src/core/correction/selection';
import type { Work } from '../../../../src/recovery/work';
import { comparedTable, identity } from '../../../support/planned';

const quiet: Work = { signal: new AbortController().signal, progress: () => undefined };
const changed: Omit<ChangedRow, 'key'> = {
  ...{ kind: 'changed', backup: ['1', 'A', null, '1'], live: ['1', 'B', null, '1'], liveOnly: [] },
  ...{ xid: '700', columns: [1], reused: false },
  ...{ writtenDifferently: [], sameValue: false },
};
const changes: readonly (RowChange | StaleRow)[] = [
  { kind: 'missing', key: ['5'], backup: ['5', 'A', null, '1'] },
  { ...changed, key: ['1'] },
  { ...changed, key: ['2'], reused: true },
  { kind: 'extra', key: ['9'], live: ['9', 'X', null, '1'], liveOnly: [], xid: '701' },
  { kind: 'stale', key: ['8'], difference: 'changed', backup: undefined },
];

async function plan(
  selection: Selection,
  work = quiet,
  others: readonly RowChange[] = [],
): Promise<PlannedCorrection> {
  const all = [...changes, ...others];
  return planCorrection(
    { planId: 'p', compared: comparedTable(), identity, rows: all, selection },
    work,
  );
}

const unread: ChangedRow = { ...changed, key: ['3'], unread: [1] };

describe('Planning a correction', () => {
  it('takes what the selection names and counts it', async () => {
    const { counts, stale, unmatchedKeys } = await plan([
      { kinds: ['missing', 'changed', 'extra'] },
    ]);
    assert.deepEqual(counts, { insert: 1, update: 1, delete: 1 });
    assert.equal(stale, 1);
    assert.deepEqual(unmatchedKeys, []);
  });

  it('knows the pattern of a changed row', async () => {
    assert.deepEqual((await plan([{ patterns: [patternId(['statut'])] }])).counts, {
      ...{ insert: 0, update: 1, delete: 0 },
    });
  });

  it('corrects only the columns that are named of a row, and none of them that does not differ', async () => {
    const both = { ...changed, key: ['4'], columns: [1, 2] } as const;
    const rows = [both, { ...both, key: ['6'] }, { ...changed, key: ['7'] }] as const;
    const columns = new Map([
      [keyId(['4']), new Set([2])],
      [keyId(['7']), new Set([2])],
    ]);
    const selection = [{ keys: new Set(rows.map(({ key }) => keyId(key))) }];
    const request = { planId: 'p', compared: comparedTable(), identity, rows, selection, columns };
    const { corrections } = (await planCorrection(request, quiet)).plan;
    assert.deepEqual(
      corrections.map((each) => [
        ...each.key,
        'set' in each ? each.set.map(({ column }) => column) : [],
      ]),
      [
        ['4', [2]],
        ['6', [1, 2]],
      ],
    );
  });

  it('leaves out rows with a value too large to be read, and says how many', async () => {
    const planned = await plan([{ kinds: ['changed'] }], quiet, [unread]);
    assert.deepEqual([planned.counts.update, planned.unread], [1, 1]);
  });

  it('is refused where such a row is named by its key', async () => {
    const named = plan([{ keys: new Set([keyId(['3'])]) }], quiet, [unread]);
    await assert.rejects(named, {
      code: 'value-too-large',
      message: /^The value of statut in the row 3 is too large/,
    });
  });

  it('says which of the named keys have no difference', async () => {
    const keys = new Set([keyId(['2']), keyId(['77'])]);
    const { counts, unmatchedKeys } = await plan([{ keys }]);
    assert.equal(counts.update, 1);
    assert.deepEqual(unmatchedKeys, [keyId(['77'])]);
  });

  it('is refused when nothing is selected', async () => {
    await assert.rejects(plan([]), { code: 'nothing-selected' });
    await assert.rejects(plan([{ keys: new Set([keyId(['8'])]) }]), { code: 'nothing-selected' });
  });

  it('can be stopped', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    await assert.rejects(plan([{ kinds: ['missing'] }], { ...quiet, signal }), /stopped/);
  });
});
