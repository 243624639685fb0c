import assert from 'node:assert/strict';
import type { Row } from '../../../../../src/core/catalog/table';
import { changeOf, type LiveRow, type ReadRow } from '../../../../../src/core/diff/rows/changeOf';
import { comparedTable } from '../../../../../src/core/diff/comparedTable';
import {
  PatternCounter,
  patternId,
  patternIdOf,
} from '../../../../../src/core/diff/found/patterns';
import type { ChangedRow } from '../../../../../src/core/diff/rows/rowChange';
import { decoded } from '../../../../support/decoded';
import { column, table } from '../tables';

const visits = table(
  [
    column('id', 'int4'),
    column('citizen', 'int4'),
    column('day', 'date'),
    column('state'),
    column('loaded'),
  ],
  [['id']],
);
const compared = comparedTable(visits, visits, { ignore: ['loaded'], identity: ['citizen'] });

function changed(backup: Row, live: Row): ChangedRow {
  const change = changeOf(
    [backup[0] ?? ''],
    { cells: backup },
    { cells: live, liveOnly: [], xid: '9' },
    compared,
  );
  assert.equal(change?.kind, 'changed');
  return change;
}

function read(backup: ReadRow | undefined, live: LiveRow | undefined): unknown {
  const change = changeOf(['1'], backup, live, compared);
  return change && decoded(change);
}

describe('A row that differs', () => {
  it('names the columns that differ, and not the ignored ones', () => {
    const change = changed(['1', '7', '2026-01-01', null, 'x'], ['1', '7', '2027-01-01', '', 'y']);
    assert.deepEqual(change.columns, [2, 3]);
    assert.equal(change.reused, false);
  });

  it('was given its key anew where an identity column differs', () => {
    assert.equal(changed(['1', '7', '', '', ''], ['1', '8', '', '', '']).reused, true);
  });

  it('is none where only ignored columns differ', () => {
    const live = { cells: ['1', '7', '', '', 'b'], liveOnly: [], xid: '9' };
    assert.equal(changeOf(['1'], { cells: ['1', '7', '', '', 'a'] }, live, compared), undefined);
  });

  it('is missing or extra where one side has no such row', () => {
    const live = { cells: ['1'], liveOnly: ['z'], xid: '9' };
    assert.deepEqual(read({ cells: ['1'] }, undefined), {
      kind: 'missing',
      key: ['1'],
      backup: ['1'],
    });
    assert.deepEqual(read(undefined, live), {
      kind: 'extra',
      key: ['1'],
      live: ['1'],
      liveOnly: ['z'],
      xid: '9',
    });
  });
});

describe('Patterns', () => {
  it('group rows by the columns that changed, with the values that all of them share', () => {
    const counter = new PatternCounter(compared.columns);
    counter.add(
      changed(['1', '7', '2026-01-01', 'OPEN', ''], ['1', '7', '2026-01-01', 'LOST', '']),
    );
    counter.add(
      changed(['2', '7', '2026-01-02', 'DONE', ''], ['2', '7', '2026-01-02', 'LOST', '']),
    );
    counter.add(changed(['3', '7', '2026-01-02', null, ''], ['3', '8', '2026-01-02', 'LOST', '']));
    const patterns = counter.patterns().map(({ shapes, ...pattern }) => {
      assert.ok(shapes.length > 0);
      return pattern;
    });
    assert.deepEqual(patterns, [
      { id: patternId(['state']), columns: ['state'], rows: 2, to: { state: 'LOST' } },
      {
        id: patternId(['citizen', 'state']),
        columns: ['citizen', 'state'],
        rows: 1,
        from: { citizen: '7', state: null },
        to: { citizen: '8', state: 'LOST' },
      },
    ]);
  });

  it('have an id that depends on nothing but the names of their columns', () => {
    const change = changed(['1', '7', 'a', 'b', ''], ['1', '7', 'c', 'd', '']);
    assert.match(patternIdOf(change, compared.columns), /^p-[0-9a-f]{8}$/);
    assert.equal(patternIdOf(change, compared.columns), patternId(['state', 'day']));
    assert.notEqual(patternId(['a,b']), patternId(['a', 'b']));
  });
});
