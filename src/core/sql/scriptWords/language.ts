import type { ReportLanguage } from '../../report/words/languages';
import { en } from './en';
import { fr } from './fr';
import type { ScriptWords } from './words';

const languages: Readonly<Record<ReportLanguage, ScriptWords>> = { en, fr };

export function scriptWordsIn(language: ReportLanguage): ScriptWords {
  return languages[language];
}

/** Encodings of databases that hold every letter of {@link fr}, and that every tool sends them to. */
const holdingFrench: readonly (string | undefined)[] = ['UTF8', 'LATIN1', 'LATIN9', 'WIN1252'];

/**
 * In which language a script speaks to whoever reads that one: a server refuses a whole script for one letter that its
 * database cannot hold, so that another database, or one of which it is not known, gets English.
 * @param encoding Of production's database, as PostgreSQL calls it.
 */
export function scriptLanguage(
  readers: ReportLanguage,
  encoding: string | undefined,
): ReportLanguage {
  return holdingFrench.includes(encoding) ? readers : 'en';
}
