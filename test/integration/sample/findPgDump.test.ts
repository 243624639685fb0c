import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPgDump } from '../../../src/sample/findPgDump';

describe('finding a pg_dump', () => {
  let folder: string;
  const searchPath = process.env['PATH'];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pra-pg-dump-'));
    process.env['PATH'] = `${folder}${path.delimiter}${searchPath ?? ''}`;
  });

  afterEach(async () => {
    process.env['PATH'] = searchPath;
    await rm(folder, { recursive: true, force: true });
  });

  it('takes one that is as new as the server, and none that is older', async () => {
    const file = await program('echo "pg_dump (PostgreSQL) 77.1"');
    assert.equal(await findPgDump(77), file);
    assert.equal(await findPgDump(78), undefined);
  });

  it('passes by what does not run', async () => {
    await program('exit 1');
    assert.equal(await findPgDump(77), undefined);
    await chmod(path.join(folder, 'pg_dump'), 0o600);
    assert.equal(await findPgDump(77), undefined);
  });

  async function program(script: string): Promise<string> {
    const file = path.join(folder, 'pg_dump');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o700);
    return file;
  }
});
