import type { Column, Key, Row } from '../catalog/table';
import { isUnfillable, namedColumns, refuseHeirs, unfillableObstacle } from '../catalog/obstacles';
import { backupName } from '../diff/comparedTable';
import type { ComparedTable } from '../diff/comparison';
import type { RowChange } from '../diff/rows/rowChange';
import { RecoveryError } from '../errors';
import { keyOrder } from './keyOrder';
import { refuseBelowZero } from './unsignedColumns';
import type { Correction, CorrectionPlan, PlannedTable, SetCell, TableIdentity } from './plan';

export interface BuiltPlan {
  readonly plan: CorrectionPlan;
  /** Selected rows that differ only in columns that cannot be or are not to be written. */
  readonly nothingToWrite: number;
  /** Columns whose backup values have no place in production any more. */
  readonly onlyInBackup: readonly string[];
}

export interface PlanRequest {
  readonly id: string;
  readonly compared: ComparedTable;
  readonly identity: TableIdentity;
  /** The selected rows. */
  readonly changes: Iterable<RowChange>;
  /** Of changed rows that are not taken whole: the columns that are. */
  readonly only?: ReadonlyMap<RowChange, readonly number[]>;
}

/**
 * The corrections that give the selected rows their backup values.
 * @throws {RecoveryError} `nothing-selected`; `structure-differs` where production cannot take the rows;
 * `inheritance` where it is not known which table they belong into.
 */
export function buildPlan({ id, compared, identity, changes, only }: PlanRequest): BuiltPlan {
  refuseHeirs(compared.live);
  const table = plannedTable(compared, identity);
  const toCorrection = correctionMaker(compared, table);
  const corrections: Correction[] = [];
  let nothingToWrite = 0;
  for (const change of changes) {
    const correction = toCorrection(change, only?.get(change));
    if (correction) {
      corrections.push(correction);
    } else {
      nothingToWrite++;
    }
  }
  refuseEmpty(corrections, nothingToWrite);
  refuseBelowZero(corrections, table);
  if (corrections.some(({ action }) => action === 'insert')) {
    refuseUnfillableColumns(compared);
  }
  return {
    plan: { id, table, corrections: ordered(corrections, table) },
    nothingToWrite,
    onlyInBackup: onlyInBackup(compared),
  };
}

export function plannedTable(compared: ComparedTable, identity: TableIdentity): PlannedTable {
  return {
    identity,
    kind: compared.live.kind,
    columns: [...compared.columns, ...compared.liveOnly],
    key: compared.key,
  };
}

/** Columns of the backup that production has not. */
export function onlyInBackup(table: ComparedTable): readonly string[] {
  const matched = new Set(table.columns.map((_, position) => backupName(table, position)));
  return table.backup.columns.map(({ name }) => name).filter((name) => !matched.has(name));
}

/** Positions of the compared columns that an update may write. */
export function updatableColumns({
  columns,
  ignored,
  key,
}: Pick<ComparedTable, 'columns' | 'ignored'> & {
  readonly key: readonly number[];
}): ReadonlySet<number> {
  const left = new Set([...ignored, ...key]);
  return new Set(
    columns.flatMap(({ generated }, position) =>
      generated || left.has(position) ? [] : [position],
    ),
  );
}

const actionOrder = { delete: 0, update: 1, insert: 2 } as const;

/** Deletes, updates, inserts; each in key order. */
export function ordered<C extends { readonly action: Correction['action']; readonly key: Key }>(
  corrections: readonly C[],
  { columns, key }: PlannedTable,
): readonly C[] {
  const byKey = keyOrder(key.flatMap((position) => columns[position] ?? []));
  return corrections.toSorted(
    (a, b) => actionOrder[a.action] - actionOrder[b.action] || byKey(a.key, b.key),
  );
}

function correctionMaker(
  compared: ComparedTable,
  table: PlannedTable,
): (change: RowChange, only: readonly number[] | undefined) => Correction | undefined {
  const insertable = compared.columns.flatMap((column, position) =>
    column.generated ? [] : [position],
  );
  const updatable = updatableColumns(compared);
  return (change, only = change.kind === 'changed' ? change.columns : []) => {
    const { key } = change;
    switch (change.kind) {
      case 'missing':
        return { action: 'insert', key, set: cells(change.backup, insertable) };
      case 'extra':
        return { action: 'delete', key, seen: [...change.live, ...change.liveOnly] };
      case 'changed': {
        const written = change.columns.filter(
          (position) => updatable.has(position) && only.includes(position),
        );
        refuseAlwaysIdentity(table.columns, written);
        const seen = [...change.live, ...change.liveOnly];
        return written.length > 0
          ? { action: 'update', key, seen, set: cells(change.backup, written) }
          : undefined;
      }
    }
  };
}

function cells(row: Row, positions: readonly number[]): readonly SetCell[] {
  return positions.map((column) => {
    const value = row[column];
    if (value === undefined) {
      throw new RangeError(`A row of ${row.length} cells has none at ${column}.`);
    }
    return { column, value };
  });
}

function refuseEmpty(corrections: readonly Correction[], nothingToWrite: number): void {
  if (corrections.length > 0) {
    return;
  }
  throw new RecoveryError(
    'nothing-selected',
    nothingToWrite > 0
      ? 'The selected rows differ only in generated, ignored or key columns: there is nothing to write.'
      : 'The selection names no row: there is nothing to correct.',
    { hint: 'Select by kind, transaction, pattern or keys; rows with a reused key only by keys.' },
  );
}

function refuseUnfillableColumns({ liveOnly }: ComparedTable): void {
  const unfillable = liveOnly.filter(isUnfillable);
  if (unfillable.length > 0) {
    throw new RecoveryError('structure-differs', unfillableObstacle(unfillable), {
      hint: 'Give the column a default in production, or leave the missing rows out.',
    });
  }
}

function refuseAlwaysIdentity(columns: readonly Column[], written: readonly number[]): void {
  const refused = written
    .flatMap((position) => columns[position] ?? [])
    .filter(({ identity }) => identity === 'always');
  if (refused.length > 0) {
    throw new RecoveryError(
      'structure-differs',
      `PostgreSQL refuses to update ${namedColumns(refused)}, which is GENERATED ALWAYS AS IDENTITY.`,
      {
        hint: 'Ignore that column, or leave the rows where it differs out.',
        ways: ['ignore-column'],
      },
    );
  }
}
