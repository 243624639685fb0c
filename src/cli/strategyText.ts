import type { ReportLanguage } from '../core/report/words/languages';
import { strategyLabel, weighedFromLines } from '../core/strategy/strategyWords';
import { type WeighedIncident, strategySaying } from '../engine/strategy';
import type { Strategy } from '../recovery/strategy/strategies';
import { aligned, asIs, count, paragraphs, printable, shellWord } from './text';

/** The strategies beside each other, and how the one that was chosen is carried out. */
export function strategyText(
  weighed: WeighedIncident,
  dir: string,
  language: ReportLanguage,
): string {
  const { table, from, strategies, chosen, plan } = weighed;
  const saying = strategySaying(language);
  const say = saying.words.strategy;
  const now = new Date().toISOString();
  const rows = strategies.map((strategy) => {
    const { insert, update, delete: deleted, overwritten, lost, left, apart } = strategy.figures;
    const counts = [insert, update, deleted, overwritten, lost, left, apart].map(count);
    return [asIs(strategy.name), ...counts, asIs(strategyLabel(strategy, saying))];
  });
  const [first = '', ...head] = say.head;
  return paragraphs(
    asIs(say.title(printable(table))),
    ...weighedFromLines(from, saying, now)
      .filter((line) => line !== '')
      .map((line) => asIs(bare(line))),
    '',
    aligned([['name', ...[...head, first].map(asIs)], ...rows]),
    ...strategies
      .filter(({ figures }) => figures.children > 0)
      .map((each) => asIs(say.children(each.name, each.figures.children))),
    ...say.legend.map((line) => asIs(`  ${line}`)),
    chosen && `Chosen, and noted in the journal: ${chosen.name}.`,
    chosen && !plan && nextStep(chosen, dir),
  );
}

/** Without Markdown. */
function bare(line: string): string {
  return printable(line.replaceAll(/[`\\]/g, ''));
}

/** By what command the strategy is carried out. */
function nextStep({ name, is }: Strategy, dir: string): string {
  const folder = shellWord(dir);
  return is.kind === 'replace'
    ? `Next: pra replace ${folder} --live CONN`
    : `Next: pra strategy ${folder} --choose ${name} --reason … --plan`;
}
