import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { tableLabel } from '../../../../src/core/catalog/table';
import { confirmPlan } from '../../../../src/core/correction/confirmation';
import type { CorrectionPlan } from '../../../../src/core/correction/plan';
import type { Chosen } from '../../../../src/core/correction/rowSelection';
import { keyId } from '../../../../src/core/correction/selection';
import type { KeptRow } from '../../../../src/core/diff/rows/rowChange';
import { wholeTable } from '../../../../src/core/diff/scope';
import { RecoveryError, type RecoveryErrorCode } from '../../../../src/core/errors';
import { correctionScript } from '../../../../src/core/sql/correctionScript';
import { usualBatch } from '../../../../src/core/sql/scriptBatches';
import { correcting } from '../../../../src/engine/correcting';
import { openIncident, planningIn } from '../../../../src/engine/incidents';
import { runComparison } from '../../../../src/engine/reviewing';
import type { IncidentFolder } from '../../../../src/files/incidentFolder';
import type { Session } from '../../../../src/postgres/connection/session';
import { comparedRows, storedComparison } from '../../../../src/recovery/compare/comparisonFiles';
import { applyCorrection } from '../../../../src/recovery/correct/applyCorrection';
import { planFromComparison } from '../../../../src/recovery/correct/planFromComparison';
import { proveCorrection } from '../../../../src/recovery/correct/proveCorrection';
import { undoCorrection } from '../../../../src/recovery/correct/undoCorrection';
import type { UndoResult } from '../../../../src/recovery/correct/results';
import { connected, quiet } from '../../../support/postgres';
import { committing } from '../../../support/scriptIncident';
import { program } from '../../../support/reviewedIncident';
import { backupNames, namesAt } from '../../compare/property/names';
import type { Connections } from '../../compare/sides';
import type { Correction } from './correction';

export interface Case {
  readonly connections: Connections;
  /** In the live database. */
  readonly session: Session;
  readonly table: { readonly schema: string; readonly name: string };
  /** A folder of its own. */
  readonly home: string;
}

/** What became of a case: it was applied, or refused with this code. */
export type Became = 'applied' | RecoveryErrorCode;

/**
 * Corrects what is picked, and asserts that a second comparison finds all other differences and no more, that
 * undoing gives back the table as it was, that both scripts do as the program does, and that a refusal leaves
 * the table as it was.
 */
export async function assertCorrected(correction: Correction, on: Case): Promise<Became> {
  const { session, table } = on;
  const found = await differences(correction, on, 'before');
  const damaged = await rowsOf(on);
  const incident = await openIncident(path.join(on.home, 'before'));
  const stood = await sequenceAt(session, table);
  try {
    await planFromComparison(
      { chosen: (line) => chosenOf(correction, found[line], line) },
      planningIn(incident, program),
      quiet,
    );
    const stored = await incident.plan();
    assertPlanned(correction, found, stored.plan);
    const altered = await applied(incident, on);
    assert.ok(altered.size === 0 || isOfOtherTypes(correction));
    const corrected = await rowsOf(on);
    const others = (rows: readonly KeptRow[]): readonly string[] =>
      described(rows, stored.plan, altered);
    const left = await differences(correction, on, 'after');
    assert.deepEqual(others(left), others(expected(found, stored.plan)));
    const undone = await undoneAs(incident, on);
    // What a type writes as it was before is nothing to undo.
    assert.ok(undone === 'undone' || (undone === 'already-undone' && altered.size > 0), undone);
    assert.deepEqual(await rowsOf(on), damaged);
    const inBatches = correctionScript(stored.plan, stored.origin, { ...usualBatch, rows: 2 });
    for (const script of [[await savedScript(incident, 'correction.sql')], inBatches]) {
      await runScript(script, on);
      assert.deepEqual(await rowsOf(on), corrected);
      await runScript([await savedScript(incident, 'undo.sql')], on);
      assert.deepEqual(await rowsOf(on), damaged);
    }
    return 'applied';
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    assert.deepEqual(await rowsOf(on), damaged, error.message);
    return error.code;
  } finally {
    const stands = await sequenceAt(session, table);
    assert.ok(stands >= stood, `The sequence went from ${stood} down to ${stands}.`);
  }
}

/** A column of another type writes a value otherwise, which the program says. */
function isOfOtherTypes({ scenario }: Correction): boolean {
  return scenario.columns.some(({ kind, live }) => kind !== live);
}

/** Applies, and gives the ids of the keys of rows that are said to be altered. */
async function applied(
  incident: IncidentFolder,
  { connections, table }: Case,
): Promise<ReadonlySet<string>> {
  const stored = await incident.plan();
  const live = correcting(incident, connections.live);
  const plan = confirmPlan(stored.plan, tableLabel(table));
  const result = await applyCorrection({ ...stored, plan }, live, quiet);
  assert.ok(result.outcome === 'applied');
  const request = { ...stored, since: undefined };
  const { selected, unselected } = await proveCorrection(request, live, quiet);
  assert.deepEqual([selected.different, unselected.writtenByUs], [0, 0]);
  return new Set(result.altered.map(({ key }) => keyId(key)));
}

