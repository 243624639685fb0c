import { code, list, paragraph, plain, table } from '../markdown';
import { changesText } from '../report/changedColumns';
import { dayBefore } from '../report/charts/spreadChart';
import type { Saying } from '../report/saying';
import type { StrategyIs, WeighedFrom, WeighedStrategy } from './strategy';

/** A strategy to be named; of a business scope or a pattern also with its values, where these may be shown. */
export type NamedStrategy = WeighedStrategy & { readonly value?: string };

/** What the strategy is, in Markdown. */
export function strategyTitle(
  { is, value }: { readonly is: StrategyIs; readonly value?: string },
  { words }: Saying,
): string {
  const say = words.strategy;
  switch (is.kind) {
    case 'replace':
      return say.replace;
    case 'part':
      return say.part;
    case 'keep-later':
      return say.keepLater;
    case 'range':
      return rangeTitle(is, words);
    case 'value':
      return value === undefined
        ? say.value(code(is.column))
        : say.valueOf(code(is.column), plain(value));
    case 'pattern':
      return patternTitle(is, value, words);
    case 'transaction':
      return say.transaction(is.xid);
  }
}

/** Without its values what tells it apart from others that changed the same columns. */
function patternTitle(
  { changes, more }: Extract<StrategyIs, { readonly kind: 'pattern' }>,
  value: string | undefined,
  words: Saying['words'],
): string {
  const say = words.strategy;
  const isOfPair = changes.some(({ how }) => how === 'replaced');
  const told = value === undefined ? isOfPair && say.samePair : plain(value);
  const text = changesText({ rows: 0, changes }, words);
  const shown = told === false ? text : `${text} (${told})`;
  return say.pattern(more ? `${shown}, ${say.more}` : shown);
}

/** Whole days by the last of them, other ranges by where they end. */
function rangeTitle(
  { column, from, to }: Extract<StrategyIs, { readonly kind: 'range' }>,
  words: Saying['words'],
): string {
  const say = words.strategy;
  return [from, to].every((end) => /^\d{4}-\d\d-\d\d$/.test(end))
    ? say.range(code(column), words.day(from), words.day(dayBefore(to)))
    : say.rangeBefore(code(column), plain(from), plain(to));
}

/** The same where nothing reads Markdown. */
export function strategyLabel(
  strategy: Parameters<typeof strategyTitle>[0],
  saying: Saying,
): string {
  return strategyTitle(strategy, saying).replaceAll(/[`\\]/g, '');
}

/** `10 inserted, 60 updated, 0 deleted; 5 overwritten, 0 lost; damage left: 0` */
export function figuresBrief({ figures }: WeighedStrategy, { words }: Saying): string {
  const say = words.strategy;
  const { insert, update, delete: deleted, overwritten, lost, left } = figures;
  return say.brief(say.written(insert, update, deleted), overwritten, lost, left);
}

/** Their figures beside each other, the chosen one in bold. */
export function figuresTable(
  strategies: readonly NamedStrategy[],
  saying: Saying,
  chosen?: string,
): readonly string[] {
  const { words } = saying;
  const rows = strategies.map((strategy) => {
    const { figures, name } = strategy;
    const { insert, update, delete: deleted, overwritten, lost, left, apart } = figures;
    const cells = [insert, update, deleted, overwritten, lost, left, apart].map(words.count);
    const bold = (text: string): string => (name === chosen ? `**${text}**` : text);
    return [strategyTitle(strategy, saying), ...cells].map(bold);
  });
  const withChildren = strategies.filter(({ figures }) => figures.children > 0);
  return [
    ...table(words.strategy.head, rows),
    ...list(
      withChildren.map((strategy) =>
        words.strategy.children(strategyTitle(strategy, saying), strategy.figures.children),
      ),
    ),
  ];
}

/** From what the figures follow, and what they take for damage. */
export function weighedFromLines(
  { comparedAt, scope, damagedBy, damaged, later }: WeighedFrom,
  { words, moments }: Saying,
  now?: string,
): readonly string[] {
  const say = words.strategy;
  const age = now === undefined ? undefined : comparedAt && moments.between(comparedAt, now);
  const writers = damagedBy.map(({ xid, rows, committedAt }) =>
    say.writer(xid, rows, committedAt && moments.full(committedAt)),
  );
  return [
    ...paragraph(
      comparedAt === undefined ? say.comparedSome : say.compared(moments.full(comparedAt), age),
      now !== undefined && say.readOnly,
      scope !== undefined && say.scope(plain(scope)),
    ),
    ...list([
      writers.length === 0
        ? say.damagedUntold(damaged)
        : say.damagedBy(damaged, writers.join(say.and)),
      say.later(later),
      say.deleted,
    ]),
  ];
}
