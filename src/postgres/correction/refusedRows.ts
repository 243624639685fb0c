import type { Correction } from '../../core/correction/plan';
import { violationIn } from '../../core/correction/refusal';
import type { Violation } from '../../core/correction/violation';
import { type Batch, batchesOf } from './batches';
import type { Line } from './line';
import type { StatementTable } from './statements';
import { asViolation, usualLimits, writeBatch } from './writing';

/**
 * Which rows of a plan production refuses, each with its reason, `most` at most: what is refused together is
 * tried by halves, each under a savepoint. Leaves written what could be written; the caller rolls back.
 */
export async function refusedRows(
  line: Line,
  table: StatementTable,
  parts: readonly (readonly Correction[])[],
  most: number,
): Promise<readonly Violation[]> {
  const refused: Violation[] = [];
  const tryRows = async (part: readonly Correction[], batch: Batch): Promise<void> => {
    if (refused.length >= most) {
      return;
    }
    const rows = batch.flatMap((position) => part[position] ?? []);
    const violation = await underSavepoint(line, () => writeBatch(line, table, rows));
    const [only] = rows;
    if (violation && only && rows.length === 1) {
      refused.push({ ...violation, key: only.key });
    } else if (violation) {
      const half = Math.ceil(batch.length / 2);
      await tryRows(part, batch.slice(0, half));
      await tryRows(part, batch.slice(half));
    }
  };
  for (const part of parts) {
    for (const batch of batchesOf(part, part[0]?.action ?? 'insert', usualLimits)) {
      await tryRows(part, batch);
    }
  }
  return refused;
}

/** Gives what refuses; nothing of it is written then. */
async function underSavepoint(
  line: Line,
  write: () => Promise<void>,
): Promise<Violation | undefined> {
  await line.ask('savepoint rows_tried');
  try {
    await write();
    await line.ask('set constraints all immediate');
    await line.ask('release savepoint rows_tried');
    return undefined;
  } catch (error) {
    const violation = violationIn(asViolation(error));
    if (!violation) {
      throw error;
    }
    await line.ask('rollback to savepoint rows_tried');
    await line.ask('release savepoint rows_tried');
    return violation;
  }
}
