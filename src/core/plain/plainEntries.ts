import type { Span, TocEntry } from '../archive/contents';
import { type ArchiveTable, type Entries, tablesIn } from '../archive/tables';
import type { TableId } from '../catalog/table';
import { RecoveryError } from '../errors';
import { identifier as name, unquoted } from '../sql/identifier';
import { attachments, linked, type UnlinkedEntry } from './references';
import { statementKind, type StatementKind } from './statementKinds';

/**
 * What a table of contents would say of a plain dump, out of its statements one after another. Memory goes
 * by the definitions, not by the rows.
 */
export class PlainEntries {
  private readonly entries: UnlinkedEntry[] = [];
  /** Where in the list a table is, which later statements add to. */
  private readonly tables = new Map<string, number>();
  private readonly announced = new Map<string, TableId>();
  /** What a name without a schema means: dumps of older versions set it object by object. */
  private schema = '';
  private isQualified = true;

  /**
   * Gives the table that the statement brings rows for.
   * @throws {RecoveryError} `dump-format` for a definition so long that it was not kept whole.
   */
  add(statement: string, span: Span): TableId | undefined {
    this.followSearchPath(statement);
    const kind = statementKind(statement);
    const { desc, section } = kind;
    const { schema, name: tag } = this.placeOf(kind);
    if (kind.role === 'part') {
      this.addPart(keyOf(schema, tag), statement);
    } else if (desc === 'TABLE DATA' || desc === 'BLOBS') {
      this.addData(statement, { desc, section, namespace: schema, tag }, span);
    } else if (kind.role === 'entry') {
      this.addDefinition(statement, { desc, section, namespace: schema, tag });
    }
    return desc === 'TABLE DATA' ? { schema, name: tag } : undefined;
  }

  /**
   * What a comment announces: of a table without rows that were to be INSERT commands nothing else tells
   * that they were dumped.
   */
  addComment(comment: string): void {
    const [, own, schema] = announcement.exec(comment) ?? [];
    if (own !== undefined && schema !== undefined) {
      this.announced.set(keyOf(schema, own), { schema, name: own });
    }
  }

  /** The rows of the COPY statement that was added last. */
  addRows(span: Span): void {
    const last = this.entries.pop();
    if (last) {
      this.entries.push({ ...last, data: { state: 'span', span } });
    }
  }

  all(): readonly ArchiveTable[] {
    return tablesIn({
      entries: this.complete().map((entry) => ({ ...entry, dependencies: [] })),
    });
  }

  contents(): Entries & { readonly isQualified: boolean } {
    const { isQualified } = this;
    return { entries: linked(this.complete(), { qualified: isQualified }), isQualified };
  }

  private complete(): readonly UnlinkedEntry[] {
    const data = this.entries.filter(({ desc }) => desc === 'TABLE DATA');
    const filled = new Set(data.map(({ namespace = '', tag }) => keyOf(namespace, tag)));
    const empty = [...this.announced].filter(([key]) => this.tables.has(key) && !filled.has(key));
    return [
      ...this.entries,
      ...empty.map(([, { schema, name: tag }], at) => ({
        ...{ dumpId: this.entries.length + at + 1, desc: 'TABLE DATA', section: 'data' as const },
        ...{ namespace: schema, tag, definition: '', copyStatement: undefined },
        ...{ owner: undefined, hadDumper: true },
        data: { state: 'span' as const, span: { offset: 0, length: 0 } },
      })),
    ];
  }

  private followSearchPath(statement: string): void {
    const [, schema] = searchPath.exec(statement) ?? [];
    if (schema !== undefined) {
      this.schema = unquoted(schema);
      this.isQualified = false;
    }
  }

  private placeOf({ desc, object, table }: StatementKind): TableId {
    if (table === undefined || attachments.has(desc)) {
      return wholeNames.has(desc) ? { schema: '', name: unquoted(object) } : this.named(object);
    }
    const { schema, name: of } = this.named(table);
    const own = unquoted(object);
    return { schema, name: desc === 'INDEX' ? own : `${of} ${own}` };
  }

