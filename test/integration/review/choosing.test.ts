import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { correcting } from '../../../src/engine/correcting';
import { openIncident, planningIn } from '../../../src/engine/incidents';
import { openReview } from '../../../src/engine/reviewing';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import { proveCorrection } from '../../../src/recovery/correct/proveCorrection';
import { rehearseCorrection } from '../../../src/recovery/correct/rehearse';
import { undoCorrection } from '../../../src/recovery/correct/undoCorrection';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { connected, quiet, temporaryHome } from '../../support/postgres';
import { program, reviewedIncident } from '../../support/reviewedIncident';

/** 1–10 are lost; 11–20 cancelled, of these 16–20 with another note; 21 and 22 another citizen's; 41 and 42 new. */
const backupSql = `
  create table rdv (id int primary key, citizen int, status text, note text);
  insert into rdv select n, n, 'CONFIRME', 'note ' || n from generate_series(1, 40) n`;
const damageSql = `
  delete from rdv where id <= 10;
  update rdv set status = 'ANNULE' where id between 11 and 20;
  update rdv set note = 'lot' where id between 16 and 20;
  update rdv set citizen = 1000 where id in (21, 22);
  insert into rdv values (41, 1, 'NOUVEAU', 'a'), (42, 1, 'NOUVEAU', 'b')`;

