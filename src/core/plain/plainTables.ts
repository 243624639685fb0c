import type { TocEntry } from '../archive/contents';
import { type ArchiveTable, tablesIn } from '../archive/tables';
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
        this.keep(desc, id, statement);
        return desc === 'TABLE DATA' ? id : undefined;
      }
    }
    return undefined;
  }

  all(): readonly ArchiveTable[] {
    return tablesIn({ entries: [...this.entries.values()] });
  }

  private keep(desc: string, { schema, name: tag }: TableId, definition: string): void {
    const key = [desc, schema, tag].join('\0');
    if (!this.entries.has(key)) {
      this.entries.set(key, {
        ...{ dumpId: this.entries.size + 1, desc, tag, namespace: schema },
        ...{ definition: desc === 'TABLE DATA' ? '' : definition, copyStatement: undefined },
        ...{ section: 'none', owner: undefined, dependencies: [] },
        ...{ hadDumper: false, data: { state: 'none' } },
      });
    }
  }

  private named(qualified: string): TableId {
    const [first = '', second] = qualified.match(new RegExp(name, 'g')) ?? [];
    return second === undefined
      ? { schema: this.schema, name: unquoted(first) }
      : { schema: unquoted(first), name: unquoted(second) };
  }
}

function unquoted(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}
