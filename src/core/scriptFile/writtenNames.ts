import type { SqlToken } from '../sql/sqlTokens';
import { wordOf } from './statements';

/** Before UPDATE, these make it something else than a statement. */
const notUpdating = new Set(['for', 'key', 'do', 'on']);

/** The names after INSERT INTO, UPDATE, DELETE FROM and MERGE INTO, with where each begins. */
export function* writtenNames(
  tokens: readonly SqlToken[],
): Generator<{ readonly name: string; readonly at: number }, void> {
  for (const [position, token] of tokens.entries()) {
    const from = nameFrom(tokens, position);
    if (from !== undefined) {
      const name = nameAt(tokens, from);
      if (name !== '') {
        yield { name, at: token.at };
      }
    }
  }
}

function nameFrom(tokens: readonly SqlToken[], position: number): number | undefined {
  const word = wordOf(tokens[position]);
  const next = wordOf(tokens[position + 1]);
  const isInto = (word === 'insert' || word === 'merge') && next === 'into';
  if (isInto || (word === 'delete' && next === 'from')) {
    return pastOnly(tokens, position + 2);
  }
  const isUpdate = word === 'update' && !notUpdating.has(wordOf(tokens[position - 1]));
  return isUpdate && next !== 'set' ? pastOnly(tokens, position + 1) : undefined;
}

function pastOnly(tokens: readonly SqlToken[], position: number): number {
  if (wordOf(tokens[position]) !== 'only') {
    return position;
  }
  return tokens[position + 1]?.text === '(' ? position + 2 : position + 1;
}

/** As it is written, with its schema where that is there. */
function nameAt(tokens: readonly SqlToken[], from: number): string {
  const parts: string[] = [];
  for (let position = from; ; position += 2) {
    const part = tokens[position];
    if (part?.kind !== 'word' && part?.kind !== 'name') {
      break;
    }
    parts.push(part.text);
    if (tokens[position + 1]?.text !== '.') {
      break;
    }
  }
  return parts.join('.');
}
