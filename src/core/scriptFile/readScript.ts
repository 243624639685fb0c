import { RecoveryError } from '../errors';
import { sqlTokens, stringValue } from '../sql/sqlTokens';
import { refusalAnywhere, refusalInBlock, refusalOf } from './refusedStatements';
import { lineCounter, statementsOf, type Tokens, wordOf, wordsOf } from './statements';
import { writtenNames } from './writtenNames';

/** A statement of a script as it is sent: alone. Lines count from 1. */
export interface ScriptStatement {
  readonly text: string;
  readonly line: number;
  /** `UPDATE`, `DO`. */
  readonly command: string;
  /** Tables that it is seen to write, by their names as they are written. */
  readonly writes: readonly Written[];
  /** Of a block: the line in which its own first line is. */
  readonly bodyLine?: number;
}

export interface Written {
  readonly name: string;
  readonly line: number;
}

interface Refused {
  readonly line: number;
  readonly why: string;
}

const begins =
  /^(?:begin|start transaction)(?: work| transaction)?(?: isolation level read committed| read write| not deferrable)*$/;
const ends = /^(?:rollback|commit|end|abort)(?: work| transaction)?$/;
const mostNamed = 5;

/**
 * The statements of a script that is run within a transaction of the tool's, for which its own BEGIN and its last
 * COMMIT or ROLLBACK stand.
 * @param standardStrings As the server has `standard_conforming_strings`.
 * @throws {RecoveryError} `script-refused`, with the lines of what has no place in it.
 */
export function readScript(text: string, standardStrings: boolean): readonly ScriptStatement[] {
  const line = lineCounter(text);
  const refused: Refused[] = [];
  const found: ScriptStatement[] = [];
  for (const tokens of ownStatements(text, standardStrings)) {
    const statement = readStatement(text, tokens, line(tokens[0].at));
    const why = refusalOf(tokens);
    if (why !== undefined) {
      refused.push({ line: statement.line, why });
      continue;
    }
    const block =
      wordOf(tokens[0]) === 'do' ? readBlock(statement, tokens, standardStrings) : undefined;
    refused.push(...(block?.refused ?? []));
    found.push(block?.statement ?? statement);
  }
  refuse(refused);
  if (found.length === 0) {
    throw new RecoveryError('script-refused', 'There is no statement in the file.', {
      hint: 'Save the correction script anew, or name another file.',
      ways: ['plan-again'],
    });
  }
  return found;
}

function ownStatements(text: string, standardStrings: boolean): readonly Tokens[] {
  const all = [...statementsOf(sqlTokens(text, standardStrings))];
  const from = all[0] && begins.test(wordsIn(all[0])) ? 1 : 0;
  const last = all.at(-1);
  const to = last && all.length > from && ends.test(wordsIn(last)) ? -1 : all.length;
  return all.slice(from, to);
}

/** Of a statement of nothing but words, and commas between them. */
function wordsIn(tokens: Tokens): string {
  const words = tokens.filter(({ text }) => text !== ',');
  return words.every(({ kind }) => kind === 'word') ? wordsOf(words) : '';
}

function readStatement(text: string, tokens: Tokens, line: number): ScriptStatement {
  const { at: from } = tokens[0];
  const last = tokens.at(-1) ?? tokens[0];
  const own = text.slice(from, last.at + last.text.length);
  const lineOf = lineCounter(own, line);
  return {
    ...{ text: own, line, command: wordOf(tokens[0]).toUpperCase() },
    writes: [...writtenNames(tokens)].map(({ name, at }) => ({ name, line: lineOf(at - from) })),
  };
}

/** What stands in a block counts as well; its texts are looked at where they are executed. */
function readBlock(
  statement: ScriptStatement,
  tokens: Tokens,
  standardStrings: boolean,
): { readonly statement: ScriptStatement; readonly refused: readonly Refused[] } {
  const body = tokens.find(({ kind }) => kind === 'dollars' || kind === 'string');
  if (!body) {
    return { statement, refused: [] };
  }
  const bodyLine = lineCounter(statement.text, statement.line)(body.at - tokens[0].at);
  const text = stringValue(body);
  const lineOf = lineCounter(text, bodyLine);
  const refused: Refused[] = [];
  const writes: Written[] = [];
  for (const inner of statementsOf(sqlTokens(text, standardStrings))) {
    const lines = inner.map(({ at }) => lineOf(at));
    for (const [position, leading] of leadings(inner)) {
      const why = refusalInBlock(leading);
      refused.push(...(why === undefined ? [] : [{ line: lines[position] ?? bodyLine, why }]));
    }
    const why = refusalAnywhere(inner);
    refused.push(...(why === undefined ? [] : [{ line: lines[0] ?? bodyLine, why }]));
    const names = [...writtenNames(inner)];
    writes.push(
      ...names.map(({ name, at }) => ({
        name,
        line: lines[inner.findIndex((token) => token.at === at)] ?? bodyLine,
      })),
    );
  }
  return { statement: { ...statement, bodyLine, writes }, refused };
}

const opensBranch = new Set(['begin', 'then', 'else', 'loop', 'declare']);

/** Where statements begin between two semicolons of a block: at the first token, and after what opens a branch. */
function* leadings(tokens: Tokens): Generator<readonly [number, Tokens], void> {
  for (const [position, token] of tokens.entries()) {
    const before = tokens[position - 1];
    if (!before || opensBranch.has(wordOf(before)) || before.text === '>') {
      yield [position, [token, ...tokens.slice(position + 1)]];
    }
  }
}

function refuse(refused: readonly Refused[]): void {
  const [first, ...more] = refused.toSorted((a, b) => a.line - b.line);
  if (!first) {
    return;
  }
  const also = more.slice(0, mostNamed - 1).map(({ line }) => line);
  throw new RecoveryError('script-refused', `Line ${first.line}: ${first.why}`, {
    hint:
      also.length === 0
        ? 'Nothing of it was run. Edit the file, then rehearse it.'
        : `Nothing of it was run. Edit the file, there is more in line ${also.join(', ')}, then rehearse it.`,
  });
}
