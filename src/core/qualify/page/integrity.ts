import type { TableRule } from '../../catalog/rules';
import type { Verdict } from '../../checks/verdict';
import { code, paragraph, plain, table } from '../../markdown';
import type { Saying } from '../../report/saying';
import { valueOf } from '../figure';
import type { Qualification } from '../qualification';
import { expectedText, missingSentence } from './cells';
import { reference } from './queries';

export function integritySection(
  { checks, live: { rules } }: Qualification,
  { words }: Saying,
): readonly string[] {
  const say = words.qualify;
  const found = valueOf(rules) ?? [];
  const asked = checks.checks.filter(({ verdicts: { production } }) => production);
  return [
    `## ${say.integrity}`,
    '',
    ...paragraph(checks.problem !== undefined && plain(checks.problem)),
    ...(asked.length === 0 && checks.problem === undefined ? paragraph(say.noChecks) : []),
    ...table(
      say.checksHead,
      asked.map(({ check, verdicts: { production }, queries }) => [
        plain(check.name),
        plain(expectedText(check.expected, words)),
        foundText(production, words),
        production ? say.verdicts[production.state] : '',
        reference(queries.production ?? 0),
      ]),
    ),
    ...('missing' in rules ? paragraph(missingSentence(rules.missing, words)) : []),
    ...(found.length === 0 && 'value' in rules ? paragraph(say.noRules) : []),
    ...table(
      say.rulesHead,
      found.map((rule) => ruleLine(rule, rules.query, words)),
    ),
  ];
}

export function foundText(verdict: Verdict | undefined, words: Saying['words']): string {
  if (!verdict) {
    return '';
  }
  return 'found' in verdict ? words.count(verdict.found) : plain(verdict.reason);
}

function ruleLine(
  { name, definition, notValid }: TableRule,
  query: number,
  { qualify: say }: Saying['words'],
): readonly string[] {
  const { yes, no } = say.validated;
  return [code(name), code(definition), notValid ? `**${no}**` : yes, reference(query)];
}
