import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/qualify/finding';
import { firstReading, type Read } from '../../../../src/core/qualify/firstReading';
import { byDay, byState, check, dump, figure, live, qualified, read, rule, writer } from './table';

const older = dump('/d/rdv-09.dump', '2026-03-09T02:00:00', { rows: 590 });
const newest = dump('/d/rdv-10.dump', '2026-03-10T02:00:00', { rows: 600 });

function kinds(found: Partial<Read>): readonly string[] {
  return firstReading(read(found)).map(({ kind }) => kind);
}

function findingOf<K extends Finding['kind']>(found: Partial<Read>, kind: K) {
  return firstReading(read(found)).find(
    (one): one is Extract<Finding, { readonly kind: K }> => one.kind === kind,
  );
}

const dumps = [older, newest].map(qualified);
const backup = (...columns: ReturnType<typeof byDay>[]) =>
  ({ from: 'dump', name: newest.path, columns }) as const;

describe('The first reading of a damaged table', () => {
  it('has nothing to say where no figure stands out', () => {
    assert.deepEqual(kinds({}), []);
  });

  it('sets the volume against the healthy dump, else against the newest that was counted', () => {
    const healthy = { path: older.path, toldBy: 'said' } as const;
    const said = findingOf({ dumps, healthy, live: live(500) }, 'volume');
    assert.deepEqual([said?.dump, said?.change], [older.path, -90]);
    const unknown = findingOf({ dumps, live: live(500) }, 'volume');
    assert.deepEqual([unknown?.dump, unknown?.change], [newest.path, -100]);
    assert.deepEqual(unknown?.queries, [1, 6]);
  });

  it('says of a table that is gone where it is left, and nothing of each value that went with it', () => {
    const none = { query: 1, missing: { why: 'absent' } } as const;
    const healthy = { path: newest.path, toldBy: 'gone' } as const;
    const gone = { near: [{ schema: 'metier', name: 'RDV' }], query: 1 };
    const days = { ...byDay([]), counts: none };
    const found = {
      ...{ gone, dumps, healthy, backup: backup(byDay([50, 50, 50, 50])) },
      ...{ live: live(0, { rows: none, rules: none, transactions: none, columns: [days] }) },
      checks: { checks: [check('a', { production: 'not run' })], problem: undefined },
    };
    assert.deepEqual(kinds(found), ['gone', 'healthy dump', 'to be made anew']);
    assert.deepEqual(findingOf(found, 'gone')?.near, ['metier."RDV"']);
    assert.equal(findingOf(found, 'to be made anew')?.from, 'dump');
  });

  it('says nothing of a volume that could not be counted', () => {
    const uncounted = live(0, { rows: { query: 1, missing: { why: 'slow' } } });
    assert.equal(findingOf({ dumps, live: uncounted }, 'volume'), undefined);
  });

  it('names the days that are missing, with the queries of both sides', () => {
    const days = [byDay([50, 50, 50, 50], 2)];
    const now = live(100, { columns: [byDay([50, 0, 0, 50], 12)] });
    const hole = findingOf({ backup: backup(...days), live: now }, 'hole');
    assert.deepEqual(hole && { ...hole, kind: 'hole' }, {
      ...{ kind: 'hole', column: 'jour', from: '2026-03-02', to: '2026-03-04', rows: 100 },
      queries: [2, 12],
    });
  });

  it('takes no everyday loss for a hole', () => {
    const now = live(195, { columns: [byDay([50, 48, 47, 50], 12)] });
    assert.equal(
      findingOf({ backup: backup(byDay([50, 50, 50, 50])), live: now }, 'hole'),
      undefined,
    );
  });

  it('names the value that won rows beyond its share, not what all values lost alike', () => {
    const before = byState({ CONFIRME: 300, HONORE: 200, ANNULE: 100 });
    const updated = live(600, { columns: [byState({ CONFIRME: 180, HONORE: 200, ANNULE: 220 })] });
    const moved = firstReading(read({ backup: backup(before), live: updated })).flatMap((one) =>
      one.kind === 'value' ? [[one.value, one.change]] : [],
    );
    assert.deepEqual(moved, [
      ['ANNULE', 120],
      ['CONFIRME', -120],
    ]);
    const halved = live(300, { columns: [byState({ CONFIRME: 150, HONORE: 100, ANNULE: 50 })] });
    assert.equal(findingOf({ backup: backup(before), live: halved }, 'value'), undefined);
  });

  it('names what wrote many rows since the backup, not what filled the table once', () => {
    const transactions = figure(
      [
        writer('90', 400, 50_000, '2026-01-01T00:00:00Z'),
        writer('777', 150, 10, '2026-03-10T08:55:00Z'),
        writer('500', 40, 900, '2026-03-01T00:00:00Z'),
        writer('778', 2, 9, '2026-03-10T08:56:00Z'),
      ],
      5,
    );
    const found = firstReading(
      read({ dumps, backup: backup(), live: live(600, { transactions }) }),
    ).flatMap((one) => (one.kind === 'transaction' ? [one.transaction.xid] : []));
    assert.deepEqual(found, ['777']);
  });

  it('names what the comparison found instead, once there is one, and what wrote a tenth of it', () => {
    const compared = {
      ...{ at: '2026-03-10T09:00:00Z', missing: 100, changed: 200, extra: 0, identical: 300 },
      patterns: [{ rows: 150, changes: [{ column: 'statut', how: 'set' as const }] }],
      transactions: [
        { xid: '777', rows: 180 },
        { xid: '778', rows: 3 },
      ],
      ...{ spread: undefined, query: 11 },
    };
    const transactions = figure([writer('1', 300, 10), writer('2', 300, 99)], 5);
    const found = firstReading(read({ compared, live: live(600, { transactions }) }));
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['compared', 'pattern', 'transaction'],
    );
    const [, , transaction] = found;
    assert.ok(transaction?.kind === 'transaction');
    assert.equal(transaction.transaction.xid, '777');
    assert.deepEqual(
      found.map(({ queries }) => queries),
      [[11], [11], [11]],
    );
  });

  it('names checks that fail in production: no warning, none of scratch alone', () => {
    const checks = [
      check('known states', { production: 'broken' }),
      check('dates in order', { production: 'not run' }),
      check('volume', { production: 'broken' }, 'warning'),
      check('all kept', { production: 'kept' }),
      check('restored', { production: 'kept', scratch: 'broken' }),
    ];
    const failed = findingOf({ checks: { checks, problem: undefined } }, 'checks failed');
    assert.deepEqual(failed?.names, ['known states', 'dates in order']);
    assert.deepEqual(failed.queries, [7, 7]);
  });

  it('names constraints that old rows may break', () => {
    const rules = figure([rule('a', 'CHECK (x)'), rule('b', 'CHECK (y)', true)], 8);
    const found = findingOf({ live: live(600, { rules }) }, 'not validated');
    assert.deepEqual([found?.names, found?.queries], [['b'], [8]]);
  });

  it('ends with the dump to recover from, or with there being none', () => {
    const healthy = { path: newest.path, toldBy: 'volume' } as const;
    const last = firstReading(read({ dumps, healthy })).at(-1);
    assert.ok(last?.kind === 'healthy dump');
    assert.deepEqual([last.path, last.rows, last.isVerified], [newest.path, 600, true]);
    assert.equal(kinds({ dumps }).at(-1), 'no healthy dump');
    assert.equal(kinds({}).at(-1), undefined);
  });
});
