import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { foreseenSentences } from '../../../src/core/incident/foreseen';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { Session } from '../../../src/postgres/connection/session';
import { Line } from '../../../src/postgres/correction/line';
import { OpenTransaction } from '../../../src/postgres/correction/openTransaction';
import { foreseeRehearsal } from '../../../src/recovery/correct/rehearse';
import { FaultProxy } from '../../support/faultProxy';
import { connected, quiet } from '../../support/postgres';
import {
  appointments,
  apply,
  correcting,
  rehearse,
  removeFolders,
  scene,
  shortPatience,
  sql,
  undo,
} from './scene';

describe('A correction', () => {
  after(removeFolders);

  it('never empties or swaps the table, goes round its triggers, or leaves a row to ON CONFLICT', async () => {
    const incident = await scene(appointments);
    const proxy = await FaultProxy.start(incident.live);
    try {
      const asked: string[] = [];
      proxy.expect(({ text }) => {
        asked.push(text);
        return 'pass';
      });
      const watched = { ...incident, live: proxy.settings };
      const given = { ...shortPatience, silence: 30_000 };
      await rehearse(watched);
      assert.equal((await apply(watched, { patience: given })).outcome, 'applied');
      assert.equal((await undo(watched, { patience: given })).outcome, 'undone');
      assert.ok(asked.some((text) => /update only/i.test(text)));
      const never =
        /\btruncate\b|\brename\b|on conflict|disable trigger|set (local )?(session_replication_role|search_path)|set_config\('(session_replication_role|search_path)/i;
      assert.deepEqual(
        asked.filter((text) => never.test(text)),
        [],
      );
    } finally {
      await proxy.close();
    }
  });

  it('leaves a trigger the search path that production gives it', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.histo (id int);
        create function metier.noter() returns trigger language plpgsql as
        $$ begin insert into histo values (new.id); return new; end $$;
        create trigger noter after insert or update on metier.rdv
        for each row execute function metier.noter();
        do $$ begin
          execute format('alter database %I set search_path = metier', current_database());
        end $$`,
    });
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.equal((await sql(incident.live, 'select from metier.histo')).length, 30);
  });

  it('that is chosen as the victim of a deadlock is written again from its beginning', async () => {
    const incident = await scene(appointments);
    await rehearse(incident);
    const result = await connected(incident.live, async (other) => {
      await other.query(`begin; update metier.rdv set prix = prix where id = 40`);
      const applying = apply(incident, { patience: { ...shortPatience, lock: 20_000 } });
      await connected(incident.live, async (watching) => {
        const waiting = `select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
        while ((await watching.row(waiting))[0] === '0') {
          await pause(20);
        }
      });
      // Row 30 is the correction's already: it finds the deadlock first, since it has waited longer.
      await other.query(`update metier.rdv set prix = prix where id = 30; rollback`);
      return applying;
    });
    assert.equal(result.outcome, 'applied');
    const entries = await (await IncidentFolder.open(incident.folder)).entries();
    assert.deepEqual(
      entries.flatMap((entry) => (entry.step === 'tried-again' ? [entry.after] : [])),
      ['40P01'],
    );
  });

  it('that is only rehearsed uses up numbers of the sequences that triggers draw from, as is said before', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.histo (n serial primary key, id int);
        create function metier.noter() returns trigger language plpgsql as
        $$ begin insert into metier.histo (id) values (new.id); return new; end $$;
        create trigger noter after insert or update on metier.rdv
        for each row execute function metier.noter()`,
    });
    const foreseen = await foreseeRehearsal(incident.stored, await correcting(incident), quiet);
    assert.match(
      foreseenSentences(incident.stored.counts, foreseen).join(' '),
      /may use up sequence values/,
    );
    await rehearse(incident);
    assert.equal((await sql(incident.live, 'select from metier.histo')).length, 0);
    const next = `select nextval('metier.histo_n_seq')`;
    assert.deepEqual(await sql(incident.live, next), [['31']]);
  });

  it('does not take the answer ROLLBACK to its COMMIT for a success', async () => {
    const { live } = await scene(appointments);
    const session = await Session.connect(live);
    const line = new Line(session, quiet.signal, shortPatience.statement);
    await line.ask('begin');
    await line.ask('delete from metier.rdv');
    await assert.rejects(line.ask('select 1 / 0'));
    const open = new OpenTransaction(line, shortPatience, () => Promise.resolve());
    await assert.rejects(open.commit(), /COMMIT was answered by ROLLBACK/);
    assert.notEqual((await sql(live, 'select from metier.rdv')).length, 0);
  });
});
