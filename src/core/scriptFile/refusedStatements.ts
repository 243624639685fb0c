import { type SqlToken, stringValue } from '../sql/sqlTokens';
import { type Tokens, wordOf, wordsOf } from './statements';

/** Why a statement has no place in a script that the tool runs: a sentence. */
export type Refusal = string;

const transaction =
  'The script is one transaction, which the tool begins and ends: leave out what begins, ends or divides it.';
const definition = 'It changes definitions or rights: that is no correction of rows.';
const emptying = 'TRUNCATE is never run in production: delete the rows that are meant.';
const copying = 'COPY is not run from a script: write the rows as VALUES.';
const locking = 'A lock on the table belongs to the tool: freeze the table to keep others out.';
const setting = 'A setting must end with the transaction: write SET LOCAL.';
const foreign = 'It has no part in a correction of rows.';
const psqlOnly = 'It is a command for psql: write SQL alone.';
const unclosed = 'From here on a quote, a comment or a name is not closed.';
const language = 'Only blocks in PL/pgSQL are run.';

const refusedWords: Readonly<Record<string, Refusal>> = {
  ...each('begin start commit end rollback abort savepoint release prepare', transaction),
  ...each(
    'alter create drop comment grant revoke security reindex cluster refresh import reassign',
    definition,
  ),
  truncate: emptying,
  copy: copying,
  lock: locking,
  ...each('reset discard', setting),
};
const allowedWords = new Set(
  'select with values table insert update delete merge do call set show'.split(' '),
);
/** What begins no statement in a block, or ends with it. */
const wordsOfBlocks = new Set(['begin', 'end', 'prepare', 'start']);

/** Settings that decide what is checked, who writes, or how the file is read. */
const keptSettings = new Set(
  'session_replication_role standard_conforming_strings synchronous_commit session_authorization role client_encoding transaction_isolation transaction_read_only transaction'.split(
    ' ',
  ),
);
/** What no ROLLBACK takes back, so that even a rehearsal would do it. */
const beyondRollback = /^(?:setval|dblink\w*|lo_export|lo_import|pg_file_write|http_\w+)$/;

/** Undefined for what may be run. */
export function refusalOf(statement: Tokens): Refusal | undefined {
  const word = wordOf(statement[0]);
  if (word === 'set') {
    return refusalOfSetting(statement) ?? refusalAnywhere(statement);
  }
  if (!allowedWords.has(word)) {
    return statement.some(({ kind }) => kind === 'command')
      ? psqlOnly
      : (refusedWords[word] ?? foreign);
  }
  return refusalAnywhere(statement) ?? (word === 'do' ? refusalOfLanguage(statement) : undefined);
}

/** The same of a statement within a block: `leading` is where it begins, past what opens a branch. */
export function refusalInBlock(leading: Tokens): Refusal | undefined {
  const [first, next] = leading;
  const word = wordOf(first);
  if (wordsOfBlocks.has(word) || /^[:=.[]$/.test(next?.text ?? '')) {
    return undefined;
  }
  if (word === 'set') {
    return refusalOfSetting(leading);
  }
  return word === 'execute' ? refusalOfText(leading) : refusedWords[word];
}

/** What is refused wherever in a statement it stands. */
export function refusalAnywhere(tokens: readonly SqlToken[]): Refusal | undefined {
  for (const token of tokens) {
    if (token.kind === 'command') {
      return psqlOnly;
    }
    if (token.kind === 'open') {
      return unclosed;
    }
    const said = token.kind === 'string' ? stringValue(token) : wordOf(token);
    const kept = /session_replication_role|standard_conforming_strings/i.exec(said);
    if (kept) {
      return settingIsKept(kept[0].toLowerCase());
    }
    if (token.kind === 'word' && beyondRollback.test(said)) {
      return `No ROLLBACK takes back what ${said} does, so that even a rehearsal would do it.`;
    }
  }
  return undefined;
}

function refusalOfSetting(statement: Tokens): Refusal | undefined {
  const [, scope, name = ''] = wordsOf(statement).split(' ');
  if (scope === 'constraints') {
    return undefined;
  }
  if (scope !== 'local') {
    return scope === 'transaction' ? transaction : setting;
  }
  const isUtf8 = name === 'client_encoding' && /utf-?8|unicode/i.test(statement.at(-1)?.text ?? '');
  return keptSettings.has(name) && !isUtf8 ? settingIsKept(name) : undefined;
}

function settingIsKept(name: string): Refusal {
  return `The setting ${name} stays as the tool has found it.`;
}

/** Of a text that is executed, as far as it can be seen: where it begins. */
function refusalOfText(statement: Tokens): Refusal | undefined {
  const text = statement.find(({ kind }) => kind === 'string' || kind === 'dollars');
  const [, first = '', second = ''] =
    /^\s*(\w+)(?:\s+(\w+))?/.exec(text ? stringValue(text) : '') ?? [];
  // A sequence is moved on so that ROLLBACK takes it back.
  const movesSequence = /^alter$/i.test(first) && /^sequence$/i.test(second);
  return movesSequence ? undefined : refusedWords[first.toLowerCase()];
}

function refusalOfLanguage(statement: Tokens): Refusal | undefined {
  const at = statement.findIndex((token) => wordOf(token) === 'language');
  const named = statement[at + 1]?.text.replaceAll(/["']/g, '').toLowerCase();
  return at < 0 || named === 'plpgsql' ? undefined : language;
}

function each(words: string, refusal: Refusal): Readonly<Record<string, Refusal>> {
  return Object.fromEntries(words.split(' ').map((word) => [word, refusal]));
}
