import type { UndoPlan } from '../correction/undo';
import { quoteLiteral } from './quote';
import { scriptLines } from './scriptRows';
import type { ScriptTable } from './scriptTable';

/** A batch ends before it would hold more of either; but for a single row that is longer. */
export interface BatchSize {
  readonly rows: number;
  readonly characters: number;
}

/** What every editor and every server takes as one statement. */
export const usualBatch: BatchSize = { rows: 1000, characters: 1_000_000 };

/** What the block must know of the rows before it. */
export interface Batches {
  readonly count: number;
  /** A character of the rows that is not ASCII, if there is one. */
  readonly sample: string | undefined;
}

/**
 * The rows, as settings of the script's transaction that the block takes in: settings need no right and no table, a
 * server that logs what is written does not log them, and none is left when the transaction ends.
 */
export function* rowBatches(
  { table, corrections }: UndoPlan,
  most: BatchSize,
): Generator<string, Batches> {
  const lineOf = scriptLines(table);
  let sample: string | undefined;
  let [count, rows, characters] = [0, 0, 0];
  for (const correction of corrections) {
    const line = lineOf(correction);
    sample ??= /[^\0-\x7f]/u.exec(line)?.[0];
    if (count === 0 || rows === most.rows || characters + line.length > most.characters) {
      yield `${count === 0 ? '' : close}SET LOCAL ${prefix}${(count += 1)} = $rows$\n`;
      [rows, characters] = [0, 0];
    }
    yield `${line}\n`;
    rows += 1;
    characters += line.length;
  }
  yield count === 0 ? '' : close;
  return { count, sample };
}

/**
 * Takes the rows in, and the settings away: a server hands all of them to each process that helps it read.
 * @param line An expression of `l.line`, a row's text.
 */
export function takeBatches(
  { words }: ScriptTable,
  { count }: Batches,
  { rows, line }: { readonly rows: number; readonly line: string },
): string {
  return `
  select array_agg(${line} order by b.n, l.n)
  into changes
  from generate_series(1, ${count}) as b(n)
  cross join lateral unnest(
    string_to_array(current_setting('${prefix}' || b.n, true), chr(10))
  ) with ordinality as l(line, n)
  where l.line not in ('', chr(13));
  if cardinality(pra.changes) is distinct from ${rows} then
    raise exception using message = ${quoteLiteral(words.cut)};
  end if;
  perform set_config('${prefix}' || b.n, '', true) from generate_series(1, ${count}) as b(n);
`;
}

const prefix = 'pra.rows_';
const close = '$rows$;\n';
