import type { Key } from '../../catalog/table';
import { RecoveryError } from '../../errors';
import { canBeStored } from '../../sql/quote';

/**
 * The keys of a list: lines of JSON objects with a `key`, as `--changes` writes them, or one key a line,
 * the values of a composite key parted by tabs. Empty lines and conflicts do not count.
 * @throws {RecoveryError} `usage`, naming the line.
 */
export function readKeyList(lines: Iterable<string>): readonly Key[] {
  const numbered = [...lines].map((line, index) => ({
    text: withoutMark(line),
    number: index + 1,
  }));
  const filled = numbered.filter(({ text }) => text.trim() !== '' && !isConflictLine(text));
  const [first] = filled;
  const isJson = first !== undefined && keyIn(jsonOf(first.text)) !== undefined;
  return filled.map(({ text, number }) => {
    const key = isJson ? keyOfLine(text.trim(), number) : text.split('\t');
    if (!key.every(canBeStored)) {
      throw wrongLine(number, 'holds what no text of PostgreSQL can hold');
    }
    return key;
  });
}

/** The key of one JSON line. @throws {RecoveryError} `usage`. */
export function keyOfLine(text: string, number: number): Key {
  const value = jsonOf(text);
  if (value === undefined) {
    throw wrongLine(number, 'is not JSON');
  }
  const key = keyIn(value);
  if (!key) {
    throw wrongLine(number, 'has no "key" that is a list of texts');
  }
  return key;
}

/** Whether `--changes` wrote it of a row whose key does not tell it apart. */
export function isConflictLine(text: string): boolean {
  const value = text.includes('"conflict"') ? jsonOf(text) : undefined;
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'conflict'
  );
}

export function wrongLine(number: number, what: string): RecoveryError {
  return new RecoveryError('usage', `Line ${number} of the keys ${what}.`, {
    hint: 'One JSON object a line, such as {"key": ["42"]}; the lines of --changes will do.',
  });
}

/** Of the byte order mark and the rest of a Windows line end. */
function withoutMark(line: string): string {
  return line.replace(/^\uFEFF/, '').replace(/\r$/, '');
}

function keyIn(value: unknown): Key | undefined {
  const key: unknown =
    typeof value === 'object' && value !== null && 'key' in value ? value.key : undefined;
  return Array.isArray(key) && key.every((part): part is string => typeof part === 'string')
    ? key
    : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
