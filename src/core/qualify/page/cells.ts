import type { Expectation } from '../../checks/check';
import { plain } from '../../markdown';
import type { ReportWords } from '../../report/words/words';
import type { Figure, Missing } from '../figure';
import type { RowCount } from '../qualification';

/** A figure as a cell of a table; why there is none, where there is none. */
export function figureText<T>(
  figure: Figure<T>,
  words: ReportWords,
  shown: (value: T) => string,
): string {
  return 'value' in figure ? shown(figure.value) : missingText(figure.missing, words);
}

export function missingText(missing: Missing, { qualify: say }: ReportWords): string {
  return missing.why === 'refused' ? say.refused(plain(missing.message)) : say.missing[missing.why];
}

/** The same where it stands by itself. */
export function missingSentence(missing: Missing, words: ReportWords): string {
  return missing.why === 'absent' ? words.qualify.restoredTable.gone : missingText(missing, words);
}

/** What a check is to give. */
export function expectedText(expected: Expectation, { qualify, count }: ReportWords): string {
  const say = qualify.expected;
  switch (expected.kind) {
    case 'no rows':
    case 'any number':
      return say[expected.kind];
    case 'compared':
      return `${expected.by} ${count(expected.to)}`;
    case 'between':
      return say.between(count(expected.least), count(expected.most));
  }
}

export function rowsText({ rows, isEstimate }: RowCount, words: ReportWords): string {
  const number = words.count(rows);
  return isEstimate ? words.qualify.estimate(number) : number;
}

/** `+12`, `−3`, nothing where nothing changed. */
export function changeText(change: number | undefined, words: ReportWords): string {
  if (change === undefined || change === 0) {
    return '';
  }
  return `${change > 0 ? '+' : '−'}${words.count(Math.abs(change))}`;
}

/** How numbers of rows change from one to the next that is known. */
export class Changes {
  private before: number | undefined;

  constructor(private readonly words: ReportWords) {}

  next(rows: number | undefined): string {
    const { before } = this;
    this.before = rows ?? before;
    const change = before === undefined || rows === undefined ? undefined : rows - before;
    return changeText(change, this.words);
  }
}
