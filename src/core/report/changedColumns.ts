import type { NotedChange, NotedPattern } from '../incident/notedPatterns';
import { code } from '../markdown';

/** The columns of a pattern that changed alike. */
export interface ChangedColumns extends Omit<NotedChange, 'column'> {
  /** The first of them, in Markdown. */
  readonly names: readonly string[];
  /** How many there are besides. */
  readonly more: number;
}

const mostNamed = 4;

/** `date_rdv moved 1 year later, statut replaced by another value`: which columns changed, and how. */
export function changesText(
  { changes }: NotedPattern,
  words: { readonly change: (columns: ChangedColumns) => string },
): string {
  const alike = new Map<string, NotedChange[]>();
  for (const change of changes) {
    const way = JSON.stringify([change.how, change.by]);
    alike.set(way, [...(alike.get(way) ?? []), change]);
  }
  return [...alike.values()]
    .map((group) => {
      const [{ how, by } = { how: 'edited' as const }] = group;
      const names = group.slice(0, mostNamed).map(({ column }) => code(column));
      const more = group.length - names.length;
      return words.change({ how, ...(by ? { by } : {}), names, more });
    })
    .join(', ');
}
