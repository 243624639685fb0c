import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { openIncident } from '../../../src/engine/incidents';
import { openReview } from '../../../src/engine/reviewing';
import { nothingMasked } from '../../../src/core/review/mask';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { exportBackup } from '../../../src/recovery/review/takeBackup';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, quiet, temporaryHome, testServer } from '../../support/postgres';
import { reviewedIncident } from '../../support/reviewedIncident';

const table = `
  create table rdv (
    "Id" int generated always as identity primary key, note text, vu timestamptz,
    longueur int generated always as (length(note)) stored)`;

/** All that the backup has is lost or changed; one row is only in production. */
const scene = {
  table: 'rdv',
  backup: `
    ${table};
    insert into rdv (note, vu)
    select case n % 4 when 0 then null when 1 then '' when 2 then E'l''"\\\\\\n' || n else 'é, ' || n end,
      timestamptz '2026-03-29 00:30:00+01' + n * interval '1 hour'
    from generate_series(1, 2300) n`,
  damage: `
    delete from rdv where "Id" > 1;
    update rdv set note = 'perdu' where "Id" = 1;
    insert into rdv (note) values ('nouvelle')`,
} as const;

const all = 'select "Id", note, vu, longueur from rdv order by "Id"';

describe('The selected rows as the backup has them', () => {
  let home: string;
  let session: ReviewSession;
  let target: ConnectionSettings;
  let expected: string;

  before(async () => {
    home = await temporaryHome('pra-export-');
    const { dir } = await reviewedIncident(home, scene);
    session = await openReview(await openIncident(dir), quiet);
    const server = await testServer();
    const before = await server.createDatabase();
    await connected(before, (made) => made.query(scene.backup));
    expected = await rowsOf(before);
    target = await server.createDatabase();
  });

  beforeEach(async () => {
    await connected(target, (made) => made.query(`drop table if exists rdv; ${table}`));
    await session.select({ act: 'nothing' });
  });

  after(async () => {
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  const rowsOf = (side: ConnectionSettings): Promise<string> =>
    connected(side, async (asked) => JSON.stringify((await asked.query(all)).rows));

  const exported = async (format: 'csv' | 'sql'): Promise<string> => {
    let text = '';
    const order = { format, time: '2026-11-27T14:00:00Z', tool: 'pra test' };
    const write = (part: string): Promise<void> => {
      text += part;
      return Promise.resolve();
    };
    assert.equal(await exportBackup(order, session, write, quiet), 2300);
    return text;
  };

  it('go in again by INSERTs, just as they were', async () => {
    await session.select({ act: 'tab', tab: 'all', selected: true });
    const script = await exported('sql');
    await connected(target, (into) => into.script(script));
    assert.equal(await rowsOf(target), expected);
  });

  it('go in again from CSV, but for what the server computes', async () => {
    await session.select({ act: 'tab', tab: 'all', selected: true });
    const csv = await exported('csv');
    await connected(target, async (into) => {
      await into.script('create table roh (id int, note text, vu timestamptz, longueur int)');
      const sink = into.copyIn('copy roh from stdin (format csv, header)');
      sink.end(csv);
      await finished(sink);
      await into.script('insert into rdv overriding system value select id, note, vu from roh');
    });
    assert.equal(await rowsOf(target), expected);
  });

  it('are none where nothing is selected, or only what the backup has not', async () => {
    const order = { format: 'csv', time: '', tool: '' } as const;
    const write = (): Promise<void> => Promise.reject(new Error('written'));
    const refused = { code: 'nothing-selected' };
    await assert.rejects(exportBackup(order, session, write, quiet), refused);
    await session.select({ act: 'deletes', allowed: true });
    await session.select({ act: 'tab', tab: 'extra', selected: true });
    await assert.rejects(exportBackup(order, session, write, quiet), refused);
  });

  it('are not written while a column is masked', async () => {
    await session.select({ act: 'tab', tab: 'missing', selected: true });
    session.mask(new Set([1]));
    const order = { format: 'csv', time: '', tool: '' } as const;
    const write = (): Promise<void> => Promise.reject(new Error('written'));
    await assert.rejects(exportBackup(order, session, write, quiet), { code: 'usage' });
    session.mask(nothingMasked);
  });
});
