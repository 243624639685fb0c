import { parseTableName } from '../catalog/tableName';
import { RecoveryError } from '../errors';
import { SqlScanner } from '../plain/sqlScanner';
import type { Check, CheckSide, Comparison, Expectation, Severity } from './check';

/**
 * Reads a check: lines `-- word: text` above one query. `name` and `expect` must be there; `severity`
 * (error), `table` and `side` may be. Other comment lines are free.
 * @throws {RecoveryError} `usage`, with the file and what is wrong in it.
 */
export function readCheck(file: string, text: string): Check {
  const said = headerOf(file, text);
  const required = (word: HeaderWord): string => {
    const value = said.get(word);
    if (value === undefined) {
      throw notACheck(file, `It has no line “-- ${word}: …” above its query.`);
    }
    return value;
  };
  const table = said.get('table');
  return {
    file,
    name: required('name'),
    expected: expectationOf(file, required('expect')),
    severity: oneOf<Severity>(file, 'severity', ['error', 'warning'], said) ?? 'error',
    table: table === undefined ? undefined : parseTableName(table),
    side: oneOf<CheckSide>(file, 'side', ['production', 'scratch'], said),
    query: queryOf(file, text),
  };
}

const headerWords = ['name', 'expect', 'severity', 'table', 'side'] as const;
type HeaderWord = (typeof headerWords)[number];
type Header = ReadonlyMap<HeaderWord, string>;

/** A misspelt word is refused: ignored, it would leave the check to mean something else. */
function headerOf(file: string, text: string): Header {
  const said = new Map<HeaderWord, string>();
  for (const line of headerLines(text)) {
    const [, word, value = ''] = /^--\s*([A-Za-z]+)\s*:\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (word === undefined) {
      continue;
    }
    const known = headerWords.find((one) => one === word);
    if (known === undefined || said.has(known)) {
      const what = known === undefined ? 'is none of its words' : 'stands there twice';
      throw notACheck(file, `“${word}” ${what}.`, `They are ${headerWords.join(', ')}.`);
    }
    said.set(known, value);
  }
  return said;
}

function headerLines(text: string): readonly string[] {
  const lines = text
    .replace(/^\u{feff}/u, '')
    .split('\n')
    .map((line) => line.trim());
  const end = lines.findIndex((line) => line !== '' && !line.startsWith('--'));
  return end < 0 ? lines : lines.slice(0, end);
}

const number = String.raw`(-?\d+(?:\.\d+)?)`;
const compared = new RegExp(`^(=|<>|<=|<|>=|>)\\s*${number}$`);
const between = new RegExp(`^between\\s+${number}\\s+and\\s+${number}$`);

function expectationOf(file: string, text: string): Expectation {
  if (text === 'no rows' || text === 'any number') {
    return { kind: text };
  }
  const [, by, to] = compared.exec(text) ?? [];
  if (by !== undefined) {
    return { kind: 'compared', by: by as Comparison, to: Number(to) };
  }
  const [, least, most] = between.exec(text) ?? [];
  if (least !== undefined) {
    return { kind: 'between', least: Number(least), most: Number(most) };
  }
  throw notACheck(
    file,
    `“${text}” cannot be expected.`,
    'Write: no rows, any number, = 0 (or <>, <, <=, >, >=), between 10 and 20.',
  );
}

function oneOf<T extends string>(
  file: string,
  word: HeaderWord,
  values: readonly T[],
  said: Header,
): T | undefined {
  const text = said.get(word);
  const value = values.find((one) => one === text);
  if (text !== undefined && value === undefined) {
    throw notACheck(file, `“${text}” is no ${word}.`, `It is ${values.join(' or ')}.`);
  }
  return value;
}

function queryOf(file: string, text: string): string {
  const statements: string[] = [];
  const scanner = new SqlScanner({
    onStatement: (statement) => {
      statements.push(new TextDecoder().decode(statement).replace(/;$/, '').trim());
    },
    onComment: () => undefined,
    onCommand: () => {
      throw notACheck(file, 'It holds a command for psql.');
    },
  });
  // Its last statement needs no semicolon.
  const bytes = new TextEncoder().encode(`${text.replace(/^\u{feff}/u, '')}\n;`);
  for (let at = 0; at < bytes.length;) {
    at = scanner.scan(bytes, at);
  }
  const [query, ...more] = statements.filter((statement) => statement !== '');
  if (!scanner.isBetween || query === undefined) {
    throw notACheck(file, scanner.isBetween ? 'It has no query.' : 'Its query has no end.');
  }
  if (more.length > 0) {
    throw notACheck(file, 'It has more than one statement.', 'Put each query into its own file.');
  }
  return query;
}

function notACheck(file: string, what: string, hint?: string): RecoveryError {
  return new RecoveryError(
    'usage',
    `${file} is no check. ${what}`,
    hint === undefined ? {} : { hint },
  );
}
