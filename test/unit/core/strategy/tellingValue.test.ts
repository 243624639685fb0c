import assert from 'node:assert/strict';
import type { Row } from '../../../../src/core/catalog/table';
import type { KeptTable } from '../../../../src/core/diff/comparison';
import type { ChangedRow } from '../../../../src/core/diff/rows/rowChange';
import { ScopeFinder, type TellingValue } from '../../../../src/core/strategy/tellingValue';
import { column, comparedTable } from '../../../support/planned';

const text = (name: string) => column(name, { builtIn: 'text' });
const table: KeptTable = comparedTable({
  columns: [column('id', { builtIn: 'int4' }), text('statut'), text('canal')],
});

function changed(backup: Row, live: Row): ChangedRow {
  return {
    ...{ kind: 'changed', key: [backup[0] ?? ''], backup, live, liveOnly: [], xid: '9' },
    ...{ columns: [1], reused: false, writtenDifferently: [], sameValue: false },
  };
}

/** Twenty rows cancelled, of whatever channel; ten that people honoured. */
function foundIn(masked: readonly number[], cancelled = 'ANNULE'): TellingValue | undefined {
  const finder = new ScopeFinder(table, new Set(masked));
  for (let id = 0; id < 30; id++) {
    const isDamaged = id < 20;
    const canal = id % 2 === 0 ? 'WEB' : 'GUICHET';
    const [before, after] = [
      [String(id), 'CONFIRME', canal],
      [String(id), isDamaged ? cancelled : 'HONORE', canal],
    ];
    finder.add(changed(before, after), isDamaged);
  }
  return finder.found();
}

describe('The business scope of a damage', () => {
  it('is the value that most damaged rows have, and few others', () => {
    assert.deepEqual(foundIn([]), { column: 1, value: 'ANNULE' });
  });

  it('is none of a masked column, nor of a column whose values part nothing', () => {
    assert.equal(foundIn([1]), undefined);
  });

  it('is none that another value holds, since rows are looked for by the text', () => {
    assert.equal(foundIn([], 'HONO'), undefined);
  });
});
