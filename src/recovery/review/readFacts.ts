import type { NewHash } from '../../core/correction/planFile';
import { readChangeLine } from '../../core/diff/rows/changeLine';
import { type KeptComparison, LinesSealer } from '../../core/diff/storedComparison';
import { RecoveryError } from '../../core/errors';
import {
  FactCollector,
  type FactColumns,
  factsTogether,
  type KnownRows,
} from '../../core/review/factColumns';
import type { OpenRows } from '../ports/reviewIncident';
import type { Work } from '../work';

export type ReadComparison = Pick<KeptComparison, 'table' | 'lines'>;

/**
 * Reads the compared rows once, to their end.
 * @throws {RecoveryError} `incident-unreadable` where they are not as they were sealed.
 */
export async function readFacts(
  file: OpenRows,
  { table, lines }: ReadComparison,
  { newHash, work }: { readonly newHash: NewHash; readonly work: Work },
): Promise<KnownRows> {
  const facts = new FactCollector();
  const parts: FactColumns[] = [];
  const sealer = new LinesSealer(newHash);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let line = 0;
  for await (const bytes of linesIn(file, work)) {
    if (line === lines.count) {
      throw spoilt();
    }
    const text = decoder.decode(bytes);
    sealer.add(text);
    const part = facts.add(readChangeLine(text, table, line + 1), bytes.length + 1);
    parts.push(...(part ? [part] : []));
    line += 1;
  }
  refuseOther(sealer, lines);
  parts.push(facts.rest());
  return { ...factsTogether(lines.count, parts), ...facts.tables() };
}

/**
 * Reads the lines without looking into them.
 * @throws {RecoveryError} `incident-unreadable` where they are not as they were sealed.
 */
export async function checkLines(
  file: OpenRows,
  { lines }: ReadComparison,
  { newHash, signal }: { readonly newHash: NewHash; readonly signal: AbortSignal },
): Promise<void> {
  const hash = newHash();
  for (let offset = 0; offset < file.size; offset += chunkBytes) {
    signal.throwIfAborted();
    hash.update(await file.read(offset, chunkBytes));
  }
  if (hash.digest('hex') !== lines.sha256) {
    throw spoilt();
  }
}

function refuseOther(sealer: LinesSealer, lines: ReadComparison['lines']): void {
  const { count, sha256 } = sealer.seal();
  if (count !== lines.count || sha256 !== lines.sha256) {
    throw spoilt();
  }
}

function spoilt(): RecoveryError {
  return new RecoveryError(
    'incident-unreadable',
    'The list of compared rows in this folder is cut or was changed.',
    { hint: 'Compare again, into a new folder.', ways: ['recover'] },
  );
}

/** Small enough that nothing else waits long while its lines are read. */
const chunkBytes = 256 * 1024;
const lineEnd = 0x0a;

/** The bytes of each line, without its end. */
async function* linesIn(file: OpenRows, { signal, progress }: Work): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for (let offset = 0; offset < file.size; offset += chunkBytes) {
    signal.throwIfAborted();
    const chunk = await file.read(offset, chunkBytes);
    const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
    let start = 0;
    // What is left over was searched already.
    let end = bytes.indexOf(lineEnd, rest.length);
    while (end >= 0) {
      yield bytes.subarray(start, end);
      start = end + 1;
      end = bytes.indexOf(lineEnd, start);
    }
    rest = bytes.subarray(start);
    const done = Math.min(offset + chunkBytes, file.size);
    progress({ phase: 'opening the compared rows', done, total: file.size, unit: 'bytes' });
  }
  if (rest.length > 0) {
    yield rest;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
