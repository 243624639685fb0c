import type { ReviewState } from '../../src/protocol/state';
import type { Texts } from './texts';

/** `18 Nov 02:00 · 19 861 rows` */
export function backupFacts({ backup }: ReviewState, texts: Texts): string {
  const dumped = backup.at === undefined ? [] : [texts.moment(backup.at)];
  return [...dumped, texts.say('{n} {n:row|rows}', { n: backup.rows })].join(' · ');
}

export function liveFacts({ live }: ReviewState, texts: Texts): string {
  return texts.say('{n} {n:row|rows}', { n: live.rows });
}

export function identicalFacts({ counts }: ReviewState, texts: Texts): string {
  return `= ${texts.say('{n} identical', { n: counts.identical })}`;
}

/**
 * How old the comparison is: in minutes while they are few, and in short where there is little room. Where
 * production may have moved on since, it says so.
 */
export function ageFacts(
  review: ReviewState,
  texts: Texts,
): { readonly long: string; readonly short: string } {
  const { live } = review;
  const minutes = minutesSince(live.readAt);
  const isOld = isOutOfDate(review);
  if (minutes > mostMinutes) {
    const time = texts.moment(live.readAt);
    const long = isOld ? 'Compared {time}, not frozen: compare again' : 'Compared {time}';
    return { long: texts.say(long, { time }), short: time };
  }
  const values = { time: texts.clock(live.readAt), n: minutes };
  return {
    long: texts.say(
      isOld ? 'Compared {n} min ago, not frozen: compare again' : 'Compared at {time}, {n} min ago',
      values,
    ),
    short: texts.say('{time}, {n} min ago', values),
  };
}

/** Production was compared a while ago, may have moved on since, and is yet to be corrected. */
export function isOutOfDate(review: ReviewState): boolean {
  const { freeze, live, status } = review;
  const { state } = status.outcome;
  const isYetToBeWritten = state === 'none' || state === 'undone';
  const comparedAt = live.comparedAgainAt ?? live.readAt;
  return isYetToBeWritten && !freeze && minutesSince(comparedAt) >= freshMinutes;
}

function minutesSince(iso: string): number {
  return Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 60_000));
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
const freshMinutes = 30;
