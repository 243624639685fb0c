import assert from 'node:assert/strict';
import type { Cell } from '../../../../../src/core/catalog/table';
import { PatternCounter, patternId } from '../../../../../src/core/diff/found/patterns';
import { shapeText } from '../../../../../src/core/diff/found/shapeText';
import type { ChangedRow } from '../../../../../src/core/diff/rows/rowChange';
import { column } from '../tables';

const columns = [
  column('rdv_id', 'int4'),
  column('date_rdv', 'date'),
  column('statut'),
  column('commentaire'),
];

type Values = Readonly<Record<string, Cell>>;

/** A row in which these columns changed from one value to another. */
function row(from: Values, to: Values): ChangedRow {
  const changed = columns.flatMap(({ name }, at) => (name in from ? [at] : []));
  const valuesOf = (side: Values): readonly Cell[] => columns.map(({ name }) => side[name] ?? null);
  return {
    ...{ kind: 'changed', key: ['1'], backup: valuesOf(from), live: valuesOf(to), liveOnly: [] },
    ...{ xid: '7', columns: changed, reused: false, writtenDifferently: [], sameValue: false },
  };
}

function counted(rows: readonly ChangedRow[]): PatternCounter {
  const counter = new PatternCounter(columns);
  rows.forEach((one) => counter.add(one));
  return counter;
}

/** `rows: how each column changed`, of every pattern. */
function words(rows: readonly ChangedRow[]): readonly string[] {
  return counted(rows)
    .patterns()
    .flatMap(({ shapes }) => shapes)
    .map(({ rows: count, changes }) => {
      const texts = Object.entries(changes).map(([name, change]) => shapeText(name, change));
      return `${count}: ${texts.join(', ')}`;
    });
}

function times<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function day(at: number, year = 2026): string {
  return new Date(Date.UTC(year, 0, 1 + at)).toISOString().slice(0, 10);
}

/** The same day of the next year, as PostgreSQL adds one. */
function nextYear(date: string): string {
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return next.endsWith('-02-29') ? next.replace('29', '28') : next;
}

const cancelled = (statut: string): ChangedRow => row({ statut }, { statut: 'ANNULE' });
const yearLater = (at: number): ChangedRow => {
  const date = day(at, 2023);
  return row({ date_rdv: date }, { date_rdv: nextYear(date) });
};

describe('Changed rows by how they changed', () => {
  it('are told from which value to which, where it was one of a few', () => {
    const rows = [
      ...times(40, () => cancelled('CONFIRME')),
      ...times(5, () => cancelled('HONORE')),
    ];
    assert.deepEqual(words(rows), ['40: statut CONFIRME → ANNULE', '5: statut HONORE → ANNULE']);
  });

  it('are told by the value that all have now, where it came of many', () => {
    assert.deepEqual(words(times(30, (at) => cancelled(`état ${at % 10}`))), [
      '30: statut … → ANNULE',
    ]);
  });

  it('are a year later whether a 29 February lies between or not', () => {
    assert.deepEqual(words(times(730, yearLater)), ['730: date_rdv + 1 year']);
  });

  it('are told by days where days were added, though some of them make a month', () => {
    const rows = times(365, (at) => row({ date_rdv: day(at) }, { date_rdv: day(at + 30) }));
    assert.deepEqual(words(rows), ['365: date_rdv + 30 days']);
  });

  it('have what was one accident apart from what others did to the same column', () => {
    const others = times(20, (at) =>
      row({ commentaire: `note ${at}` }, { commentaire: `autre ${at * at}` }),
    );
    const load = times(200, (at) =>
      row({ commentaire: `note ${at}` }, { commentaire: `note ${at} | lot 18` }),
    );
    assert.deepEqual(words([...others, ...load]), [
      '200: commentaire with “ | lot 18” after it',
      '20: commentaire edited',
    ]);
  });

  it('are told of each column where several changed', () => {
    const rows = times(90, (at) =>
      row(
        { date_rdv: day(at), statut: at % 2 ? 'CONFIRME' : 'HONORE' },
        { date_rdv: nextYear(day(at)), statut: 'ANNULE' },
      ),
    );
    assert.deepEqual(words(rows), [
      '45: date_rdv + 1 year, statut HONORE → ANNULE',
      '45: date_rdv + 1 year, statut CONFIRME → ANNULE',
    ]);
  });

  it('have what one column shares over several patterns offered as one, with its own id', () => {
    const rows = [
      ...times(60, yearLater),
      ...times(40, (at) =>
        row(
          { date_rdv: day(at), statut: 'CONFIRME' },
          { date_rdv: nextYear(day(at)), statut: 'ANNULE' },
        ),
      ),
      ...times(3, () => cancelled('CONFIRME')),
    ];
    const shared = counted(rows).shared();
    assert.deepEqual(
      shared.map(({ rows: count, column: name, change }) => `${count}: ${shapeText(name, change)}`),
      ['100: date_rdv + 1 year', '43: statut CONFIRME → ANNULE'],
    );
    assert.equal(new Set(shared.map(({ id }) => id)).size, 2);
  });

  it('fall to “edited” where they are of more ways than are told apart, and are all counted', () => {
    const rows = [
      ...times(6000, (at) =>
        row(
          { statut: at % 2 ? 'CONFIRME' : 'HONORE', commentaire: `note ${at}` },
          { statut: 'ANNULE', commentaire: `autre ${at * at}` },
        ),
      ),
    ];
    assert.deepEqual(words(rows), [
      '3000: statut HONORE → ANNULE, commentaire edited',
      '3000: statut CONFIRME → ANNULE, commentaire edited',
    ]);
  });

  it('know of every row to which patterns it belongs', () => {
    const rows = [...times(60, yearLater), cancelled('CONFIRME'), cancelled('HONORE')];
    const counter = new PatternCounter(columns);
    const ways = rows.map((one) => counter.add(one));
    const ids = counter.idsByWay();
    const found = ways.flatMap((way) => ids.get(way) ?? []);
    for (const { id, rows: count } of counter.patterns().flatMap(({ shapes }) => shapes)) {
      assert.match(id, /^p-[0-9a-f]{8}\.[0-9a-f]{8}$/);
      assert.equal(found.filter((one) => one === id).length, count, id);
    }
    assert.equal(found.filter((id) => id === patternId(['statut'])).length, 2);
  });

  it('have ids that depend on their change alone', () => {
    const idOf = (...rows: readonly ChangedRow[]): string | undefined =>
      counted(rows)
        .patterns()
        .flatMap(({ shapes }) => shapes)
        .find(({ changes }) => 'statut' in changes)?.id;
    assert.equal(idOf(cancelled('HONORE')), idOf(cancelled('HONORE'), yearLater(3), yearLater(4)));
  });
});
