import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { RecoveryError } from '../../../src/core/errors';
import { freezePass } from '../../../src/engine/freezing';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import type { Correcting } from '../../../src/recovery/correct/correcting';
import { rehearseCorrection } from '../../../src/recovery/correct/rehearse';
import { undoCorrection } from '../../../src/recovery/correct/undoCorrection';
import { quiet } from '../../support/postgres';
import {
  appointments,
  removeFolders,
  type Scene,
  scene,
  shortPatience,
  sql,
  tableDigest,
} from '../apply/scene';
import { Installation, removeInstallations } from './freezing';

describe('The correction of a frozen table', () => {
  let place: Scene;
  let installation: Installation;

  beforeEach(async () => {
    place = await scene(appointments);
    installation = Installation.of(await IncidentFolder.open(place.folder));
  });

  after(async () => {
    await removeFolders();
    await removeInstallations();
  });

  const correcting = async (): Promise<Correcting> => {
    const incident = await IncidentFolder.open(place.folder);
    const target = new PostgresCorrectionTarget(place.live, shortPatience, freezePass(incident));
    return {
      incident,
      target,
      address: place.live,
      signature: { incident: 'rdv', tool: 'pra', operator: 'marie' },
      now: () => new Date(),
    };
  };
  const apply = async (): ReturnType<typeof applyCorrection> => {
    const { stored, table } = place;
    const confirmed = { ...stored, plan: confirmPlan(stored.plan, table) };
    return applyCorrection(confirmed, await correcting(), quiet);
  };
  const loseToken = (): Promise<void> => rm(join(place.folder, 'freeze'), { recursive: true });

  it('is rehearsed, applied and undone by who holds the token, and stays frozen', async () => {
    const damaged = await tableDigest(place.live, place.table);
    await installation.freeze(place.live, place.table);
    const { violations, triggers } = await rehearseCorrection(
      place.stored,
      await correcting(),
      quiet,
    );
    assert.deepEqual([violations, triggers], [[], []]);
    const applied = await apply();
    assert.equal(applied.outcome, 'applied');
    const undone = await undoCorrection(
      { ...place.stored, confirmedTable: place.table },
      await correcting(),
      quiet,
    );
    assert.ok(undone.outcome === 'undone');
    assert.deepEqual(
      undone.notGivenBack.filter((sentence) => sentence.includes('trigger')),
      [],
    );
    assert.equal(await tableDigest(place.live, place.table), damaged);
    const [frozen] = await installation.frozen(place.live);
    assert.equal(frozen?.tokenHeld, true);
  });

  it('is refused where another incident froze it, naming who did', async () => {
    const other = await Installation.make();
    await other.freeze(place.live, place.table, { owner: 'paul', incident: 'another' });
    const damaged = await tableDigest(place.live, place.table);
    await assert.rejects(apply(), (error: unknown) => {
      assert.ok(error instanceof RecoveryError);
      assert.equal(error.code, 'frozen');
      assert.match(error.message, /metier\.rdv is frozen by paul .* for the incident another/);
      return true;
    });
    assert.equal(await tableDigest(place.live, place.table), damaged);
  });

  it('gives the freeze another token where the incident has lost it, and never stops refusing others', async () => {
    await installation.freeze(place.live, place.table);
    const [before] = await installation.frozen(place.live);
    await loseToken();
    await rehearseCorrection(place.stored, await correcting(), quiet);
    assert.equal((await installation.frozen(place.live))[0]?.tokenHeld, false);
    assert.equal((await apply()).outcome, 'applied');
    const [after] = await installation.frozen(place.live);
    assert.notEqual(after?.freeze.tokenHash, before?.freeze.tokenHash);
    assert.equal(after?.tokenHeld, true);
    assert.deepEqual(after.gaps, []);
    await assert.rejects(sql(place.live, `delete from ${place.table} where id = 1`), /is frozen/);
    assert.deepEqual((await installation.unfreeze(place.live, place.table)).notices, []);
  });
});