  private addPart(key: string, statement: string): void {
    const at = this.tables.get(key);
    const entry = at === undefined ? undefined : this.entries[at];
    if (at !== undefined && entry) {
      this.entries[at] = { ...entry, definition: `${entry.definition}${statement}\n` };
    }
  }

  /** INSERT commands of one table that follow each other are one entry, as large objects are. */
  private addData(statement: string, entry: Described, span: Span): void {
    const last = this.entries.at(-1);
    const isCopy = statement.startsWith('COPY');
    if (last && !isCopy && isSameData(last, entry)) {
      const { offset } = last.data.span;
      const length = span.offset + span.length - offset;
      this.entries[this.entries.length - 1] = {
        ...last,
        data: { state: 'span', span: { offset, length } },
      };
      return;
    }
    this.push({
      ...entry,
      definition: '',
      copyStatement: isCopy ? `${statement}\n` : undefined,
      data: { state: 'span', span },
    });
  }

  private addDefinition(statement: string, entry: Described): void {
    if (!statement.endsWith(';')) {
      throw new RecoveryError(
        'dump-format',
        `It holds a statement that is longer than pg_dump writes any: “${statement.slice(0, 60)}…”`,
        { hint: 'Make the dump in the custom format (pg_dump -Fc).' },
      );
    }
    if (entry.desc === 'TABLE' || entry.desc === 'FOREIGN TABLE') {
      this.tables.set(keyOf(entry.namespace, entry.tag), this.entries.length);
    }
    const [definition, data] = [`${statement}\n`, { state: 'none' } as const];
    this.push({ ...entry, definition, copyStatement: undefined, data });
  }

  private push(entry: Described & Pick<TocEntry, 'definition' | 'copyStatement' | 'data'>): void {
    const { desc, section, namespace, tag, definition, copyStatement, data } = entry;
    this.entries.push({
      ...{ dumpId: this.entries.length + 1, desc, section, namespace, tag },
      ...{ definition, copyStatement, data },
      ...{ owner: undefined, hadDumper: data.state !== 'none' },
    });
  }

  private named(written: string): TableId {
    const [first = '', second] = written.match(names) ?? [];
    return second === undefined
      ? { schema: this.schema, name: unquoted(first) }
      : { schema: unquoted(first), name: unquoted(second) };
  }
}

const searchPath = new RegExp(`^SET search_path = (${name})[,;]`);
const names = new RegExp(name, 'g');

const announcement = /^Data for Name: (.*); Type: TABLE DATA; Schema: (.*); Owner: /;

type Described = Pick<TocEntry, 'desc' | 'section' | 'tag'> & { readonly namespace: string };

/** What is in no schema, or whose names are not ours to take apart. */
const wholeNames = new Set([
  ...['SCHEMA', 'EXTENSION', 'PROCEDURAL LANGUAGE', 'CAST', 'ACCESS METHOD', 'SERVER', 'OPERATOR'],
  ...['FOREIGN DATA WRAPPER', 'USER MAPPING', 'EVENT TRIGGER', 'PUBLICATION', 'SUBSCRIPTION'],
  ...['PUBLICATION TABLE', 'BLOB', 'BLOBS', 'COMMENT', 'SECURITY LABEL', 'ACL', 'DEFAULT ACL'],
  ...['STATISTICS DATA', 'ENCODING', 'STDSTRINGS', 'SEARCHPATH', 'STATEMENT'],
]);

type DataEntry = UnlinkedEntry & { readonly data: { readonly state: 'span'; readonly span: Span } };

function isSameData(last: UnlinkedEntry, { desc, namespace, tag }: Described): last is DataEntry {
  return (
    last.desc === desc &&
    last.copyStatement === undefined &&
    last.data.state === 'span' &&
    (desc === 'BLOBS' || (last.namespace === namespace && last.tag === tag))
  );
}

function keyOf(schema: string, own: string): string {
  return `${schema}\0${own}`;
}
