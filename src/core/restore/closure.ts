import type { TocEntry } from '../archive/contents';
import { constraintName, isKeyConstraint, isKeyIndex } from './keyDefinition';

/** The entries of a table of contents, found by id and by what depends on them. */
export interface EntryGraph {
  readonly entries: readonly TocEntry[];
  readonly byId: ReadonlyMap<number, TocEntry>;
  dependents(entry: TocEntry): readonly TocEntry[];
}

/** What an object may need to be defined at all. */
const definitions = new Set([
  'ACCESS METHOD',
  'AGGREGATE',
  'CAST',
  'COLLATION',
  'CONVERSION',
  'DOMAIN',
  'EXTENSION',
  'FUNCTION',
  'MATERIALIZED VIEW',
  'OPERATOR',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PROCEDURAL LANGUAGE',
  'PROCEDURE',
  'SCHEMA',
  'SEQUENCE',
  'SHELL TYPE',
  'TABLE',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
  'TRANSFORM',
  'TYPE',
  'VIEW',
]);

export function entryGraph(entries: readonly TocEntry[]): EntryGraph {
  const byId = new Map(entries.map((entry) => [entry.dumpId, entry]));
  const dependents = new Map<number, TocEntry[]>();
  for (const entry of entries) {
    for (const id of new Set(entry.dependencies)) {
      const known = dependents.get(id);
      if (known) {
        known.push(entry);
      } else {
        dependents.set(id, [entry]);
      }
    }
  }
  return { entries, byId, dependents: ({ dumpId }) => dependents.get(dumpId) ?? [] };
}

/** The table, its partitions to any depth and its inheritance children: all that a read of it shows rows of. */
export function tableFamily(graph: EntryGraph, root: TocEntry): readonly TocEntry[] {
  const family = new Set([root]);
  // A set's iterator also visits what is added on the way.
  for (const table of family) {
    for (const child of childTables(graph, table)) {
      family.add(child);
    }
  }
  return [...family];
}

/** Everything that must be restored for the family to stand with its rows and its keys. */
export function closureOf(graph: EntryGraph, family: readonly TocEntry[]): ReadonlySet<TocEntry> {
  const wanted = new Set<TocEntry>(family);
  for (const table of family) {
    graph
      .dependents(table)
      .filter(belongsToTable)
      .forEach((entry) => wanted.add(entry));
  }
  // By name: rows must never be missed for want of a dependency.
  const places = new Set(family.map(placeOf));
  for (const entry of graph.entries) {
    if (entry.desc === 'TABLE DATA' && places.has(placeOf(entry))) {
      wanted.add(entry);
    }
  }
  for (const entry of wanted) {
    neededBy(graph, entry).forEach((needed) => wanted.add(needed));
  }
  for (const entry of graph.entries) {
    if (attachedIn(graph, entry).some((ends) => ends.every((end) => wanted.has(end)))) {
      wanted.add(entry);
    }
  }
  return wanted;
}

/** A key that no two tables share: no name holds NUL. */
export function placeOf({ namespace = '', tag }: Pick<TocEntry, 'namespace' | 'tag'>): string {
  return `${namespace}\0${tag}`;
}

/** What an entry ties together: both tables, or both indexes; nothing for entries of other kinds. */
function attachedIn(graph: EntryGraph, entry: TocEntry): readonly (readonly TocEntry[])[] {
  const needs = neededEntries(graph, entry);
  switch (entry.desc) {
    case 'TABLE ATTACH':
      return [needs];
    case 'INDEX ATTACH': {
      // It also names the parents above; only the partition's own index tells which is its parent.
      const child = needs.find((index) => isIndex(index) && nameOfIndex(index) === entry.tag);
      return child ? [[child, ...neededEntries(graph, child).filter(isIndex)]] : [];
    }
    default:
      return [];
  }
}

function isIndex({ desc }: TocEntry): boolean {
  return desc === 'INDEX' || desc === 'CONSTRAINT';
}

/** A constraint's tag is `table constraint`, and before version 10 the constraint's name alone. */
function nameOfIndex({ desc, tag, definition }: TocEntry): string {
  return desc === 'CONSTRAINT' ? (constraintName(definition) ?? tag) : tag;
}

function childTables(graph: EntryGraph, table: TocEntry): readonly TocEntry[] {
  const children = graph.dependents(table).flatMap((entry) => {
    switch (entry.desc) {
      case 'TABLE':
      case 'FOREIGN TABLE':
        return isChildDefinition(entry) ? [entry] : [];
      case 'TABLE ATTACH':
        return neededEntries(graph, entry).filter(
          ({ tag, namespace }) => tag === entry.tag && namespace === entry.namespace,
        );
      default:
        return [];
    }
  });
  return children.filter((child) => child !== table);
}

/** Inheritance, and partitions as pg_dump wrote them before it gave TABLE ATTACH an entry of its own. */
function isChildDefinition({ definition }: TocEntry): boolean {
  return /^INHERITS \(|^ALTER TABLE .* ATTACH PARTITION |^CREATE .* PARTITION OF /m.test(
    definition,
  );
}

function belongsToTable(entry: TocEntry): boolean {
  switch (entry.desc) {
    case 'CONSTRAINT':
      return isKeyConstraint(entry.definition);
    case 'INDEX':
      return isKeyIndex(entry.definition);
    case 'CHECK CONSTRAINT':
    case 'DEFAULT':
    case 'SEQUENCE':
      return true;
    default:
      return false;
  }
}

function neededBy(graph: EntryGraph, entry: TocEntry): readonly TocEntry[] {
  const above = neededEntries(graph, entry).filter(({ desc }) => definitions.has(desc));
  return entry.desc === 'SEQUENCE'
    ? [...above, ...graph.dependents(entry).filter(isPartOfSequence)]
    : above;
}

function isPartOfSequence({ desc }: TocEntry): boolean {
  return desc === 'SEQUENCE SET' || desc === 'SEQUENCE OWNED BY';
}

function neededEntries(graph: EntryGraph, { dependencies }: TocEntry): readonly TocEntry[] {
  return dependencies.map((id) => graph.byId.get(id)).filter((needed) => needed !== undefined);
}
