import type { Key, Row } from '../../core/catalog/table';
import type { Correction } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import type { ObservedRow } from '../../core/incident/verdict';
import type { AddedRows } from '../../recovery/ports/correctionTarget';
import type { Progress } from '../../recovery/work';
import { type Batch, type BatchLimits, batchesToRead } from './batches';
import type { Line } from './line';
import { isFoundByPlace, placeColumns } from './rowPlaces';
import { type RowLockClause, selectRows, type StatementTable } from './statements';

export const readLimits: BatchLimits = { rows: 25_000, characters: 16_000_000 };
const probeLimits: BatchLimits = { ...readLimits, rows: 1000 };

export type RowLock = 'none' | 'for writing';

/** A planned row, and where it lies. */
export interface PlacedRow extends ObservedRow {
  /** As {@link placeColumns}; undefined where there is no row, or nobody finds it by that. */
  readonly place: Key | undefined;
}

/** What there is of a row that is not there. */
export const nowhere: PlacedRow = { row: null, xmin: undefined, place: undefined };

interface ReadingRows {
  readonly lock: RowLock;
  readonly added?: AddedRows;
  readonly progress: Progress;
}

/** The rows that `corrections` are about, whole and in their order, in the settings of the session. */
export async function readPlannedRows(
  line: Line,
  table: StatementTable,
  corrections: readonly Correction[],
  { lock, added = 'looked for', progress }: ReadingRows,
): Promise<readonly PlacedRow[]> {
  const found = new Array<PlacedRow>(corrections.length).fill(nowhere);
  const phase = lock === 'none' ? 'reading the planned rows' : 'locking the planned rows';
  let done = 0;
  const read = async (batch: Batch, clause: RowLockClause): Promise<void> => {
    await readBatch(line, {
      ...{ table, lock: lock === 'none' ? '' : clause },
      keys: batch.map((position) => keyOf(corrections, position)),
      place: (index, row) => (found[placeOf(batch, index)] = row),
    });
    done += batch.length;
    progress({ phase, done, total: corrections.length, unit: 'rows' });
  };
  for (const action of ['delete', 'update'] as const) {
    for (const batch of batchesToRead(corrections, action, readLimits)) {
      await read(batch, locks[action]);
    }
  }
  const some = added === 'left to the index' ? probeLimits : readLimits;
  let isFirst = true;
  for (const batch of batchesToRead(corrections, 'insert', some)) {
    await read(batch, '');
    if (isFirst && some === probeLimits && batch.every((position) => found[position] === nowhere)) {
      break;
    }
    isFirst = false;
  }
  return found;
}

export function keyOf(corrections: readonly Correction[], position: number): readonly string[] {
  const correction = corrections[position];
  if (!correction) {
    throw new RangeError(`The plan has no correction ${position}.`);
  }
  return correction.key;
}

/** So that nobody can give children to rows that will be deleted. */
const locks = { delete: 'for update of t', update: 'for no key update of t' } as const;

interface ReadBatch {
  readonly table: StatementTable;
  readonly lock: RowLockClause;
  readonly keys: readonly (readonly string[])[];
  readonly place: (index: number, row: PlacedRow) => void;
}

async function readBatch(line: Line, { table, lock, keys, place }: ReadBatch): Promise<void> {
  const besides = isFoundByPlace(table) ? placeColumns.map(({ name }) => name) : [];
  const width = table.columns.length;
  const seen = new Uint8Array(keys.length);
  for (const cells of await line.copied(selectRows(table, keys, { lock, besides }))) {
    const at = Number(cells[width]) - 1;
    if (seen[at] === 1) {
      throw notAlone(keys[at] ?? []);
    }
    seen[at] = 1;
    place(at, placedRow(cells, width));
  }
}

function notAlone(key: Key): RecoveryError {
  return new RecoveryError(
    'row-drifted',
    `Several rows have the key ${key.join(', ')} of a planned row since they were compared.`,
    { hint: 'Compare again, or make the plan anew without these rows.' },
  );
}

/** Of the columns, `ord`, `xmin` and perhaps where it lies. */
function placedRow(cells: Row, width: number): PlacedRow {
  const place =
    cells.length > width + 2 ? cells.slice(width + 2).map((cell) => cell ?? '') : undefined;
  return { row: cells.slice(0, width), xmin: cells[width + 1] ?? '', place };
}

function placeOf(batch: Batch, index: number): number {
  const position = batch[index];
  if (position === undefined) {
    throw new RangeError(`A row came back for key ${index}, which was not asked for.`);
  }
  return position;
}
