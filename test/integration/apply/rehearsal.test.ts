import assert from 'node:assert/strict';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { foreseenSentences } from '../../../src/core/incident/foreseen';
import { violationSentences } from '../../../src/core/incident/rehearsal';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import { correcting as whatEngineUses, type WritingLimits } from '../../../src/engine/correcting';
import {
  foreseeRehearsal,
  foreseeUndo,
  rehearseCorrection,
} from '../../../src/recovery/correct/rehearse';
import { connected, quiet } from '../../support/postgres';
import {
  appointments,
  correcting,
  rehearse,
  removeFolders,
  scene,
  tableDigest,
  undo,
} from './scene';

describe('a rehearsal', () => {
  after(removeFolders);

  it('tells before a rehearsal which triggers will run, and which of them reach outside the database', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create function metier.appeler() returns trigger language plpgsql as
        $$ begin perform dblink('dbname=autre', 'select 1'); return new; end $$;
        create function metier.lancer() returns trigger language plpgsql as
        $$ begin copy (select 1) to program 'true'; return null; end $$;
        create function metier.noter() returns trigger language plpgsql as
        $$ begin perform pg_notify('rdv', 'no program, no dblink here'); return null; end $$;
        create trigger appeler before delete on metier.rdv for each row execute function metier.appeler();
        create trigger lancer after update on metier.rdv execute function metier.lancer();
        create trigger noter after insert on metier.rdv for each row execute function metier.noter();
        create trigger jamais before truncate on metier.rdv execute function metier.lancer()`,
    });
    const before = await tableDigest(incident.live, 'metier.rdv');
    const foreseen = await foreseeRehearsal(incident.stored, await correcting(incident), quiet);
    assert.deepEqual(foreseen, {
      triggers: ['appeler', 'lancer', 'noter'],
      below: [],
      outside: [
        { trigger: 'appeler', by: 'dblink' },
        { trigger: 'lancer', by: 'COPY … PROGRAM' },
      ],
      unread: [],
      dynamic: [],
      publications: [],
      puttingBack: [],
    });
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
    assert.deepEqual(foreseenSentences(incident.stored.counts, foreseen).slice(-4), [
      'Triggers that will run: appeler, lancer, noter.',
      'The trigger appeler reaches outside the database by dblink: what it does there is not rolled back.',
      'The trigger lancer reaches outside the database by COPY … PROGRAM: what it does there is not rolled back.',
      'Functions that their functions call are not looked into.',
    ]);
  });

  it('tells before a rehearsal which triggers of other tables foreign keys may set off, and which are written in C', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.pieces (
          id int primary key, rdv int references metier.rdv on delete cascade on update cascade);
        create table metier.pages (
          id int primary key, piece int references metier.pieces on delete set null);
        create function metier.noter() returns trigger language plpgsql as
        $$ begin perform dblink('dbname=autre', 'select 1'); return old; end $$;
        create trigger noter after delete on metier.pieces for each row execute function metier.noter();
        create trigger jamais after update on metier.pieces for each row execute function metier.noter();
        create trigger compter after update on metier.pages for each row execute function metier.noter();
        create function metier.en_c() returns trigger language c as '$libdir/plpgsql', 'plpgsql_call_handler';
        create trigger objets before delete on metier.pieces for each row execute function metier.en_c()`,
    });
    const foreseen = await foreseeRehearsal(incident.stored, await correcting(incident), quiet);
    assert.deepEqual(foreseenSentences(incident.stored.counts, foreseen).slice(3), [
      'Triggers of other tables that foreign keys may set off: compter of metier.pages, noter of metier.pieces, objets of metier.pieces.',
      'The trigger compter of metier.pages reaches outside the database by dblink: what it does there is not rolled back.',
      'The trigger noter of metier.pieces reaches outside the database by dblink: what it does there is not rolled back.',
      'Functions that their functions call are not looked into.',
      'Written in C, and not looked into: objets of metier.pieces.',
    ]);
  });

  it('tells before a rehearsal which triggers build SQL that nobody can foresee', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create function metier.construire() returns trigger language plpgsql as
        $$ begin execute 'select next' || 'val(''metier.rdv_id_seq'')'; return new; end $$;
        create function metier.refaire() returns trigger language plpgsql as
        $$ begin
          if false then
            create trigger refaire after update on metier.rdv for each row
            execute function metier.refaire();
          end if;
          return new;
        end $$;
        create trigger construire before update on metier.rdv for each row
        execute function metier.construire();
        create trigger refaire before update on metier.rdv for each row
        execute function metier.refaire()`,
    });
    const foreseen = await foreseeRehearsal(incident.stored, await correcting(incident), quiet);
    assert.deepEqual([foreseen.outside, foreseen.dynamic], [[], ['construire']]);
    assert.equal(
      foreseenSentences(incident.stored.counts, foreseen).at(-1),
      'The function of construire builds SQL at run time: what it calls cannot be foreseen.',
    );
  });

  it('vouches for its plan as long as it is said to hold, and is made again after that', async () => {
    const incident = await scene(appointments);
    const rehearsed = async (): Promise<number> => {
      const entries = await (await IncidentFolder.open(incident.folder)).entries();
      return entries.filter(({ step }) => step === 'rehearsed').length;
    };
    const applied = async (holds: { readonly rehearsalHolds?: number }): Promise<void> => {
      const { stored, table } = incident;
      const steps = { ...(await correcting(incident)), ...holds };
      const inMinutes = (): Date => new Date(Date.now() + 5 * 60_000);
      const confirmed = { ...stored, plan: confirmPlan(stored.plan, table) };
      const { outcome } = await applyCorrection(confirmed, { ...steps, now: inMinutes }, quiet);
      assert.equal(outcome, 'applied');
      await undo(incident);
    };
    await rehearse(incident);
    await applied({});
    assert.equal(await rehearsed(), 1);
    await applied({ rehearsalHolds: 4 });
    assert.equal(await rehearsed(), 2);
    await rehearse(incident);
    await applied({ rehearsalHolds: 6 });
    assert.equal(await rehearsed(), 3);
  });

  it('tells before the apply what an undo will not give back, rehearsed or not', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.histoire (rdv int, statut text);
        create function metier.noter() returns trigger language plpgsql as
        $$ begin
          insert into metier.histoire values (new.id, new.statut);
          new.statut := lower(new.statut);
          return new;
        end $$;
        create trigger noter before update on metier.rdv for each row execute function metier.noter()`,
    });
    const limits = async (): Promise<readonly string[]> =>
      foreseeUndo(incident.stored, await correcting(incident), quiet);
    const [elsewhere, sequences] = [
      'An undo will not take back what "noter" writes elsewhere.',
      'An undo leaves sequences where inserted values have moved them.',
    ];
    assert.deepEqual(await limits(), [elsewhere, sequences]);
    await rehearse(incident);
    assert.deepEqual(await limits(), [
      elsewhere,
      'An undo may leave column "statut" as triggers or its type write it.',
      sequences,
    ]);
  });

  it('waits for locks, and for one statement, as long as it is told to', async () => {
    const slow = await scene({
      ...appointments,
      afterwards: `
        create function metier.dormir() returns trigger language plpgsql as
        $$ begin perform pg_sleep(3); return null; end $$;
        create trigger dormir after update on metier.rdv execute function metier.dormir()`,
    });
    const refusedAfter = async (limits: WritingLimits, sqlstate: string): Promise<number> => {
      const folder = await IncidentFolder.open(slow.folder);
      const steps = whatEngineUses(folder, slow.live, limits);
      const begun = performance.now();
      await assert.rejects(rehearseCorrection(slow.stored, steps, quiet), { sqlstate });
      return (performance.now() - begun) / 1000;
    };
    assert.ok((await refusedAfter({ statementTimeout: 1 }, '57014')) < 3);
    await connected(slow.live, async (other) => {
      await other.query('begin; select from metier.rdv where id = 30 for update');
      // It tries three times; as usual it would wait for three seconds each time.
      assert.ok((await refusedAfter({ lockTimeout: 0.3 }, '55P03')) < 6);
    });
  });

  it('names each row that production refuses, and of many the first twenty', async () => {
    const rule = 'alter table metier.rdv add constraint pas_pair check (id % 2 = 1) not valid';
    const few = await scene({ ...appointments, afterwards: rule });
    const before = await tableDigest(few.live, 'metier.rdv');
    const { violations } = await rehearse(few);
    // Rows 10 to 19 are missing, rows 30 to 49 changed.
    const even = [30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 10, 12, 14, 16, 18];
    assert.deepEqual(
      violations.map(({ constraint, key }) => [constraint, key]),
      even.map((id) => ['pas_pair', [String(id)]]),
    );
    assert.equal(await tableDigest(few.live, 'metier.rdv'), before);
    const [, named] = violationSentences(violations.slice(0, 2));
    assert.match(named ?? '', /^Refused: 2 of the planned rows, by key 30, 32\.$/);
    const many = await scene({
      ...appointments,
      afterwards: 'alter table metier.rdv add constraint trop check (id > 100) not valid',
    });
    assert.equal((await rehearse(many)).violations.length, 20);
  });
});
