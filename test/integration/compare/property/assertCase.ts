import assert from 'node:assert/strict';
import { parseTableName } from '../../../../src/core/catalog/tableName';
import type { Session } from '../../../../src/postgres/connection/session';
import type { Sides } from '../../../../src/recovery/compare/bothSides';
import { type CompareRequest, compareTable } from '../../../../src/recovery/compare/compareTable';
import { decoded } from '../../../support/decoded';
import { readChanges } from '../../../../src/recovery/compare/readChanges';
import { readConflicts } from '../../../../src/recovery/compare/readConflicts';
import type { Snapshot } from '../../../../src/recovery/ports/snapshot';
import { quiet } from '../../../support/postgres';
import { all } from '../sides';
import { described } from './described';
import { assertMultiset, multisetTruth } from './keyless';
import { backupNames, keyNames, namesAt, rotated } from './names';
import { type Scenario, isChosen } from './scenario';
import { scopeOf } from './scopes';
import { type Truth, truthOf } from './truth';

interface Case {
  /** Where both tables are, to say what is true. */
  readonly session: Session;
  readonly tables: Sides<string>;
  readonly snapshots: Sides<Snapshot>;
}

/** Compares the two tables as an operator would, and asserts that what is found is the truth. */
export async function assertCase(
  scenario: Scenario,
  { session, snapshots, tables }: Case,
): Promise<void> {
  const scope = await scopeOf(scenario, session);
  const request: CompareRequest = {
    ...snapshots,
    table: parseTableName(tables.live),
    scope,
    ...(isChosen(scenario.proof)
      ? { key: rotated(keyNames(scenario), scenario.layout.keyOrder.live) }
      : {}),
    ignore: namesAt(scenario, scenario.ignored),
    map: [...backupNames(scenario)].map(([live, backup]) => ({ backup, live })),
  };
  if (scenario.proof === 'none') {
    await assertMultiset(scenario, request, await multisetTruth(session, scenario, tables));
  } else {
    const identity = namesAt(scenario, scenario.identity);
    await assertRows({ ...request, identity }, await truthOf(session, scenario, tables));
  }
}

async function assertRows(request: CompareRequest, truth: Truth): Promise<void> {
  const comparison = await compareTable(request, quiet);
  const changes = (await all(readChanges(comparison, request, quiet))).map(decoded);
  const named = changes.map((change) => {
    if (change.kind === 'stale') {
      return `stale ${String(change.key)}`;
    }
    if (change.kind !== 'changed') {
      return described(change);
    }
    const namesOf = (positions: readonly number[]): readonly (string | undefined)[] =>
      positions.map((at) => comparison.table.columns[at]?.name);
    assert.equal(change.sameValue, change.writtenDifferently.length === change.columns.length);
    return described({
      ...change,
      columns: namesOf(change.columns),
      written: namesOf(change.writtenDifferently),
    });
  });
  assert.deepEqual(named.toSorted(), truth.changes);
  const { rows } = comparison;
  const conflicts = await all(readConflicts(comparison, request, quiet));
  if (truth.conflicts.rows) {
    assert.deepEqual(conflicts.map(described).toSorted(), truth.conflicts.rows);
  }
  assert.deepEqual(
    { backup: rows.conflicts, live: rows.liveConflicts },
    { backup: truth.conflicts.backup, live: truth.conflicts.live },
  );
  assert.deepEqual({ backup: rows.backup, live: rows.live }, truth.rows);
  assert.equal(rows.backup, rows.identical + rows.missing + rows.changed + rows.conflicts);
  assert.equal(rows.live, rows.identical + rows.changed + rows.extra + rows.liveConflicts);
  for (const kind of ['missing', 'changed', 'extra'] as const) {
    assert.equal(rows[kind], changes.filter((change) => change.kind === kind).length, kind);
  }
}
