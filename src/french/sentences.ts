import { answerSentences } from './commandLine/answers';
import { helpSentences } from './commandLine/help';
import { refusalSentences } from './commandLine/refusals';
import { columnSentences } from './columns';
import { withFrenchTitles } from './commands';
import { comparingSentences } from './comparing';
import { connectionSentences } from './connections';
import { correctingSentences, writingSentences } from './correcting';
import { dumpSentences } from './dumps';
import { dumpFolderSentences, trustSentences } from './dumpFolders';
import { fragments } from './fragments';
import { freezeSentences, freezingSentences } from './freezing';
import { machineSentences } from './machine';
import { fileSentences, phases, reviewingSentences, serverSentences } from './reviewing';
import { incidentSentences } from './incidents';
import { ledgerSentences } from './ledger';
import { procedureSentences } from './procedure';
import { replacingSentences } from './replacing';
import { rankingSentences, recoverySentences } from './recovering';
import { reportingSentences, strategySentences } from './reporting';
import { restoringSentences } from './restoring';
import { checkSentences, scratchSentences } from './scratch';
import { inEnglish, isFrench, type Say } from './say';
import { scriptSentences } from './scriptFiles';
import { stepSentences } from './steps';
import { validatingSentences } from './validating';
import { differenceWords, structureSentences } from './structure';
import { progressSentences, viewSentences } from './views';

/** Each part of {@link sentences}. */
export const parts: readonly Readonly<Record<string, string>>[] = [
  structureSentences,
  differenceWords,
  comparingSentences,
  correctingSentences,
  writingSentences,
  reviewingSentences,
  fileSentences,
  serverSentences,
  stepSentences,
  freezingSentences,
  freezeSentences,
  ledgerSentences,
  replacingSentences,
  reportingSentences,
  procedureSentences,
  validatingSentences,
  strategySentences,
  scriptSentences,
  ...[dumpSentences, restoringSentences, machineSentences],
  ...[helpSentences, answerSentences, refusalSentences],
  ...[recoverySentences, rankingSentences, viewSentences, progressSentences],
  ...[connectionSentences, scratchSentences, dumpFolderSentences, trustSentences],
  ...[columnSentences, incidentSentences, checkSentences],
  fragments,
  phases,
];

/**
 * What the window and the command line show, in French by its English. `{1}` stands for what is put there. English
 * says either of `{is|are}`; French says the first of `{1:est|sont}` where the number that `{1}` begins with is below
 * two. The engine speaks English alone, as its journal does.
 */
export const sentences: Readonly<Record<string, string>> = Object.assign({}, ...parts) as Record<
  string,
  string
>;

/** What is counted: `3 rows`. */
const nouns: Readonly<Record<string, string>> = {
  row: 'ligne',
  rows: 'lignes',
  'selected row': 'ligne choisie',
  'selected rows': 'lignes choisies',
  'stale row': 'ligne dépassée',
  'stale rows': 'lignes dépassées',
  'written row': 'ligne écrite',
  'written rows': 'lignes écrites',
  'planned row': 'ligne du plan',
  'planned rows': 'lignes du plan',
  'other row': 'autre ligne',
  'other rows': 'autres lignes',
  check: 'contrôle',
  checks: 'contrôles',
  statement: 'instruction',
  statements: 'instructions',
  'written value': 'valeur écrite',
  'written values': 'valeurs écrites',
  'missing row': 'ligne manquante',
  'missing rows': 'lignes manquantes',
  key: 'clé',
  keys: 'clés',
  value: 'valeur',
  values: 'valeurs',
  'more value': 'autre valeur',
  'more values': 'autres valeurs',
  byte: 'octet',
  bytes: 'octets',
  table: 'table',
  tables: 'tables',
  entry: 'entrée',
  entries: 'entrées',
  dump: 'sauvegarde',
  dumps: 'sauvegardes',
  day: 'jour',
  days: 'jours',
  file: 'fichier',
  files: 'fichiers',
  thing: 'point',
  things: 'points',
  'scratch database': 'base de travail',
  'scratch databases': 'bases de travail',
  'starter check': 'premier contrôle',
  'starter checks': 'premiers contrôles',
  warning: 'avertissement',
  warnings: 'avertissements',
  insert: 'à insérer',
  update: 'à corriger',
  delete: 'à supprimer',
};

/** @param locale BCP 47. */
export function inLanguage(locale: string): Say {
  return isFrench(locale) ? new French().say : inEnglish;
}

interface Template {
  readonly english: RegExp;
  /** With what the engine puts in: then no other sentence may stand before it. */
  readonly startsAnywhere: boolean;
  readonly french: string;
}

class French {
  private templates: readonly Template[] | undefined;

