import type { TocEntry } from '../archive/contents';
import { identifier as name } from '../sql/identifier';

/** What a statement of a plain dump is, by what an archive would call its entry. */
export interface StatementKind {
  readonly desc: string;
  readonly section: TocEntry['section'];
  /** `part`: an archive has it within the definition of the table; `none`: it has no part in any restore. */
  readonly role: 'entry' | 'part' | 'none';
  /** The object as it is written, qualified or not; of what pg_dump never writes, how it begins. */
  readonly object: string;
  /** The table that an index or a constraint is of; the name itself is then never qualified. */
  readonly table: string | undefined;
}

/** What pg_dump never writes is a `STATEMENT`. */
export function statementKind(statement: string): StatementKind {
  for (const { pattern, ...kind } of kinds) {
    const found = pattern.exec(statement);
    if (found) {
      const { object = '', table } = found.groups ?? {};
      return { ...kind, object, table };
    }
  }
  const object = statement.slice(0, 60);
  return { desc: 'STATEMENT', section: 'none', role: 'entry', object, table: undefined };
}

const object = String.raw`(?<object>(?:${name}\.)?${name})`;
const table = String.raw`(?<table>(?:${name}\.)?${name})`;
const own = `(?<object>${name})`;
const alterTable = String.raw`ALTER TABLE (?:ONLY )?`;
const addConstraint = String.raw`${alterTable}${table}\s+ADD CONSTRAINT ${own}`;

type Described = readonly [desc: string, pattern: string];

const data: readonly Described[] = [
  ['TABLE DATA', `(?:COPY|INSERT INTO) ${object}`],
  ['SEQUENCE SET', String.raw`SELECT pg_catalog\.setval\('(?<object>(?:[^']|'')+)'`],
  ['BLOB', String.raw`SELECT pg_catalog\.lo_create\('(?<object>\d+)'\);`],
  ['BLOBS', String.raw`SELECT pg_catalog\.(?:lo_open|lowrite|lo_close)\(`],
  ['STATISTICS DATA', String.raw`SELECT \* FROM pg_catalog\.pg_restore_\w+_stats\(`],
];

const preData: readonly Described[] = [
  ['TABLE', `CREATE (?:UNLOGGED )?TABLE ${object}`],
  ['FOREIGN TABLE', `CREATE FOREIGN TABLE ${object}`],
  ['VIEW', `CREATE (?:OR REPLACE )?(?:RECURSIVE )?VIEW ${object}`],
  ['MATERIALIZED VIEW', `CREATE MATERIALIZED VIEW ${object}`],
  ['SEQUENCE', `CREATE (?:UNLOGGED )?SEQUENCE ${object}`],
  [
    'SEQUENCE',
    String.raw`${alterTable}${name}(?:\.${name})? ALTER COLUMN ${name} ADD GENERATED [^(]*\(\s*SEQUENCE NAME ${object}`,
  ],
  ['SEQUENCE OWNED BY', `ALTER SEQUENCE ${object} OWNED BY`],
  ['TABLE ATTACH', `${alterTable}${table} ATTACH PARTITION ${object}`],
  ['DEFAULT', `ALTER (?:FOREIGN )?TABLE (?:ONLY )?${table} ALTER COLUMN ${own} SET DEFAULT`],
  ['SCHEMA', `CREATE SCHEMA ${own}`],
  ['EXTENSION', `CREATE EXTENSION (?:IF NOT EXISTS )?${own}`],
  ['PROCEDURAL LANGUAGE', `CREATE (?:OR REPLACE )?(?:TRUSTED )?(?:PROCEDURAL )?LANGUAGE ${own}`],
  ['SHELL TYPE', `CREATE TYPE ${object};`],
  ['TYPE', `CREATE TYPE ${object}`],
  ['DOMAIN', `CREATE DOMAIN ${object}`],
  ['COLLATION', `CREATE COLLATION ${object}`],
  ['CONVERSION', `CREATE (?:DEFAULT )?CONVERSION ${object}`],
  ['FUNCTION', `CREATE (?:OR REPLACE )?FUNCTION ${object}`],
  ['PROCEDURE', `CREATE (?:OR REPLACE )?PROCEDURE ${object}`],
  ['AGGREGATE', `CREATE AGGREGATE ${object}`],
  ['OPERATOR FAMILY', `(?:CREATE|ALTER) OPERATOR FAMILY ${object}(?! OWNER TO)`],
  ['OPERATOR CLASS', String.raw`CREATE OPERATOR CLASS ${object}`],
  ['OPERATOR', String.raw`CREATE OPERATOR (?<object>(?:${name}\.)?[^\s(]+)`],
  ['CAST', String.raw`CREATE CAST (?<object>\([^)]*\))`],
  ['TRANSFORM', `CREATE TRANSFORM FOR ${object}`],
  [
    'TEXT SEARCH CONFIGURATION',
    `(?:CREATE|ALTER) TEXT SEARCH CONFIGURATION ${object}(?! OWNER TO)`,
  ],
  ['TEXT SEARCH DICTIONARY', `CREATE TEXT SEARCH DICTIONARY ${object}`],
  ['TEXT SEARCH PARSER', `CREATE TEXT SEARCH PARSER ${object}`],
  ['TEXT SEARCH TEMPLATE', `CREATE TEXT SEARCH TEMPLATE ${object}`],
  ['ACCESS METHOD', `CREATE ACCESS METHOD ${own}`],
  ['FOREIGN DATA WRAPPER', `CREATE FOREIGN DATA WRAPPER ${own}`],
  ['SERVER', `CREATE SERVER ${own}`],
  ['USER MAPPING', `CREATE USER MAPPING FOR ${own}`],
];

