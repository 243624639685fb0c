import path from 'node:path';
import type { KeptComparison } from '../../core/diff/storedComparison';

/** What the review's tab says: `demandes_rdv: 18 Nov 02:00 → production`. */
export function reviewTitle(
  { dump, identity }: Pick<KeptComparison, 'dump' | 'identity'>,
  locale: string,
): string {
  const made = new Date(dump.createdAt);
  const when = Number.isNaN(made.getTime()) ? path.basename(dump.path) : momentOf(made, locale);
  return `${identity.table.name}: ${when} → production`;
}

function momentOf(made: Date, locale: string): string {
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, options).format(made);
  const day = format({ day: 'numeric', month: 'short' });
  return `${day} ${format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;
}
