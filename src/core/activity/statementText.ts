/** What a session runs, without any value that it was given. */
export interface StatementText {
  /** `UPDATE`, `ALTER TABLE`: its first word, or two where one says too little. */
  readonly kind: string;
  /** On one line, each literal a question mark; absent where it cannot be told for certain where they end. */
  readonly text?: string;
}

const longestText = 240;

/** Words of which the next says what is done. */
const vague = ['ALTER', 'CREATE', 'DROP', 'REFRESH', 'START', 'SET'];

/**
 * A statement as `pg_stat_activity` shows it, cut by the server perhaps, without its literals and comments: those
 * may hold what a row holds. Undefined for none.
 */
export function statementText(query: string): StatementText | undefined {
  const text = withoutLiterals(query)?.replaceAll(/\s+/g, ' ').trim();
  const kind = kindOf(text ?? query);
  if (kind === '' && (text ?? '') === '') {
    return undefined;
  }
  return { kind, ...(text === undefined ? {} : { text: shortened(text) }) };
}

/** Empty for what begins with no word. */
function kindOf(statement: string): string {
  const [, first = '', second = ''] = /^[\s(]*([a-z]+)(?:\s+([a-z]+))?/i.exec(statement) ?? [];
  const word = first.toUpperCase();
  return vague.includes(word) ? `${word} ${second.toUpperCase()}`.trim() : word;
}

/**
 * In the order in which they are tried: comments, strings with escapes, plain ones, those between dollars, then what
 * stays: names and parameters; then numbers.
 */
const tokens =
  /(?<comment>--[^\n]*)|(?<block>\/\*)|(?<escaped>e'(?:[^'\\]|\\[^]|'')*(?:'|\\?$))|(?<plain>(?:u&|[bxn])?'(?:[^']|'')*(?:'|$))|\$(?<tag>(?:[a-z_\u0080-\uffff][a-z0-9_\u0080-\uffff]*)?)\$|(?<name>"(?:[^"]|"")*(?:"|$)|[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*|\$\d+)|(?<number>\.?\d[a-z0-9_.]*(?:(?<=e)[+-]\d+)?)|[^]/giy;

/** Undefined where a backslash may or may not end a string, by a setting of that session that nobody else sees. */
function withoutLiterals(query: string): string | undefined {
  let told = '';
  for (let at = 0; at < query.length;) {
    tokens.lastIndex = at;
    const found = tokens.exec(query);
    const groups = found?.groups ?? {};
    const whole = found?.[0] ?? '';
    if (groups['plain']?.includes('\\') === true) {
      return undefined;
    }
    at = endOf(groups, query, at + whole.length);
    told += shownAs(groups, whole);
  }
  return told;
}

type Groups = Readonly<Record<string, string | undefined>>;

function shownAs(
  { comment: line, block, escaped, plain, tag, number }: Groups,
  whole: string,
): string {
  if (line !== undefined || block !== undefined) {
    return ' ';
  }
  const isLiteral = [escaped, plain, tag, number].some((part) => part !== undefined);
  return isLiteral ? '?' : whole;
}

/** Where what began there ends; of what was cut, at the end of the text. */
function endOf({ block, tag }: Groups, query: string, at: number): number {
  if (block !== undefined) {
    return endOfBlock(query, at);
  }
  if (tag === undefined) {
    return at;
  }
  const end = query.indexOf(`$${tag}$`, at);
  return end < 0 ? query.length : end + tag.length + 2;
}

/** Comments may stand in comments. */
function endOfBlock(query: string, from: number): number {
  let depth = 1;
  for (const { 0: mark, index } of query.slice(from).matchAll(/\/\*|\*\//g)) {
    depth += mark === '/*' ? 1 : -1;
    if (depth === 0) {
      return from + index + mark.length;
    }
  }
  return query.length;
}

function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
