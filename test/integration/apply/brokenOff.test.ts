import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { RecoveryError } from '../../../src/core/errors';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { connected, quiet } from '../../support/postgres';
import { holding } from '../../support/heldRow';
import {
  appointments,
  apply,
  rehearse,
  removeFolders,
  type Scene,
  scene,
  shortPatience,
  sql,
  tableDigest,
  undo,
} from './scene';

/** Production refuses the first transactions that write it, as one that cannot be put in a row with others. */
const refusing = (times: number): string => `
  create sequence metier.tours;
  grant usage on sequence metier.tours to public;
  create function metier.refuser() returns trigger language plpgsql as $$
  begin
    if nextval('metier.tours') <= ${times} then
      raise exception 'could not serialize access' using errcode = '40001';
    end if;
    return null;
  end $$;
  create trigger refuser after insert or update or delete on metier.rdv
  for each statement execute function metier.refuser()`;

async function rehearsed(afterwards: string): Promise<Scene> {
  const incident = await scene(appointments);
  await rehearse(incident);
  await connected(incident.live, (session) => session.script(afterwards));
  return incident;
}

async function triedAgain({ folder }: Scene): Promise<readonly string[]> {
  const entries = await (await IncidentFolder.open(folder)).entries();
  return entries.flatMap((entry) => (entry.step === 'tried-again' ? [entry.after] : []));
}

/** What the apply is refused with, where `end` is done to its session while it waits for a row. */
async function endedBy(end: string, incident: Scene): Promise<RecoveryError> {
  return connected(incident.live, async (other) => {
    await holding(other, 'update metier.rdv set prix = prix where id = 40');
    const applying = apply(incident, { patience: { ...shortPatience, lock: 20_000 } });
    const refused = applying.then(
      () => undefined,
      (error: unknown) => error,
    );
    const waiting = `select pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`;
    let [pid]: readonly (string | null)[] = [];
    while (pid === undefined) {
      await pause(20);
      [pid] = (await other.rows(waiting))[0] ?? [];
    }
    await other.query(`select ${end}(${pid ?? ''})`);
    const error = await refused;
    await other.query('rollback');
    assert.ok(error instanceof RecoveryError, String(error));
    return error;
  });
}

describe('A correction that production breaks off', () => {
  after(removeFolders);

  it('is written again from its beginning where it could not be serialized with others (40001)', async () => {
    const incident = await rehearsed(refusing(2));
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.deepEqual(await triedAgain(incident), ['40001', '40001']);
  });

  it('is given up where that does not end, with nothing written', async () => {
    const incident = await rehearsed(refusing(1000));
    const before = await tableDigest(incident.live, incident.table);
    await assert.rejects(apply(incident), { sqlstate: '40001' });
    assert.deepEqual(await triedAgain(incident), ['40001', '40001']);
    assert.equal(await tableDigest(incident.live, incident.table), before);
  });

  it('by a trigger says what that advises, and where it stands', async () => {
    const incident = await scene(appointments);
    await sql(
      incident.live,
      `create function metier.interdire() returns trigger language plpgsql as $$
         begin raise exception 'interdit' using hint = 'Demandez à la comptabilité.'; end $$;
       create trigger interdire before update on metier.rdv for each row execute function metier.interdire()`,
    );
    const { violations } = await rehearse(incident);
    const said =
      'interdit – Demandez à la comptabilité. [PL/pgSQL function metier.interdire() line 2 at RAISE]';
    assert.deepEqual([...new Set(violations.map(({ message }) => message))], [said]);
    await sql(
      incident.live,
      `create or replace function metier.interdire() returns trigger language plpgsql as
         $$ begin insert into nulle_part values (1); return new; end $$`,
    );
    await assert.rejects(apply(incident), {
      message:
        'relation "nulle_part" does not exist [PL/pgSQL function metier.interdire() line 1 at SQL statement]',
      hint: 'Nothing was written.',
    });
  });

  it('because the operator stopped it says that nothing was written', async () => {
    const incident = await rehearsed('');
    const stop = new AbortController();
    const work = { ...quiet, signal: stop.signal };
    await connected(incident.live, async (other) => {
      await holding(other, 'update metier.rdv set prix = prix where id = 40');
      const applying = apply(incident, { work, patience: { ...shortPatience, lock: 20_000 } });
      setTimeout(() => {
        stop.abort();
      }, 500);
      const told = { name: 'AbortError', message: 'Cancelled. Nothing was written.' };
      await assert.rejects(applying, told);
      await other.query('rollback');
    });
  });

  for (const [what, end, told, advice] of [
    [
      'whose statement an administrator cancels (57014)',
      ...['pg_cancel_backend', '57014'],
      /^Nothing was written\. It took longer than it may, or somebody cancelled it/,
    ],
    [
      'whose session an administrator ends (57P01)',
      ...['pg_terminate_backend', '57P01'],
      /^Nothing was written\. See that the server runs/,
    ],
  ] as const) {
    it(`${what} is not tried again by itself; nothing is written, and the next apply writes it`, async () => {
      const incident = await rehearsed('');
      const before = await tableDigest(incident.live, incident.table);
      const error = await endedBy(end, incident);
      assert.equal(error.sqlstate ?? error.code, told);
      assert.match(error.hint ?? '', advice);
      assert.equal(await tableDigest(incident.live, incident.table), before);
      assert.deepEqual(await triedAgain(incident), []);
      assert.equal((await apply(incident)).outcome, 'applied');
      assert.equal((await undo(incident)).outcome, 'undone');
      assert.equal(await tableDigest(incident.live, incident.table), before);
    });
  }
});
