import type { ReviewState } from '../../src/protocol/state';
import type { Texts } from './texts';

/** `18 Nov 02:00 · 19 861 rows` */
export function backupFacts({ backup }: ReviewState, texts: Texts): string {
  const dumped = backup.at === undefined ? [] : [texts.moment(backup.at)];
  return [...dumped, texts.say('{n} rows', { n: backup.rows })].join(' · ');
}

export function liveFacts({ live }: ReviewState, texts: Texts): string {
  return texts.say('{n} rows', { n: live.rows });
}

export function identicalFacts({ counts }: ReviewState, texts: Texts): string {
  return `= ${texts.say('{n} identical', { n: counts.identical })}`;
}

/** How old the comparison is: in minutes while they are few, and in short where there is little room. */
export function ageFacts(
  { live }: ReviewState,
  texts: Texts,
): { readonly long: string; readonly short: string } {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(live.readAt)) / 60_000));
  if (minutes > mostMinutes) {
    const time = texts.moment(live.readAt);
    return { long: texts.say('Compared {time}', { time }), short: time };
  }
  const values = { time: texts.clock(live.readAt), n: minutes };
  return {
    long: texts.say('Compared at {time}, {n} min ago', values),
    short: texts.say('{time}, {n} min ago', values),
  };
}

/** The same, and which rows were compared where it was not all of them. */
export function scopedAge(
  review: ReviewState,
  texts: Texts,
): { readonly long: string; readonly short: string } {
  const age = withAgain(ageFacts(review, texts), review, texts);
  return review.scope === undefined
    ? age
    : {
        long: `${age.long} · ${texts.say('Only {scope}', { scope: review.scope })}`,
        short: `${age.short} · ${texts.say('part of the table')}`,
      };
}

function withAgain<T extends { readonly long: string }>(
  age: T,
  { live: { comparedAgainAt } }: ReviewState,
  texts: Texts,
): T {
  return comparedAgainAt === undefined
    ? age
    : {
        ...age,
        long: `${age.long} · ${texts.say('stale rows again at {time}', { time: texts.clock(comparedAgainAt) })}`,
      };
}

const mostMinutes = 120;
