import type { NewHash } from '../../core/correction/planFile';
import { hasOrdinal, type OrdinalRanges } from '../../core/correction/ordinalRanges';
import { readChangeLine } from '../../core/diff/rows/changeLine';
import { asStale } from '../../core/diff/rows/rowChange';
import { type KeptComparison, LinesSealer } from '../../core/diff/storedComparison';
import { RecoveryError } from '../../core/errors';
import type { OpenRows } from '../ports/reviewIncident';
import type { Work } from '../work';
import { RowFacts } from './rowFacts';

export interface ReadComparison extends Pick<KeptComparison, 'table' | 'lines'> {
  /** Lines that were found to be stale, from 0. */
  readonly stale: OrdinalRanges;
}

/**
 * Reads the compared rows once, to their end.
 * @throws {RecoveryError} `incident-unreadable` where they are not as they were sealed.
 */
export async function readFacts(
  file: OpenRows,
  { table, lines, stale }: ReadComparison,
  { newHash, work }: { readonly newHash: NewHash; readonly work: Work },
): Promise<RowFacts> {
  const facts = new RowFacts(table, lines.count);
  const sealer = new LinesSealer(newHash);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const bytes of linesIn(file, work)) {
    const line = facts.count;
    if (line === lines.count) {
      throw spoilt();
    }
    const text = decoder.decode(bytes);
    sealer.add(text);
    const row = readChangeLine(text, table, line + 1);
    const isStale = row.kind !== 'conflict' && hasOrdinal(stale, line);
    facts.add(isStale ? asStale(row) : row, bytes.length + 1);
  }
  const { count, sha256 } = sealer.seal();
  if (count !== lines.count || sha256 !== lines.sha256) {
    throw spoilt();
  }
  return facts;
}

function spoilt(): RecoveryError {
  return new RecoveryError(
    'incident-unreadable',
    'The list of compared rows in this folder is cut or was changed.',
    { hint: 'Compare again, into a new folder.' },
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
