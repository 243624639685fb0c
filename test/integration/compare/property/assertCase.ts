import assert from 'node:assert/strict';
import { parseTableName } from '../../../../src/core/catalog/tableName';
import type { Session } from '../../../../src/postgres/connection/session';
import type { Sides } from '../../../../src/recovery/compare/bothSides';
import { comparedTable } from '../../../../src/core/diff/comparedTable';
import { canBeShipped } from '../../../../src/postgres/compare/rowHash';
import {
  type CompareRequest,
  compareTable,
  findTables,
} from '../../../../src/recovery/compare/compareTable';
import { decoded } from '../../../support/decoded';
import { readChanges } from '../../../../src/recovery/compare/readChanges';
import { readConflicts } from '../../../../src/recovery/compare/readConflicts';
import type { Snapshot } from '../../../../src/recovery/ports/snapshot';
import { quiet } from '../../../support/postgres';
import { all, type Connections } from '../sides';
import { described } from './described';
import { assertMultiset, assertSurplus, multisetTruth, surplusIn } from './keyless';
import { backupNames, keyNames, namesAt, rotated } from './names';
import { comparisonManner, overflowOf } from './manners';
import { type Way, watched } from './ways';
import { type Said, saidByProcess } from './process';
import { reviewed, type Reviewed } from './reviewed';
import { type Scenario, isChosen } from './scenario';
import { scopeOf } from './scopes';
import { type Truth, truthOf } from './truth';

interface Case {
  /** Where both tables are, to say what is true. */
  readonly session: Session;
  readonly tables: Sides<string>;
  readonly connections: Connections;
  readonly snapshots: Sides<Snapshot>;
  /** Filled with the ways that are gone. */
  readonly gone: Set<Way>;
}

/** Compares the two tables as an operator would, and asserts that what is found is the truth. */
export async function assertCase(
  scenario: Scenario,
  { session, connections, snapshots, tables, gone }: Case,
): Promise<void> {
  const scope = await scopeOf(scenario, session);
  if (scenario.layout.parts.live === 'foreign') {
    gone.add('partitions on other servers');
  }
  const review = async (asked: CompareRequest): Promise<Reviewed | undefined> => {
    const page = scenario.manner?.reviewed;
    if (page !== undefined) {
      gone.add('read from an incident');
    }
    return page === undefined ? undefined : reviewed(asked, connections, page);
  };
  const byProcess = async (asked: CompareRequest): Promise<Said | undefined> => {
    if (scenario.byProcess !== true) {
      return undefined;
    }
    gone.add('said by the process');
    return saidByProcess(scenario, asked, connections);
  };
  const request: CompareRequest = {
    ...watched(snapshots, gone),
    table: parseTableName(tables.live),
    scope,
    ...(isChosen(scenario.proof)
      ? { key: rotated(keyNames(scenario), scenario.layout.keyOrder.live) }
      : {}),
    ignore: namesAt(scenario, scenario.ignored),
    map: [...backupNames(scenario)].map(([live, backup]) => ({ backup, live })),
    ...mannerOf(scenario, gone),
  };
  if (scenario.proof === 'none') {
    const truth = await multisetTruth(session, scenario, tables);
    await assertMultiset(scenario, request, truth);
    const shown = await review(request);
    if (shown) {
      assertSurplus(scenario, { ...shown, changes: surplusIn(shown.changes) }, truth);
    }
    const said = await byProcess(request);
    if (said) {
      assertSurplus(scenario, { changes: said.surplus, rows: said.rows }, truth);
    }
  } else {
    const identity = namesAt(scenario, scenario.identity);
    const asked = await withForm({ ...request, identity }, scenario);
    const truth = await truthOf(session, scenario, tables);
    await assertRows(asked, truth);
    const shown = await review(asked);
    if (shown) {
      assertFound(shown, truth);
    }
    const said = await byProcess(asked);
    if (said) {
      assert.deepEqual(said.changes, truth.changes);
      assertCounts(said, truth);
    }
  }
}

function mannerOf(
  { manner }: Scenario,
  gone: Set<Way>,
): Pick<CompareRequest, 'manner' | 'connections' | 'overflow'> {
  return manner
    ? {
        manner: comparisonManner(manner),
        connections: manner.connections,
        overflow: overflowOf(manner, () => gone.add('kept in the store')),
      }
    : {};
}

/** The form `shipped` where it is wanted, and both servers and all columns have it. */
async function withForm(request: CompareRequest, { manner }: Scenario): Promise<CompareRequest> {
  const { backup, live } = request;
  if (manner?.form !== 'shipped' || backup.recordHash !== live.recordHash) {
    return request;
  }
  const tables = await findTables(request, quiet.signal);
  const asked = { ...request, tables };
  return canBeShipped(comparedTable(tables.backup, tables.live, request))
    ? { ...asked, manner: { ...comparisonManner(manner), hash: 'shipped' } }
    : asked;
}

async function assertRows(request: CompareRequest, truth: Truth): Promise<void> {
  const comparison = await compareTable(request, quiet);
  const changes = (await all(readChanges(comparison, request, quiet))).map(decoded);
  const conflicts = await all(readConflicts(comparison, request, quiet));
  const { rows, table } = comparison;
  assertFound({ columns: table.columns, changes, conflicts, rows }, truth);
}

function assertFound({ columns, changes, conflicts, rows }: Reviewed, truth: Truth): void {
  const named = changes.map((change) => {
    if (change.kind === 'stale') {
      return `stale ${String(change.key)}`;
    }
    if (change.kind !== 'changed') {
      return described(change);
    }
    const namesOf = (positions: readonly number[]): readonly (string | undefined)[] =>
      positions.map((at) => columns[at]?.name);
    assert.equal(change.sameValue, change.writtenDifferently.length === change.columns.length);
    return described({
      ...change,
      columns: namesOf(change.columns),
      written: namesOf(change.writtenDifferently),
    });
  });
  assert.deepEqual(named.toSorted(), truth.changes);
  assertCounts({ rows, conflicts: conflicts.map(described).toSorted() }, truth);
  for (const kind of ['missing', 'changed', 'extra'] as const) {
    assert.equal(rows[kind], changes.filter((change) => change.kind === kind).length, kind);
  }
}

function assertCounts({ rows, conflicts }: Pick<Said, 'rows' | 'conflicts'>, truth: Truth): void {
  if (truth.conflicts.rows) {
    assert.deepEqual(conflicts, truth.conflicts.rows);
  }
  assert.deepEqual(
    { backup: rows.conflicts, live: rows.liveConflicts },
    { backup: truth.conflicts.backup, live: truth.conflicts.live },
  );
  assert.deepEqual({ backup: rows.backup, live: rows.live }, truth.rows);
  assert.equal(rows.backup, rows.identical + rows.missing + rows.changed + rows.conflicts);
  assert.equal(rows.live, rows.identical + rows.changed + rows.extra + rows.liveConflicts);
}
