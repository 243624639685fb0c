import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { foreseenSentences } from '../../../src/core/incident/foreseen';
import { countActions } from '../../../src/core/correction/plan';
import { correcting } from '../../../src/engine/correcting';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import type { Correcting } from '../../../src/recovery/correct/correcting';
import { foreseeRehearsal, rehearseCorrection } from '../../../src/recovery/correct/rehearse';
import { undoCorrection } from '../../../src/recovery/correct/undoCorrection';
import { holding } from '../../support/heldRow';
import { connected, quiet } from '../../support/postgres';
import { appointments, removeFolders, type Scene, scene } from './scene';

/** Each row takes so long that others can be tried meanwhile. */
const slowly = `
  create function metier.lentement() returns trigger language plpgsql as $$
  begin perform pg_sleep(0.08); return new; end $$;
  create trigger lentement before update on metier.rdv
    for each row when (old.id between 30 and 49) execute function metier.lentement()`;
/** Of a row that no plan names. */
const work = `set lock_timeout = '150ms'; update metier.rdv set nom = 'au guichet' where id = 90`;

describe('A table that is locked while it is written to', function () {
  this.timeout(60_000);
  after(removeFolders);

  const writes: Readonly<Record<string, (incident: Scene, steps: Correcting) => Promise<unknown>>> =
    {
      'a rehearsal': ({ stored }, steps) => rehearseCorrection(stored, steps, quiet),
      'an apply': applied,
      'an undo': async ({ stored, table }, steps) =>
        undoCorrection({ ...stored, confirmedTable: table }, steps, quiet),
    };

  for (const [name, step] of Object.entries(writes)) {
    it(`is read but not written to by others during ${name}, and written to afterwards`, async () => {
      const incident = await scene({ ...appointments, afterwards: slowly });
      if (name === 'an undo') {
        await applied(incident, await by(incident, false));
      }
      await connected(incident.live, async (other) => {
        let isOver = false;
        const written = step(incident, await by(incident, true)).finally(() => (isOver = true));
        await lockOn(incident);
        const [rows] = await other.row('select count(*) from metier.rdv');
        assert.ok(Number(rows) > 0);
        await assert.rejects(other.query(work), { sqlstate: '55P03' });
        assert.equal(isOver, false, 'it was at work all the while');
        await written;
        await other.query(work);
      });
    });
  }

  it('is written to by others where that is not asked for', async () => {
    const incident = await scene({ ...appointments, afterwards: slowly });
    await connected(incident.live, async (other) => {
      const written = applied(incident, await by(incident, false));
      await pause(700);
      await other.query(work);
      await written;
    });
  });

  it('waits for who writes any row of it, and gives up with their names', async () => {
    const incident = await scene(appointments);
    await connected(incident.live, async (other) => {
      const pid = await holding(other, work);
      await applied(incident, await by(incident, false));
      const undone = undoCorrection(
        { ...incident.stored, confirmedTable: incident.table },
        await by(incident, true),
        quiet,
      );
      await assert.rejects(undone, {
        code: 'lock-timeout',
        message: new RegExp(`process ${pid}, user \\w+, lot-nuit`),
      });
    });
  });

  it('is said to be, before a rehearsal', async () => {
    const incident = await scene(appointments);
    const { plan } = incident.stored;
    for (const lockTable of [true, false]) {
      const foreseen = await foreseeRehearsal(
        incident.stored,
        await by(incident, lockTable),
        quiet,
      );
      const said = foreseenSentences(countActions(plan.corrections), foreseen).join(' ');
      assert.equal(said.includes('nobody else writes to the table'), lockTable, said);
    }
  });

  async function by({ folder, live }: Scene, lockTable: boolean): Promise<Correcting> {
    const incident = await IncidentFolder.open(folder);
    return correcting(incident, live, { lockTable, lockTimeout: 1 });
  }

  function applied({ stored, table }: Scene, steps: Correcting): Promise<unknown> {
    return applyCorrection({ ...stored, plan: confirmPlan(stored.plan, table) }, steps, quiet);
  }

  async function lockOn({ live }: Scene): Promise<void> {
    await connected(live, async (session) => {
      const isLocked = `
        select exists (
          select from pg_locks
          where granted and relation = 'metier.rdv'::regclass and mode = 'ShareRowExclusiveLock'
        )::text`;
      while ((await session.row(isLocked))[0] !== 'true') {
        await pause(20);
      }
    });
  }
});
