import path from 'node:path';
import type { JournalEntry } from '../../core/incident/journal';
import { openIncident } from '../../engine/incidents';
import type { TextPages } from '../textPages';
import { inWindow } from '../asking';

/** Opens the journal as a text: what was done, and when. */
export async function showJournal(dir: string, pages: TextPages): Promise<void> {
  const entries = await (await openIncident(dir)).entries();
  const name = path.basename(dir);
  const heading = inWindow(`Journal of ${name} (times in UTC)`);
  await pages.show(`Journal of ${name}`, [heading, '', ...entries.map(lineOf), ''].join('\n'));
}

/** What is of no use here, or too long for a line: the report tells it. */
const untold: ReadonlySet<string> = new Set([
  'n',
  'writer',
  'patterns',
  'transactions',
  'strategies',
  'from',
]);

/** Counts and names only: a journal holds nothing of a row. */
function lineOf({ at, step, ...facts }: JournalEntry): string {
  const told = Object.entries(facts)
    .filter(([name]) => !untold.has(name))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `${at}  ${step}  ${told.join(', ')}`.trimEnd();
}
