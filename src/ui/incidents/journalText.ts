import path from 'node:path';
import type { JournalEntry } from '../../core/incident/journal';
import { openIncident } from '../../engine/incidents';
import type { TextPages } from '../textPages';

/** Opens the journal as a text: what was done, and when. */
export async function showJournal(dir: string, pages: TextPages): Promise<void> {
  const entries = await (await openIncident(dir)).entries();
  const title = `Journal of ${path.basename(dir)}`;
  const content = [`${title} (times in UTC)`, '', ...entries.map(lineOf), ''];
  await pages.show(title, content.join('\n'));
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
