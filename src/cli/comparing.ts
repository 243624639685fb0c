import { typedName } from '../core/catalog/tableName';
import { columnNames, columnPairs } from './columnNames';
import type { ColumnChoice } from '../core/diff/comparedTable';
import { keyNamesOf } from '../core/diff/comparedTable';
import type { StructureDifference } from '../core/diff/comparison';
import type { RowCounts } from '../core/diff/comparison';
import type { Comparison, TableComparison } from '../recovery/compare/compareTable';
import type { ChangeSummary } from '../recovery/compare/summariseChanges';
import { usage } from './argv';
import type { CommandSpec } from './commandSpec';
import { scopeText } from '../core/diff/scope';
import { scopeFields } from './scoping';
import { correctionObstacles } from '../core/catalog/obstacles';
import { differenceWords } from '../core/catalog/structure';
import { tableLabel } from '../core/catalog/table';
import { patternsText } from './patternsText';
import {
  aligned,
  asIs,
  count,
  counted,
  listed,
  paragraphs,
  printable,
  rounded,
  wordFor,
} from './text';

/** A table and where its two sides are. */
export const sideOptions = {
  backup: { type: 'text', value: 'CONN', help: 'Where the dump was restored', required: true },
  live: { type: 'text', value: 'CONN', help: 'Production; it is only read', required: true },
  table: { type: 'text', value: 'TABLE', help: 'schema.table, quoted as in SQL', required: true },
} as const satisfies CommandSpec['options'];

export const mapOption = {
  map: {
    type: 'list',
    value: 'a=b',
    help: 'A column that the backup calls a and production b; again for others, or after a comma',
  },
} as const satisfies CommandSpec['options'];

/** Of every command that reads production for long. */
export const snapshotOption = {
  'snapshot-hours': {
    type: 'text',
    value: 'H',
    help: 'For how long production may be read at most: meanwhile it cleans up no dead row (6)',
  },
} as const satisfies CommandSpec['options'];

/** Options of every command that compares. */
export const compareOptions = {
  ...mapOption,
  key: { type: 'text', value: 'a,b', help: 'Columns that tell the rows apart' },
  ignore: { type: 'text', value: 'c,d', help: 'Columns whose differences do not count' },
  identity: {
    type: 'text',
    value: 'e,f',
    help: 'Columns that say that a row is still the same thing; else its key was reused',
  },
  connections: {
    type: 'text',
    value: 'N',
    help: 'Sessions on one snapshot that read side by side, on either server (1)',
  },
  ...snapshotOption,
} as const satisfies CommandSpec['options'];

export interface CompareOptionValues {
  readonly map: readonly string[];
  readonly key: string | undefined;
  readonly ignore: string | undefined;
  readonly identity: string | undefined;
}

export function columnChoice({ key, ignore, identity, map }: CompareOptionValues): ColumnChoice {
  return {
    ...{ key: columnNames(key), ignore: columnNames(ignore), identity: columnNames(identity) },
    map: columnPairs(map),
  };
}

/** How many sessions are to read side by side on either server. */
export function connectionCount(spec: CommandSpec, connections = '1'): number {
  if (!/^[1-9]\d?$/.test(connections)) {
    throw usage(spec, '--connections is no number from 1 to 99.');
  }
  return Number(connections);
}

/** Seconds that a snapshot may be kept; as usual where nothing is said. */
export function longestSnapshot(
  spec: CommandSpec,
  { 'snapshot-hours': hours }: { readonly 'snapshot-hours': string | undefined },
): number | undefined {
  if (hours === undefined) {
    return undefined;
  }
  const seconds = /^\d+(\.\d+)?$/.test(hours) ? Number(hours) * 3600 : 0;
  if (seconds <= 0 || seconds > mostHours * 3600) {
    throw usage(spec, `--snapshot-hours is no number of hours up to ${mostHours}.`);
  }
  return seconds;
}

const mostHours = 240;

/** Of the JSON document of `compare` and `recover`; what needs the cells is null where they were not read. */
export function comparisonFields(
  comparison: Comparison,
  summary: ChangeSummary | undefined,
): Readonly<Record<string, unknown>> {
  const { table, rows } = comparison;
  return tableFields(comparison, {
    key: keyNamesOf(table.live),
    rows: {
      ...{ ...rows, reused: reusedRows(table.identity, summary) },
      sameValue: summary?.sameValue ?? null,
      unread: summary?.unread ?? null,
      stale: summary?.stale ?? null,
    },
  });
}

/** What a comparison says whether the table has a key or not. */
export function tableFields(
  { table, structure, scope, snapshot, heldSeconds, seconds, ...reading }: TableComparison,
  {
    key,
    rows,
  }: { readonly key: readonly string[]; readonly rows: Readonly<Record<string, unknown>> },
): Readonly<Record<string, unknown>> {
  const names = table.columns.map(({ name }) => name);
  return {
    table: typedName(table.live.id),
    key,
    columns: names,
    ignored: table.ignored.map((at) => names[at]),
    structure,
    obstacles: correctionObstacles(table),
    rows,
    scope: scopeFields(scope),
    snapshot: { backup: snapshot.backup.time, live: snapshot.live.time },
    snapshotSeconds: { backup: rounded(heldSeconds.backup), live: rounded(heldSeconds.live) },
    connections: reading.connections,
    notices: reading.notices,
    bytesReceived: reading.bytesReceived,
    seconds: rounded(seconds),
  };
}

