import { identifier as name, unquoted } from '../sql/identifier';

const columns = String.raw`\((?:"(?:[^"]|"")*"|[^"()])*\)`;

/** After the constraint's name comes what it is: anything may stand in the name itself. */
const keyConstraint = new RegExp(String.raw`ADD CONSTRAINT ${name} (?:PRIMARY KEY|UNIQUE)\b`);

/** Plain columns and no condition: only then the index makes rows unique. */
const keyIndex = new RegExp(
  String.raw`^CREATE UNIQUE INDEX ${name} ON (?:ONLY )?(?:${name}\.)?${name} USING ${name} ${columns}` +
    String.raw`(?: INCLUDE ${columns})?(?: NULLS NOT DISTINCT)?(?: WITH ${columns})?(?: TABLESPACE ${name})?;`,
);

const listOfKey = new RegExp(
  String.raw`(?:ADD CONSTRAINT ${name} (?:PRIMARY KEY|UNIQUE)(?: NULLS NOT DISTINCT)? |USING ${name} )\((.*?)\)(?: |;)`,
  's',
);

/** A column of an index may have a collation, an operator class and an order after it. */
const listedColumn = new RegExp(String.raw`(${name})(?:[^,"]|"(?:[^"]|"")*")*(?:,\s*|$)`, 'g');

/** False for an exclusion constraint: it tells no rows apart, and may need an extension. */
export function isKeyConstraint(definition: string): boolean {
  return keyConstraint.test(definition);
}

/** True for a unique index over plain columns of the whole table. */
export function isKeyIndex(definition: string): boolean {
  return keyIndex.test(definition.trimStart());
}

/** The columns of a key constraint or such an index; undefined for a definition of anything else. */
export function keyColumnsIn(definition: string): readonly string[] | undefined {
  const isKey = isKeyConstraint(definition) || isKeyIndex(definition);
  const [, listed] = isKey ? (listOfKey.exec(definition) ?? []) : [];
  return listed === undefined
    ? undefined
    : Array.from(listed.matchAll(listedColumn), ([, written = '']) => unquoted(written));
}

/** The name that a definition gives its constraint. */
export function constraintName(definition: string): string | undefined {
  const [, written] = new RegExp(`ADD CONSTRAINT (${name}) `).exec(definition) ?? [];
  return written === undefined ? undefined : unquoted(written);
}
