import { setImmediate as othersTurn } from 'node:timers/promises';
import { readChangeLine } from '../../core/diff/rows/changeLine';
import type { KeptTable } from '../../core/diff/comparison';
import { asStale, type RowInIncident } from '../../core/diff/rows/rowChange';
import { type MaskedColumns, maskedRow } from '../../core/review/mask';
import type { OpenRows } from '../ports/reviewIncident';
import type { RowFacts } from './rowFacts';

/** The compared rows of an incident, to be read line by line. */
export interface ReadableRows {
  readonly file: OpenRows;
  readonly facts: RowFacts;
  readonly table: KeptTable;
  /** Nobody is told what is in these. */
  readonly masked: MaskedColumns;
}

/** A line as it is in the file: a row as JSON. */
export interface LineText {
  readonly line: number;
  readonly text: string;
}

/** So many are given at a time, and after so many milliseconds only once others had their turn. */
const linesAtOnce = 128;
const mostMilliseconds = 8;
/** Lines this near to each other are read in one go. */
const nearBytes = 64 * 1024;
const mostBytes = 4 * 1024 * 1024;

/** The rows of these lines, in the same order. */
export async function changesAt(
  lines: readonly number[],
  rows: ReadableRows,
): Promise<readonly RowInIncident[]> {
  return (await textsInOrder(lines, rows)).map((text) => changeIn(text, rows));
}

/** The texts of these lines, in the same order, which may be another than that of the file. */
export async function textsInOrder(
  lines: readonly number[],
  rows: ReadableRows,
  signal?: AbortSignal,
): Promise<readonly LineText[]> {
  const byLine = new Map<number, LineText>();
  const ascending = lines.toSorted((a, b) => a - b);
  for await (const texts of textsAt(ascending, rows, signal)) {
    for (const text of texts) {
      byLine.set(text.line, text);
    }
  }
  return lines.flatMap((line) => byLine.get(line) ?? []);
}

/**
 * As it may be shown: without what is masked, and of a stale row not what production had.
 * @throws {RecoveryError} `incident-unreadable`.
 */
export function changeIn(
  { line, text }: LineText,
  { table, facts, masked }: Pick<ReadableRows, 'table' | 'facts' | 'masked'>,
): RowInIncident {
  const change = maskedRow(readChangeLine(text, table, line + 1), table, masked);
  return facts.isStale(line) && change.kind !== 'conflict' ? asStale(change) : change;
}

/** The columns whose values are told. */
export function toldColumns({
  table,
  masked,
}: Pick<ReadableRows, 'table' | 'masked'>): readonly number[] {
  return [...table.columns.keys()].filter((column) => !masked.has(column));
}

/**
 * The texts of these lines, ascending, some at a time. However many there are, whoever asks the host for
 * something else meanwhile is answered.
 */
export async function* textsAt(
  lines: Iterable<number>,
  { file, facts }: Pick<ReadableRows, 'file' | 'facts'>,
  signal?: AbortSignal,
): AsyncGenerator<readonly LineText[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let since = performance.now();
  for (const stretch of stretchesOf(lines, facts)) {
    const bytes = await file.read(stretch.from, stretch.to - stretch.from);
    for (let at = 0; at < stretch.lines.length; at += linesAtOnce) {
      if (performance.now() - since > mostMilliseconds) {
        await othersTurn();
        since = performance.now();
      }
      signal?.throwIfAborted();
      yield stretch.lines.slice(at, at + linesAtOnce).map((line) => {
        const { from, to } = facts.bytesOf(line);
        const text = decoder.decode(bytes.subarray(from - stretch.from, to - stretch.from));
        return { line, text };
      });
    }
  }
}

interface Stretch {
  readonly from: number;
  to: number;
  readonly lines: number[];
}

function* stretchesOf(lines: Iterable<number>, facts: RowFacts): Generator<Stretch, void> {
  let last: Stretch | undefined;
  for (const line of lines) {
    const { from, to } = facts.bytesOf(line);
    if (last && from - last.to <= nearBytes && to - last.from <= mostBytes) {
      last.to = to;
      last.lines.push(line);
    } else {
      if (last) {
        yield last;
      }
      last = { from, to, lines: [line] };
    }
  }
  if (last) {
    yield last;
  }
}
