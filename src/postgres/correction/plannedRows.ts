import type { Key, Row } from '../../core/catalog/table';
import type { Correction } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import type { ObservedRow } from '../../core/incident/verdict';
import type { Progress } from '../../recovery/work';
import { type Batch, type BatchLimits, batchesToRead } from './batches';
import type { Line } from './line';
import { selectRows, type StatementTable } from './statements';

export const readLimits: BatchLimits = { rows: 25_000, characters: 16_000_000 };

export type RowLock = 'none' | 'for writing';

/** A planned row, and where it lies. */
export interface PlacedRow extends ObservedRow {
  /** Its table or partition and its place there, as {@link placeColumns}; undefined where there is no row. */
  readonly place: Key | undefined;
}

/** The rows that `corrections` are about, whole and in their order, in the settings of the session. */
export async function readPlannedRows(
  line: Line,
  table: StatementTable,
  corrections: readonly Correction[],
  { lock, progress }: { readonly lock: RowLock; readonly progress: Progress },
): Promise<readonly PlacedRow[]> {
  const found: PlacedRow[] = corrections.map(() => ({
    ...{ row: null, xmin: undefined, place: undefined },
  }));
  const phase = lock === 'none' ? 'reading the planned rows' : 'locking the planned rows';
  let done = 0;
  for (const action of ['delete', 'update', 'insert'] as const) {
    for (const batch of batchesToRead(corrections, action, readLimits)) {
      await readBatch(line, {
        ...{ table, lock: lock === 'none' ? '' : locks[action] },
        keys: batch.map((position) => keyOf(corrections, position)),
        place: (index, row) => (found[placeOf(batch, index)] = row),
      });
      done += batch.length;
      progress({ phase, done, total: corrections.length, unit: 'rows' });
    }
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

/** So that nobody can give children to rows that will be deleted. Rows that are not there cannot be locked. */
const locks = {
  delete: 'for update of t',
  update: 'for no key update of t',
  insert: '',
} as const;

interface ReadBatch {
  readonly table: StatementTable;
  readonly lock: (typeof locks)[keyof typeof locks];
  readonly keys: readonly (readonly string[])[];
  readonly place: (index: number, row: PlacedRow) => void;
}

async function readBatch(line: Line, { table, lock, keys, place }: ReadBatch): Promise<void> {
  const seen = new Set<string>();
  for (const cells of await line.copied(selectRows(table, keys, lock))) {
    const ord = cells[0] ?? '';
    if (seen.has(ord)) {
      throw notAlone(keys[Number(ord) - 1] ?? []);
    }
    seen.add(ord);
    place(Number(ord) - 1, placedRow(cells));
  }
}

function notAlone(key: Key): RecoveryError {
  return new RecoveryError(
    'row-drifted',
    `Several rows have the key ${key.join(', ')} of a planned row since they were compared.`,
    { hint: 'Compare again, or make the plan anew without these rows.' },
  );
}

/** Of `ord`, the columns, `xmin`, `tableoid`, `ctid`. */
function placedRow(cells: Row): PlacedRow {
  const [xmin, ...place] = cells.slice(-3).map((cell) => cell ?? '');
  return { row: cells.slice(1, -3), xmin: xmin ?? '', place };
}

function placeOf(batch: Batch, index: number): number {
  const position = batch[index];
  if (position === undefined) {
    throw new RangeError(`A row came back for key ${index}, which was not asked for.`);
  }
  return position;
}
