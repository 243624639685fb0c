import type { TocEntry } from '../archive/contents';
import { tableLabel } from '../catalog/table';
import type { Entries } from '../archive/tables';
import { frozenThen, frozenThenText, isOfFreeze } from '../freeze/frozenThen';
import type { EntryGraph } from './closure';

/** Something of the table that a restore leaves out on purpose. */
export interface SkippedEntry {
  readonly desc: string;
  readonly name: string;
  readonly reason: string;
}

const reasons: Readonly<Record<string, string>> = {
  'FK CONSTRAINT': 'the tables it refers to are not restored',
  TRIGGER: 'a restore runs no trigger',
  RULE: 'a restore runs no rule',
  POLICY: 'row security would hide rows',
  'ROW SECURITY': 'row security would hide rows',
  INDEX: 'only keys are needed to compare',
  CONSTRAINT: 'only keys are needed to compare',
  STATISTICS: 'the planner needs none of it here',
  'PUBLICATION TABLE': 'scratch publishes nothing',
};

/** Why what a freeze put into the dump is left out. */
export const ofFreeze = 'the dump was taken while the table was frozen';

/** What belongs to the family and is left out, for the operator to know. */
export function skippedOf(
  graph: EntryGraph,
  family: readonly TocEntry[],
  closure: ReadonlySet<TocEntry>,
): readonly SkippedEntry[] {
  const skipped = new Map<TocEntry, SkippedEntry>();
  for (const table of family) {
    for (const entry of graph.dependents(table)) {
      const reason = isOfFreeze(entry) ? ofFreeze : reasons[entry.desc];
      if (reason !== undefined && !closure.has(entry) && isOf(entry, table)) {
        skipped.set(entry, { desc: entry.desc, name: nameOf(entry), reason });
      }
    }
  }
  return [...skipped.values()];
}

/** `schema.name` of an entry, as messages name it. */
export function nameOf({ namespace, tag }: TocEntry): string {
  return namespace === undefined || namespace === '' ? tag : `${namespace}.${tag}`;
}

interface Restored {
  /** Members of the family, foreign tables too. */
  readonly relatives: readonly TocEntry[];
  readonly graph: EntryGraph;
  readonly closure: ReadonlySet<TocEntry>;
  readonly dropsChecks: boolean;
}

/** What the operator should know before trusting the restored rows. */
export function warningsFor({
  graph,
  relatives,
  closure,
  dropsChecks,
}: Restored): readonly string[] {
  return [
    ...rowSecurityWarnings(graph, relatives),
    ...relatives.filter(({ desc }) => desc === 'FOREIGN TABLE').map(foreign),
    ...relatives.flatMap((table) => largeObjectColumns(table).map(largeObject(table))),
    ...[...closure].filter(({ desc }) => desc === 'MATERIALIZED VIEW').map(recomputed),
    ...functionsThatRead(graph, { relatives, closure }),
    ...(dropsChecks
      ? ['Check constraints were left out: they call code that reads what is not restored.']
      : []),
  ];
}

/** An index and a foreign key depend on other tables too: their names begin with their own. */
function isOf(entry: TocEntry, table: TocEntry): boolean {
  return (
    entry.desc !== 'FK CONSTRAINT' ||
    (entry.namespace === table.namespace && entry.tag.startsWith(`${table.tag} `))
  );
}

/** For every table among the entries that has policies. */
export function rowSecurityWarnings(
  graph: EntryGraph,
  entries: readonly TocEntry[],
): readonly string[] {
  return entries
    .filter((entry) => entry.desc === 'TABLE' && hasRowSecurity(graph, entry))
    .map(rowSecurity);
}

/** For every table among these entries that was frozen when it was dumped, or that stands above one of them. */
export function frozenWarnings(contents: Entries, tables: readonly TocEntry[]): readonly string[] {
  const labels = new Set(tables.filter(({ desc }) => desc === 'TABLE').map(label));
  return frozenThen(contents)
    .filter(({ table }) => labels.has(tableLabel(table)))
    .map(frozenThenText);
}

function hasRowSecurity(graph: EntryGraph, table: TocEntry): boolean {
  return graph.dependents(table).some(({ desc }) => desc === 'ROW SECURITY' || desc === 'POLICY');
}

function rowSecurity(table: TocEntry): string {
  return `${label(table)} has row security: a dump made by an ordinary role may hold only the rows that this role saw.`;
}

function foreign(table: TocEntry): string {
  return `${label(table)} is a foreign table: its rows are on another server and not in the dump.`;
}

/** Columns whose type is `oid` or `lo`, by the way pg_dump lays out a definition: one column a line. */
function largeObjectColumns({ definition }: TocEntry): readonly string[] {
  return [
    ...definition.matchAll(/^ {4}("(?:[^"]|"")+"|[^\s"]+) (?:oid|(?:[\w"]+\.)?lo)\b(?![.("])/gm),
  ].map(([, column]) => column ?? '');
}

function largeObject(table: TocEntry): (column: string) => string {
  return (column) =>
    `${label(table)}.${column} may hold numbers of large objects: their content is not restored, and the numbers mean nothing in another database.`;
}

function recomputed(view: TocEntry): string {
  return `${label(view)} is a materialized view: a dump holds no rows of it, and it stays empty here.`;
}

/** Rows of a table that only a function reads are not restored. */
function functionsThatRead(
  graph: EntryGraph,
  { relatives, closure }: Pick<Restored, 'relatives' | 'closure'>,
): readonly string[] {
  return [...closure]
    .filter(({ desc }) => desc === 'FUNCTION')
    .flatMap((code) =>
      code.dependencies
        .map((id) => graph.byId.get(id))
        .filter((read): read is TocEntry => read?.desc === 'TABLE' && !relatives.includes(read))
        .map((read) => `${label(code)} refers to ${label(read)}, which is restored without rows.`),
    );
}

function label(entry: TocEntry): string {
  return tableLabel({ schema: entry.namespace ?? '', name: entry.tag });
}
