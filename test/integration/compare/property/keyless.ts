import assert from 'node:assert/strict';
import type { Row } from '../../../../src/core/catalog/table';
import type { RowCounts } from '../../../../src/core/diff/comparison';
import type { Session } from '../../../../src/postgres/connection/session';
import { compareWithoutKey, findKeyless } from '../../../../src/recovery/compare/compareWithoutKey';
import type { CompareRequest } from '../../../../src/recovery/compare/compareTable';
import { readMultiset } from '../../../../src/recovery/compare/readMultiset';
import { quiet } from '../../../support/postgres';
import { all } from '../sides';
import { columnNames, namesAt, text } from './names';
import type { SaidSurplus } from './process';
import type { Reviewed } from './reviewed';
import type { Scenario, SideName } from './scenario';
import { settled } from './settings';
import { inScope } from './scopes';

/** What is to be said of two tables without a key: how many there are of each row. */
export interface MultisetTruth {
  /** `missing 2 × ["a",null]`, sorted. */
  readonly lines: readonly string[];
  readonly rows: RowCounts;
}

/** What PostgreSQL says when it groups the rows of either side by the texts of their compared columns. */
export async function multisetTruth(
  session: Session,
  scenario: Scenario,
  tables: { readonly backup: string; readonly live: string },
): Promise<MultisetTruth> {
  await session.query(settled);
  const cells = `array[${columnNames(scenario)
    .both.map((name) => comparedText(scenario, name))
    .join(', ')}]::text[]`;
  const side = (name: SideName): string =>
    `(select ${cells} as cells, count(*) as copies
        from ${tables[name]} t where ${inScope(scenario, name)} group by 1)`;
  const counted = await session.rows(`
    select to_json(coalesce(b.cells, l.cells)), coalesce(b.copies, 0), coalesce(l.copies, 0)
      from ${side('backup')} b
      full join ${side('live')} l on b.cells = l.cells`);
  const found = counted.map(([row, backup, live]) => ({
    row: JSON.parse(row ?? '[]') as Row,
    ...{ backup: Number(backup), live: Number(live) },
  }));
  const sum = (of: (one: (typeof found)[number]) => number): number =>
    found.reduce((total, one) => total + of(one), 0);
  return {
    lines: found
      .filter(({ backup, live }) => backup !== live)
      .map(({ row, backup, live }) =>
        line(backup > live ? 'missing' : 'extra', Math.abs(backup - live), row),
      )
      .toSorted(),
    rows: {
      ...{ backup: sum(({ backup }) => backup), live: sum(({ live }) => live) },
      identical: sum(({ backup, live }) => Math.min(backup, live)),
      missing: sum(({ backup, live }) => Math.max(0, backup - live)),
      extra: sum(({ backup, live }) => Math.max(0, live - backup)),
      ...{ changed: 0, conflicts: 0, liveConflicts: 0 },
    },
  };
}

/** Compares, and asserts that what is found is the truth. */
export async function assertMultiset(
  scenario: Scenario,
  request: CompareRequest,
  truth: MultisetTruth,
): Promise<void> {
  const table = await findKeyless(request, quiet.signal);
  assert.ok(table, 'A key was found where there is none.');
  const comparison = await compareWithoutKey(table, request, quiet);
  const found = await all(readMultiset(comparison, request, quiet));
  assertSurplus(scenario, { changes: surplusIn(found), rows: comparison.rows }, truth);
}

/** What is said of rows that one side has more often. */
export function surplusIn(rows: Reviewed['changes']): readonly SaidSurplus[] {
  return rows.map((row) => {
    assert.ok('rows' in row);
    return {
      kind: row.kind,
      rows: row.rows,
      cells: row.kind === 'missing' ? row.backup : row.live,
    };
  });
}

export function assertSurplus(
  scenario: Scenario,
  { changes, rows }: { readonly changes: readonly SaidSurplus[]; readonly rows: RowCounts },
  truth: MultisetTruth,
): void {
  const lines = changes.map(({ kind, rows: copies, cells }) =>
    line(kind, copies, comparedCells(scenario, cells)),
  );
  assert.deepEqual(lines.toSorted(), truth.lines);
  assert.deepEqual(rows, truth.rows);
}

function line(kind: string, copies: number, row: Row): string {
  return `${kind} ${copies} × ${JSON.stringify(row)}`;
}

/** Of an ignored column any of the copies' values may be shown. */
function comparedText(scenario: Scenario, name: string): string {
  return isIgnored(scenario, name) ? 'null' : text(`t.${name}`);
}

function comparedCells(scenario: Scenario, cells: Row): Row {
  const { both } = columnNames(scenario);
  return cells.map((cell, at) => (isIgnored(scenario, both[at] ?? '') ? null : cell));
}

function isIgnored(scenario: Scenario, name: string): boolean {
  return namesAt(scenario, scenario.ignored).includes(name);
}
