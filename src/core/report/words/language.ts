import { en } from './en/words';
import { fr } from './fr/words';
import type { ReportLanguage } from './languages';
import type { ReportWords } from './words';

const languages: Readonly<Record<ReportLanguage, ReportWords>> = { en, fr };

export function wordsIn(language: ReportLanguage): ReportWords {
  return languages[language];
}
