import type { TableIdentity } from '../correction/plan';
import type { DumpOrigin, NewHash } from '../correction/planFile';
import type { Scope } from './scope';
import { RecoveryError } from '../errors';
import type { ComparedTable, RowCounts } from './comparison';

/** What a plan needs to know of a comparison beside its rows. */
export interface StoredComparison {
  readonly dump: DumpOrigin;
  readonly identity: TableIdentity;
  readonly table: ComparedTable;
  /** Absent where the whole table was compared. */
  readonly scope?: Scope;
  /** The first transaction (64-bit) that the live snapshot did not see. */
  readonly mark: string;
  /** Absent in incidents of before it was kept. */
  readonly figures?: ComparisonFigures;
  /** How the table is defined on both sides; absent in incidents of before it was kept. */
  readonly ddl?: { readonly backup: string; readonly live: string };
  /** Of the rows' lines, so that none is lost or changed unseen. */
  readonly lines: LinesSeal;
}

/** What the comparison found, beside the rows themselves. */
export interface ComparisonFigures {
  readonly rows: RowCounts;
  /** The servers' clocks when the rows were read, ISO 8601. */
  readonly readAt: { readonly backup: string; readonly live: string };
  /** `user@host:port/database` of production. */
  readonly production: string;
  /** Differing rows that moved on before their cells were read: stale from the start. */
  readonly stale: number;
  /** When stale rows were last compared again, by production's clock, ISO 8601; absent where never. */
  readonly comparedAgainAt?: string;
}

export interface LinesSeal {
  /** The file of the lines, where it is another than the first. */
  readonly file?: string;
  readonly count: number;
  readonly sha256: string;
}

const format = 'pra-comparison';
const version = 1;

/** One line of JSON. */
export function comparisonText(comparison: StoredComparison, newHash: NewHash): string {
  const content = JSON.stringify(comparison);
  return JSON.stringify({ format, version, digest: digestOf(content, newHash), content });
}

/** @throws {RecoveryError} `incident-unreadable`. */
export function readComparison(text: string, newHash: NewHash): StoredComparison {
  const { content, ...rest } = sealed(text);
  const seal = { format, version, digest: digestOf(content, newHash) };
  if (JSON.stringify(rest) !== JSON.stringify(seal)) {
    throw changed('The comparison');
  }
  // Sealed by its digest: it is what comparisonText was given.
  return JSON.parse(content) as StoredComparison;
}

/** Counts and hashes lines as they pass. */
export class LinesSealer {
  private count = 0;
  private readonly hash;

  constructor(newHash: NewHash) {
    this.hash = newHash();
  }

  add(line: string): void {
    this.count += 1;
    this.hash.update(`${line}\n`);
  }

  seal(): LinesSeal {
    return { count: this.count, sha256: this.hash.digest('hex') };
  }
}

/** The lines as they were sealed. @throws {RecoveryError} `incident-unreadable` at their end. */
export async function* sealedLines(
  lines: AsyncIterable<string>,
  { count, sha256 }: LinesSeal,
  newHash: NewHash,
): AsyncGenerator<string> {
  const sealer = new LinesSealer(newHash);
  for await (const line of lines) {
    sealer.add(line);
    yield line;
  }
  const found = sealer.seal();
  if (found.count !== count || found.sha256 !== sha256) {
    throw changed('The list of compared rows');
  }
}

function digestOf(content: string, newHash: NewHash): string {
  const hash = newHash();
  hash.update(content);
  return hash.digest('hex');
}

function sealed(text: string): { readonly content: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'content' in value) {
      return { ...value, content: String(value.content) };
    }
  } catch (cause) {
    throw changed('The comparison', cause);
  }
  throw changed('The comparison');
}

function changed(what: string, cause?: unknown): RecoveryError {
  return new RecoveryError('incident-unreadable', `${what} in this folder is cut or was changed.`, {
    hint: 'Compare again, into a new folder.',
    ways: ['recover'],
    cause,
  });
}