  /** A whole sentence, or several one after the other. */
  readonly say = (english: string): string => {
    const parts = english.split(/(?<=[.?!]) (?=\S)/);
    if (parts.length === 1) {
      return this.sentence(english) ?? english;
    }
    const said = parts.map((part) => this.sentence(part));
    // What is filled into one sentence may hold another, so that both could be taken for one.
    const each = said.includes(undefined) ? undefined : said.join(' ');
    return (
      sentences[english] ??
      each ??
      this.sentence(english) ??
      parts.map((part, at) => said[at] ?? part).join(' ')
    );
  };

  private sentence(english: string): string | undefined {
    return (
      counted(english) ??
      sized(english) ??
      sentences[english] ??
      this.filled(english) ??
      this.withWays(english)
    );
  }

  /** An advice with the commands that do it: `Rehearse it first (PRA: Rehearse).` */
  private withWays(english: string): string | undefined {
    const [, advice, ways] = /^(.*) (\((?:PRA: |settings? )[^()]*\))\.$/s.exec(english) ?? [];
    const french = advice === undefined ? undefined : this.sentence(`${advice}.`);
    return french?.replace(/\.?$/, ` ${withFrenchTitles(ways ?? '')}.`);
  }

  private filled(english: string): string | undefined {
    this.templates ??= templates();
    for (const { english: pattern, french, startsAnywhere } of this.templates) {
      const found = pattern.exec(english);
      if (found && !(startsAnywhere && hasSentenceEnd.test(found[1] ?? ''))) {
        return agreeing(french, found).replaceAll(
          /\{(\d)\}(?: (?=(?:s|h|Mo)\b))?/g,
          (place, number) => {
            const value = found[Number(number)] ?? '';
            // A measure: a comma before the decimals, and no break before the unit.
            return place.endsWith(' ') ? `${decimal(value)}\u00a0` : this.value(value);
          },
        );
      }
    }
    return undefined;
  }

  /** What stands in a sentence: a number of things, words of the engine, or the name of something. */
  private value(english: string): string {
    const said = this.say(english);
    const [separator] = /; | · |, /.exec(english) ?? [];
    if (said !== english || separator === undefined) {
      return said;
    }
    return english
      .split(separator)
      .map((each) => this.value(each))
      .join(separator);
  }
}

/** With the words that go with the numbers put in. */
function agreeing(french: string, found: readonly string[]): string {
  return french.replaceAll(/\{(\d):([^|}]*)\|([^}]*)\}/g, (_, place, one: string, many: string) =>
    Number.parseFloat((found[Number(place)] ?? '').replaceAll(',', '')) < 2 ? one : many,
  );
}

/** `1,204.5` */
function decimal(english: string): string {
  return english.replaceAll(',', '\u202f').replace(/\.(?=\d+$)/, ',');
}

function counted(english: string): string | undefined {
  const [, number, noun] = /^(\d[\d,]*)(?: ([a-z ]+))?$/.exec(english) ?? [];
  const written = number?.replaceAll(',', '\u202f');
  if (written === undefined || noun === undefined) {
    return written;
  }
  const french = nouns[number === '0' ? noun.replace(/ies$/, 'y').replace(/s$/, '') : noun];
  return french === undefined ? undefined : `${written} ${french}`;
}

/** `1.4 GB` */
function sized(english: string): string | undefined {
  const [, number, unit] = /^(\d[\d,]*(?:\.\d+)?) (bytes|kB|MB|GB|TB)$/.exec(english) ?? [];
  return number === undefined || unit === undefined
    ? undefined
    : `${decimal(number)}\u00a0${unit === 'bytes' ? 'octets' : unit.replace('B', 'o')}`;
}

/** Those that say most by themselves first, so that none of them is taken for a vaguer one. */
function templates(): readonly Template[] {
  return Object.entries(sentences)
    .filter(([english]) => english.includes('{1}'))
    .toSorted(([a], [b]) => fixedLength(b) - fixedLength(a))
    .map(([english, french]) => ({
      english: patternOf(english),
      startsAnywhere: english.startsWith('{'),
      french,
    }));
}

const hasSentenceEnd = /[.?!:] /;

function fixedLength(template: string): number {
  return template.replaceAll(/\{(\d|[^{}|]*\|[^{}|]*)\}/g, '').length;
}

function patternOf(template: string): RegExp {
  const pattern = template
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{\d\}/g, '(.+?)')
    // The fuller word first: what follows an empty one would take the other in.
    .replaceAll(/\{([^{}|]*)\\\|([^{}|]*)\}/g, (_, one: string, many: string) =>
      one.length > many.length ? `(?:${one}|${many})` : `(?:${many}|${one})`,
    );
  return new RegExp(`^${pattern}$`, 's');
}
