import type { PlanMade } from '../recovery/correct/planFromComparison';
import { paragraphs, printable, shellWord } from './text';
import { countsText } from '../core/correction/countsText';

/** What a new plan is, where its scripts are, and what comes next. */
export function planText({ counts, notices }: PlanMade, dir: string): string {
  const shown = printable(dir);
  return paragraphs(
    `Planned: ${countsText(counts)}. Nothing has been written to production.`,
    ...notices.map((notice) => `Note: ${printable(notice)}`),
    `In ${shown}: correction.sql, undo.sql, plan.json, report.md.`,
    `Next: pra rehearse ${shellWord(dir)} --live CONN`,
  );
}

export function nothingSelectedText(dir: string): string {
  return paragraphs(
    'Nothing was selected, so no correction is planned. Nothing has been written to production.',
    `Next: pra replan ${shellWord(dir)} with --select, --transaction, --pattern or --keys.`,
  );
}

export function withoutKeyText(dir: string): string {
  return paragraphs(
    'Without a key no single row can be corrected, so no correction is planned. Nothing has been written to production.',
    `In ${printable(dir)}: rows/changes.jsonl, a line for each different row, with how many copies.`,
    'Next: pra recover into another DIR with --key a,b, columns that together tell the rows apart.',
  );
}
