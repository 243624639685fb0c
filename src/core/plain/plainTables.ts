import type { TocEntry } from '../archive/contents';
import { type ArchiveTable, type Entries, tablesIn } from '../archive/tables';
import type { TableId } from '../catalog/table';

const name = String.raw`(?:"(?:[^"]|"")*"|[^\s"(),.;]+)`;
const table = String.raw`((?:${name}\.)?${name})`;

/** Statements about tables by what an archive would call their entries. */
const kinds: readonly (readonly [TocEntry['desc'], RegExp])[] = [
  ['TABLE DATA', new RegExp(`^(?:COPY|INSERT INTO) ${table}`)],
  ['TABLE', new RegExp(`^CREATE (?:UNLOGGED )?TABLE ${table}`)],
  ['FOREIGN TABLE', new RegExp(`^CREATE FOREIGN TABLE ${table}`)],
  ['MATERIALIZED VIEW', new RegExp(`^CREATE MATERIALIZED VIEW ${table}`)],
  ['TABLE ATTACH', new RegExp(`^ALTER TABLE (?:ONLY )?${table} ATTACH PARTITION ${table}`)],
  ['ROW SECURITY', new RegExp(`^ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`)],
];

/** What a table's definition says of the one that it is a partition or an inheritance child of. */
const parents = [
  new RegExp(`^INHERITS \\((${name}(?:[., ]+${name})*)\\)`, 'm'),
  new RegExp(`^CREATE .* PARTITION OF ${table}`),
];

/** The tables of a plain dump, out of its statements one after another. Memory goes by how many tables there are. */
export class PlainTables {
  private readonly entries = new Map<string, TocEntry>();
  /** What a name without a schema means: dumps of older versions set it table by table. */
  private schema = '';

  /** Gives the table that the statement brings rows for. */
  add(statement: string): TableId | undefined {
    const [, schema] = new RegExp(`^SET search_path = (${name})[,;]`).exec(statement) ?? [];
    this.schema = schema === undefined ? this.schema : unquoted(schema);
    for (const [desc, pattern] of kinds) {
      const found = pattern.exec(statement);
      if (found) {
        const id = this.named(found.at(-1) ?? '');
        this.keep(desc, id, { statement, tables: desc === 'TABLE ATTACH' ? found.slice(1) : [] });
        return desc === 'TABLE DATA' ? id : undefined;
      }
    }
    return undefined;
  }

  all(): readonly ArchiveTable[] {
    return tablesIn(this.contents());
  }

  /** What a table of contents would say of the tables and their families. */
  contents(): Entries {
    return { entries: [...this.entries.values()] };
  }

  private keep(
    desc: string,
    { schema, name: tag }: TableId,
    { statement: definition, tables }: { statement: string; tables: readonly string[] },
  ): void {
    const key = keyOf(desc, { schema, name: tag });
    if (!this.entries.has(key)) {
      this.entries.set(key, {
        ...{ dumpId: this.entries.size + 1, desc, tag, namespace: schema },
        ...{ definition: desc === 'TABLE DATA' ? '' : definition, copyStatement: undefined },
        ...{ section: 'none', owner: undefined, hadDumper: false, data: { state: 'none' } },
        dependencies: [...tables, ...parentsIn(desc, definition)].flatMap((id) => this.idOf(id)),
      });
    }
  }

  /** None for a table that the dump does not create. */
  private idOf(qualified: string): readonly number[] {
    const id = this.named(qualified);
    return ['TABLE', 'FOREIGN TABLE'].flatMap(
      (desc) => this.entries.get(keyOf(desc, id))?.dumpId ?? [],
    );
  }

  private named(qualified: string): TableId {
    const [first = '', second] = qualified.match(new RegExp(name, 'g')) ?? [];
    return second === undefined
      ? { schema: this.schema, name: unquoted(first) }
      : { schema: unquoted(first), name: unquoted(second) };
  }
}

function keyOf(desc: string, { schema, name: tag }: TableId): string {
  return [desc, schema, tag].join('\0');
}

/** The tables that a table's definition names as those above it. */
function parentsIn(desc: string, definition: string): readonly string[] {
  const lists = parents.flatMap((pattern) => pattern.exec(definition)?.[1] ?? []);
  return desc === 'TABLE' || desc === 'FOREIGN TABLE'
    ? lists.flatMap((list) => list.match(new RegExp(table, 'g')) ?? [])
    : [];
}

function unquoted(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}
