import type { Correction, CorrectionPlan } from '../../core/correction/plan';
import { isAsPlanned } from '../../core/correction/rowState';
import { isWrittenSince, type ObservedRow } from '../../core/incident/verdict';
import type { CountRequest, Survey } from '../../recovery/ports/correctionTarget';
import type { Progress } from '../../recovery/work';
import { arrayText } from './arrayText';
import { transactionFunctions } from '../versions';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { pinSettings } from './readingSettings';
import { readPlannedRows } from './plannedRows';
import { relation } from './statements';

/** A transaction that reads a table of production. */
export interface Reading {
  readonly line: Line;
  readonly table: FoundTable;
  /** The server's major version. */
  readonly major: number;
}

/** The planned rows, and counts over all others, in the snapshot of the transaction that `line` is in. */
export async function surveyRows(
  { line, table, major }: Reading,
  plan: CorrectionPlan,
  { count, progress }: { readonly count: CountRequest | undefined; readonly progress: Progress },
): Promise<Survey> {
  await pinSettings(line, table);
  const [next] = await line.row(`select ${transactionFunctions(major).snapshotEnd}`);
  const nextXid = next ?? '';
  const rows = await readPlannedRows(line, table, plan.corrections, { lock: 'none', progress });
  const others = count && (await countOthers(line, table, { plan, rows, nextXid, count }));
  return { rows, nextXid, others };
}

async function countOthers(
  line: Line,
  table: FoundTable,
  {
    plan,
    rows,
    nextXid,
    count,
  }: {
    readonly plan: CorrectionPlan;
    readonly rows: readonly ObservedRow[];
    readonly nextXid: string;
    readonly count: CountRequest;
  },
): Promise<Survey['others']> {
  const planned = rows.flatMap(({ xmin }) => xmin ?? []);
  const writers = new Set(
    count.writers.length > 0 ? count.writers : scriptWriter(plan.corrections, rows, nextXid),
  );
  const since = count.since ?? earliest([...writers], nextXid);
  const isOurs = (xmin: string): boolean => writers.has(xmin);
  const isNew = (xmin: string): boolean => !isOurs(xmin) && isWrittenSince(xmin, since, nextXid);
  const [ours, others] = await line.row(
    `
    select
      count(*) filter (where t.xmin = any($1::xid[])),
      count(*) filter (
        where t.xmin <> all($1::xid[])
        -- numbers of 32 bits go round: distance from the first new one, modulo 2^32
        and (t.xmin::text::int8 - $2::int8) & 4294967295 < $3::int8
      )
    from ${relation(table)} as t`,
    [
      arrayText([...writers]),
      String(BigInt(since) % 2n ** 32n),
      String(BigInt(nextXid) - BigInt(since)),
    ],
  );
  return {
    writtenByUs: Number(ours) - planned.filter(isOurs).length,
    changedByOthers: Number(others) - planned.filter(isNew).length,
  };
}

/** The script writes all rows in one transaction: those that carry a later number were changed since. */
function scriptWriter(
  corrections: readonly Correction[],
  rows: readonly ObservedRow[],
  nextXid: string,
): readonly string[] {
  const asPlanned = corrections.flatMap((correction, position) => {
    const { row = null, xmin } = rows[position] ?? {};
    return xmin !== undefined && isAsPlanned(correction, row) ? [xmin] : [];
  });
  return asPlanned.length > 0 ? [String(BigInt(earliest(asPlanned, nextXid)) % 2n ** 32n)] : [];
}

/** The 64-bit number of the transaction among these that began first. */
function earliest(writers: readonly string[], nextXid: string): string {
  const cycle = 2n ** 32n;
  const next = BigInt(nextXid);
  const numbers = writers.map((xmin) => next - ((((next - BigInt(xmin)) % cycle) + cycle) % cycle));
  return String(numbers.reduce((least, number) => (number < least ? number : least), next));
}
