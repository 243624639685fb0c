import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecoveryError } from '../../../src/core/errors';
import { restoreDump } from '../../../src/recovery/restore/restoreDump';
import { quietWork } from '../../support/dumps';
import { withFile } from './awkwardDumps';
import { plainScript, schema } from './plainScripts';
import { realServices, scratchNames, tableNamed } from './restoring';

describe('A malicious plain dump', () => {
  const attacks = (file: string): readonly (readonly [string, string])[] => [
    ['a command for the shell', `\\! touch ${file}`],
    ['a copy by a program', `\\copy s.t from program 'touch ${file}'`],
    ['output to a program', `\\o |touch ${file}`],
    ['another connection', '\\connect postgres'],
    ['a command within a line', `SELECT 1 \\g |touch ${file}`],
    ['an unrestrict that runs a program', `\\unrestrict \`touch ${file}\``],
    ['a command among INSERT commands', `INSERT INTO s.t VALUES (1) \\! touch ${file}`],
    ['rows that the server is to read from a program', `COPY s.t FROM PROGRAM 'touch ${file}';`],
    [
      'a statement that asks the server for a program',
      `COPY (SELECT 1) TO PROGRAM 'touch ${file}';`,
    ],
  ];

  for (const [what] of attacks('')) {
    it(`executes nothing: ${what}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'pra-test-evil-'));
      await chmod(folder, 0o777);
      const touched = join(folder, 'touched');
      const attack = attacks(touched).find(([name]) => name === what)?.[1] ?? '';
      const dump = plainScript(schema, 'CREATE TABLE s.t (\n    a integer\n);', attack);
      try {
        for (const table of [tableNamed('s', 't'), undefined]) {
          await withFile('evil.sql', dump, async (path) => {
            const services = await realServices();
            const done = await restoreDump(
              { dump: path, table, engine: 'auto' },
              services,
              quietWork(),
            ).catch((error: unknown) => {
              assert.ok(error instanceof RecoveryError, String(error));
            });
            if (done) {
              await services.scratch.drop(done.database);
            }
          });
        }
        assert.ok(!existsSync(touched));
        assert.deepEqual(await scratchNames(), []);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }
});
