import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pgRestore } from '../../../src/pgtools/restore/pgRestore';
import { restoreMonitor } from '../../../src/postgres/scratch/restoreTarget';
import { restoreDump } from '../../../src/recovery/restore/restoreDump';
import { archivePath, quietWork } from '../../support/dumps';
import { processesWith } from './processes';
import { realServices, tableNamed } from './restoring';

describe('A pg_restore', () => {
  it('that hangs is ended with what it started, and that is said', async () => {
    await withProgram('sleep 1000 & sleep 1000', async (setting, marker) => {
      await assert.rejects(restoreBy(setting, 1), {
        code: 'restore-failed',
        message: /did not move for 1 seconds/,
      });
      assert.deepEqual(processesWith(marker), []);
    });
  });

  it('that ends well without having done anything is found out', async () => {
    await withProgram('exit 0', async (setting) => {
      await assert.rejects(restoreBy(setting), {
        code: 'restore-failed',
        message: /After the restore there is no table "shop"\."orders"/,
      });
    });
  });

  it('that ignored a line of the plan has failed, though it ends well', async () => {
    const warning = 'pg_restore: warning: line ignored: 12;';
    await withProgram(`echo '${warning}' >&2`, async (setting) => {
      await assert.rejects(restoreBy(setting), { code: 'restore-failed', message: /ignored/ });
    });
  });

  it('that is not there is not needed: the built-in engine takes its place', async () => {
    const services = {
      ...(await realServices()),
      pgRestore: pgRestore({ monitor: restoreMonitor, setting: '/nonexistent' }),
    };
    const { engine, database } = await restoreDump(
      {
        dump: archivePath('pg15-custom.dump'),
        table: tableNamed('shop', 'orders'),
        engine: 'auto',
      },
      services,
      quietWork(),
    );
    await services.scratch.drop(database);
    assert.equal(engine, 'built-in');
  });

  it('that is not there is said, when no other way was allowed', async () => {
    await assert.rejects(restoreBy('/nonexistent'), {
      code: 'restore-failed',
      message: 'No pg_restore was found on this machine.',
    });
  });
});

async function restoreBy(setting: string, stallSeconds = 60): Promise<void> {
  await restoreDump(
    {
      dump: archivePath('pg15-custom.dump'),
      table: tableNamed('shop', 'orders'),
      engine: 'pg_restore',
    },
    {
      ...(await realServices()),
      pgRestore: pgRestore({ monitor: restoreMonitor, setting, stallSeconds }),
    },
    quietWork(),
  );
}

/** A program that calls itself pg_restore; what cannot be had of the real one on demand. */
async function withProgram(
  script: string,
  use: (path: string, marker: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pra-test-tool-'));
  const path = join(folder, 'pg_restore');
  await writeFile(
    path,
    `#!/bin/sh
if [ "$1" = --version ]; then echo 'pg_restore (PostgreSQL) 15.1'; exit; fi
${script}
`,
    { mode: 0o755 },
  );
  try {
    await use(path, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
