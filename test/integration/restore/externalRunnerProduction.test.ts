import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { archiveBytes } from '../../support/dumps';
import { withFile } from './awkwardDumps';
import { scratchNames } from './restoring';
import {
  onThreeRows,
  restoringThreeRows,
  runWith,
  withProduction,
  withScript,
} from './runnerScripts';

describe('Production, while a site’s own script runs', () => {
  afterEach('no scratch database is left', async () => {
    assert.deepEqual(await scratchNames(), []);
  });

  for (const [how, rest] of [
    ['and restores well', restoringThreeRows],
    ['and fails', 'process.exitCode = 1;'],
  ] as const) {
    it(`is missed at once where the script drops it ${how}`, async () => {
      await withProduction(async (production, beside) => {
        const body = `await queryAs(${beside}, 'drop database mairie'); ${rest}`;
        await onThreeRows(body, async (run) => {
          await assert.rejects(runWith({ ...run, productions: [production] }), {
            code: 'production-gone',
            message:
              /^PRODUCTION Town hall IS GONE: the database mairie \(.*\) was there .* \(oid \d+\)/,
            hint: /Do not run the script again/,
          });
        });
      });
    });
  }

  it('is missed where the script is stopped after it dropped it', async () => {
    await withProduction(async (production, beside) => {
      const body = `await queryAs(${beside}, 'drop database mairie'); console.log('done'); setInterval(() => 0, 1000);`;
      await onThreeRows(body, async (run) => {
        const stop = new AbortController();
        const lines: string[] = [];
        const running = runWith({ ...run, productions: [production], signal: stop.signal }, lines);
        const ended = assert.rejects(running, { code: 'production-gone' });
        while (lines.length === 0) {
          await pause(20);
        }
        stop.abort();
        await ended;
      });
    });
  });

  it('is told to be another database where the script made it anew under the same name', async () => {
    await withProduction(async (production, beside) => {
      const body = `
        await queryAs(${beside}, 'drop database mairie');
        await queryAs(${beside}, 'create database mairie');
        ${restoringThreeRows}`;
      await onThreeRows(body, async (run) => {
        await assert.rejects(runWith({ ...run, productions: [production] }), {
          code: 'production-gone',
          message: /^PRODUCTION Town hall IS ANOTHER DATABASE NOW: .*\(oid \d+ before, \d+ now\)/,
        });
      });
    });
  });

  it('must answer before the script runs, each one that is known', async () => {
    await withProduction(async (production) => {
      const absent = { ...production.connection, database: 'etat_civil' };
      const productions = [production, { name: 'Civil registry', connection: absent }];
      await onThreeRows("console.log('ran');", async (run) => {
        const lines: string[] = [];
        await assert.rejects(runWith({ ...run, productions }, lines), {
          code: 'cannot-connect',
          message: /^Production Civil registry does not answer/,
        });
        assert.deepEqual(lines, []);
      });
    });
  });

  it('is safe from a script that takes no target: the town hall’s own is never run', async () => {
    await onThreeRows("console.log('ran');", async ({ dump }, file) => {
      const args = [file, '--backup-dir', './backups/postgres'];
      const settings = { program: process.execPath, args, environment: {} };
      const lines: string[] = [];
      await assert.rejects(runWith({ dump, settings }, lines), {
        code: 'runner-refused',
        message: /is not told where to restore/,
      });
      assert.deepEqual(lines, []);
    });
  });

  it('is not risked for a dump that is cut: no script runs', async () => {
    const cut = archiveBytes('pg15-custom.dump').subarray(0, -2000);
    await withFile('cut.dump', cut, (dump) =>
      withScript("console.log('ran');", async (settings) => {
        const lines: string[] = [];
        await assert.rejects(runWith({ dump, settings }, lines), { code: 'dump-truncated' });
        assert.deepEqual(lines, []);
      }),
    );
  });
});
