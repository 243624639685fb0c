import type { TocEntry } from '../archive/contents';
import type { TableRule } from '../catalog/rules';
import type { TableId } from '../catalog/table';
import { identifier as name, unquoted } from '../sql/identifier';
import { isKeyConstraint } from './keyDefinition';

/** Foreign keys and exclusion constraints of a table, which its restore does not make. */
export type LeftOutRule = Pick<TableRule, 'name' | 'definition' | 'notValid'> & {
  readonly part: 'foreign keys' | 'exclusion constraints';
};

const added = new RegExp(
  String.raw`^\s*ALTER TABLE (?:ONLY )?(${name})\.(${name})\s+ADD CONSTRAINT (${name}) (.*?)( NOT VALID)?;\s*$`,
  's',
);

/**
 * As the dump defines them. Undefined where it names its tables without their schemas, as pg_dump did before 2018:
 * its definitions are then not written as a server writes them.
 */
export function leftOutRules(
  entries: readonly TocEntry[],
  table: TableId,
): readonly LeftOutRule[] | undefined {
  const found = entries.filter(
    ({ desc, namespace, definition }) =>
      namespace === table.schema &&
      (desc === 'FK CONSTRAINT' || (desc === 'CONSTRAINT' && !isKeyConstraint(definition))),
  );
  const read = found.map(({ definition }) => added.exec(definition));
  if (read.includes(null)) {
    return undefined;
  }
  return read.flatMap((match) => {
    const [, , of = '', constraint = '', definition = '', notValid] = match ?? [];
    return unquoted(of) === table.name
      ? [
          {
            part: definition.startsWith('EXCLUDE') ? 'exclusion constraints' : 'foreign keys',
            name: unquoted(constraint),
            definition,
            ...(notValid === undefined ? {} : { notValid: true as const }),
          },
        ]
      : [];
  });
}
