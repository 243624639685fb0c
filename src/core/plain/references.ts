import type { TocEntry } from '../archive/contents';
import { constraintName } from '../restore/keyDefinition';
import { identifier as name, unquoted } from '../sql/identifier';

/** An entry of a plain dump before it is known what it depends on. */
export type UnlinkedEntry = Omit<TocEntry, 'dependencies'>;

const word = String.raw`(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const reference = new RegExp(String.raw`(?<first>${word})(?:\.(?<second>${word}))?`, 'g');

/** What nothing is named by: statements that load, alter or describe what others have made. */
const unnamed = new Set([
  ...['TABLE DATA', 'SEQUENCE SET', 'SEQUENCE OWNED BY', 'TABLE ATTACH', 'DEFAULT', 'CAST'],
  ...['CHECK CONSTRAINT', 'FK CONSTRAINT', 'INDEX ATTACH', 'TRIGGER', 'RULE', 'POLICY'],
  ...['ROW SECURITY', 'COMMENT', 'ACL', 'MATERIALIZED VIEW DATA', 'BLOB', 'BLOBS'],
]);

/** What is written in the body of these need not be there when they are made. */
const routines = new Set(['FUNCTION', 'PROCEDURE']);

/**
 * Says which entries each one needs. A plain dump does not tell: it is taken from the names in the
 * statements, in the bodies of functions too. It may be more than is needed, which does no harm.
 * `qualified`: a name without a schema is of no object of the dump.
 */
export function linked(
  entries: readonly UnlinkedEntry[],
  { qualified }: { readonly qualified: boolean },
): readonly TocEntry[] {
  const named = new NamedEntries(entries, qualified);
  const needs = new Map(entries.map((entry) => [entry.dumpId, new Set(named.neededBy(entry))]));
  for (const entry of entries.filter(({ desc }) => attachments.has(desc))) {
    const child = named.find(entry);
    // A partition, or its index, needs what it is attached to.
    needs.get(entry.dumpId)?.forEach((id) => needs.get(child ?? id)?.add(id));
  }
  return entries.map((entry) => ({
    ...entry,
    dependencies: [...(needs.get(entry.dumpId) ?? [])].filter((id) => id !== entry.dumpId),
  }));
}

/** What ties a partition, or its index, to the one above it. */
export const attachments: ReadonlySet<string> = new Set(['TABLE ATTACH', 'INDEX ATTACH']);

class NamedEntries {
  private readonly byName = new Map<string, number[]>();
  private readonly schemas = new Map<string, number>();
  private readonly extensions = new Map<string, number>();
  /** The extensions whose objects are in a schema: the dump does not name those one by one. */
  private readonly extensionsIn = new Map<string, number[]>();

  constructor(
    entries: readonly UnlinkedEntry[],
    private readonly qualified: boolean,
  ) {
    for (const entry of entries) {
      this.add(entry);
    }
  }

  *neededBy(entry: UnlinkedEntry): Generator<number> {
    const { namespace, definition, copyStatement = '' } = entry;
    const schema = namespace === undefined ? undefined : this.schemas.get(namespace);
    if (schema !== undefined) {
      yield schema;
    }
    for (const { groups = {} } of `${definition}${copyStatement}`.matchAll(reference)) {
      const { first = '', second } = groups;
      if (second !== undefined) {
        yield* this.withName(unquoted(first), unquoted(second), !routines.has(entry.desc));
      } else if (!this.qualified) {
        yield* this.withName(namespace ?? '', unquoted(first), false);
      }
    }
    yield* this.languageOf(entry);
  }

  /** What is called as the entry is. */
  find({ namespace = '', tag }: UnlinkedEntry): number | undefined {
    return this.byName.get(keyOf(namespace, tag))?.[0];
  }

  private add({ desc, dumpId, tag, namespace, definition }: UnlinkedEntry): void {
    if (desc === 'SCHEMA') {
      this.schemas.set(tag, dumpId);
    } else if (desc === 'EXTENSION') {
      const [, schema = ''] = new RegExp(`WITH SCHEMA (${name})`).exec(definition) ?? [];
      this.extensions.set(tag, dumpId);
      if (schema !== 'pg_catalog') {
        keep(this.extensionsIn, unquoted(schema), dumpId);
      }
    } else if (!unnamed.has(desc)) {
      const own = desc === 'CONSTRAINT' ? (constraintName(definition) ?? tag) : tag;
      keep(this.byName, keyOf(namespace ?? '', own), dumpId);
    }
  }

  private *withName(schema: string, own: string, ofExtension: boolean): Generator<number> {
    const found = this.byName.get(keyOf(schema, own));
    yield* found ?? (ofExtension ? (this.extensionsIn.get(schema) ?? []) : []);
  }

  private *languageOf({ desc, definition }: UnlinkedEntry): Generator<number> {
    if (routines.has(desc)) {
      const [, language = ''] = new RegExp(`\\sLANGUAGE (${name})`).exec(definition) ?? [];
      const extension = this.extensions.get(unquoted(language));
      if (extension !== undefined) {
        yield extension;
      }
    }
  }
}

function keep(map: Map<string, number[]>, key: string, id: number): void {
  const known = map.get(key);
  if (known) {
    known.push(id);
  } else {
    map.set(key, [id]);
  }
}

function keyOf(schema: string, own: string): string {
  return `${schema}\0${own}`;
}
