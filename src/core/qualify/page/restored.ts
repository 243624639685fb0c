import { code, paragraph, plain, table } from '../../markdown';
import type { Saying } from '../../report/saying';
import { isAbsent, valueOf } from '../figure';
import type { QualifiedChecks, TableFigures } from '../qualification';
import { comparedRules, type RuleStanding } from '../restored/comparedRules';
import { expectedText, figureText, rowsText } from './cells';
import { foundText } from './integrity';
import { reference } from './queries';

/** A restored table beside production. */
export interface RestoredBesideLive {
  /** Undefined where none was looked at. */
  readonly restored: TableFigures | undefined;
  readonly live: TableFigures;
  readonly checks: QualifiedChecks;
}

/** What was restored, beside production: to be read before anybody trusts it. */
export function restoredSection(
  { restored, live, checks }: RestoredBesideLive,
  saying: Saying,
  heading = saying.words.qualify.restored,
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
    `## ${heading}`,
    '',
    ...paragraph(say.restoredNote(code(restored.label))),
    ...table(say.restoredHead, [
      [say.restoredRows, rows(restored), rows(live), queries],
      ['', moments.short(restored.at), moments.short(live.at), ''],
    ]),
    ...ruleLines(restored, live, words),
    ...checkLines(checks, words),
  ];
}

function ruleLines(
  restored: TableFigures,
  live: TableFigures,
  words: Saying['words'],
): readonly string[] {
  const say = words.qualify;
  const mine = valueOf(restored.rules);
  const theirs = isAbsent(live.rules) ? [] : valueOf(live.rules);
  if (!mine || !theirs) {
    return [];
  }
  const shown = (standing: RuleStanding): string =>
    standing === 'absent' ? `**${say.there.absent}**` : say.there[standing];
  const queries = reference(restored.rules.query, live.rules.query);
  return table(
    say.rulesCompared,
    comparedRules(mine, theirs).map(({ name, definition, ...rule }) => [
      ...[`${code(name)} ${code(definition)}`, shown(rule.restored), shown(rule.live)],
      queries,
    ]),
  );
}

/** Both sides’ answers beside each other, where the restored table was asked. */
function checkLines({ checks }: QualifiedChecks, words: Saying['words']): readonly string[] {
  const say = words.qualify.restoredTable;
  const asked = checks.filter(({ queries }) => queries.scratch !== undefined);
  if (asked.length === 0) {
    return [];
  }
  return [
    `### ${say.checks}`,
    '',
    ...table(
      say.checksHead,
      asked.map(({ check, verdicts: { scratch, production }, queries }) => [
        ...[plain(check.name), plain(expectedText(check.expected, words))],
        ...[verdictText(scratch, words), verdictText(production, words)],
        reference(...Object.values(queries)),
      ]),
    ),
  ];
}

function verdictText(verdict: Parameters<typeof foundText>[0], words: Saying['words']): string {
  if (!verdict) {
    return '';
  }
  const found = 'found' in verdict ? `${foundText(verdict, words)} – ` : '';
  const said = `${found}${words.qualify.verdicts[verdict.state]}`;
  return verdict.state === 'broken' || verdict.state === 'not run' ? `**${said}**` : said;
}
