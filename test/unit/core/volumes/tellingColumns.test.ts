import assert from 'node:assert/strict';
import { TellingColumnsCount } from '../../../../src/core/volumes/tellingColumns';

type Fields = readonly string[];

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Blocks of COPY text, each with its columns. */
function found(
  blocks: readonly { readonly columns: Fields; readonly rows: readonly Fields[] }[],
  left: Fields = [],
): readonly string[] {
  const count = new TellingColumnsCount(left);
  for (const { columns, rows } of blocks) {
    const statement = `COPY public.t (${columns.join(', ')}) FROM stdin;\n`;
    const block = count.block({ statement, decode });
    block.add(new TextEncoder().encode(rows.map((row) => `${row.join('\t')}\n`).join('')));
    block.end();
  }
  return count.columns().map(({ column, by, rows }) => `${column} by ${by}: ${rows.size} values`);
}

const dayOf = (at: number): string => new Date(at * 86_400_000).toISOString().slice(0, 10);
const states = ['open', 'done'];

/** A key, a day, a time, a state, a count, a name. */
function rows(length: number): readonly Fields[] {
  return Array.from({ length }, (_, at) => [
    ...[String(at), dayOf(at % 30), `${dayOf(at)} 10:00:00`],
    ...[states[at % 2] ?? '', String(at % 3), `name ${at}`],
  ]);
}

const columns = ['id', 'day', 'made', 'state', 'kids', 'name'];

describe('Columns that tell how rows are spread, by their values alone', () => {
  it('are those of days, however many, and of few values that are no numbers', () => {
    assert.deepEqual(found([{ columns, rows: rows(100) }]), [
      'day by day: 30 values',
      'made by day: 100 values',
      'state by value: 2 values',
    ]);
  });

  it('are none that a person must not be told by, nor one that a part of the table lacks', () => {
    const part = { columns: ['id', 'day', 'state'], rows: [['1', '2026-03-01', 'open']] };
    const all = [{ columns, rows: rows(100) }, part];
    assert.deepEqual(found(all, ['state']), ['day by day: 31 values']);
  });

  it('are none whose values a few rows have each, long ones, or nothing but NULL', () => {
    const few = Array.from({ length: 12 }, (_, at) => [`v${at}`, 'x'.repeat(60), String.raw`\N`]);
    assert.deepEqual(found([{ columns: ['few', 'long', 'none'], rows: few }]), []);
  });

  it('take a day for none among other texts, and infinity and NULL for days', () => {
    const mixed = Array.from({ length: 40 }, (_, at) => [dayOf(at), dayOf(at)]);
    const ends = [
      ['soon', 'infinity'],
      [dayOf(1), String.raw`\N`],
    ];
    assert.deepEqual(found([{ columns: ['text', 'day'], rows: [...mixed, ...ends] }]), [
      'day by day: 42 values',
    ]);
  });
});
