import type { TocEntry } from '../archive/contents';
import { type Entries, tableOf, tablesIn } from '../archive/tables';
import { tableLabel } from '../catalog/table';
import { isOfFreeze } from '../freeze/frozenThen';
import { type EntryGraph, entryGraph, placeOf } from './closure';
import { isSetting, planned, type RestorePlan } from './plan';
import {
  frozenWarnings,
  nameOf,
  ofFreeze,
  rowSecurityWarnings,
  type SkippedEntry,
} from './remarks';

/** What a scratch database cannot or must not have. */
const leftOut: Readonly<Record<string, string>> = {
  POLICY: 'row security would hide rows',
  'ROW SECURITY': 'row security would hide rows',
  ACL: 'the roles of production are not in scratch',
  'DEFAULT ACL': 'the roles of production are not in scratch',
  'EVENT TRIGGER': 'it would fire during the restore',
  PUBLICATION: 'scratch publishes nothing',
  'PUBLICATION TABLE': 'scratch publishes nothing',
  'PUBLICATION TABLES IN SCHEMA': 'scratch publishes nothing',
  SUBSCRIPTION: 'scratch subscribes to nothing',
  'SUBSCRIPTION TABLE': 'scratch subscribes to nothing',
  'SECURITY LABEL': 'scratch has no provider of security labels',
  'FOREIGN DATA WRAPPER': 'scratch reaches no other server',
  SERVER: 'scratch reaches no other server',
  'USER MAPPING': 'scratch reaches no other server',
  DATABASE: 'scratch is a database of its own',
  'DATABASE PROPERTIES': 'scratch is a database of its own',
  'STATISTICS DATA': 'statistics are gathered anew',
  STATEMENT: 'pg_dump writes no such statement',
};

/** What these say is of the whole database or of what a server brings along. */
const commentedElsewhere =
  /^(?:DATABASE|EXTENSION|EVENT TRIGGER|PUBLICATION|SUBSCRIPTION|SERVER) |^SCHEMA public$/;

/** Plans the restore of everything that a scratch database can have. Any definition may turn out not to be possible there. */
export function planDatabaseRestore(contents: Entries): RestorePlan {
  const graph = entryGraph(contents.entries);
  const skipped = new Map<TocEntry, SkippedEntry>();
  for (const entry of contents.entries) {
    const reason = reasonToLeaveOut(entry);
    if (reason !== undefined) {
      skipped.set(entry, { desc: entry.desc, name: nameOf(entry), reason });
    }
  }
  leaveOutDependents(graph, skipped);
  const wanted = contents.entries.filter((entry) => !skipped.has(entry) && !isSetting(entry));
  const tables = tablesIn(contents).filter(({ kind }) => kind !== 'matview' && kind !== 'foreign');
  const made = new Set(wanted.filter(({ desc }) => desc === 'TABLE').map(placeOf));
  return {
    table: undefined,
    tables: wanted.filter(({ desc }) => desc === 'TABLE').map(tableOf),
    ...planned(wanted),
    extensions: [],
    optional: new Set(wanted.filter(({ hadDumper }) => !hadDumper)),
    dropChecks: 'never',
    rewritten: [],
    skipped: [...skipped.values()],
    warnings: [
      ...rowSecurityWarnings(graph, wanted),
      ...frozenWarnings(contents, wanted),
      ...tables
        .filter(
          ({ schema, name, kind, hasData }) =>
            kind !== 'partitioned' &&
            !hasData &&
            made.has(placeOf({ namespace: schema, tag: name })),
        )
        .map(
          (table) => `The dump holds none of the rows of ${tableLabel(table)}: it is empty here.`,
        ),
    ],
  };
}

/** What a server cannot have, and why. */
export interface ImpossibleEntry {
  readonly entry: TocEntry;
  readonly reason: string;
}

/**
 * The plan without entries that turned out not to be possible, and without what needs them: all of them are
 * listed as skipped.
 */
export function withoutEntries(
  plan: RestorePlan,
  entries: readonly TocEntry[],
  impossible: readonly ImpossibleEntry[],
): RestorePlan {
  const skipped = new Map<TocEntry, SkippedEntry>(
    impossible.map(({ entry, reason }) => [
      entry,
      { desc: entry.desc, name: nameOf(entry), reason },
    ]),
  );
  leaveOutDependents(entryGraph(entries), skipped);
  // By number: a definition may have been rewritten since.
  const gone = new Set(Array.from(skipped.keys(), ({ dumpId }) => dumpId));
  const lost = [...skipped.keys()].filter(({ desc }) => desc === 'TABLE DATA');
  const goneTables = new Set(
    [...skipped.keys()].filter(({ desc }) => desc === 'TABLE').map(placeOf),
  );
  const stay = (all: readonly TocEntry[]): readonly TocEntry[] =>
    all.filter(({ dumpId }) => !gone.has(dumpId));
  return {
    ...plan,
    tables: plan.tables.filter(
      ({ schema, name }) => !goneTables.has(placeOf({ namespace: schema, tag: name })),
    ),
    preData: stay(plan.preData),
    data: stay(plan.data),
    postData: stay(plan.postData),
    skipped: [...plan.skipped, ...skipped.values()],
    warnings: [
      ...plan.warnings,
      ...lost.map((entry) => `The rows of ${tableLabel(tableOf(entry))} were not restored.`),
    ],
  };
}

function reasonToLeaveOut(entry: TocEntry): string | undefined {
  if (entry.desc === 'COMMENT') {
    return commentedElsewhere.test(entry.tag) ? 'it is not of this database' : undefined;
  }
  if (entry.desc === 'SCHEMA' && entry.tag === 'public') {
    return 'every database has it';
  }
  return isOfFreeze(entry) ? ofFreeze : leftOut[entry.desc];
}

/** Adds to what is skipped whatever needs it. An access right or a policy is needed by nothing. */
function leaveOutDependents(graph: EntryGraph, skipped: Map<TocEntry, SkippedEntry>): void {
  const needless = new Set([
    'ACL',
    'DEFAULT ACL',
    'COMMENT',
    'POLICY',
    'ROW SECURITY',
    'STATEMENT',
  ]);
  // A map's iterator also visits what is added on the way.
  for (const [entry] of skipped) {
    if (needless.has(entry.desc) || (entry.desc === 'SCHEMA' && entry.tag === 'public')) {
      continue;
    }
    for (const dependent of graph.dependents(entry)) {
      if (!skipped.has(dependent) && dependent.dumpId !== entry.dumpId) {
        const reason = `it needs ${entry.desc.toLowerCase()} ${nameOf(entry)}`;
        skipped.set(dependent, { desc: dependent.desc, name: nameOf(dependent), reason });
      }
    }
  }
}
