// Makes the sample's kept dump anew: npx tsx test/support/makeSampleDump.ts
// Needs a server and a pg_dump of PostgreSQL 12 to 15: PRA_TEST_BINARIES=/usr/lib/postgresql/15/bin
import { mkdir } from 'node:fs/promises';
import { versionLabel, readContents } from '../../src/core/archive/readContents';
import { dumpFiles } from '../../src/files/dumpFile';
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
  const dump = await dumpFiles.open(file);
  try {
    const { version } = await readContents(dump);
    console.log(`${file}: ${dump.size} bytes, archive version ${versionLabel(version)}`);
    if (versionLabel(version) !== '1.14') {
      process.exitCode = 1;
    }
  } finally {
    await dump.close();
  }
} finally {
  await stopTestServer();
}
