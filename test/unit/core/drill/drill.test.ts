import assert from 'node:assert/strict';
import {
  type Drill,
  type DrilledTable,
  drillFailure,
  type DrillProblem,
  drillVerdict,
  rowsProblem,
} from '../../../../src/core/drill/drill';
import { drillReport } from '../../../../src/core/drill/drillReport';
import { RecoveryError } from '../../../../src/core/errors';
import { inLanguage } from '../../../../src/french/sentences';

function restore(...tables: readonly (readonly [string, number | undefined, number])[]) {
  const drilled = tables.map(([name, dumped, restored]): DrilledTable => ({
    schema: 's',
    name,
    dumped,
    restored,
  }));
  return { engine: 'built-in', seconds: 1, skipped: 0, tables: drilled };
}

function drill(...problems: readonly DrillProblem[]): Drill {
  return {
    ...{ folder: '/dumps', at: '2026-03-10T08:00:00.000Z', seconds: 2, dump: undefined },
    ...{ others: 0, maxAge: undefined, reading: undefined, restores: [], checks: [], problems },
  };
}

const error = new RecoveryError('cannot-connect', 'No server answers.');
const rowsLost = { kind: 'rows differ', table: { schema: 's', name: 'a|b' } } as const;

describe('A recovery drill', () => {
  it('misses rows that did not come back, but not those that lie in another partition', () => {
    assert.equal(
      rowsProblem(restore(['p1', 10, 7], ['p2', 5, 8], ['whole', undefined, 0])),
      undefined,
    );
    const lost = rowsProblem(restore(['kept', 3, 3], ['lost', 10, 9]));
    const table = { schema: 's', name: 'lost' };
    assert.deepEqual(lost, { kind: 'rows differ', table, dumped: 10, restored: 9 });
  });

  it('says of the weightiest problem what it means for the backup', () => {
    const verdict = (...problems: readonly DrillProblem[]) => {
      const done = drill(...problems);
      return [drillVerdict(done), drillFailure(done)?.code];
    };
    const stale = { kind: 'stale', path: 'a.dump', age: 40, maxAge: 26 } as const;
    assert.deepEqual(verdict(), ['usable', undefined]);
    assert.deepEqual(verdict({ kind: 'no dump' }), ['not usable', 'dump-unreadable']);
    assert.deepEqual(verdict(stale, { kind: 'not done', error }), ['not usable', 'dump-stale']);
    assert.deepEqual(verdict({ kind: 'not done', error }), ['not proved', 'cannot-connect']);
    const lost = { ...rowsLost, dumped: 10, restored: 9 };
    assert.deepEqual(verdict(lost), ['not usable', 'dump-damaged']);
    assert.equal(
      drillFailure(drill(lost))?.message,
      'The dump holds 10 rows of s.a|b, but 9 came back.',
    );
  });

  it('is reported in either language, with every name kept in its place', () => {
    const done = drill({ ...rowsLost, dumped: 1000, restored: 999 });
    const [english = '', french = ''] = (['en', 'fr'] as const).map((language) =>
      drillReport(done, { language, said: inLanguage(language), tool: 'pra 1' }),
    );
    assert.match(english, /^- The dump holds 1,000 rows of s\.a\\\|b, but 999 came back\.$/m);
    assert.match(french, /^- La sauvegarde contient 1\s000 lignes de s\.a\\\|b, mais 999 ont été/m);
    for (const text of [english, french]) {
      assert.doesNotMatch(text, /\{\d\}|undefined/);
    }
    assert.doesNotMatch(french, / [:;!?]/);
  });

  it('tells in French, too, what the engine says of a dump', () => {
    const cut = new RecoveryError('dump-truncated', 'The file ends before these data.');
    const text = drillReport(drill({ kind: 'bad dump', error: cut }), {
      ...{ language: 'fr', said: inLanguage('fr'), tool: 'pra 1' },
    });
    assert.match(text, /Le fichier se termine avant ces données\./);
    assert.doesNotMatch(text, /The file/);
  });
});
