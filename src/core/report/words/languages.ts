export const reportLanguages = ['en', 'fr'] as const;

/** What PRA says to people it says in these; first for the reports of incidents. */
export type ReportLanguage = (typeof reportLanguages)[number];

/** That of a locale, `fr-FR` or `fr_FR.UTF-8`; English for every other. */
export function languageOf(locale: string): ReportLanguage {
  return /^fr\b|^fr_/i.test(locale) ? 'fr' : 'en';
}
