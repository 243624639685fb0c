import type { TocEntry } from '../archive/contents';
import { type Entries, findTable, tableOf, tablesIn } from '../archive/tables';
import { type TableId, tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import { isOfFreeze } from '../freeze/frozenThen';
import { closureOf, entryGraph, placeOf, tableFamily } from './closure';
import { leftOutRules, type LeftOutRule } from './leftOutRules';
import { frozenWarnings, skippedOf, type SkippedEntry, warningsFor } from './remarks';

/** What is taken out of a dump so that it stands in a scratch database. Every executor follows it alike. */
export interface RestorePlan {
  /** Undefined for the whole database. */
  readonly table: TableId | undefined;
  /** The table, its partitions and its inheritance children; of a database all. */
  readonly tables: readonly TableId[];
  /** Schemas that the entries live in but that the dump does not create (it was made of tables only). */
  readonly schemas: readonly string[];
  /** Without these on the scratch server the restore cannot be done. */
  readonly extensions: readonly string[];
  /** The three sections, each in an order in which it can be executed. */
  readonly preData: readonly TocEntry[];
  readonly data: readonly TocEntry[];
  readonly postData: readonly TocEntry[];
  /** Entries that may fail: of a table those that the closure does not name, of a database all definitions. */
  readonly optional: ReadonlySet<TocEntry>;
  /** `before-data`: check constraints of the tables go, as they call code that reads what is not there. */
  readonly dropChecks: 'never' | 'before-data';
  /** How definitions were changed to suit the server, in sentences. pg_restore knows only those of the dump. */
  readonly rewritten: readonly string[];
  /** Columns that are ordered as by “C”, since the server lacks their collation; absent without any. */
  readonly collations?: readonly ReplacedCollation[];
  /** Of the table, which are not made; undefined where they are, or the dump does not tell them. */
  readonly leftOutRules?: readonly LeftOutRule[] | undefined;
  readonly skipped: readonly SkippedEntry[];
  readonly warnings: readonly string[];
}

export interface ReplacedCollation {
  readonly table: TableId;
  readonly column: string;
  /** Of `pg_catalog`: `fr_FR.utf8`. */
  readonly collation: string;
}

/** `hidden`: also what the dump does not name as needed, for functions whose bodies refer to it. */
export type PlanScope = 'closure' | 'hidden';

/**
 * Plans the restore of one table by its dependencies.
 * @throws {RecoveryError} `table-not-in-dump`, also where the dump holds its definition without its rows.
 */
export function planTableRestore(
  contents: Entries,
  table: TableId,
  scope: PlanScope = 'closure',
): RestorePlan {
  const { entries } = contents;
  const graph = entryGraph(entries);
  const relatives = tableFamily(graph, requireTable(findTable(contents, table)));
  const family = relatives.filter(({ desc }) => desc === 'TABLE');
  requireRows(contents, family);

  const closure = closureOf(graph, family);
  const optional = scope === 'hidden' ? hiddenDefinitions(entries, closure) : new Set<TocEntry>();
  // Every server has its own, and it is not to be made anew.
  const wanted = entries.filter(
    (entry) =>
      (closure.has(entry) || optional.has(entry)) && !isPublicSchema(entry) && !isOfFreeze(entry),
  );
  const dropsChecks = scope === 'hidden';
  return {
    table,
    tables: family.map(tableOf),
    ...planned(wanted.filter(({ desc }) => !(dropsChecks && desc === 'CHECK CONSTRAINT'))),
    extensions: wanted
      .filter((entry) => entry.desc === 'EXTENSION' && !optional.has(entry))
      .map(({ tag }) => tag),
    optional,
    dropChecks: dropsChecks ? 'before-data' : 'never',
    rewritten: [],
    leftOutRules: leftOutRules(entries, table),
    skipped: skippedOf(graph, family, closure),
    warnings: [
      ...warningsFor({ graph, relatives, closure, dropsChecks }),
      ...frozenWarnings(contents, relatives),
    ],
  };
}

/** The entries by section, in the order of the dump; comments and the like come last. */
export function planned(
  entries: readonly TocEntry[],
): Pick<RestorePlan, 'schemas' | 'preData' | 'data' | 'postData'> {
  const of = (wanted: TocEntry['section']): readonly TocEntry[] =>
    entries.filter(({ section }) => section === wanted);
  return {
    schemas: schemasWithoutEntry(entries),
    preData: of('pre-data'),
    data: of('data'),
    postData: [...of('post-data'), ...of('none')],
  };
}

/** What every restore sets by itself. */
export function isSetting({ desc }: TocEntry): boolean {
  return desc === 'ENCODING' || desc === 'STDSTRINGS' || desc === 'SEARCHPATH';
}

function requireTable(entry: TocEntry): TocEntry {
  const label = tableLabel(tableOf(entry));
  switch (entry.desc) {
    case 'MATERIALIZED VIEW':
      throw notInDump(`${label} is a materialized view: a dump holds no rows of it.`);
    case 'FOREIGN TABLE':
      throw notInDump(`${label} is a foreign table: its rows are on another server.`);
    default:
      return entry;
  }
}

/** A table that comes back empty because nobody dumped its rows would make all live rows look wrong. */
function requireRows(contents: Entries, family: readonly TocEntry[]): void {
  const places = new Set(family.map(placeOf));
  const without = tablesIn(contents).find(
    ({ schema, name, kind, hasData }) =>
      kind !== 'partitioned' && !hasData && places.has(placeOf({ namespace: schema, tag: name })),
  );
  if (without) {
    throw notInDump(
      `The dump holds the definition of ${tableLabel(without)} but none of its rows.`,
      'It was made without them (schema only, or this table excluded): choose another dump.',
    );
  }
}

/** All other definitions of the dump that a function's body may refer to. */
function hiddenDefinitions(
  entries: readonly TocEntry[],
  closure: ReadonlySet<TocEntry>,
): ReadonlySet<TocEntry> {
  const kinds = new Set(['FUNCTION', 'PROCEDURE', 'AGGREGATE', 'TABLE', 'VIEW', 'SEQUENCE']);
  const types = new Set([
    'SCHEMA',
    'TYPE',
    'SHELL TYPE',
    'DOMAIN',
    'EXTENSION',
    'OPERATOR',
    'CAST',
  ]);
  return new Set(
    entries.filter(
      (entry) =>
        entry.section === 'pre-data' &&
        (kinds.has(entry.desc) || types.has(entry.desc)) &&
        !closure.has(entry),
    ),
  );
}

function schemasWithoutEntry(planned: readonly TocEntry[]): readonly string[] {
  const made = new Set(planned.filter(({ desc }) => desc === 'SCHEMA').map(({ tag }) => tag));
  const used = planned.flatMap(({ namespace }) =>
    namespace === undefined || namespace === '' || builtIn.has(namespace) ? [] : [namespace],
  );
  return [...new Set(used)].filter((schema) => !made.has(schema));
}

const builtIn = new Set(['public', 'pg_catalog']);

function isPublicSchema({ desc, tag }: TocEntry): boolean {
  return desc === 'SCHEMA' && tag === 'public';
}

function notInDump(message: string, hint?: string): RecoveryError {
  return new RecoveryError('table-not-in-dump', message, hint === undefined ? {} : { hint });
}
