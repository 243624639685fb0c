import type { NotedFigures } from '../incident/notedFigures';
import { code, list, paragraph } from '../markdown';
import { type PlainFinding, readingText } from '../qualify/page/reading';
import type { IncidentStory, Entry } from './incidentStory';
import type { Saying } from './saying';

/** What the last qualification found at its time, and where its page is. */
export function qualifiedThen(
  { journal, facts: { pages } }: Pick<IncidentStory, 'journal' | 'facts'>,
  saying: Saying,
): readonly string[] {
  const done = journal.findLast((entry): entry is Entry<'qualified'> => entry.step === 'qualified');
  if (!done) {
    return [];
  }
  const { words, moments } = saying;
  return [
    ...paragraph(
      words.qualify.inReport(
        moments.full(done.at),
        pages.includes(done.page) ? `[${done.page}](${done.page})` : code(done.page),
      ),
    ),
    ...list([
      ...findingsIn(done.found).map((finding) => readingText(finding, saying)),
      ...dumpText(done.found, saying),
    ]),
  ];
}

function findingsIn({
  gone,
  transactions,
  rows,
  dump,
  hole,
  writing,
}: NotedFigures): readonly PlainFinding[] {
  const queries: readonly number[] = [];
  const change = (rows ?? 0) - (dump?.rows ?? 0);
  return [
    ...(gone ? [{ kind: 'gone', ...gone, near: [], rows: undefined, queries } as const] : []),
    ...transactions.map((transaction) => ({ kind: 'transaction', transaction, queries }) as const),
    ...(rows !== undefined && dump?.rows !== undefined
      ? [{ kind: 'volume', rows, dump: dump.path, change, queries } as const]
      : []),
    ...(hole ? [{ kind: 'hole', ...hole, queries } as const] : []),
    ...(writing > 0 ? [{ kind: 'writing', sessions: writing, queries } as const] : []),
  ];
}

function dumpText({ dump, checksFailed }: NotedFigures, { words, moments }: Saying): string[] {
  const say = words.qualify;
  const name = dump && code(dump.path.split(/[\\/]/).at(-1) ?? dump.path);
  return [
    ...(checksFailed > 0 ? [say.checksFailedThen(checksFailed)] : []),
    ...(dump && name !== undefined
      ? [say.healthy(name, moments.full(dump.createdAt), say.healthyRows(dump.rows))]
      : []),
  ];
}
