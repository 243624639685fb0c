import type {
  DefinedColumn,
  DefinedPart,
  DefinitionPart,
  TableDefinition,
} from '../catalog/definition';
import { ruleText } from '../catalog/rules';
import { comment } from './comment';

/**
 * The definitions of one table on two sides as SQL, so that a line that differs is a difference: what a
 * restore leaves out is shown on neither side, and that is said on both.
 */
export function definitionTexts<Side extends string>(
  sides: Readonly<Record<Side, TableDefinition>>,
): Readonly<Record<Side, string>> {
  const entries = Object.entries<TableDefinition>(sides);
  const leftOut = new Set<DefinitionPart>(entries.flatMap(([, { leftOut: parts }]) => parts));
  const rules = new Map(
    entries.flatMap(([, { constraints }]) =>
      constraints.map(({ text }) => [ruleText(text), text] as const),
    ),
  );
  const texts = entries.map(([side, definition]) => [
    side,
    definitionText(withRules(definition, rules), leftOut),
  ]);
  // One text for every side that was given.
  return Object.fromEntries(texts) as Readonly<Record<Side, string>>;
}

/** A constraint that is the same on the two sides is written as the last of them writes it. */
function withRules(
  definition: TableDefinition,
  rules: ReadonlyMap<string, string>,
): TableDefinition {
  const constraints = definition.constraints.map(({ part, text }) => ({
    part,
    text: rules.get(ruleText(text)) ?? text,
  }));
  return { ...definition, constraints };
}

function definitionText(
  { name, unlogged, columns, clauses, ...definition }: TableDefinition,
  leftOut: ReadonlySet<DefinitionPart>,
): string {
  const isShown = ({ part }: DefinedPart): boolean => !leftOut.has(part);
  const lines = [
    ...columns.map(columnLine),
    ...definition.constraints.filter(isShown).map(({ text }) => text),
  ];
  const body = lines.length === 0 ? '' : `\n${lines.map(indented).join(',\n')}\n`;
  const ends = clauses.map((clause) => `\n${clause}`).join('');
  const statements = definition.statements.filter(isShown).map(({ text }) => `\n${text};\n`);
  return [
    leftOutRemark(leftOut),
    `CREATE ${unlogged ? 'UNLOGGED ' : ''}TABLE ${name} (${body})${ends};\n`,
    ...statements,
  ].join('');
}

function columnLine({ name, type, collation, filledBy, notNull }: DefinedColumn): string {
  return [
    `${name} ${type}`,
    ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
    ...(filledBy === undefined ? [] : [filledBy]),
    ...(notNull ? ['NOT NULL'] : []),
  ].join(' ');
}

/** A definition may go over several lines, and hold texts that do: only its first line is moved. */
function indented(line: string): string {
  return `    ${line}`;
}

function leftOutRemark(leftOut: ReadonlySet<DefinitionPart>): string {
  return leftOut.size === 0
    ? ''
    : `${comment(
        'Not shown, on neither side, because the restore leaves it out:',
        `${[...leftOut].join(', ')}.`,
      )}\n`;
}