const postData: readonly Described[] = [
  ['CONSTRAINT', `${addConstraint} (?:PRIMARY KEY|UNIQUE|EXCLUDE)`],
  ['FK CONSTRAINT', `${addConstraint} FOREIGN KEY`],
  ['CHECK CONSTRAINT', `${addConstraint} (?:CHECK|NOT NULL)`],
  ['CHECK CONSTRAINT', String.raw`ALTER DOMAIN ${table}\s+ADD CONSTRAINT ${own}`],
  ['INDEX', `CREATE (?:UNIQUE )?INDEX ${own} ON (?:ONLY )?${table}`],
  [
    'INDEX ATTACH',
    String.raw`ALTER INDEX (?<table>(?:${name}\.)?${name}) ATTACH PARTITION ${object}`,
  ],
  ['STATISTICS', `CREATE STATISTICS ${object}`],
  ['EVENT TRIGGER', `(?:CREATE|ALTER) EVENT TRIGGER ${own}(?! OWNER TO)`],
  ['TRIGGER', `CREATE (?:CONSTRAINT )?TRIGGER ${own} .*? ON ${table}`],
  ['TRIGGER', `${alterTable}${table} (?:ENABLE|DISABLE) (?:ALWAYS |REPLICA )?TRIGGER ${own}`],
  ['RULE', String.raw`CREATE (?:OR REPLACE )?RULE ${own} AS\s+ON \w+ TO ${table}`],
  ['RULE', `${alterTable}${table} (?:ENABLE|DISABLE) (?:ALWAYS |REPLICA )?RULE ${own}`],
  ['POLICY', `CREATE POLICY ${own} ON ${table}`],
  ['ROW SECURITY', `${alterTable}${object} ENABLE ROW LEVEL SECURITY`],
  ['PUBLICATION', `CREATE PUBLICATION ${own}`],
  ['PUBLICATION TABLE', `ALTER PUBLICATION ${own} ADD `],
  ['SUBSCRIPTION', `(?:CREATE|ALTER) SUBSCRIPTION ${own}(?! OWNER TO)`],
  ['MATERIALIZED VIEW DATA', `REFRESH MATERIALIZED VIEW ${object}`],
];

const anywhere: readonly Described[] = [
  ['COMMENT', String.raw`COMMENT ON (?<object>[A-Z]+(?: [A-Z]+)* \S+)`],
  ['SECURITY LABEL', `SECURITY LABEL `],
  ['DEFAULT ACL', `ALTER DEFAULT PRIVILEGES `],
  ['ACL', `(?:GRANT|REVOKE) .*? ON (?<object>.*?) (?:TO|FROM) `],
];

/** What archives have within a table's definition. */
const parts: readonly Described[] = [
  [
    'TABLE',
    String.raw`ALTER (?:FOREIGN |MATERIALIZED )?(?:TABLE|VIEW) (?:ONLY )?${object} (?:ALTER COLUMN ${name} (?:SET (?:STORAGE|COMPRESSION|STATISTICS|\()|OPTIONS)|REPLICA IDENTITY|INHERIT |FORCE ROW LEVEL)`,
  ],
];

/** Settings, transactions and owners: a restore has its own. */
const passed: readonly Described[] = [
  ['ENCODING', String.raw`SET client_encoding = `],
  ['STDSTRINGS', String.raw`SET standard_conforming_strings = `],
  ['SEARCHPATH', String.raw`SELECT pg_catalog\.set_config\('search_path', `],
];

const ignored: readonly Described[] = [
  ['SETTING', String.raw`SET \w+ = `],
  ['TRANSACTION', String.raw`(?:BEGIN|COMMIT);`],
  ['OWNER', String.raw`ALTER [^']* OWNER TO [^']*;$`],
  [
    'CLUSTER',
    String.raw`ALTER (?:TABLE|INDEX|MATERIALIZED VIEW) [^']*? (?:CLUSTER ON|ALTER COLUMN \d+ SET STATISTICS)`,
  ],
];

const kinds = [
  ...described(data, 'data', 'entry'),
  ...described(preData, 'pre-data', 'entry'),
  ...described(postData, 'post-data', 'entry'),
  ...described(parts, 'pre-data', 'part'),
  ...described(passed, 'pre-data', 'entry'),
  ...described(anywhere, 'none', 'entry'),
  ...described(ignored, 'none', 'none'),
];

function described(
  list: readonly Described[],
  section: TocEntry['section'],
  role: StatementKind['role'],
): readonly (Pick<StatementKind, 'desc' | 'section' | 'role'> & { readonly pattern: RegExp })[] {
  return list.map(([desc, pattern]) => ({
    ...{ desc, section, role },
    pattern: new RegExp(`^${pattern}`, 's'),
  }));
}
