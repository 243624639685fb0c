import type { SqlToken } from '../sql/sqlTokens';

/** Tokens between two semicolons: at least one. */
export type Tokens = readonly [SqlToken, ...SqlToken[]];

/** The statements among tokens, each without its semicolon. */
export function* statementsOf(tokens: Iterable<SqlToken>): Generator<Tokens, void> {
  let statement: SqlToken[] = [];
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === ';') {
      yield* whole(statement);
      statement = [];
    } else {
      statement.push(token);
    }
  }
  yield* whole(statement);
}

/** A key word, in lower case; empty for anything that is none. */
export function wordOf(token: SqlToken | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : '';
}

/** The first words of a statement, up to what is none: `set local lock_timeout`. */
export function wordsOf(tokens: readonly SqlToken[]): string {
  const end = tokens.findIndex(({ kind }) => kind !== 'word');
  return (end < 0 ? tokens : tokens.slice(0, end)).map(wordOf).join(' ');
}

/** Tells in which line of a text, from 1, a place is. Places must not go down. */
export function lineCounter(text: string, first = 1): (at: number) => number {
  let line = first;
  let counted = 0;
  return (at) => {
    for (let end = text.indexOf('\n', counted); end >= 0 && end < at;) {
      line += 1;
      counted = end + 1;
      end = text.indexOf('\n', counted);
    }
    return line;
  };
}

function* whole([first, ...rest]: readonly SqlToken[]): Generator<Tokens, void> {
  if (first) {
    yield [first, ...rest];
  }
}
