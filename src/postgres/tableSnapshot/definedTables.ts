import type { TableDefinition } from '../../core/catalog/definition';
import { type Row, type Table, type TableId, tableLabel } from '../../core/catalog/table';
import type { SnapshotStatements } from '../../core/sql/snapshotText';
import { readTable } from '../catalog';
import type { Session } from '../connection/session';
import { readDefinition } from '../tableDefinition';
import { needsOfTables, type TableNeeds } from './needed';
import {
  columnsQuery,
  constraintsQuery,
  indexesQuery,
  inheritanceQuery,
  leavesQuery,
  sequencesQuery,
} from './tableQueries';

/** The rows of one table: what they are copied by, and into what. */
export interface CopiedTable {
  /** Quoted and qualified. */
  readonly name: string;
  /** Quoted; those that are computed are not copied. */
  readonly columns: readonly string[];
  /** Its partitions' rows are copied through it; of any other table only its own. */
  readonly partitioned: boolean;
}

/** A table, and those that inherit from it, as a file makes them again. */
export interface DefinedTables extends SnapshotStatements {
  readonly copied: readonly CopiedTable[];
  /** Partitions, whose rows come with the table's own. */
  readonly leaves: readonly TableId[];
  /** Sentences on what is not as in production. */
  readonly notices: readonly string[];
}

/**
 * Reads what makes a table again in an empty database. What cannot be made there becomes a comment, and
 * its rows are kept nevertheless. Within a transaction without a search path.
 */
export async function definedTables(session: Session, table: Table): Promise<DefinedTables> {
  const heirs = [];
  for (const heir of table.heirs ?? []) {
    heirs.push(await readTable(session, heir));
  }
  const family = [table, ...heirs];
  const oids = family.map(({ oid }) => oid);
  const needs = await needsOfTables(session, oids);
  const making = new Making(needs);
  making.require('schema', 'the schema');
  const clauses = new Map(await pairs(session, inheritanceQuery, oids));
  const columns = await session.rows(columnsQuery, [oids]);
  for (const each of family) {
    const definition = await readDefinition(session, each);
    const own = columns.filter(([oid]) => oid === each.oid).map(columnOf);
    making.table({ table: each, definition, columns: own, clause: clauses.get(each.oid) });
  }
  making.sequences(await sequencesIn(session, oids));
  for (const query of [constraintsQuery, indexesQuery]) {
    for (const [, id, text] of await session.rows(query, [oids])) {
      making.later(`constraint ${id ?? ''}`, text ?? '');
    }
  }
  const leaves = (await pairs(session, leavesQuery, oids)).map(([schema, name]) => ({
    schema,
    name,
  }));
  return { ...making.done(), leaves };
}

interface SnapshotColumn {
  readonly part: string;
  readonly name: string;
  readonly quoted: string;
  readonly type: string;
  readonly collation: string | undefined;
  readonly notNull: boolean;
  readonly filled: string;
  /** `DEFAULT 0`, `GENERATED ALWAYS AS …`; of an identity the whole statement. */
  readonly by: string;
  readonly defaultPart: string;
}

function columnOf(row: Row): SnapshotColumn {
  const [oid, number, name, quoted, type, collation, notNull, filled, by, defaultOid] = row;
  return {
    part: `column ${oid ?? ''} ${number ?? ''}`,
    ...{ name: name ?? '', quoted: quoted ?? '', type: type ?? '' },
    collation: collation ?? undefined,
    notNull: notNull === 't',
    ...{ filled: filled ?? '', by: by ?? '' },
    defaultPart: `default ${defaultOid ?? ''}`,
  };
}

interface FoundTable {
  readonly table: Table;
  readonly definition: TableDefinition;
  readonly columns: readonly SnapshotColumn[];
  /** `INHERITS (…)` of tables in the same file. */
  readonly clause: string | undefined;
}

interface FoundSequence {
  readonly name: string;
  readonly ownedBy: string | undefined;
  /** Undefined where the role may not read it. */
  readonly reached: string | undefined;
}

/** Grows statement by statement. */
class Making {
  private readonly tables: string[] = [];
  private readonly after: string[] = [];
  private readonly copied: CopiedTable[] = [];
  private readonly notices: string[] = [];
  private readonly leftOut: string[] = [];
  private readonly comments: string[] = [];

  constructor(private readonly needs: TableNeeds) {}

  /** False where what a part needs cannot be made elsewhere, which is then said. */
  require(part: string, what: string): boolean {
    const missing = this.needs.objects.take(this.needs.of(part));
    if (missing !== undefined) {
      this.notices.push(`The snapshot is without ${what}: it needs ${missing}.`);
    }
    return missing === undefined;
  }

