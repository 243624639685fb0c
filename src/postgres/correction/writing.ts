import type { Correction } from '../../core/correction/plan';
import { copyLine } from '../../core/archive/copyLine';
import type { ForeseenRows } from '../../core/correction/foreseenRows';
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
  /** What these very corrections leave, where that is at hand. */
  readonly foreseen: ForeseenRows | undefined;
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
  { together, hasRules, foreseen, progress }: Writing,
): Promise<void> {
  const total = parts.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  try {
    for (const part of parts) {
      const { action } = at(part, 0);
      const isCopied = action === 'insert' && !hasRules;
      const limits = together ? togetherLimits : usualLimits;
      const written = isCopied
        ? copyAll(line, table, part, foreseen)
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
  foreseen: ForeseenRows | undefined,
): AsyncGenerator<number, void> {
  for (let left = part; left.length > 0;) {
    const others: Correction[] = [];
    await copyAlike(line, table, { rows: left, others }, foreseen);
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
  foreseen: ForeseenRows | undefined,
): Promise<void> {
  const written = writtenColumns(table, at(rows, 0));
  const isWhole =
    written.length === table.columns.length &&
    written.every((column, position) => column === table.columns[position]);
  const alike = takeAlike({ rows, others });
  const pieces = isWhole && foreseen ? inPieces(foreseen.linesOf(alike)) : piecesOf(alike);
  const count = await line.copyIn(copyRows(table, written), pieces);
  const sent = rows.length - others.length;
  if (count !== sent) {
    throw notWritten(table, sent, count);
  }
}

function* takeAlike({ rows, others }: Copying): Generator<Correction, void> {
  const first = at(rows, 0);
  for (const row of rows) {
    if (writeSameColumns(first, row)) {
      yield row;
    } else {
      others.push(row);
    }
  }
}

const rowsInPiece = 1000;

function* piecesOf(rows: Iterable<Correction>): Generator<string, void> {
  let open: string[] = [];
  for (const row of rows) {
    open.push(copyLine(valuesOf(row)));
    if (open.length === rowsInPiece) {
      yield storable(open.join(''));
      open = [];
    }
  }
  yield storable(open.join(''));
}

function storable(piece: string): string {
  if (!canBeStored(piece)) {
    throw new RangeError('A text with NUL or a lone surrogate cannot be stored in PostgreSQL.');
  }
  return piece;
}

const bytesInPiece = 64 * 1024;

/** A message of its own for each of many short ones would cost more than they do. */
function* inPieces(lines: Iterable<Uint8Array>): Generator<Uint8Array, void> {
  let open: Uint8Array[] = [];
  let length = 0;
  for (const some of lines) {
    open.push(some);
    length += some.length;
    if (length >= bytesInPiece) {
      yield Buffer.concat(open, length);
      [open, length] = [[], 0];
    }
  }
  yield Buffer.concat(open, length);
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