export function detailFields({
  byColumn,
  patterns,
  sharedShapes,
  transactions,
}: ChangeSummary): Readonly<Record<string, unknown>> {
  return { byColumn, patterns, sharedShapes, transactions };
}

/** Without identity columns no key counts as reused. */
function reusedRows(
  identity: readonly number[],
  summary: ChangeSummary | undefined,
): number | null {
  return summary?.reused ?? (identity.length === 0 ? 0 : null);
}

export function comparisonText(comparison: Comparison, summary: ChangeSummary | undefined): string {
  const { rows, structure } = comparison;
  const { identical, missing, changed, extra } = rows;
  const inConflict = rows.conflicts + rows.liveConflicts;
  return paragraphs(
    tableText(comparison),
    aligned([
      ['identical', count(identical), ''],
      ['missing', count(missing), 'in the backup, lost in production'],
      ['changed', count(changed), summary ? changedText(summary) : ''],
      ['extra', count(extra), 'only in production'],
      ...(inConflict > 0 ? [conflictLine(rows)] : []),
    ]),
    inConflict > 0 && conflictNote(comparison, summary),
    structureText(structure),
    summary && detailText(summary),
    ...notesText(comparison),
  );
}

/** Which rows were compared, and as of when. */
export function tableText(comparison: TableComparison): string {
  const { table, rows, scope, seconds } = comparison;
  const part = scopeText(scope);
  return paragraphs(
    ...correctionObstacles(table).map(obstacleLine),
    `${tableLabel(table.live.id)}: ${counted(rows.backup, 'row')} in the backup, ${count(rows.live)} in production (compared in ${seconds.toFixed(1)} s)`,
    part !== undefined && `Only ${printable(part)}, as either side has them.`,
    snapshotText(comparison),
  );
}

/** Before all else: what follows cannot be corrected as it is. */
export function obstacleLine(obstacle: string): string {
  return `BLOCKED: ${printable(obstacle)}`;
}

export function notesText({ notices }: Pick<TableComparison, 'notices'>): readonly string[] {
  return notices.map((notice) => `Note: ${printable(notice)}`);
}

export function structureText(structure: readonly StructureDifference[]): string {
  return structure.length === 0 ? '' : `Structure:\n${aligned(structure.map(structureLine))}`;
}

/** `total  type integer → bigint  Every value of the backup fits.` */
function structureLine(found: StructureDifference): readonly string[] {
  return [asIs(found.column), differenceWords(found), found.consequence];
}

function changedText({ reused, sameValue }: ChangeSummary): string {
  const parts = [
    reused > 0 && `${count(reused)} of them reuse a key`,
    sameValue > 0 && `${count(sameValue)} of them are equal by type, written differently`,
  ];
  return parts.filter((part) => part !== false).join('; ');
}

/** Both are of one moment each, and hold back the servers' cleaning up as long as they are kept. */
function snapshotText({ snapshot, heldSeconds }: TableComparison): string {
  const { backup, live } = snapshot;
  const held = Math.max(heldSeconds.backup, heldSeconds.live).toFixed(1);
  return `As of ${moment(live.time)} in production, ${moment(backup.time)} in the backup; the snapshots were kept for ${held} s.`;
}

function moment(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
}

function conflictLine({ conflicts, liveConflicts }: RowCounts): readonly string[] {
  return ['conflicts', count(conflicts), `in the backup, ${count(liveConflicts)} in production`];
}

function conflictNote(
  { table, rows, conflicts }: Comparison,
  summary: ChangeSummary | undefined,
): string {
  const key = keyNamesOf(table.live).join(', ');
  const listed = summary?.conflicts ?? 0;
  const all = rows.conflicts + rows.liveConflicts;
  return paragraphs(
    `Conflicts: ${counted(conflicts.keys, 'key')} (${key}) of several rows, or with NULL in it, whose rows are not the same on both sides. They are never corrected; --key names other columns.`,
    listed > 0 &&
      listed < all &&
      `${count(listed)} of the ${counted(all, 'row')} ${wordFor(listed, 'is', 'are')} listed.`,
  );
}

function detailText({
  patterns,
  sharedShapes,
  transactions,
  stale,
  unread,
}: ChangeSummary): string {
  return paragraphs(
    patternsText(patterns, sharedShapes),
    transactions.length > 0 &&
      'Changed and extra rows by the transaction that wrote them (--transaction XID):',
    listed(
      transactions.map(({ xid, rows, committedAt }) => [
        `${xid} `,
        count(rows),
        committedAt ?? 'commit time not kept',
      ]),
    ),
    unread > 0 &&
      `${counted(unread, 'row')} with a value too large to be read: compared by a digest, to be corrected by hand.`,
    stale > 0 &&
      `${counted(stale, 'row')} moved on while ${wordFor(stale, 'it was', 'they were')} compared: compare again.`,
  );
}
