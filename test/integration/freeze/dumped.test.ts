import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { inLanguage } from '../../../src/french/sentences';
import { dumpsIn } from '../../../src/engine/dumpListing';
import { RecoveryError } from '../../../src/core/errors';
import { dumpFiles } from '../../../src/files/dumpFile';
import { keptVerification } from '../../../src/recovery/dumps/keptVerification';
import { verifyDump } from '../../../src/recovery/dumps/verifyDump';
import { quietWork } from '../../support/dumps';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { findPgDump } from '../../../src/sample/findPgDump';
import { testServer } from '../../support/postgres';
import { pra, praJson, temporaryFolder } from '../cli/pra';
import { withRestored } from '../restore/restoring';
import { sql } from '../apply/scene';
import { Installation, removeInstallations } from './freezing';

const folder = temporaryFolder();
const table = { schema: 'metier', name: 'rdv' };
const said =
  /Taken while metier\.rdv was frozen: its rows are those of then, with the damage unless it had been put right\. Frozen by marie \(role postgres\) since \S+ for the incident 2026-03-10-rdv: statuts faux, l'été/;

/** What a freeze is made of, whether it refuses anything there or not. */
const ofFreezes = `
  select tgname::text from pg_trigger where tgname like '!pra%'
  union all
  select proname from pg_proc where proname ~ 'frozen_[0-9a-f]{12}$'`;

describe('A dump that was taken while a table was frozen', () => {
  const dumps = {
    custom: () => path.join(folder(), 'frozen.dump'),
    plain: () => path.join(folder(), 'frozen.sql'),
  };

  before(async function () {
    const server = await testServer();
    const pgDump = await findPgDump(server.major);
    if (pgDump === undefined) {
      this.skip();
    }
    const live = await server.createDatabase();
    await sql(
      live,
      `create schema metier;
       create table metier.rdv (id int, jour date, statut text, primary key (id, jour)) partition by range (jour);
       create table metier.rdv_2026 partition of metier.rdv for values from ('2026-01-01') to ('2027-01-01');
       create table metier.libre (id int primary key);
       insert into metier.rdv select n, '2026-03-01', 'CONFIRME' from generate_series(1, 10) n;
       insert into metier.libre select generate_series(1, 3)`,
    );
    const installation = await Installation.make();
    await installation.freeze(live, 'metier.rdv', { reason: `statuts faux, l'été` });
    for (const [format, file] of Object.entries(dumps)) {
      dumpOf(pgDump, live, ['--format', format, '--file', file()]);
    }
  });

  after(removeInstallations);

  for (const format of ['custom', 'plain'] as const) {
    it(`says so, by whom and for what: ${format}`, async () => {
      const { json } = await praJson(['toc', dumps[format]()]);
      const { frozen } = json['dump'] as { frozen: readonly Record<string, unknown>[] };
      assert.deepEqual(
        frozen.map((one) => one['table']),
        [table],
      );
      const { owner, incident, reason } = frozen[0]?.['freeze'] as Record<string, unknown>;
      assert.deepEqual(
        [owner, incident, reason],
        ['marie', '2026-03-10-rdv', `statuts faux, l'été`],
      );
      const facts = json['trust'] as readonly { name: string; value: string; kind: string }[];
      const fact = facts.find(({ name }) => name === 'Frozen');
      assert.equal(fact?.kind, 'warn');
      assert.match(fact.value, said);
      assert.match(
        inLanguage('fr')(fact.value),
        /^Faite pendant que metier\.rdv était gelée\u00a0: .* Gelée par marie \(rôle postgres\) depuis \S+ pour l’incident 2026-03-10-rdv\u00a0: statuts faux, l'été$/,
      );
    });

    for (const engine of ['built-in', 'pg_restore'] as const) {
      if (format === 'custom' || engine === 'built-in') {
        it(`is restored without its triggers, the table alone or with all others: ${format}, ${engine}`, async () => {
          for (const wanted of [table, undefined]) {
            const request = { dump: dumps[format](), table: wanted, engine };
            await withRestored(request, async ({ connection, skipped, warnings }) => {
              assert.deepEqual(await sql(connection, ofFreezes), []);
              const written = await sql(
                connection,
                'update metier.rdv set statut = null returning id',
              );
              assert.equal(written.length, 10);
              assert.match(warnings.join('\n'), said);
              const left = skipped.filter(({ reason }) =>
                reason.includes('while the table was frozen'),
              );
              assert.ok(
                left.some(({ desc }) => desc === 'TRIGGER'),
                JSON.stringify(skipped),
              );
            });
          }
        });
      }
    }
  }

  for (const format of ['custom', 'plain'] as const) {
    it(`is verified with a word on it: ${format}`, async () => {
      const { stdout, status } = await pra(['verify', dumps[format]()]);
      assert.equal(status, 0);
      assert.match(stdout, said);
      assert.equal(stdout.match(/Taken while/g)?.length, 1);
    });
  }

  it('says nothing of it to whoever restores another table', async () => {
    const request = { dump: dumps.custom(), table: { ...table, name: 'libre' } };
    await withRestored({ ...request, engine: 'built-in' }, ({ warnings }) => {
      assert.deepEqual(warnings, []);
      return Promise.resolve();
    });
  });

  it('is told from others before it is chosen', async () => {
    const listed = await dumpsIn(folder());
    const frozen = listed.flatMap(({ path: file, contents }) =>
      contents instanceof RecoveryError || !contents.frozen
        ? []
        : [[path.basename(file), contents.frozen.map((one) => one.table)]],
    );
    // A plain dump has to be read to its end before.
    assert.deepEqual(frozen, [['frozen.dump', [table]]]);
    const verified = await verifyDump(dumpFiles, dumps.plain(), quietWork());
    const kept = keptVerification({ path: dumps.plain(), bytes: 1, modifiedAt: 1 }, verified, '');
    assert.deepEqual(
      kept.frozen?.map((one) => one.table),
      [table],
    );
  });
});

function dumpOf(pgDump: string, live: ConnectionSettings, options: readonly string[]): void {
  const { host, port, user, password = '', database } = live;
  const { status, stderr } = spawnSync(pgDump, options, {
    encoding: 'utf8',
    env: {
      ...{ PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password },
      PGDATABASE: database,
    },
  });
  assert.equal(status, 0, stderr);
}
