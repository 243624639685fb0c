import { type TableId, tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import type { ArchiveContents, TocEntry } from './contents';

/** A relation with rows that the dump knows of. */
export interface ArchiveTable {
  readonly schema: string;
  readonly name: string;
  /** A partition that is itself partitioned is `partitioned`: it has no rows of its own. */
  readonly kind: 'table' | 'partitioned' | 'partition' | 'matview' | 'foreign';
  /** The dump holds its rows, be they none. A materialised view's never are: a restore computes them again. */
  readonly hasData: boolean;
  /** Row security is enabled on it: dumped by an ordinary role, it may lack what that role cannot see. */
  readonly rowSecurity: boolean;
  /** Of a partition the table that it is one of, of an inheritance child those that it inherits from. */
  readonly parents: readonly TableId[];
}

/** Of a dump that has a table of contents, or of what plays its part. */
export type Entries = Pick<ArchiveContents, 'entries'>;

/** In the order of the dump. */
export function tablesIn({ entries }: Entries): ArchiveTable[] {
  const having = (desc: string) =>
    new Set(entries.filter((entry) => entry.desc === desc).map(placeOf));
  const data = having('TABLE DATA');
  const secured = having('ROW SECURITY');
  const attached = having('TABLE ATTACH');
  const parents = parentsIn(entries);
  return entries.filter(isTable).map((entry) => {
    const place = placeOf(entry);
    return {
      schema: entry.namespace ?? '',
      name: entry.tag,
      kind: kindOf(entry, attached.has(place)),
      hasData: data.has(place),
      rowSecurity: secured.has(place),
      parents: parents.get(place) ?? [],
    };
  });
}

/**
 * The entry that creates the table.
 * @throws {RecoveryError} `table-not-in-dump`, with the names that come near.
 */
export function findTable(contents: Entries, table: TableId): TocEntry {
  const found = contents.entries.find((entry) => isTable(entry) && isAt(entry, table));
  if (found === undefined) {
    throw notInDump(contents, table);
  }
  return found;
}

/** The entry that holds the table's own rows, not those of its partitions; undefined where the dump has none. */
export function tableDataEntry({ entries }: Entries, table: TableId): TocEntry | undefined {
  return entries.find((entry) => entry.desc === 'TABLE DATA' && isAt(entry, table));
}

/** The table that an entry of kind `TABLE`, `TABLE DATA` … belongs to. */
export function tableOf({ namespace = '', tag }: TocEntry): TableId {
  return { schema: namespace, name: tag };
}

function isTable({ desc }: TocEntry): boolean {
  return desc === 'TABLE' || desc === 'FOREIGN TABLE' || desc === 'MATERIALIZED VIEW';
}

function isAt({ namespace = '', tag }: TocEntry, { schema, name }: TableId): boolean {
  return namespace === schema && tag === name;
}

/** A key that no two tables share: no name holds NUL. */
function placeOf({ namespace = '', tag }: TocEntry): string {
  return `${namespace}\0${tag}`;
}

/** By the place of the table below: its own entry names those above it, or that of its attachment does. */
function parentsIn(entries: readonly TocEntry[]): ReadonlyMap<string, readonly TableId[]> {
  const tables = new Map(
    entries
      .filter(isTable)
      .map((entry) => [entry.dumpId, { id: tableOf(entry), place: placeOf(entry) }]),
  );
  return new Map(
    entries.filter(isAttachment).map((entry) => {
      const place = placeOf(entry);
      const named = entry.dependencies.flatMap((dumpId) => tables.get(dumpId) ?? []);
      return [place, named.flatMap((table) => (table.place === place ? [] : [table.id]))];
    }),
  );
}

/** The entry puts a table below others: as dumps of older versions do it, in its own definition. */
function isAttachment({ desc, definition }: TocEntry): boolean {
  return (
    desc === 'TABLE ATTACH' ||
    ((desc === 'TABLE' || desc === 'FOREIGN TABLE') &&
      /^INHERITS \(|^ALTER TABLE .* ATTACH PARTITION |^CREATE .* PARTITION OF /m.test(definition))
  );
}

function kindOf(entry: TocEntry, attached: boolean): ArchiveTable['kind'] {
  if (entry.desc === 'MATERIALIZED VIEW') {
    return 'matview';
  }
  const words = wordsOutside(entry.definition);
  if (entry.relkind === undefined ? /\)?\s*PARTITION BY /.test(words) : entry.relkind === 'p') {
    return 'partitioned';
  }
  if (entry.desc === 'FOREIGN TABLE') {
    return 'foreign';
  }
  // Dumps of older versions attach a partition in its own definition, or create it as PARTITION OF.
  return attached || /\b(ATTACH PARTITION|PARTITION OF) /.test(words) ? 'partition' : 'table';
}

/** A definition that may be about partitions, without what is in parentheses, quoted names and literals. */
function wordsOutside(definition: string): string {
  if (!definition.includes('PARTITION')) {
    return '';
  }
  let depth = 0;
  let words = '';
  for (const [part] of definition.matchAll(/"[^"]*"|'[^']*'|[()]|[^"'()]+|["']/g)) {
    if (part === '(') {
      depth += 1;
    } else if (part === ')') {
      depth -= 1;
    } else if (depth === 0) {
      words += /^["']/.test(part) ? '.' : part;
    }
  }
  return words;
}

function notInDump(contents: Entries, table: TableId): RecoveryError {
  const tables = tablesIn(contents);
  const folded = (name: string) => name.toLowerCase();
  const alike = tables.filter(({ name }) => folded(name) === folded(table.name));
  const named = tables.filter(({ schema }) => schema === table.schema);
  const shown = (list: readonly TableId[]) =>
    list.slice(0, 5).map(tableLabel).join(', ') + (list.length > 5 ? ' …' : '');
  return new RecoveryError('table-not-in-dump', `The dump has no table ${tableLabel(table)}.`, {
    hint:
      alike.length > 0
        ? `It has ${shown(alike)}.`
        : named.length > 0
          ? `In that schema it has ${shown(named)}.`
          : `It has ${shown(tables) || 'no table at all'}.`,
  });
}
