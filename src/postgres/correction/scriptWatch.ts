import type { ActionCounts } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import type { ScriptStatement } from '../../core/scriptFile/readScript';
import type { OtherTable } from '../../core/scriptFile/scriptRun';
import { descendantsOf } from '../freeze/reading';
import { transactionFunctions } from '../versions';
import { arrayText } from './arrayText';
import type { FoundTable } from './guard';
import type { Line } from './line';

/** What stays as it is while a script runs. */
const keptSettings = `
  select
    current_setting('standard_conforming_strings'),
    current_setting('session_replication_role'),
    current_setting('synchronous_commit'),
    current_setting('client_encoding'),
    current_user::text`;

/** How things were before the first statement. */
interface Found {
  /** Oids of the table and all below it. */
  readonly tables: string;
  readonly settings: string;
  readonly locks: ReadonlySet<string>;
}

/** Looks, from within its transaction, at what a script does: what cannot be seen in its text shows there. */
export class ScriptWatch {
  private constructor(
    private readonly line: Line,
    private readonly major: number,
    private readonly found: Found,
    readonly standardStrings: boolean,
  ) {}

  /** Whoever watches begins before the first statement. */
  static async begin(line: Line, { oid }: FoundTable, major: number): Promise<ScriptWatch> {
    const below = await descendantsOf(line, [oid], major);
    const tables = arrayText([...new Set([oid, ...below.map((each) => each.oid)])]);
    const settings = await line.row(keptSettings);
    const locks = new Set(await strongLocks(line));
    const found = { tables, settings: settings.join(), locks };
    return new ScriptWatch(line, major, found, settings[0] === 'on');
  }

  /** Rows of the table that the transaction has touched so far. */
  async counts(): Promise<ActionCounts> {
    return countsIn(
      await this.line.row(
        `
        select
          sum(pg_stat_get_xact_tuples_inserted(oid)),
          sum(pg_stat_get_xact_tuples_updated(oid)),
          sum(pg_stat_get_xact_tuples_deleted(oid))
        from unnest($1::oid[]) as t(oid)`,
        [this.found.tables],
      ),
    );
  }

  /** Other tables of which it has touched rows. */
  async others(): Promise<readonly OtherTable[]> {
    const { rows } = await this.line.ask(
      `
      select format('%I.%I', schemaname, relname), n_tup_ins, n_tup_upd, n_tup_del
      from pg_stat_xact_user_tables
      where relid <> all ($1::oid[])
      and n_tup_ins + n_tup_upd + n_tup_del > 0
      order by 1`,
      [this.found.tables],
    );
    return rows.map(([table, ...counts]) => ({ table: table ?? '', counts: countsIn(counts) }));
  }

  /** @throws {RecoveryError} `wrong-table` where the statement is seen to write another table. */
  async refuseOtherTables({ writes }: ScriptStatement): Promise<void> {
    if (writes.length === 0) {
      return;
    }
    const { rows } = await this.line.ask(
      `
      select n.position
      from unnest($1::text[]) with ordinality as n(name, position)
      where to_regclass(n.name)::oid <> all ($2::oid[])
      order by n.position`,
      [arrayText(writes.map(({ name }) => name)), this.found.tables],
    );
    const other = writes[Number(rows[0]?.[0] ?? 0) - 1];
    if (other) {
      throw new RecoveryError(
        'wrong-table',
        `Line ${other.line}: it writes ${other.name}, which is not the table of this incident.`,
        { hint: 'Nothing was written. Correct another table by an incident of its own.' },
      );
    }
  }

  /** @throws {RecoveryError} `script-refused` where it did what no statement of it showed. */
  async refuseBeyond(xid: string): Promise<void> {
    const [current] = await this.line.row(`select ${transactionFunctions(this.major).current}`);
    if (current !== xid) {
      throw refused('It has ended the transaction in which it was run.');
    }
    if ((await this.line.row(keptSettings)).join() !== this.found.settings) {
      throw refused('It has changed a setting or the role by which rows are written and checked.');
    }
    const [lock] = (await strongLocks(this.line)).filter((each) => !this.found.locks.has(each));
    if (lock !== undefined) {
      throw refused(
        `It holds a lock on ${lock} such as TRUNCATE or a change of definitions takes, of itself or by a trigger.`,
      );
    }
  }
}

/** Relations that the transaction has locked more strongly than by writing rows; sequences may be moved. */
async function strongLocks(line: Line): Promise<readonly string[]> {
  const { rows } = await line.ask(`
    select distinct coalesce(c.oid::regclass::text, 'a table that is gone')
    from pg_locks as l
    left join pg_class as c on c.oid = l.relation
    where l.locktype = 'relation'
    and l.pid = pg_backend_pid()
    and l.mode not in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
    and (c.oid is null or c.relkind not in ('S', 'm') and c.relpersistence <> 't')
    order by 1`);
  return rows.map(([name]) => name ?? '');
}

function refused(message: string): RecoveryError {
  return new RecoveryError('script-refused', message, {
    hint: 'Nothing was written. Edit the file, then rehearse it.',
  });
}

function countsIn([inserted, updated, deleted]: readonly (string | null)[]): ActionCounts {
  return {
    insert: Number(inserted ?? 0),
    update: Number(updated ?? 0),
    delete: Number(deleted ?? 0),
  };
}
