import { type BuiltPlan, buildPlan } from '../../core/correction/buildPlan';
import { type ActionCounts, countActions, type TableIdentity } from '../../core/correction/plan';
import type { Chosen } from '../../core/correction/rowSelection';
import { keyId, type Selection, selects, selectsByKey } from '../../core/correction/selection';
import type { ComparedTable } from '../../core/diff/comparison';
import { patternIdOf } from '../../core/diff/found/patterns';
import type { KeptRow, RowChange, StaleRow } from '../../core/diff/rows/rowChange';
import { RecoveryError } from '../../core/errors';
import type { Work } from '../work';

export interface CorrectionRequest {
  readonly planId: string;
  readonly compared: ComparedTable;
  /** The production table that was compared. */
  readonly identity: TableIdentity;
  /** The compared rows, in their order. Conflicts are never corrected: nothing says which row is which. */
  readonly rows: AsyncIterable<KeptRow> | Iterable<KeptRow>;
  readonly selection: Selection;
  /** Selects by the rows' numbers, from 0, instead; of a changed row perhaps only these columns. */
  readonly chosen?: (number: number) => Chosen;
  /** Of selected changed rows, by ids of their keys, the columns that may be corrected; all where none are named. */
  readonly columns?: ReadonlyMap<string, ReadonlySet<number>>;
  /** Ids of keys of rows that are left out. */
  readonly left?: ReadonlySet<string>;
  /** By the rows' numbers, where more than the pattern of their columns is selected by. */
  readonly patternIds?: ((number: number) => readonly string[]) | undefined;
}

export interface PlannedCorrection extends BuiltPlan {
  readonly counts: ActionCounts;
  /** Rows that moved on since they were compared: never selected. */
  readonly stale: number;
  /** Selected rows that are left out, because a value of theirs was too large to be read. */
  readonly unread: number;
  /** Keys that the selection names and that no difference has, by {@link keyId}. */
  readonly unmatchedKeys: readonly string[];
}

/**
 * Plans the correction of the differences that are selected.
 * @throws {RecoveryError} `nothing-selected`, `structure-differs`; `value-too-large` where a row is named
 * by its key whose values were not all read.
 */
export async function planCorrection(
  request: CorrectionRequest,
  work: Work,
): Promise<PlannedCorrection> {
  const { planId, compared, identity } = request;
  const picked = await pickRows(request, work);
  const { changes, only, stale, unread, unmatched } = picked;
  const built = buildPlan({ id: planId, compared, identity, changes, only });
  return {
    ...built,
    counts: countActions(built.plan.corrections),
    ...{ stale, unread },
    unmatchedKeys: [...unmatched],
  };
}

interface PickedRows {
  readonly changes: RowChange[];
  readonly only: Map<RowChange, readonly number[]>;
  stale: number;
  unread: number;
  readonly unmatched: Set<string>;
}

async function pickRows(
  request: CorrectionRequest,
  { signal, progress }: Work,
): Promise<PickedRows> {
  const { rows, selection, left } = request;
  const unmatched = new Set(selection.flatMap(({ keys }) => [...(keys ?? [])]));
  const picked: PickedRows = { changes: [], only: new Map(), stale: 0, unread: 0, unmatched };
  let done = 0;
  for await (const row of rows) {
    signal.throwIfAborted();
    if (row.kind !== 'conflict' && left?.has(keyId(row.key)) !== true) {
      unmatched.delete(keyId(row.key));
      pick(row, { picked, request, number: done });
    }
    done++;
    if (done % 1000 === 0) {
      progress({ phase: 'selecting rows', done, total: undefined, unit: 'rows' });
    }
  }
  return picked;
}

function pick(
  row: RowChange | StaleRow,
  {
    picked,
    request,
    number,
  }: { readonly picked: PickedRows; readonly request: CorrectionRequest; readonly number: number },
): void {
  if (row.kind === 'stale') {
    picked.stale++;
    return;
  }
  const { selection, compared, chosen, patternIds, columns } = request;
  const is = chosen
    ? chosen(number)
    : selects(selection, row, patternIds?.(number) ?? patternOf(row, compared));
  if (is === false) {
    return;
  }
  if (row.unread) {
    refuseIfNamed(row, selection, compared);
    picked.unread++;
    return;
  }
  picked.changes.push(row);
  const only = is === true ? onlyIn(row, columns) : is;
  if (only) {
    picked.only.set(row, only);
  }
}

/** Undefined for all columns. */
function onlyIn(
  row: RowChange,
  columns: CorrectionRequest['columns'],
): readonly number[] | undefined {
  const may = columns?.get(keyId(row.key));
  return may && row.kind === 'changed'
    ? row.columns.filter((column) => may.has(column))
    : undefined;
}

/** What is in such a value cannot be seen, so it can neither be written nor be guarded. */
function refuseIfNamed(
  change: RowChange,
  selection: Selection,
  { columns, liveOnly }: ComparedTable,
): void {
  const [first = -1] = change.unread ?? [];
  if (selectsByKey(selection, change)) {
    throw new RecoveryError(
      'value-too-large',
      `The value of ${[...columns, ...liveOnly][first]?.name ?? ''} in the row ${change.key.join(', ')} is too large to be corrected here.`,
      { hint: 'Leave this row out, and correct it by hand.' },
    );
  }
}

function patternOf(change: RowChange, { columns }: ComparedTable): readonly string[] {
  return change.kind === 'changed' ? [patternIdOf(change, columns)] : [];
}
