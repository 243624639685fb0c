import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { wholeTable } from '../../../src/core/diff/scope';
import { openIncident, planningIn } from '../../../src/engine/incidents';
import { openReview, runComparison } from '../../../src/engine/reviewing';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { connected, quiet, temporaryHome, testServer } from '../../support/postgres';

const program = {
  ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
  ...{ pgRestore: undefined, postgresBinaries: undefined },
};

const backupSql = `
  create table invoice (id int primary key, amount numeric);
  insert into invoice select n, n + 0.50 from generate_series(1, 20) n`;
/** 1 and 10 are lost, 3, 5, 7 and 9 changed, 2, 4, 6 and 8 only written differently, 21 and 22 new. */
const damageSql = `
  delete from invoice where id in (1, 10);
  update invoice set amount = -1 where id in (3, 5, 7, 9);
  update invoice set amount = amount::numeric(9, 5) where id in (2, 4, 6, 8);
  insert into invoice values (21, 1), (22, 1)`;

describe('Rows that are equal by type and only written differently, in the review', () => {
  let home: string;
  let session: ReviewSession;
  const dir = (): string => path.join(home, 'incident');

  before(async () => {
    const server = await testServer();
    home = await temporaryHome('pra-review-');
    const [backup, live] = [await server.createDatabase(), await server.createDatabase()];
    await connected(backup, (made) => made.query(backupSql));
    await connected(live, (made) => made.query(`${backupSql}; ${damageSql}`));
    const dump = { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined };
    await runComparison(
      {
        ...{ backup, live, dump, columns: {}, scope: wholeTable, out: dir() },
        table: { schema: 'public', name: 'invoice' },
      },
      { work: quiet, say: () => undefined, program },
    );
    session = await openReview(await openIncident(dir()), quiet);
  });

  after(async () => {
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  it('can be hidden, and are then neither counted nor on a page', async () => {
    const hidden = { filter: { hides: ['sameValue'] } } as const;
    assert.deepEqual(
      [
        await session.count({ tab: 'all' }),
        await session.count({ tab: 'all', ...hidden }),
        await session.count({ tab: 'changed', ...hidden }),
        await session.count({ tab: 'missing', ...hidden }),
      ],
      [12, 8, 4, 2],
    );
    const page = await session.page({ tab: 'all', ...hidden }, 1, 5);
    assert.deepEqual(
      page.map(({ change }) => change.key[0]),
      ['3', '5', '7', '9', '10'],
    );
  });

  it('are left as they are by whatever is chosen while they are hidden, and so planned', async () => {
    const hidden = { filter: { hides: ['sameValue'] } } as const;
    await session.select({ act: 'tab', tab: 'changed', ...hidden, selected: true });
    assert.equal(session.selected.update, 4);
    await session.select({ act: 'row', tab: 'changed', ordinal: 2, selected: true });
    assert.equal(session.selected.update, 5, 'the row 4, chosen where it is shown');
    await session.select({ act: 'range', tab: 'all', ...hidden, from: 1, to: 3, selected: false });
    assert.equal(session.selected.update, 3, 'without 3 and 5, but with what is between them');
    const incident = await openIncident(dir());
    await session.plan(planningIn(incident, program), quiet);
    const { plan } = await incident.plan();
    assert.deepEqual(
      plan.corrections.map(({ key }) => key[0]),
      ['4', '7', '9'],
    );
  });
});
