import type { ArchiveTable } from '../../core/archive/tables';
import { tableLabel } from '../../core/catalog/table';
import { counted, shownName, someOf } from '../../core/words';
import type { DumpContents } from './readContents';
import type { TrustFact } from './trustFact';

/** What of the database the dump does not hold, or does not bring back by itself. */
export function missingFacts({ tables, objects }: DumpContents): readonly TrustFact[] {
  const extensions = someOf(objects.extensions.map(shownName), 10);
  return [
    leftOutFact(tables),
    ...factOf('Materialised views', ofKind(tables, 'matview'), {
      kind: 'plain',
      words: (names) => `A restore computes their rows again: ${names}`,
    }),
    ...factOf('Foreign tables', foreignWithoutRows(tables), {
      kind: 'plain',
      words: (names) => `Their rows are on another server: ${names}`,
    }),
    ...(objects.hasLargeObjects ? [largeObjects] : []),
    ...(extensions === ''
      ? []
      : [fact('Extensions', `A server must have them for a restore: ${extensions}`)]),
    securityFact(tables),
  ];
}

const largeObjects = fact('Large objects', 'Held, but restoring one table leaves them out.');

interface Said {
  readonly kind: TrustFact['kind'];
  readonly words: (names: string) => string;
}

/** None where there are no such tables. */
function factOf(
  name: string,
  tables: readonly ArchiveTable[],
  { kind, words }: Said,
): readonly TrustFact[] {
  return tables.length === 0 ? [] : [{ name, value: words(namesOf(tables)), kind }];
}

function leftOutFact(tables: readonly ArchiveTable[]): TrustFact {
  const own = tables.filter(({ kind }) => kind === 'table' || kind === 'partition');
  const without = own.filter(({ hasData }) => !hasData);
  const name = 'Rows left out';
  if (own.length === 0) {
    return { name, value: 'It holds no table.', kind: 'warn' };
  }
  if (without.length === 0) {
    return { name, value: 'Of no table.', kind: 'good' };
  }
  return without.length === own.length
    ? { name, value: 'Of every table: it holds definitions only.', kind: 'warn' }
    : { name, value: `Of ${counted(without.length, 'table')}: ${namesOf(without)}`, kind: 'warn' };
}

/** pg_dump leaves no trace of whether it saw all rows: only of tables where an ordinary role may not. */
function securityFact(tables: readonly ArchiveTable[]): TrustFact {
  const secured = tables.filter(({ rowSecurity }) => rowSecurity);
  const name = 'Row security';
  return secured.length === 0
    ? { name, value: 'On no table.', kind: 'good' }
    : {
        ...{ name, kind: 'warn' },
        value: `On ${namesOf(secured)}. If an ordinary role made the dump, it may hold only the rows that this role saw; a dump does not say.`,
      };
}

function ofKind(
  tables: readonly ArchiveTable[],
  wanted: ArchiveTable['kind'],
): readonly ArchiveTable[] {
  return tables.filter(({ kind }) => kind === wanted);
}

function foreignWithoutRows(tables: readonly ArchiveTable[]): readonly ArchiveTable[] {
  return ofKind(tables, 'foreign').filter(({ hasData }) => !hasData);
}

function namesOf(tables: readonly ArchiveTable[]): string {
  return someOf(tables.map(tableLabel).map(shownName));
}

function fact(name: string, value: string): TrustFact {
  return { name, value, kind: 'plain' };
}
