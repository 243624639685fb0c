import type { Row } from '../../../../src/core/catalog/table';
import type { Session } from '../../../../src/postgres/connection/session';
import { settled } from './settings';
import { type Conflicts, conflictsOf } from './conflicts';
import type { Scenario, SideName } from './scenario';
import { described } from './described';
import { columnNames, equalityOf, namesAt, text } from './names';
import { inScope } from './scopes';

/** What a comparison is to say of two tables. */
export interface Truth {
  /** One line of JSON for each row that differs, sorted. */
  readonly changes: readonly string[];
  /** Rows of each side that are in scope, with their partners. */
  readonly rows: { readonly backup: number; readonly live: number };
  readonly conflicts: Conflicts;
}

/** What PostgreSQL itself says of both tables, side by side in one database: a full join over text. */
export async function truthOf(
  session: Session,
  scenario: Scenario,
  tables: { readonly backup: string; readonly live: string },
): Promise<Truth> {
  await session.query(settled);
  const pairs = pairsOf(scenario, tables);
  const { both, liveOnly } = columnNames(scenario);
  const ignored = namesAt(scenario, scenario.ignored);
  const compared = both.filter((name) => !ignored.includes(name));
  const differ = compared.map(
    (name) => `${text(`b.${name}`)} is distinct from ${text(`l.${name}`)}`,
  );
  const equal = both.map((name) => {
    const operator = equalityOf(scenario, name);
    return operator === undefined ? 'false' : `b.${name} ${operator} l.${name}`;
  });
  const found = await session.rows(`
    select b.ctid is not null, l.ctid is not null, l.xmin, ${equal.join(', ')},
           ${[...both.map((name) => `b.${name}`), ...[...both, ...liveOnly].map((name) => `l.${name}`)].map(text).join(', ')}
    ${pairs}
       and (b.ctid is null or l.ctid is null or ${differ.join(' or ')})`);
  const changes = found.map((row) => changeIn(row, scenario)).toSorted();
  const conflicts = await conflictsOf(session, scenario, tables);
  const [backup, live] = await session.row(`select count(b.ctid), count(l.ctid) ${pairs}`);
  const rows = conflicts.compared ?? { backup: Number(backup), live: Number(live) };
  return { changes, rows, conflicts };
}

function pairsOf(
  scenario: Scenario,
  { backup, live }: { readonly backup: string; readonly live: string },
): string {
  const sameKey = scenario.key.map((_, at) => {
    const operator = equalityOf(scenario, `k${at}`) ?? 'operator(pg_catalog.=)';
    return `b.k${at} ${operator} l.k${at}`;
  });
  const keys = scenario.key.map((_, at) => `t.k${at}`).join(', ');
  // A row whose key is not its alone is no half of a pair, nor is one without a key.
  const own = `num_nulls(${keys}) = 0 and count(*) over (partition by ${keys}) = 1 as is_own`;
  const side = (name: SideName): string =>
    `(select t.ctid, t.xmin, t.*, ${inScope(scenario, name)} as in_scope, ${own}
        from ${{ backup, live }[name]} t)`;
  return `
      from ${side('backup')} b
      full join ${side('live')} l on ${sameKey.join(' and ')}
     where (b.in_scope or l.in_scope)
       and coalesce(b.is_own, true)
       and coalesce(l.is_own, true)`;
}

function changeIn([inBackup, inLive, xid, ...rest]: Row, scenario: Scenario): string {
  const { both } = columnNames(scenario);
  const equal = rest.slice(0, both.length);
  const cells = rest.slice(both.length);
  const backup = cells.slice(0, both.length);
  const live = cells.slice(both.length, 2 * both.length);
  const liveOnly = cells.slice(2 * both.length);
  if (inLive === 'f') {
    return described({ kind: 'missing', backup });
  }
  if (inBackup === 'f') {
    return described({ kind: 'extra', live, liveOnly, xid });
  }
  const ignored = namesAt(scenario, scenario.ignored);
  const identity = namesAt(scenario, scenario.identity);
  const columns = both.filter((name, at) => backup[at] !== live[at] && !ignored.includes(name));
  const written = columns.filter((name) => equal[both.indexOf(name)] === 't');
  const reused = columns.some((name) => identity.includes(name) && !written.includes(name));
  return described({ kind: 'changed', backup, live, liveOnly, xid, columns, written, reused });
}
