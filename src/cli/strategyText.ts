import type { ReportLanguage } from '../core/report/words/language';
import { strategyLabel, weighedFromLines } from '../core/strategy/strategyWords';
import { type WeighedIncident, strategySaying } from '../engine/strategy';
import type { Strategy } from '../recovery/strategy/strategies';
import { aligned, paragraphs, printable, shellWord } from './text';

/** The strategies beside each other, and how the one that was chosen is carried out. */
export function strategyText(
  weighed: WeighedIncident,
  { dir, language }: { readonly dir: string; readonly language: ReportLanguage },
): string {
  const { table, from, strategies, chosen } = weighed;
  const saying = strategySaying(language);
  const { words } = saying;
  const say = words.strategy;
  const now = new Date().toISOString();
  const rows = strategies.map((strategy) => {
    const { insert, update, delete: deleted, overwritten, lost, left, apart } = strategy.figures;
    const counts = [insert, update, deleted, overwritten, lost, left, apart].map(words.count);
    return [strategy.name, ...counts, strategyLabel(strategy, saying)];
  });
  const [first = '', ...head] = say.head;
  return paragraphs(
    say.title(printable(table)),
    ...weighedFromLines(from, saying, now)
      .filter((line) => line !== '')
      .map(bare),
    '',
    aligned([['name', ...head, first], ...rows]),
    ...strategies
      .filter(({ figures }) => figures.children > 0)
      .map((each) => say.children(each.name, each.figures.children)),
    ...say.legend.map((line) => `  ${line}`),
    chosen && `Chosen, and noted in the journal: ${chosen.name}. ${nextStep(chosen, dir)}`,
  );
}

/** Without Markdown. */
function bare(line: string): string {
  return printable(line.replaceAll(/[`\\]/g, ''));
}

/** By what command the strategy is carried out. */
function nextStep({ name, is, takes }: Strategy, dir: string): string {
  const folder = shellWord(dir);
  switch (is.kind) {
    case 'replace':
      return `Next: pra replace ${folder}`;
    case 'pattern': {
      const ids = takes.flatMap(({ filter }) => filter?.groups ?? [name]);
      return `Next: pra replan ${folder} ${ids.map((id) => `--pattern ${id}`).join(' ')}`;
    }
    case 'transaction':
      return `Next: pra replan ${folder} --transaction ${is.xid}`;
    case 'keep-later':
    case 'range':
    case 'value':
      return 'Next: select these rows in the review, or list their keys for pra replan --keys.';
  }
}
