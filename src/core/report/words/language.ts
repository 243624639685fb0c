import { en } from './en/words';
import { fr } from './fr/words';
import type { ReportWords } from './words';

export const reportLanguages = ['en', 'fr'] as const;

export type ReportLanguage = (typeof reportLanguages)[number];

const languages: Readonly<Record<ReportLanguage, ReportWords>> = { en, fr };

export function wordsIn(language: ReportLanguage): ReportWords {
  return languages[language];
}

/** That of a locale, `fr-FR` or `fr_FR.UTF-8`; English for every other. */
export function languageOf(locale: string): ReportLanguage {
  return /^fr\b|^fr_/i.test(locale) ? 'fr' : 'en';
}
