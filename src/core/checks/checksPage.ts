import { plain, table } from '../markdown';
import { count } from '../words';
import { type CheckSide, expectationText } from './check';
import type { CheckedCheck, CheckRun, EarlierRuns, KeptRun } from './checkRun';
import { isFailure, type Verdict } from './verdict';

/**
 * What a run of checks found, in Markdown: both sides beside each other, and beside earlier runs.
 * @param said Puts a text into the reader's language.
 */
export function checksPage(
  run: CheckRun,
  earlier: EarlierRuns,
  said: (english: string) => string,
): string {
  const shown = columnsOf(run, earlier);
  const rows = run.checks.map((one) => [
    said(checkMark(one)),
    plain(one.check.name),
    plain(said(expectationText(one.check.expected))),
    ...shown.map(({ cell }) => said(cell(one))),
  ]);
  const failed = run.checks.filter((one) => checkMark(one) === 'FAILED').length;
  const heads = ['', 'check', 'expected', ...shown.map(({ title }) => title)];
  const verdict =
    failed === 0
      ? 'No check of severity error failed.'
      : `${count(failed)} of ${count(run.checks.length)} failed.`;
  return [
    `# ${said('Checks')}`,
    '',
    `**${said(verdict)}**`,
    '',
    ...run.sides.map(
      ({ side, label, at }) => `- ${said(`${titles[side]}: ${plain(label)}, ${at}`)}`,
    ),
    '',
    ...table(heads.map(said), rows),
    ...run.checks.flatMap(reasonsOf).flatMap((reason) => [plain(said(reason)), '']),
    ...run.checks.map(({ check }) => `- ${plain(check.file)}: ${plain(check.name)}`),
    '',
  ].join('\n');
}

/** What is to be seen at one glance. */
export function checkMark({ check, verdicts }: CheckedCheck): 'FAILED' | 'warning' | 'ok' {
  const all = Object.values(verdicts);
  if (all.some((verdict) => isFailure(check, verdict))) {
    return 'FAILED';
  }
  return all.some(({ state }) => state === 'broken' || state === 'not run') ? 'warning' : 'ok';
}

/** What each side, and each earlier run, found of a check. */
export function columnsOf(
  { sides }: CheckRun,
  { before, weekBefore }: EarlierRuns,
): readonly { readonly title: string; readonly cell: (checked: CheckedCheck) => string }[] {
  const earlier = (title: string, run: KeptRun | undefined) =>
    run ? [{ title, cell: (one: CheckedCheck) => numberText(run.found.get(one.check.file)) }] : [];
  return [
    ...sides.map(({ side }) => ({
      title: side,
      cell: (one: CheckedCheck) => verdictText(one.verdicts[side]),
    })),
    ...earlier(`before (${before?.at.slice(0, 16).replace('T', ' ') ?? ''})`, before),
    ...earlier('a week before', weekBefore),
  ];
}

export function reasonsOf({ check, verdicts }: CheckedCheck): readonly string[] {
  return Object.entries(verdicts).flatMap(([side, verdict]) =>
    'reason' in verdict ? [`${check.file}, ${side}: ${verdict.state}: ${verdict.reason}`] : [],
  );
}

export const titles: Readonly<Record<CheckSide, string>> = {
  production: 'Production',
  scratch: 'Scratch',
};

function verdictText(verdict: Verdict | undefined): string {
  if (!verdict) {
    return '';
  }
  return 'found' in verdict ? numberText(verdict.found) : verdict.state;
}

function numberText(found: number | undefined): string {
  return found === undefined ? '' : count(found);
}
