import type { BaseType, Column, ColumnType } from '../catalog/table';
import {
  array,
  count,
  type Fields,
  fields,
  flag,
  position,
  text,
  unreadable,
  word,
} from './decode';
import type { PlannedTable } from './plan';
import type { ServerAddress } from './serverAddress';

/** The planned table as JSON. */
export function encodeTable({ identity, kind, columns, key }: PlannedTable): Fields {
  const { systemIdentifier, databaseOid, database, encoding, tableOid, table, address } = identity;
  return {
    ...(address === undefined ? {} : { host: address.host, port: address.port }),
    systemIdentifier,
    databaseOid,
    database,
    ...(encoding === undefined ? {} : { encoding }),
    tableOid,
    schema: table.schema,
    name: table.name,
    kind,
    key,
    columns: columns.map(encodeColumn),
  };
}

/** @throws {RecoveryError} `incident-unreadable`. */
export function decodeTable(table: Fields): PlannedTable {
  const columns = array(table['columns'], 'columns').map((column) =>
    decodeColumn(fields(column, 'a column')),
  );
  const [first, ...others] = array(table['key'], 'key').map((value) =>
    position(value, columns.length, 'key'),
  );
  if (first === undefined) {
    throw unreadable('the table has no key');
  }
  return {
    identity: {
      systemIdentifier: number(table, 'systemIdentifier'),
      databaseOid: number(table, 'databaseOid'),
      database: text(table, 'database'),
      ...(table['encoding'] === undefined ? {} : { encoding: text(table, 'encoding') }),
      tableOid: number(table, 'tableOid'),
      table: { schema: text(table, 'schema'), name: text(table, 'name') },
      ...(table['host'] === undefined ? {} : { address: decodeAddress(table) }),
    },
    kind: word(table['kind'], ['table', 'partitioned'], 'kind'),
    columns,
    key: [first, ...others],
  };
}

function decodeAddress(table: Fields): ServerAddress {
  return { host: text(table, 'host'), port: count(table, 'port') };
}

function encodeColumn(column: Column): Fields {
  const { name, type, notNull, hasDefault, generated, expression, identity } = column;
  return {
    name,
    type: type.label,
    cast: type.castName,
    arrayCast: type.arrayCastName ?? null,
    builtIn: type.builtIn ?? null,
    deterministic: type.deterministic,
    ...(type.isEnum ? { isEnum: true } : {}),
    ...(type.base ? { base: encodeBase(type.base) } : {}),
    notNull,
    hasDefault,
    generated,
    ...(expression === undefined ? {} : { expression }),
    identity: identity ?? null,
  };
}

function encodeBase(base: BaseType): Fields {
  const { castName, arrayCastName, equality, labels, namesObjects } = base;
  return {
    cast: castName,
    arrayCast: arrayCastName ?? null,
    equality: equality ?? null,
    ...(labels === undefined ? {} : { labels }),
    ...(namesObjects === undefined ? {} : { namesObjects }),
  };
}

function decodeColumn(column: Fields): Column {
  const identity = column['identity'];
  return {
    name: text(column, 'name'),
    type: decodeType(column),
    notNull: flag(column, 'notNull'),
    hasDefault: flag(column, 'hasDefault'),
    generated: flag(column, 'generated'),
    ...(column['expression'] === undefined ? {} : { expression: text(column, 'expression') }),
    identity: identity === null ? undefined : word(identity, ['always', 'by default'], 'identity'),
  };
}

function decodeType(column: Fields): ColumnType {
  return {
    label: text(column, 'type'),
    castName: typeName(text(column, 'cast')),
    arrayCastName: column['arrayCast'] === null ? undefined : typeName(text(column, 'arrayCast')),
    builtIn: column['builtIn'] === null ? undefined : text(column, 'builtIn'),
    deterministic: flag(column, 'deterministic'),
    ...(column['isEnum'] === undefined ? {} : { isEnum: true }),
    ...(column['base'] === undefined ? {} : { base: decodeBase(fields(column['base'], 'base')) }),
  };
}

function decodeBase(base: Fields): BaseType {
  const { equality, labels } = base;
  return {
    castName: typeName(text(base, 'cast')),
    arrayCastName: base['arrayCast'] === null ? undefined : typeName(text(base, 'arrayCast')),
    equality: equality === null ? undefined : operatorName(text(base, 'equality')),
    ...(labels === undefined ? {} : { labels: word(labels, ['itself', 'elements'], 'labels') }),
    ...(base['namesObjects'] === undefined ? {} : { namesObjects: true }),
  };
}

const namePart = String.raw`(?:"(?:[^"\0]|"")+"|[a-z_][a-z0-9_]*)`;
const typeNames = new RegExp(String.raw`^${namePart}(?:\.${namePart})?(?:\[\])*$`);

/** Type names are written into statements as they are. */
function typeName(name: string): string {
  if (!typeNames.test(name)) {
    throw unreadable(`"${name}" is not a type's quoted name`);
  }
  return name;
}

const operatorNames = new RegExp(String.raw`^operator\(${namePart}\.[-+*/<>=~!@#%^&|?\x60]+\)$`);

/** Operators too. */
function operatorName(name: string): string {
  if (!operatorNames.test(name)) {
    throw unreadable(`"${name}" is not a qualified operator`);
  }
  return name;
}

/** Identifiers of PostgreSQL's are written into statements as numbers. */
function number(of: Fields, name: string): string {
  const value = text(of, name);
  if (!/^\d{1,20}$/.test(value)) {
    throw unreadable(`${name} is not a number`);
  }
  return value;
}
