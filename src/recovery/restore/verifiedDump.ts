import { encodingNamed, encodingOf } from '../../core/archive/encoding';
import { tablesIn } from '../../core/archive/tables';
import { RecoveryError } from '../../core/errors';
import { plainHeadLength } from '../../core/plain/plainContents';
import type { DumpedTables } from '../../core/restore/restoredTables';
import { closePlace, openArchive } from '../dumps/openDump';
import { type PlainDump, plainDump } from '../dumps/plainDump';
import { verifyDump } from '../dumps/verifyDump';
import type { DumpFiles } from '../ports/dumps';
import type { Work } from '../work';

/** A dump that was read to its last byte and found whole. */
export interface VerifiedDump extends DumpedTables {
  /** Of the database that was dumped; empty where the dump does not say. */
  readonly database: string;
  readonly encoding: string;
}

/**
 * Reads every byte of a dump of any format, and tells what must be there once it is restored. A plain dump
 * tells only of the tables that it has rows of.
 * @throws {RecoveryError} those of reading a dump; `table-not-in-dump` where it holds no table at all.
 */
export async function readVerifiedDump(
  files: DumpFiles,
  path: string,
  work: Work,
): Promise<VerifiedDump> {
  const facts = await factsOf(files, path);
  const { tables: counted, error } = await verifyDump(files, path, work);
  if (error) {
    throw error;
  }
  if (facts.defined.length + counted.length === 0) {
    throw new RecoveryError(
      'table-not-in-dump',
      'The dump holds no table: whether it was restored could not be told.',
      { hint: 'Choose another dump.' },
    );
  }
  return { ...facts, counted };
}

type Facts = Omit<VerifiedDump, 'counted'>;

async function factsOf(files: DumpFiles, path: string): Promise<Facts> {
  const place = await files.open(path);
  try {
    const plain = await plainDump(place, files);
    if (plain) {
      return { database: '', encoding: await encodingOfPlain(plain), defined: [] };
    }
    const archive = await openArchive(place, files);
    await archive.close();
    const { contents } = archive;
    const kinds = ['table', 'partitioned', 'partition'];
    return {
      database: contents.database,
      encoding: encodingOf(contents),
      defined: tablesIn(contents).filter(({ kind }) => kinds.includes(kind)),
    };
  } finally {
    await closePlace(place);
  }
}

async function encodingOfPlain(dump: PlainDump): Promise<string> {
  let head = '';
  for await (const piece of dump.pieces()) {
    // Only its ASCII words matter here.
    head += String.fromCharCode(...piece.subarray(0, plainHeadLength));
    if (head.length >= plainHeadLength) {
      break;
    }
  }
  const [setting] = /^SET client_encoding = .*$/m.exec(head) ?? [];
  return setting === undefined ? 'UTF8' : encodingNamed(setting);
}
