import type { CorrectionPlan } from '../../core/correction/plan';
import type { SequenceMove } from '../../core/incident/outcome';
import { RecoveryError } from '../../core/errors';
import { quoteTable } from '../../core/sql/quote';
import type { SequencesMoved } from '../../recovery/ports/correctionTarget';
import type { FoundTable } from './guard';
import type { Line } from './line';

/** A sequence that gives a column its values. */
interface ColumnSequence {
  readonly column: string;
  /** Quoted and qualified. */
  readonly name: string;
  readonly label: string;
  readonly increment: bigint;
  /** It gives nothing below and nothing above. */
  readonly least: bigint;
  readonly greatest: bigint;
}

interface Position {
  readonly last: bigint;
  /** What it gives next. */
  readonly next: bigint;
}

/** Calls to `nextval` in one statement. */
const atOnce = 100_000n;
/** About two seconds of calls; a greater gap is its owner's to close. */
const atMost = 5_000_000n;

/**
 * Calls the sequences of inserted columns on until they give nothing that was inserted. Only `nextval`:
 * it never takes back what another session was given meanwhile, as `setval` would.
 */
export async function moveSequences(
  line: Line,
  table: FoundTable,
  plan: CorrectionPlan,
): Promise<SequencesMoved> {
  const moved: SequenceMove[] = [];
  const notices: string[] = [];
  for (const sequence of await sequencesOf(line, table)) {
    const target = farthestInserted(plan, sequence);
    if (target !== undefined) {
      const result = await moveTo(line, sequence, target);
      if (typeof result === 'string') {
        notices.push(result);
      } else if (result) {
        moved.push(result);
      }
    }
  }
  return { moved, notices };
}

/** True where the planned table's columns have any. */
export async function hasSequences(line: Line, { table }: CorrectionPlan): Promise<boolean> {
  return (await sequencesOf(line, { oid: table.identity.tableOid })).length > 0;
}

async function sequencesOf(
  line: Line,
  { oid }: Pick<FoundTable, 'oid'>,
): Promise<readonly ColumnSequence[]> {
  const { rows } = await line.ask(
    `
    select distinct a.attname, n.nspname, s.relname, q.seqincrement, q.seqmin, q.seqmax
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    join pg_depend p
      on p.classid = 'pg_class'::regclass and p.deptype in ('a', 'i')
      and p.refclassid = 'pg_class'::regclass and p.refobjid = a.attrelid and p.refobjsubid = a.attnum
      or p.classid = 'pg_attrdef'::regclass and p.objid = d.oid
      and p.refclassid = 'pg_class'::regclass
    join pg_class s
      on s.oid = case when p.classid = 'pg_class'::regclass then p.objid else p.refobjid end
      and s.relkind = 'S'
    join pg_namespace n on n.oid = s.relnamespace
    join pg_sequence q on q.seqrelid = s.oid
    where a.attrelid = $1::oid
    and a.attnum > 0
    and not a.attisdropped
    order by 2, 3`,
    [oid],
  );
  return rows.map(([column, schema, name, increment, least, greatest]) => {
    const id = { schema: schema ?? '', name: name ?? '' };
    return {
      column: column ?? '',
      name: quoteTable(id),
      label: `${id.schema}.${id.name}`,
      increment: BigInt(increment ?? '1'),
      least: BigInt(least ?? '1'),
      greatest: BigInt(greatest ?? '1'),
    };
  });
}

/** The inserted value that the sequence would come to last; undefined where it comes to none. */
function farthestInserted(
  { corrections, table }: CorrectionPlan,
  { column, increment, least, greatest }: ColumnSequence,
): bigint | undefined {
  const position = table.columns.findIndex(({ name }) => name === column);
  let farthest: bigint | undefined;
  for (const correction of corrections) {
    const cell =
      correction.action === 'insert'
        ? correction.set.find((written) => written.column === position)?.value
        : undefined;
    if (typeof cell === 'string' && /^-?\d+$/.test(cell)) {
      const value = BigInt(cell);
      const isGiven = value >= least && value <= greatest;
      const isFarther = farthest === undefined || isPast(value, farthest, increment);
      farthest = isGiven && isFarther ? value : farthest;
    }
  }
  return farthest;
}

/** A sentence where it cannot be moved; undefined where it need not be. */
async function moveTo(
  line: Line,
  sequence: ColumnSequence,
  target: bigint,
): Promise<SequenceMove | string | undefined> {
  await line.ask('savepoint sequence');
  try {
    const first = await positionOf(line, sequence);
    let now = first;
    if (callsNeeded(now, target, sequence) > atMost) {
      return notice(sequence, target, `is ${target - now.last} behind`);
    }
    for (let calls = callsNeeded(now, target, sequence); calls > 0n;) {
      await callOn(line, sequence, calls < atOnce ? calls : atOnce);
      now = await positionOf(line, sequence);
      calls = callsNeeded(now, target, sequence);
    }
    return now.last === first.last
      ? undefined
      : { name: sequence.label, from: String(first.last), to: String(now.last) };
  } catch (error) {
    if (error instanceof RecoveryError && error.code !== 'connection-lost') {
      // Others may be moved all the same.
      await line.ask('rollback to savepoint sequence');
      return notice(sequence, target, `could not be moved (${error.message})`);
    }
    throw error;
  }
}

async function positionOf(line: Line, { name, increment }: ColumnSequence): Promise<Position> {
  const [last, isCalled] = await line.row(`select last_value, is_called::text from ${name}`);
  const value = BigInt(last ?? '0');
  return { last: value, next: isCalled === 'true' ? value + increment : value };
}

function callsNeeded({ next }: Position, target: bigint, { increment }: ColumnSequence): bigint {
  return isPast(next, target, increment) ? 0n : (target - next) / increment + 1n;
}

async function callOn(line: Line, { name }: ColumnSequence, calls: bigint): Promise<void> {
  await line.row('select count(nextval($1::regclass)) from generate_series(1, $2::int8)', [
    name,
    String(calls),
  ]);
}

function isPast(value: bigint, other: bigint, increment: bigint): boolean {
  return increment > 0n ? value > other : value < other;
}

function notice({ label, name, increment }: ColumnSequence, target: bigint, why: string): string {
  const restart = target + (increment > 0n ? 1n : -1n);
  return `The sequence ${label} ${why}; as its owner: ALTER SEQUENCE ${name} RESTART WITH ${restart};`;
}
