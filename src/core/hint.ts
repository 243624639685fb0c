import type { RecoveryError, Way } from './errors';

/** What a program calls its ways; undefined for one that it offers by itself, or not at all. */
export type WayNames = Readonly<Record<Way, string | undefined>>;

/** What to do next, with what does it in this program: `Name another folder (--dir).` */
export function hintIn(
  names: WayNames,
  { hint, ways }: Pick<RecoveryError, 'hint' | 'ways'>,
): string | undefined {
  const named = ways.flatMap((way) => names[way] ?? []);
  if (hint === undefined || named.length === 0) {
    return hint;
  }
  const advice = hint.replace(/\.$/, '');
  return `${advice} (${named.join(', ')})${hint.slice(advice.length)}`;
}
