// Makes the sample's kept dump anew: npx tsx test/support/makeSampleDump.ts
// Needs a server and a pg_dump of PostgreSQL 12 to 15: PRA_TEST_BINARIES=/usr/lib/postgresql/15/bin
import { mkdir } from 'node:fs/promises';
import { dumpFiles } from '../../src/files/dumpFile';
import { readDumpContents } from '../../src/recovery/dumps/readContents';
import { findPgDump } from '../../src/sample/findPgDump';
import { makeKeptDump } from '../../src/sample/keptDump';
import { quiet, stopTestServer, testServer } from './postgres';

const file = 'media/sample/mairie.dump';

try {
  const { superuser, major } = await testServer();
  const pgDump = await findPgDump(major);
  if (pgDump === undefined) {
    throw new Error(`There is no pg_dump for PostgreSQL ${major} on this machine.`);
  }
  await mkdir('media/sample', { recursive: true });
  await makeKeptDump({ superuser, pgDump, file }, quiet);
  const { dump } = await readDumpContents(dumpFiles, file);
  console.log(`${file}: ${dump.bytes} bytes, archive version ${dump.archiveVersion}`);
  if (dump.archiveVersion !== '1.14') {
    process.exitCode = 1;
  }
} finally {
  await stopTestServer();
}
