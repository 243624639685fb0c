import { type CheckSide, expectationText } from '../core/checks/check';
import type { CheckedCheck, CheckRun, KeptRun } from '../core/checks/checkRun';
import { isFailure, type Verdict } from '../core/checks/verdict';
import type { RunHistory } from '../recovery/checks/runChecks';
import { aligned, count, paragraphs, printable } from './text';

/** The checks, a line each, both sides beside each other and beside what was found before. */
export function checksText({ sides, checks }: CheckRun, history: RunHistory): string {
  const earlier: readonly (readonly [string, KeptRun | undefined])[] = [
    [`before (${history.before?.at.slice(0, 16).replace('T', ' ')})`, history.before],
    ['a week before', history.weekBefore],
  ];
  const shown = earlier.flatMap(([title, run]) => (run ? [{ title, run }] : []));
  const rows = checks.map((one) => [
    mark(one),
    one.check.name,
    expectationText(one.check.expected),
    ...sides.map(({ side }) => verdictText(one.verdicts[side])),
    ...shown.map(({ run }) => numberText(run.found.get(one.check.file))),
  ]);
  const titles = ['', 'check', 'expected', ...sides.map(({ side }) => side)];
  return paragraphs(
    ...sides.map(({ side, label, at }) => `${titleOf(side)}: ${printable(label)}, ${at}`),
    aligned([[...titles, ...shown.map(({ title }) => title)], ...rows]),
    ...checks.flatMap(reasonsOf),
    history.notKept && `This run is not kept: ${history.notKept.message}`,
  );
}

function mark({ check, verdicts }: CheckedCheck): string {
  const all = Object.values(verdicts);
  if (all.some((verdict) => isFailure(check, verdict))) {
    return 'FAILED';
  }
  return all.some(({ state }) => state === 'broken' || state === 'not run') ? 'warning' : 'ok';
}

function verdictText(verdict: Verdict | undefined): string {
  if (!verdict) {
    return '';
  }
  return 'found' in verdict ? numberText(verdict.found) : verdict.state;
}

function numberText(found: number | undefined): string {
  return found === undefined ? '' : count(found);
}

function reasonsOf({ check, verdicts }: CheckedCheck): readonly string[] {
  return Object.entries(verdicts).flatMap(([side, verdict]) =>
    'reason' in verdict
      ? [printable(`${check.file}, ${side}: ${verdict.state}: ${verdict.reason}`)]
      : [],
  );
}

function titleOf(side: CheckSide): string {
  return side === 'production' ? 'Production' : 'Scratch';
}