  table({ table, definition, columns, clause }: FoundTable): void {
    const written = columns.map((column) => this.column(column, table));
    const clauses = definition.clauses.filter((text) => text.startsWith('PARTITION BY'));
    const ends = [...(clause === undefined ? [] : [clause]), ...clauses];
    const body = written.map(({ line }) => `\n    ${line}`).join(',');
    this.tables.push(
      [
        `CREATE ${definition.unlogged ? 'UNLOGGED ' : ''}TABLE ${definition.name} (${body}\n)`,
        ...ends,
      ].join('\n'),
      ...partitionsIn(definition),
      ...written.flatMap(({ identity }) => (identity === undefined ? [] : [identity])),
    );
    this.copied.push({
      name: definition.name,
      columns: written.filter(({ isCopied }) => isCopied).map(({ quoted }) => quoted),
      partitioned: table.kind === 'partitioned',
    });
    this.leftOut.push(...leftOutOf(definition));
    this.comments.push(
      ...definition.statements.filter(({ part }) => part === 'comments').map(({ text }) => text),
    );
  }

  sequences(found: readonly FoundSequence[]): void {
    for (const { name, ownedBy, reached } of found) {
      if (ownedBy !== undefined) {
        this.tables.push(`ALTER SEQUENCE ${name} OWNED BY ${ownedBy}`);
      }
      if (reached === undefined) {
        this.notices.push(`What the sequence ${name} has reached may not be read: it starts anew.`);
      } else {
        this.after.push(reached);
      }
    }
  }

  /** What is made once the rows are there. */
  later(part: string, text: string): void {
    if (this.require(part, text)) {
      this.after.push(text);
    } else {
      this.leftOut.push(`${text};`);
    }
  }

  done(): Omit<DefinedTables, 'leaves'> {
    return {
      before: [...this.needs.objects.statements, ...this.tables],
      after: [...this.after, ...this.comments],
      ...{ copied: this.copied, notices: this.notices, leftOut: this.leftOut },
    };
  }

  private column(column: SnapshotColumn, { id }: Table): WrittenColumn {
    const { part, name, quoted, type, collation, notNull, filled, by, defaultPart } = column;
    const missing = this.needs.objects.take(this.needs.of(part));
    const label = `${tableLabel(id)}.${name}`;
    if (missing !== undefined) {
      this.notices.push(`${label} is kept as text: its type needs ${missing}.`);
      return { quoted, line: `${quoted} text`, isCopied: filled !== 'generated' };
    }
    const isFilled = by !== '' && this.require(defaultPart, `what fills ${label} (${by})`);
    const line = [
      `${quoted} ${type}`,
      ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
      ...(isFilled && filled !== 'identity' ? [by] : []),
      ...(notNull ? ['NOT NULL'] : []),
    ].join(' ');
    return {
      ...{ quoted, line },
      isCopied: !(isFilled && filled === 'generated'),
      identity: isFilled && filled === 'identity' ? by : undefined,
    };
  }
}

interface WrittenColumn {
  readonly quoted: string;
  readonly line: string;
  readonly isCopied: boolean;
  readonly identity?: string | undefined;
}

function partitionsIn({ statements }: TableDefinition): readonly string[] {
  return statements
    .filter(({ part, text }) => part === 'partitions' && text.startsWith('CREATE TABLE'))
    .map(({ text }) => text);
}

const needsOthers = new Set(['triggers', 'rules', 'row security']);

function leftOutOf({ name, constraints, statements }: TableDefinition): readonly string[] {
  return [
    ...constraints
      .filter(({ part }) => part === 'foreign keys')
      .map(({ text }) => `ALTER TABLE ONLY ${name} ADD ${text};`),
    ...statements.filter(({ part }) => needsOthers.has(part)).map(({ text }) => `${text};`),
  ];
}

async function sequencesIn(
  session: Session,
  oids: readonly string[],
): Promise<readonly FoundSequence[]> {
  const found: FoundSequence[] = [];
  for (const [name = null, ownedBy, isReadable] of await session.rows(sequencesQuery, [oids])) {
    const [reached] =
      isReadable === 't'
        ? await session.row(
            `select format('SELECT pg_catalog.setval(%L, %s, %L)', $1::text, last_value, is_called) from ${name ?? ''}`,
            [name],
          )
        : [];
    found.push({
      name: name ?? '',
      ownedBy: ownedBy ?? undefined,
      reached: reached ?? undefined,
    });
  }
  return found;
}

async function pairs(
  session: Session,
  query: string,
  oids: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  return (await session.rows(query, [oids])).map(([key, value]) => [key ?? '', value ?? '']);
}

/** A SELECT of the rows, each table's own alone. */
export function rowsQuery({ name, columns, partitioned }: CopiedTable): string {
  return `select ${columns.join(', ')} from ${partitioned ? '' : 'only '}${name}`;
}