async function undoneAs(
  incident: IncidentFolder,
  { connections, table }: Case,
): Promise<UndoResult['outcome']> {
  const request = { ...(await incident.plan()), confirmedTable: tableLabel(table) };
  const live = correcting(incident, connections.live);
  return (await undoCorrection(request, live, quiet)).outcome;
}

async function savedScript({ path: folder }: IncidentFolder, name: string): Promise<string> {
  return readFile(path.join(folder, name), 'utf8');
}

/** As a DBA runs it, with COMMIT at its end. */
async function runScript(script: Iterable<string>, { connections }: Case): Promise<void> {
  await connected(connections.live, (session) => session.script(committing(script)));
}

/** The differences as an incident of their own holds them, in its order. */
async function differences(
  { scenario }: Correction,
  { connections, table, home }: Case,
  name: string,
): Promise<readonly KeptRow[]> {
  const out = path.join(home, name);
  const dump = { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined };
  const columns = {
    ignore: namesAt(scenario, scenario.ignored),
    identity: namesAt(scenario, scenario.identity),
    map: [...backupNames(scenario)].map(([live, backup]) => ({ backup, live })),
  };
  await runComparison(
    { ...connections, dump, columns, scope: wholeTable, out, table },
    { work: quiet, say: () => undefined, program },
  );
  const planning = planningIn(await openIncident(out), program);
  const rows: KeptRow[] = [];
  for await (const row of comparedRows(await storedComparison(planning), planning)) {
    rows.push(row);
  }
  return rows;
}

function chosenOf({ picks }: Correction, row: KeptRow | undefined, line: number): Chosen {
  const pick = picks[line % picks.length];
  return pick === 'part' && row?.kind === 'changed'
    ? row.columns.filter((_, at) => at % 2 === 0)
    : pick !== 'none';
}

/** The plan writes nothing that was not picked, and of what was picked every column that it may write. */
function assertPlanned(
  correction: Correction,
  found: readonly KeptRow[],
  { table, corrections }: CorrectionPlan,
): void {
  const mayWrite = (column: number): boolean =>
    table.columns[column]?.generated === false && !table.key.includes(column);
  const wanted = found.flatMap((row, line) => {
    const chosen = chosenOf(correction, row, line);
    if (chosen === false || row.kind === 'conflict' || row.kind === 'stale') {
      return [];
    }
    const columns = typeof chosen === 'object' || row.kind !== 'changed' ? chosen : row.columns;
    const set = typeof columns === 'object' ? columns.filter(mayWrite) : undefined;
    return set?.length === 0 ? [] : [JSON.stringify([actions[row.kind], row.key, set])];
  });
  const planned = corrections.map((each) => {
    const set = each.action === 'update' ? each.set.map(({ column }) => column) : undefined;
    return JSON.stringify([each.action, each.key, set]);
  });
  assert.deepEqual(planned.toSorted(), wanted.toSorted());
}

const actions = { missing: 'insert', changed: 'update', extra: 'delete' } as const;

/** Differences that are left when the plan is applied. */
function expected(found: readonly KeptRow[], { corrections }: CorrectionPlan): readonly KeptRow[] {
  const planned = new Map(corrections.map((each) => [keyId(each.key), each]));
  return found.flatMap((row) => {
    const each = row.kind === 'changed' ? planned.get(keyId(row.key)) : undefined;
    if (row.kind !== 'changed' || each?.action !== 'update') {
      return row.kind !== 'conflict' && planned.has(keyId(row.key)) ? [] : [row];
    }
    const written = new Map(each.set.map(({ column, value }) => [column, value]));
    const columns = row.columns.filter((column) => !written.has(column));
    const live = row.live.map((cell, at) => written.get(at) ?? (written.has(at) ? null : cell));
    return [{ ...row, columns, live }];
  });
}

/**
 * What tells one difference from another, whoever wrote the row, but for the altered rows; generated columns
 * follow from others.
 */
function described(
  rows: readonly KeptRow[],
  { table }: CorrectionPlan,
  altered: ReadonlySet<string>,
): readonly string[] {
  const isStored = (_: unknown, at: number): boolean => table.columns[at]?.generated === false;
  return rows
    .filter((row) => row.kind === 'conflict' || !altered.has(keyId(row.key)))
    .flatMap((row) => {
      if (row.kind !== 'changed') {
        return [JSON.stringify([row.kind, row.key])];
      }
      const columns = row.columns.filter((at) => isStored(undefined, at));
      const cells = [row.live.filter(isStored), row.liveOnly];
      return columns.length === 0 ? [] : [JSON.stringify([row.kind, row.key, columns, ...cells])];
    })
    .toSorted();
}

/** Every row's text, and the partition that it lies in. */
async function rowsOf({ session, table }: Case): Promise<readonly unknown[]> {
  return session.rows(`
    select t.tableoid::text, t::text from ${table.schema}.${table.name} as t order by 1, 2`);
}

/** What it gives next; 0 where there is none. */
async function sequenceAt(session: Session, { schema }: Case['table']): Promise<number> {
  const [found] = await session.row(`select to_regclass('${schema}.numbers')`);
  const next = `select last_value + is_called::int from ${schema}.numbers`;
  return found === null ? 0 : Number((await session.row(next))[0]);
}
