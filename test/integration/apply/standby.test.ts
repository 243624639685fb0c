import assert from 'node:assert/strict';
import { inverse } from '../../../src/core/correction/undo';
import { correctionScript, undoScript } from '../../../src/core/sql/correctionScript';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { CrashingServer } from '../../support/crashingServer';
import { connected } from '../../support/postgres';
import { committing, origin, planBetween, readState, textOf } from '../../support/scriptIncident';
import { praJson, uri } from '../cli/pra';
import {
  appointments,
  apply,
  newFolder,
  refusedWith,
  rehearse,
  removeFolders,
  type Scene,
  tableDigest,
  undo,
} from './scene';

const { create, damage, table } = appointments;

describe('A standby of production, which is the same server by its identifier', function () {
  this.timeout(60_000);
  let primary: CrashingServer;
  let standby: CrashingServer;
  let there: Scene;
  let here: Scene;

  before(async () => {
    primary = await CrashingServer.make();
    const plan = await connected(primary.settings, async (session) => {
      await session.script(create);
      const backup = await readState(session, 'metier', 'rdv');
      await session.script(damage);
      return planBetween(backup, await readState(session, 'metier', 'rdv'));
    });
    standby = await primary.makeStandby();
    const folder = await newFolder(plan);
    const stored = await (await IncidentFolder.open(folder)).plan();
    there = { live: standby.settings, folder, table, stored };
    here = { ...there, live: primary.settings };
  });

  after(async () => {
    await standby.remove();
    await primary.remove();
    await removeFolders();
  });

  it('takes no rehearsal, apply or undo', async () => {
    await assert.rejects(rehearse(there), refusedWith('standby'));
    await assert.rejects(apply(there), refusedWith('standby'));
    const damaged = await tableDigest(primary.settings, table);
    assert.equal((await apply(here)).outcome, 'applied');
    await assert.rejects(undo(there), refusedWith('standby'));
    assert.equal((await undo(here)).outcome, 'undone');
    assert.equal(await tableDigest(primary.settings, table), damaged);
  });

  it('takes none of its scripts, not even to be rolled back', async () => {
    const { plan } = here.stored;
    for (const script of [
      committing(correctionScript(plan, origin)),
      textOf(correctionScript(plan, origin)),
      textOf(undoScript(inverse(plan), origin)),
    ]) {
      await connected(standby.settings, (session) =>
        assert.rejects(session.script(script), { message: 'Refused: this server is a standby.' }),
      );
    }
  });

  it('is not frozen', async () => {
    const words = ['freeze', '--live', uri(standby.settings), '--table', table];
    const { error } = await praJson([...words, '--reason', 'an error'], {});
    assert.equal(error.code, 'standby');
  });
});
