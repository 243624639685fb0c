import { identifier as name, unquoted } from '../sql/identifier';

const columns = String.raw`\((?:"(?:[^"]|"")*"|[^"()])*\)`;

/** After the constraint's name comes what it is: anything may stand in the name itself. */
const keyConstraint = new RegExp(String.raw`ADD CONSTRAINT ${name} (?:PRIMARY KEY|UNIQUE)\b`);

/** Plain columns and no condition: only then the index makes rows unique. */
const keyIndex = new RegExp(
  String.raw`^CREATE UNIQUE INDEX ${name} ON (?:ONLY )?(?:${name}\.)?${name} USING ${name} ${columns}` +
    String.raw`(?: INCLUDE ${columns})?(?: NULLS NOT DISTINCT)?(?: WITH ${columns})?(?: TABLESPACE ${name})?;`,
);

/** False for an exclusion constraint: it tells no rows apart, and may need an extension. */
export function isKeyConstraint(definition: string): boolean {
  return keyConstraint.test(definition);
}

/** True for a unique index over plain columns of the whole table. */
export function isKeyIndex(definition: string): boolean {
  return keyIndex.test(definition.trimStart());
}

/** The name that a definition gives its constraint. */
export function constraintName(definition: string): string | undefined {
  const [, written] = new RegExp(`ADD CONSTRAINT (${name}) `).exec(definition) ?? [];
  return written === undefined ? undefined : unquoted(written);
}
