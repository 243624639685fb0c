import { type ColumnType, tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import type { ComparedTable } from './comparison';

/**
 * How a key column is read and ordered, on both sides alike:
 * - `integer`: as int8, by number; never NULL;
 * - `plain`: as its output text, whose byte order is the type's own order;
 * - `text`: as text, in byte order (`COLLATE "C"`);
 * - `output`: as its output text, in byte order;
 * - `numeric`: as text without trailing zeros, in byte order.
 * Keys are the same where these are, and by {@link hasWideKey} where the server says so. NULL comes last.
 */
export type KeyForm = 'integer' | 'plain' | 'text' | 'output' | 'numeric';

const forms: Readonly<Record<string, KeyForm>> = {
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  oid: 'integer',
  uuid: 'plain',
  bool: 'plain',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  date: 'output',
  time: 'output',
  timestamp: 'output',
  timestamptz: 'output',
  bytea: 'output',
  timetz: 'output',
  money: 'output',
  name: 'output',
  inet: 'output',
  cidr: 'output',
  macaddr: 'output',
  macaddr8: 'output',
  bit: 'output',
  varbit: 'output',
  pg_lsn: 'output',
  int4range: 'output',
  int8range: 'output',
  daterange: 'output',
  tsrange: 'output',
  tstzrange: 'output',
  numeric: 'numeric',
};

/** Types whose `=` also takes values for equal that are written differently; read as output text. */
const widelyEqual = new Set(['float4', 'float8', 'interval', 'jsonb', 'numrange']);

/**
 * The form of each key column.
 * @throws {RecoveryError} `key-unsupported`, where the two sides would not agree on what is equal.
 */
export function keyForms(table: ComparedTable): readonly KeyForm[] {
  return table.live.key.map((position, index) => {
    const live = table.live.columns[position];
    const backup = table.backup.columns[table.backup.key[index] ?? -1];
    const form = live && backup && commonForm(backup.type, live.type);
    if (!form) {
      throw new RecoveryError(
        'key-unsupported',
        `The key column ${live?.name ?? ''} of ${tableLabel(table.live.id)} is of type ${typesOf(backup?.type, live?.type)}, by which rows cannot be matched yet.`,
        { hint: 'Name another set of columns that tells the rows apart.', ways: ['choose-key'] },
      );
    }
    return withNulls(form, table, index);
  });
}

/** Whether a key column's type takes texts for equal that differ: the server is to be asked then. */
export function hasWideKey({ live }: ComparedTable): boolean {
  return live.key.some((position) => {
    const type = live.columns[position]?.type;
    return type !== undefined && isWide(type);
  });
}

/** Whether keys are single numbers that can be cut into ranges. */
export function hasIntegerKey(table: ComparedTable): boolean {
  const types = [table.backup, table.live].map(({ columns, key }) => columns[key[0]]?.type.builtIn);
  return table.key.length === 1 && types.every((type) => /^int[248]$/.test(type ?? ''));
}

/**
 * Whether a key column holds no NULL on either side. That is only believed of a key of that very table:
 * a NOT NULL alone may be there without the rows having been checked.
 */
export function isNeverNull({ backup, live }: ComparedTable, index: number): boolean {
  return [backup, live].every(({ columns, key, keys, heirs }) => {
    const name = columns[key[index] ?? -1]?.name ?? '';
    return !heirs && keys.some((names) => names.includes(name));
  });
}

/** A number that may be NULL is read as text. */
function withNulls(form: KeyForm, table: ComparedTable, index: number): KeyForm {
  return form === 'integer' && !isNeverNull(table, index) ? 'output' : form;
}

function commonForm(backup: ColumnType, live: ColumnType): KeyForm | undefined {
  const ofBackup = formOf(backup);
  const ofLive = formOf(live);
  const padded = (type: ColumnType): boolean => type.builtIn === 'bpchar';
  if (ofBackup !== ofLive || padded(backup) !== padded(live)) {
    return undefined;
  }
  const sameType = backup.builtIn === live.builtIn || ofLive === 'integer' || ofLive === 'text';
  return sameType ? ofLive : undefined;
}

function formOf(type: ColumnType): KeyForm | undefined {
  const { builtIn, isEnum } = type;
  const form = builtIn === undefined ? undefined : forms[builtIn];
  return form ?? (isEnum || isWide(type) ? 'output' : undefined);
}

function isWide({ builtIn, deterministic, label }: ColumnType): boolean {
  const isCitext = builtIn === undefined && /(^|\.)citext$/.test(label);
  return !deterministic || isCitext || widelyEqual.has(builtIn ?? '');
}

function typesOf(backup: ColumnType | undefined, live: ColumnType | undefined): string {
  const name = (type: ColumnType | undefined): string =>
    `${type?.label ?? 'unknown'}${type?.deterministic === false ? ' (nondeterministic collation)' : ''}`;
  return name(backup) === name(live)
    ? name(live)
    : `${name(live)} (in the backup: ${name(backup)})`;
}
