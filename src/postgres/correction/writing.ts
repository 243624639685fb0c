import type { Correction } from '../../core/correction/plan';
import { copyFields } from '../../core/archive/copyLine';
import { ViolationError } from '../../core/correction/refusal';
import type { Cell } from '../../core/catalog/table';
import { tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { canBeStored } from '../../core/sql/quote';
import type { Progress } from '../../recovery/work';
import { isServerError, messageOf } from '../connection/sqlstate';
import { type Batch, type BatchLimits, batchesOf, writeSameColumns } from './batches';
import type { Line } from './line';
import { copyRows, deleteRows, insertRows, type StatementTable, updateRows } from './statements';
import { type LiveColumn, valueSource } from './valueSource';
import { count, counted, wordFor } from '../../core/words';

export const usualLimits: BatchLimits = { rows: 25_000, characters: 16_000_000 };
/** Rows that refer to each other must come and go in one statement: that is when they are checked. */
const togetherLimits: BatchLimits = { rows: Infinity, characters: 128_000_000 };

interface Writing {
  readonly together: boolean;
  /** True where rules of production may have a say in what is written. */
  readonly hasRules: boolean;
  /** COPY's text of a whole row, where it is known. */
  readonly textOf: (correction: Correction) => string | undefined;
  readonly progress: Progress;
}

/**
 * Writes corrections, part after part, each statement proved by its count; then has every deferred
 * constraint checked.
 * @param parts See {@link inWritingOrder}.
 * @throws {RecoveryError} `row-not-written`; {@link ViolationError}.
 */
export async function writeRows(
  line: Line,
  table: StatementTable,
  parts: readonly (readonly Correction[])[],
  { together, hasRules, textOf, progress }: Writing,
): Promise<void> {
  const total = parts.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  try {
    for (const part of parts) {
      const { action } = at(part, 0);
      const isCopied = action === 'insert' && !hasRules;
      const limits = together ? togetherLimits : usualLimits;
      const written = isCopied
        ? copyAll(line, table, part, textOf)
        : writeAll(line, table, part, limits);
      for await (const rows of written) {
        done += rows;
        progress({ phase: 'writing rows', done, total, unit: 'rows' });
      }
    }
    await line.ask('set constraints all immediate');
  } catch (error) {
    throw asViolation(error);
  }
}

/** Statement by statement; gives how many rows each wrote. */
async function* writeAll(
  line: Line,
  table: StatementTable,
  part: readonly Correction[],
  limits: BatchLimits,
): AsyncGenerator<number, void> {
  for (const batch of batchesOf(part, at(part, 0).action, limits)) {
    await writeBatch(
      line,
      table,
      batch.map((position) => at(part, position)),
    );
    yield batch.length;
  }
}

/** Corrections of one action that write the same columns, as one statement. */
export async function writeBatch(
  line: Line,
  table: StatementTable,
  batch: readonly Correction[],
): Promise<void> {
  const { text, values } = statementFor(table, batch);
  const { count } = await line.ask(text, values);
  if (count !== batch.length) {
    throw notWritten(table, batch.length, count);
  }
}

/**
 * As INSERT, through the columns' input functions, triggers and constraints, at half its cost; only rules it knows not.
 * Rows that write the same columns go out together, the others after them.
 */
async function* copyAll(
  line: Line,
  table: StatementTable,
  part: readonly Correction[],
  textOf: Writing['textOf'],
): AsyncGenerator<number, void> {
  for (let left = part; left.length > 0;) {
    const others: Correction[] = [];
    await copyAlike(line, table, { rows: left, others }, textOf);
    yield left.length - others.length;
    left = others;
  }
}

interface Copying {
  readonly rows: readonly Correction[];
  /** Takes those that do not write the columns of the first. */
  readonly others: Correction[];
}

async function copyAlike(
  line: Line,
  table: StatementTable,
  { rows, others }: Copying,
  textOf: Writing['textOf'],
): Promise<void> {
  const first = at(rows, 0);
  const written = writtenColumns(table, first);
  const isWhole = written.every((column, position) => column === table.columns[position]);
  const known = isWhole && written.length === table.columns.length ? textOf : () => undefined;
  const count = await line.copyIn(
    copyRows(table, written),
    copyPieces(rows, (correction) => {
      if (!writeSameColumns(first, correction)) {
        others.push(correction);
        return undefined;
      }
      return known(correction) ?? copyFields(valuesOf(correction));
    }),
  );
  const sent = rows.length - others.length;
  if (count !== sent) {
    throw notWritten(table, sent, count);
  }
}

const rowsInPiece = 1000;

function* copyPieces(
  rows: readonly Correction[],
  textOf: (correction: Correction) => string | undefined,
): Generator<string, void> {
  for (let start = 0; start < rows.length; start += rowsInPiece) {
    const lines: string[] = [];
    for (const row of rows.slice(start, start + rowsInPiece)) {
      const line = textOf(row);
      if (line !== undefined) {
        lines.push(line);
      }
    }
    const piece = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
    if (!canBeStored(piece)) {
      throw new RangeError('A text with NUL or a lone surrogate cannot be stored in PostgreSQL.');
    }
    yield piece;
  }
}

export function notWritten(table: StatementTable, asked: number, written: number): RecoveryError {
  return new RecoveryError(
    'row-not-written',
    asked === 1
      ? `A trigger or a rule of production keeps rows of ${tableLabel(table.id)} from being written.`
      : `Of ${counted(asked, 'row')} of ${tableLabel(table.id)}, ${count(written)} ${wordFor(written, 'was', 'were')} written: a trigger or a rule of production kept the rest.`,
    { hint: 'Nothing was written. Look at the table’s triggers and rules.' },
  );
}

interface Statement {
  readonly text: string;
  readonly values: readonly string[];
}

/** All of `batch` have the same action and write the same columns. */
function statementFor(table: StatementTable, batch: readonly Correction[]): Statement {
  const first = at(batch, 0);
  if (first.action === 'delete') {
    const source = valueSource(table.key);
    return { text: deleteRows(table, source), values: source.bind(batch.map(({ key }) => key)) };
  }
  const written = writtenColumns(table, first);
  if (first.action === 'update') {
    const source = valueSource(table.key, written);
    return {
      text: updateRows(table, written, source),
      values: source.bind(batch.map((correction) => [...correction.key, ...valuesOf(correction)])),
    };
  }
  const source = valueSource([], written);
  return { text: insertRows(table, written, source), values: source.bind(batch.map(valuesOf)) };
}

function writtenColumns(table: StatementTable, correction: Correction): readonly LiveColumn[] {
  return correction.action === 'delete'
    ? []
    : correction.set.map(({ column }) => columnAt(table, column));
}

function valuesOf(correction: Correction): readonly Cell[] {
  return correction.action === 'delete' ? [] : correction.set.map(({ value }) => value);
}

/** Data exceptions, integrity constraints, exceptions raised by triggers, and check options of views. */
const refusals = ['22', '23', 'P0', '44'];

/** What a constraint, a type or a trigger says against a row as {@link ViolationError}; anything else as it is. */
export function asViolation(error: unknown): unknown {
  if (!(error instanceof RecoveryError) || !refusals.includes(error.sqlstate?.slice(0, 2) ?? '')) {
    return error;
  }
  const { cause, sqlstate = '' } = error;
  const constraint = (cause as { readonly constraint?: string } | undefined)?.constraint;
  // The server's detail quotes values of the row; the message alone does not.
  const message = isServerError(cause) ? messageOf(cause) : error.message;
  return new ViolationError(
    { constraint, message, sqlstate },
    {
      hint: 'Nothing was written. Leave the rows out, or put right what they refer to.',
      cause: error,
    },
  );
}

function columnAt({ columns }: StatementTable, position: number): LiveColumn {
  return at(columns, position);
}

function at<T>(list: readonly T[] | Batch, position: number): T {
  const item = list[position] as T | undefined;
  if (item === undefined) {
    throw new RangeError(`The plan names ${position}, which there is not.`);
  }
  return item;
}
