import { ruleText, type TableRule } from '../../catalog/rules';
import { code, paragraph, table } from '../../markdown';
import type { Saying } from '../../report/saying';
import { valueOf } from '../figure';
import type { Qualification, TableFigures } from '../qualification';
import { figureText, rowsText } from './cells';
import { reference } from './queries';

/** What was restored, beside production: to be read before anybody trusts it. */
export function restoredSection(
  { restored, live }: Qualification,
  saying: Saying,
): readonly string[] {
  if (!restored) {
    return [];
  }
  const { words, moments } = saying;
  const say = words.qualify;
  const rows = (side: TableFigures): string =>
    figureText(side.rows, words, (count) => rowsText(count, words));
  const queries = reference(restored.rows.query, live.rows.query);
  return [
    `## ${say.restored}`,
    '',
    ...paragraph(say.restoredNote(code(restored.label))),
    ...table(say.restoredHead, [
      [say.restoredRows, rows(restored), rows(live), queries],
      ['', moments.short(restored.at), moments.short(live.at), ''],
    ]),
    ...ruleLines(restored, live, words),
  ];
}

function ruleLines(
  restored: TableFigures,
  live: TableFigures,
  words: Saying['words'],
): readonly string[] {
  const say = words.qualify;
  const [mine, theirs] = [valueOf(restored.rules), valueOf(live.rules)];
  if (!mine || !theirs) {
    return [];
  }
  const keyOf = ({ definition }: TableRule): string => ruleText(definition);
  const all = new Map([...theirs, ...mine].map((rule) => [keyOf(rule), rule]));
  const standing = (rules: readonly TableRule[], key: string): string => {
    const found = rules.find((rule) => keyOf(rule) === key);
    if (!found) {
      return `**${say.there.absent}**`;
    }
    return found.notValid ? say.there['not validated'] : say.there.validated;
  };
  return table(
    say.rulesCompared,
    [...all].map(([key, { name, definition }]) => [
      `${code(name)} ${code(definition)}`,
      standing(mine, key),
      standing(theirs, key),
    ]),
  );
}