describe('Choosing in the review', () => {
  let home: string;
  let session: ReviewSession;
  let dir: string;
  let live: ConnectionSettings;
  const reopened = async (): Promise<void> => {
    await session.close();
    session = await openReview(await openIncident(dir), quiet);
  };
  const selectedKeys = async (): Promise<string> =>
    (await session.page({ tab: 'all' }, 0, 100))
      .filter(({ selected }) => selected !== false)
      .map(({ change }) => change.key.join())
      .join(' ');

  before(async () => {
    home = await temporaryHome('pra-choosing-');
    const columns = { identity: ['citizen'] };
    const scene = { table: 'rdv', backup: backupSql, damage: damageSql, columns };
    ({ dir, live } = await reviewedIncident(home, scene));
    session = await openReview(await openIncident(dir), quiet);
  });

  beforeEach(async () => {
    await session.select({ act: 'deletes', allowed: false });
    await session.select({ act: 'nothing' });
    await reopened();
  });

  after(async () => {
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  const noteOnly = { tab: 'changed', filter: { columns: [3] } } as const;

  it('shows and counts under a filter by column, and takes no more in than is shown', async () => {
    const count = await session.shownCount(noteOnly);
    assert.deepEqual(count.byTab, { all: 5, missing: 0, changed: 5, extra: 0, conflict: 0 });
    await session.select({ act: 'tab', ...noteOnly, selected: true });
    assert.equal(await selectedKeys(), '16 17 18 19 20');
    const [third] = await session.page(noteOnly, 2, 1);
    assert.deepEqual(third?.change.key, ['18']);
    const others = { tab: 'all', filter: { hides: ['reused'], columns: [1, 2] } } as const;
    assert.equal((await session.shownCount(others)).hiddenSelected, 0);
    assert.equal((await session.shownCount({ tab: 'missing' })).hiddenSelected, 0);
    const reused = { tab: 'all', filter: { flags: ['reused'] } } as const;
    const hidden = await session.shownCount(reused);
    assert.deepEqual([hidden.rows, hidden.selectable, hidden.hiddenSelected], [2, 0, 5]);
  });

  it('says what choosing all rows left out, and that no more can be taken in', async () => {
    const left = await session.select({ act: 'tab', tab: 'all', selected: true });
    assert.deepEqual(left, { deletes: 2, reused: 2, stale: 0, unread: 0, blocked: 0 });
    const { rows, selectable, selectableSelected, awaitingDeletes } = await session.shownCount({
      tab: 'all',
    });
    assert.deepEqual([rows, selectable, selectableSelected, awaitingDeletes], [24, 20, 20, 2]);
  });

  it('keeps a row in sight that is taken in while only unselected ones are shown', async () => {
    const open = { tab: 'missing', filter: { flags: ['notSelected'] } } as const;
    assert.equal((await session.shownCount(open)).rows, 10);
    for (const ordinal of [3, 4]) {
      await session.select({ act: 'row', ...open, ordinal, selected: true });
    }
    assert.equal(await selectedKeys(), '4 5', 'the next row is the next that was shown');
    assert.equal((await session.shownCount(open)).rows, 10);
    await session.shownCount({ tab: 'missing' });
    assert.equal((await session.shownCount(open)).rows, 8, 'shown anew, without them');
  });

  it('turns round what is selected of the rows shown, and of no other', async () => {
    await session.select({ act: 'range', tab: 'missing', from: 0, to: 3, selected: true });
    await session.select({ act: 'invert', ...noteOnly });
    assert.equal(await selectedKeys(), '1 2 3 16 17 18 19 20');
    await session.select({ act: 'row', tab: 'changed', ordinal: 5, selected: false });
    await session.select({ act: 'invert', ...noteOnly });
    assert.equal(await selectedKeys(), '1 2 3 16');
  });

  it('takes its last acts back, one by one, and never gives the leave to delete back', async () => {
    await session.select({ act: 'tab', ...noteOnly, selected: true });
    await session.select({ act: 'deletes', allowed: true });
    await session.select({ act: 'tab', tab: 'extra', selected: true });
    await session.select({ act: 'row', tab: 'missing', ordinal: 0, selected: true });
    await session.select({ act: 'undo' });
    assert.equal(await selectedKeys(), '16 17 18 19 20 41 42');
    await session.select({ act: 'nothing' });
    await session.select({ act: 'deletes', allowed: false });
    await session.select({ act: 'undo' });
    assert.equal(await selectedKeys(), '16 17 18 19 20');
    await session.select({ act: 'undo' });
    await session.select({ act: 'undo' });
    assert.equal(await selectedKeys(), '');
    await assert.rejects(session.select({ act: 'undo' }), { code: 'usage' });
  });

  it('counts the rules and exceptions that a selection comes from', async () => {
    const told = (): readonly number[] => {
      const { choosing, exceptions } = session;
      return [choosing.rules.length, exceptions.size];
    };
    await session.select({ act: 'tab', tab: 'missing', selected: true });
    await session.select({ act: 'tab', ...noteOnly, selected: true });
    await session.select({ act: 'row', tab: 'missing', ordinal: 2, selected: false });
    await session.select({ act: 'row', tab: 'missing', ordinal: 4, selected: false });
    assert.deepEqual(told(), [2, 2]);
    await session.select({ act: 'row', tab: 'missing', ordinal: 4, selected: true });
    await session.select({ act: 'tab', ...noteOnly, selected: true });
    assert.deepEqual(told(), [2, 1], 'put in again, it is as the rule has it');
    await reopened();
    assert.deepEqual(told(), [2, 1]);
    await session.select({ act: 'tab', tab: 'missing', selected: true });
    assert.deepEqual(told(), [2, 0]);
    await session.select({ act: 'nothing' });
    assert.deepEqual(told(), [0, 0]);
  });

  it('counts no exception for a row that is as its rule has it again, by way of single columns', async () => {
    const row = { tab: 'changed', ordinal: 7 } as const;
    const exceptions = (): number => session.exceptions.size;
    await session.select({ act: 'tab', ...noteOnly, selected: true });
    await session.select({ act: 'cell', ...row, column: 2, selected: false });
    assert.equal(exceptions(), 1, 'in part');
    await session.select({ act: 'row', ...row, selected: true });
    assert.equal(exceptions(), 0, 'whole, as the rule has it');
    await session.select({ act: 'cell', ...row, column: 2, selected: false });
    await session.select({ act: 'row', ...row, selected: false });
    assert.equal(exceptions(), 1, 'out, which the rule has in');
    await session.select({ act: 'cell', tab: 'changed', ordinal: 0, column: 2, selected: true });
    assert.equal(exceptions(), 2, 'its only column is the whole row, which no rule has in');
    await session.select({ act: 'row', tab: 'changed', ordinal: 0, selected: false });
    assert.equal(exceptions(), 1);
  });

  it('leaves a reused key an exception that was chosen by itself, whatever rule goes over it', async () => {
    await session.select({ act: 'row', tab: 'changed', ordinal: 10, selected: true });
    await session.select({ act: 'tab', tab: 'changed', selected: true });
    assert.equal(await selectedKeys(), '11 12 13 14 15 16 17 18 19 20 21');
    assert.equal(session.exceptions.size, 1);
    await session.select({ act: 'invert', tab: 'changed' });
    assert.deepEqual([await selectedKeys(), session.exceptions.size], ['', 0]);
  });

  it('keeps single columns over a reload, and plans no other of the row', async () => {
    const cell = { act: 'cell', tab: 'changed', ordinal: 7 } as const;
    await session.select({ ...cell, column: 2, selected: true });
    await session.select({ act: 'row', tab: 'changed', ordinal: 8, selected: true });
    await reopened();
    const incident = await openIncident(dir);
    await session.plan(planningIn(incident, program), quiet);
    const { plan } = await incident.plan();
    assert.deepEqual(
      plan.corrections.map((made) => [made.key[0], 'set' in made ? made.set : []]),
      [
        ['18', [{ column: 2, value: 'CONFIRME' }]],
        [
          '19',
          [
            { column: 2, value: 'CONFIRME' },
            { column: 3, value: 'note 19' },
          ],
        ],
      ],
    );
    await assert.rejects(session.select({ ...cell, column: 1, selected: true }), { code: 'usage' });
  });

  it('gives one column of a row back, proves it, and undoes it, with its others as production has them', async () => {
    const row = async (): Promise<unknown> =>
      (await connected(live, (side) => side.query('select status, note from rdv where id = 18')))
        .rows;
    await session.select({ act: 'cell', tab: 'changed', ordinal: 7, column: 2, selected: true });
    const incident = await openIncident(dir);
    await session.plan(planningIn(incident, program), quiet);
    const stored = await incident.plan();
    const steps = correcting(incident, live);
    await rehearseCorrection(stored, steps, quiet);
    const confirmed = { ...stored, plan: confirmPlan(stored.plan, 'public.rdv') };
    await applyCorrection(confirmed, steps, quiet);
    assert.deepEqual(await row(), [['CONFIRME', 'lot']]);
    const proof = await proveCorrection({ ...stored, since: undefined }, steps, quiet);
    assert.deepEqual([proof.proved, proof.selected.equal], [true, 1]);
    await undoCorrection({ ...stored, confirmedTable: 'public.rdv' }, steps, quiet);
    assert.deepEqual(await row(), [['ANNULE', 'lot']]);
  });

  it('gives an answer at once and has the last of many acts on disk when it is closed', async () => {
    await Promise.all(
      [...Array(10).keys()].map((ordinal) =>
        session.select({ act: 'row', tab: 'missing', ordinal, selected: ordinal % 2 === 0 }),
      ),
    );
    await reopened();
    assert.equal(await selectedKeys(), '1 3 5 7 9');
  });

  it('shows and takes in no row of a group that is not there, as after rows were compared again', async () => {
    const filter = { groups: ['p-1'] };
    assert.equal((await session.shownCount({ tab: 'all', filter })).rows, 0);
    await session.select({ act: 'tab', tab: 'all', filter, selected: true });
    assert.ok(session.selection.lines.isEmpty);
  });
});
