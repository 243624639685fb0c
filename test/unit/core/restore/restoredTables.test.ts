import assert from 'node:assert/strict';
import type { CheckedTable } from '../../../../src/core/archive/dumpCheck';
import {
  type DumpedTables,
  type FoundTable,
  requireRestored,
} from '../../../../src/core/restore/restoredTables';

describe('What somebody else restored', () => {
  it('is as the dump where each table is there with its rows', () => {
    const dumped = dumpOf([rows('citizens', 3), rows('rdv', 0)], ['empty_log']);
    assert.deepEqual(
      requireRestored(dumped, [found('citizens', 3), found('rdv', 0), found('empty_log', 7)]),
      [],
    );
  });

  it('is nothing where a script did nothing', () => {
    fails(
      dumpOf([rows('citizens', 3), rows('rdv', 0)], []),
      [],
      /Nothing was restored: .* which has 2\./,
    );
    fails(dumpOf([], ['log']), [], /Nothing was restored: .* which has 1\./);
  });

  it('is told by the first few tables that are missing or differ', () => {
    const dumped = dumpOf([rows('a', 1), rows('b', 2), rows('c', 3), rows('d', 4)], ['log']);
    fails(
      dumped,
      [found('b', 2), found('c', 0), found('d', 5)],
      /t\.log is missing; t\.a is missing; t\.c has 0 rows, in the dump 3; and 1 more\.$/,
    );
  });

  it('does not confuse names with dots', () => {
    const dumped = dumpOf([{ schema: 'a.b', name: 'c', rows: 1 }], []);
    const other: FoundTable = { ...found('c', 1), schema: 'a', name: 'b.c' };
    fails(dumped, [{ ...other, root: other }], /Nothing was restored: .* which has 1\./);
  });

  it('may hold a row in another partition than the dump does, but must hold it', () => {
    const root = found('events', 0);
    const dumped = dumpOf([rows('jan', 2), rows('feb', 1)], ['events', 'jan', 'feb', 'other']);
    const parts = (jan: number, other: number): readonly FoundTable[] => [
      ...[root, part('jan', jan), part('feb', 1), part('other', other)],
    ];
    assert.deepEqual(requireRestored(dumped, parts(1, 1)), []);
    fails(dumped, parts(1, 0), /t\.events has 2 rows, in the dump 3/);
    function part(name: string, own: number): FoundTable {
      return { ...found(name, own), root };
    }
  });

  it('may hold more rows of a table that an extension fills by itself, but not fewer', () => {
    const dumped = dumpOf([rows('spatial_ref_sys', 1)], []);
    const filled = (own: number): FoundTable => ({
      ...found('spatial_ref_sys', own),
      ofExtension: true,
    });
    assert.deepEqual(requireRestored(dumped, [filled(8501)]), []);
    fails(dumped, [filled(0)], /has 0 rows, in the dump 1/);
  });

  it('is not compared where the dump holds rows as INSERT commands, and that is said', () => {
    const dumped = dumpOf([rows('rdv', undefined), rows('citizens', 1)], []);
    const tables = requireRestored(dumped, [found('rdv', 9), found('citizens', 1)]);
    assert.deepEqual(
      tables.map(({ name }) => name),
      ['rdv'],
    );
  });
});

function dumpOf(counted: readonly CheckedTable[], defined: readonly string[]): DumpedTables {
  return { counted, defined: defined.map((name) => ({ schema: 't', name })) };
}

function rows(name: string, number: number | undefined): CheckedTable {
  return { schema: 't', name, rows: number };
}

function found(name: string, number: number): FoundTable {
  const id = { schema: 't', name };
  return { ...id, rows: number, root: id, ofExtension: false };
}

function fails(dumped: DumpedTables, there: readonly FoundTable[], message: RegExp): void {
  assert.throws(() => requireRestored(dumped, there), { code: 'restore-failed', message });
}
