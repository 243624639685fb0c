import { inEnglish, isFrench, type Say } from './say';

/**
 * As `inLanguage` of the sentences; nobody else waits until the French is read.
 * @param locale BCP 47.
 */
export async function sayIn(locale: string): Promise<Say> {
  return isFrench(locale) ? (await import('./sentences')).inLanguage(locale) : inEnglish;
}
