/** Gives a sentence of the engine in the operator's language; what it does not know stays English. */
export type Say = (english: string) => string;

export const inEnglish: Say = (english) => english;

/** @param locale BCP 47. */
export function isFrench(locale: string): boolean {
  return /^fr\b/i.test(locale);
}
