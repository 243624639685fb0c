import { type Column, type ColumnType, tableLabel } from '../../catalog/table';
import { withoutSchema } from '../../catalog/typeName';
import { RecoveryError } from '../../errors';
import { quoteLiteral } from '../../sql/quote';
import type { ComparedTable } from '../comparison';

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

/** All others are read as their output text. */
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
  numeric: 'numeric',
};

/** Types that write equal values in one way, as do arrays of them; of all others the server is asked. */
const writtenInOneWay = new Set(
  'bool int2 int4 int8 oid money date time timetz timestamp timestamptz uuid name char xid xid8 cid tid inet cidr macaddr macaddr8 pg_lsn text varchar bytea bit varbit int4range int8range daterange tsrange tstzrange int4multirange int8multirange datemultirange tsmultirange tstzmultirange'.split(
    ' ',
  ),
);

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
      throw unsupported(
        `The key column ${live?.name ?? ''} of ${tableLabel(table.live.id)} is of type ${typesOf(backup?.type, live?.type)}, by which rows cannot be matched.`,
      );
    }
    refuseMadeOtherwise(table, backup, live);
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

/** A value of one side may be none of the other's type, or another one. */
function refuseMadeOtherwise(table: ComparedTable, backup: Column, live: Column): void {
  const madeOf = ({ type }: Column): string => type.base?.madeOf ?? type.label;
  if (backup.type.base?.madeOf !== live.type.base?.madeOf) {
    refuseOtherLabels(table, backup, live);
    throw unsupported(
      `The key column ${live.name} of ${tableLabel(table.live.id)} is of a type that is not the same on both sides: ${madeOf(live)} in production, ${madeOf(backup)} in the backup.`,
    );
  }
}

/** The commonest: an enum within has got a label since the dump, or lost one. */
function refuseOtherLabels(table: ComparedTable, backup: Column, live: Column): void {
  const [ofBackup, ofLive] = [backup, live].map(({ type }) => type.base?.madeOfLabels ?? {});
  const missing = labelsBeyond(ofLive, ofBackup);
  const extra = labelsBeyond(ofBackup, ofLive);
  const found = [
    ...(missing.length > 0 ? [`${missing.join(', ')} only in the backup`] : []),
    ...(extra.length > 0 ? [`${extra.join(', ')} only in production`] : []),
  ];
  if (found.length > 0) {
    throw unsupported(
      `The key column ${live.name} of ${tableLabel(table.live.id)} is of type ${live.type.label}, which holds an enum whose labels are not the same on both sides: ${found.join('; ')}.`,
      missing.length > 0
        ? otherColumns
        : `${otherColumns} Or add these labels to the restored table’s enum (ALTER TYPE … ADD VALUE), and compare again.`,
    );
  }
}

/** `'gone' of mood`: labels that an enum of the other side has and this side's does not. */
function labelsBeyond(these: EnumLabels = {}, others: EnumLabels = {}): readonly string[] {
  return Object.entries(others).flatMap(([name, labels]) =>
    labels
      .filter((label) => these[name]?.includes(label) === false)
      .map((label) => `${quoteLiteral(label)} of ${name}`),
  );
}

type EnumLabels = Readonly<Record<string, readonly string[]>>;

const otherColumns = 'Name another set of columns that tells the rows apart.';

function unsupported(why: string, hint = otherColumns): RecoveryError {
  return new RecoveryError('key-unsupported', why, { hint, ways: ['choose-key'] });
}

/** A number that may be NULL is read as text. */
function withNulls(form: KeyForm, table: ComparedTable, index: number): KeyForm {
  return form === 'integer' && !isNeverNull(table, index) ? 'output' : form;
}

function commonForm(backup: ColumnType, live: ColumnType): KeyForm | undefined {
  const form = formOf(live);
  const alike = {
    integer: () => true,
    plain: isSameType,
    text: () => isPadded(backup) === isPadded(live),
    output: isSameType,
    numeric: () => true,
  };
  return form === formOf(backup) && alike[form](backup, live) ? form : undefined;
}

function isPadded({ builtIn }: ColumnType): boolean {
  return builtIn === 'bpchar';
}

/** A type of the database's own may be in another schema on either side. */
function isSameType(backup: ColumnType, live: ColumnType): boolean {
  const [ofBackup, ofLive] = [backup, live].map(
    ({ base, castName, builtIn }) => builtIn ?? withoutSchema(base?.castName ?? castName),
  );
  return ofBackup === ofLive || (backup.isEnum === true && live.isEnum === true);
}

function formOf({ builtIn }: ColumnType): KeyForm {
  return (builtIn === undefined ? undefined : forms[builtIn]) ?? 'output';
}

/** What has no equality at all is the same where it is written so. */
function isWide({ base, builtIn, deterministic, isEnum }: ColumnType): boolean {
  const { equality } = base ?? {};
  const written = writtenInOneWay.has(builtIn?.replace(/^_/, '') ?? '');
  const isRead = /^(numeric|bpchar)$/.test(builtIn ?? '');
  return !deterministic || (equality !== undefined && !isEnum && !written && !isRead);
}

function typesOf(backup: ColumnType | undefined, live: ColumnType | undefined): string {
  const name = (type: ColumnType | undefined): string =>
    `${type?.label ?? 'unknown'}${type?.deterministic === false ? ' (nondeterministic collation)' : ''}`;
  return name(backup) === name(live)
    ? name(live)
    : `${name(live)} (in the backup: ${name(backup)})`;
}
