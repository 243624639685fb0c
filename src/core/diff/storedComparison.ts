import type { TableIdentity } from '../correction/plan';
import type { DumpOrigin, NewHash } from '../correction/planFile';
import type { Scope } from './scope';
import { RecoveryError } from '../errors';
import type { ComparedTable, KeptTable, RowCounts } from './comparison';

/** What an incident keeps of a comparison beside its rows, whether it was made by a key or not. */
export interface KeptComparison {
  readonly dump: DumpOrigin;
  readonly identity: TableIdentity;
  readonly table: KeptTable;
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

/** A comparison by a key, of which a correction can be planned. */
export interface StoredComparison extends KeptComparison {
  readonly table: ComparedTable;
}

export function isByKey(comparison: KeptComparison): comparison is StoredComparison {
  return comparison.table.key.length > 0;
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
  /** What the operator should know of how it was done: sentences. Absent in incidents of before they were kept. */
  readonly notices?: readonly string[];
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

/** One line of JSON. */
export function comparisonText(comparison: KeptComparison, newHash: NewHash): string {
  const content = JSON.stringify(comparison);
  const version = versionOf(comparison);
  return JSON.stringify({ format, version, digest: digestOf(content, newHash), content });
}

/** @throws {RecoveryError} `incident-unreadable`. */
export function readComparison(text: string, newHash: NewHash): KeptComparison {
  const { content, format: ownFormat, version, digest } = sealed(text);
  if (ownFormat !== format || digest !== digestOf(content, newHash)) {
    throw changed('The comparison');
  }
  // Sealed by its digest: it is what comparisonText was given.
  const comparison = JSON.parse(content) as KeptComparison;
  if (version !== versionOf(comparison)) {
    throw changed('The comparison');
  }
  return comparison;
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

  /** The same as it is written: UTF-8, with its line end. */
  addBytes(line: Uint8Array): void {
    this.count += 1;
    this.hash.update(line);
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

/** Programs that know only comparisons by a key refuse what they would take for one. */
function versionOf(comparison: KeptComparison): number {
  return isByKey(comparison) ? 1 : 2;
}

function digestOf(content: string, newHash: NewHash): string {
  const hash = newHash();
  hash.update(content);
  return hash.digest('hex');
}

interface Sealed extends Readonly<Record<string, unknown>> {
  readonly content: string;
}

function sealed(text: string): Sealed {
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
