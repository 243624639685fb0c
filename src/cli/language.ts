import { languageOf, type ReportLanguage, reportLanguages } from '../core/report/words/languages';
import { RecoveryError } from '../core/errors';
import { sayIn } from '../french/sayIn';
import type { Say } from '../french/say';

/** In which language the program answers whoever called it. */
export interface Speech {
  readonly language: ReportLanguage;
  readonly say: Say;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** By --lang, else by the system's variables that tell it, the strongest first. */
export async function speechOf(words: readonly string[], variables: Variables): Promise<Speech> {
  const { LC_ALL, LC_MESSAGES, LANG } = variables;
  const locale = langOption(words) ?? [LC_ALL, LC_MESSAGES, LANG].find((each) => each) ?? '';
  const language = languageOf(locale);
  return { language, say: await sayIn(language) };
}

/** @throws {RecoveryError} `usage`: --lang names none of the languages. */
export function checkLanguage(words: readonly string[]): void {
  const named = langOption(words);
  if (named !== undefined && !reportLanguages.some((language) => language === named)) {
    throw new RecoveryError('usage', `--lang takes ${reportLanguages.join(' or ')}.`);
  }
}

/** A line from its command on: --lang may stand before it. */
export function commandWords(words: readonly string[]): readonly string[] {
  const [first = ''] = words;
  return first === '--lang' ? words.slice(2) : first.startsWith('--lang=') ? words.slice(1) : words;
}

/** Looked for before the line is read, since what is wrong with the line is said in it, too. */
function langOption(words: readonly string[]): string | undefined {
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  const at = options.findLastIndex((word) => /^--lang(=|$)/.test(word));
  return at === -1 ? undefined : (/^--lang=(.*)$/.exec(options[at] ?? '')?.[1] ?? options[at + 1]);
}
