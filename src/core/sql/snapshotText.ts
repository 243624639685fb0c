import { tableLabel, type TableId } from '../catalog/table';
import { comment } from './comment';
import { quoteLiteral } from './quote';

/** What a table's snapshot says of itself. */
export interface SnapshotOrigin {
  readonly table: TableId;
  /** `db.example.com:5432/mairie` */
  readonly server: string;
  /** `15.4` */
  readonly serverVersion: string;
  /** PostgreSQL's name of what the text and the rows are in: `UTF8`. */
  readonly encoding: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** `pra 0.1.0` */
  readonly tool: string;
}

/** The statements of a snapshot, without semicolons, in the order in which they stand. */
export interface SnapshotStatements {
  /** All that is made before the rows come. */
  readonly before: readonly string[];
  /** Keys, checks, indexes, what sequences have reached. */
  readonly after: readonly string[];
  /** What belongs to the table and needs what is not in the file: kept as comments. */
  readonly leftOut: readonly string[];
}

/**
 * What stands before the rows. Names, layout and settings as in a plain dump, which it can be read as.
 * @param leaves Partitions, which come with rows of their own in a dump, and here with the table's.
 */
export function snapshotHead(
  origin: SnapshotOrigin,
  { before, leaves }: { readonly before: readonly string[]; readonly leaves: readonly TableId[] },
): string {
  return [
    '--\n-- PostgreSQL database dump\n--\n\n',
    `-- Dumped from database version ${origin.serverVersion}\n`,
    comment(
      `Snapshot of ${tableLabel(origin.table)} on ${origin.server}, as of ${origin.time}, by ${origin.tool}.`,
      'Read it into an empty database: psql -X -v ON_ERROR_STOP=1 -1 -f FILE DATABASE; or as any dump: pra restore FILE.',
    ),
    '\n',
    statements([`SET client_encoding = ${quoteLiteral(origin.encoding)}`, ...settings]),
    "SELECT pg_catalog.set_config('search_path', '', false);\n\n",
    statements(before),
    ...leaves.map(
      ({ schema, name }) =>
        `--\n${comment(`Data for Name: ${name}; Type: TABLE DATA; Schema: ${schema}; Owner: -`)}--\n\n`,
    ),
  ].join('');
}

/** What stands after them. */
export function snapshotTail({
  after,
  leftOut,
}: Pick<SnapshotStatements, 'after' | 'leftOut'>): string {
  const kept =
    leftOut.length === 0
      ? []
      : [
          comment(
            'What follows belongs to the table too, and needs what is not in this file:',
            ...leftOut.flatMap((text) => text.split('\n')),
          ),
        ];
  return [statements(after), ...kept, '\n--\n-- PostgreSQL database dump complete\n--\n\n'].join(
    '',
  );
}

/** The lines of COPY text follow, then {@link endOfRows}. @param columns Quoted. */
export function rowsBegin(table: string, columns: readonly string[]): string {
  return `COPY ${table} (${columns.join(', ')}) FROM stdin;\n`;
}

export const endOfRows = '\\.\n\n';

/** Under which the text is read as it was written, whatever the reader's own settings are. */
const settings = [
  'SET statement_timeout = 0',
  'SET lock_timeout = 0',
  'SET idle_in_transaction_session_timeout = 0',
  'SET standard_conforming_strings = on',
  'SET check_function_bodies = false',
  'SET xmloption = content',
  'SET client_min_messages = warning',
  'SET row_security = off',
  "SET lc_monetary = 'C'",
];

function statements(list: readonly string[]): string {
  return list.map((statement) => `${statement};\n\n`).join('');
}
