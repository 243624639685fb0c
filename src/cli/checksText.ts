import { expectationText } from '../core/checks/check';
import type { CheckRun } from '../core/checks/checkRun';
import { checkMark, columnsOf, reasonsOf, titles } from '../core/checks/checksPage';
import type { RunHistory } from '../recovery/checks/runChecks';
import { aligned, paragraphs, printable } from './text';

/** The checks, a line each, both sides beside each other and beside what was found before. */
export function checksText(run: CheckRun, history: RunHistory): string {
  const shown = columnsOf(run, history);
  const rows = run.checks.map((one) => [
    ...[checkMark(one), one.check.name, expectationText(one.check.expected)],
    ...shown.map(({ cell }) => cell(one)),
  ]);
  return paragraphs(
    ...run.sides.map(({ side, label, at }) => `${titles[side]}: ${printable(label)}, ${at}`),
    aligned([['', 'check', 'expected', ...shown.map(({ title }) => title)], ...rows]),
    ...run.checks.flatMap(reasonsOf).map(printable),
    history.notKept && `This run is not kept: ${history.notKept.message}`,
  );
}
