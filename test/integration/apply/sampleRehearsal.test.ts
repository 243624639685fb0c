import assert from 'node:assert/strict';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { foreseenSentences } from '../../../src/core/incident/foreseen';
import type { Rehearsal } from '../../../src/core/incident/rehearsal';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import type { Correcting } from '../../../src/recovery/correct/correcting';
import {
  foreseeApply,
  foreseeRehearsal,
  rehearseCorrection,
} from '../../../src/recovery/correct/rehearse';
import { quiet } from '../../support/postgres';
import {
  appointments,
  correcting,
  removeFolders,
  type Scene,
  scene,
  sql,
  tableDigest,
} from './scene';

/** Rows 201 to 205 are extra, 30 to 49 changed, 10 to 19 missing: a pattern each. */
const planned = 35;
const sampleRows = 9;

async function sampling(incident: Scene, rehearsalRows = sampleRows): Promise<Correcting> {
  return { ...(await correcting(incident)), rehearsalRows };
}

async function rehearse(incident: Scene, rehearsalRows?: number): Promise<Rehearsal> {
  return rehearseCorrection(incident.stored, await sampling(incident, rehearsalRows), quiet);
}

/** Lowers what is written, and counts the rows: no ROLLBACK takes a number back from a sequence. */
const counting = `
  create sequence metier.ecrites;
  create function metier.compter() returns trigger language plpgsql as
  $$ begin
    perform nextval('metier.ecrites');
    if tg_op = 'DELETE' then return old; end if;
    new.statut := lower(coalesce(new.statut, 'VIDE'));
    return new;
  end $$;
  create trigger compter before insert or update or delete on metier.rdv
    for each row execute function metier.compter()`;

async function writtenRows({ live }: Scene): Promise<number> {
  const [[count] = []] = await sql(
    live,
    `select case when is_called then last_value else 0 end::text from metier.ecrites`,
  );
  return Number(count);
}

describe('the rehearsal of a sample', () => {
  after(removeFolders);

  it('writes some rows of each pattern, first and last among them, and the same each time', async () => {
    const incident = await scene({ ...appointments, afterwards: counting });
    const before = await tableDigest(incident.live, 'metier.rdv');
    const first = await rehearse(incident);
    assert.equal(await writtenRows(incident), sampleRows);
    assert.deepEqual(first.sample, { rows: sampleRows, of: planned });
    assert.deepEqual(first.plan, { insert: 10, update: 20, delete: 5 });
    assert.deepEqual(
      first.altered.map(({ key }) => key.join()),
      ['30', '39', '49', '10', '14', '19'],
    );
    assert.deepEqual((await rehearse(incident)).altered, first.altered);
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
    const entries = await (await IncidentFolder.open(incident.folder)).entries();
    const rehearsed = entries.findLast(({ step }) => step === 'rehearsed');
    assert.deepEqual(rehearsed?.step === 'rehearsed' && rehearsed.sample, first.sample);
  });

  it('writes every row where the plan has no more than it may, or a sample was not asked for', async () => {
    const incident = await scene({ ...appointments, afterwards: counting });
    for (const [turn, rows] of [planned, 0].entries()) {
      assert.equal((await rehearse(incident, rows)).sample, undefined);
      assert.equal(await writtenRows(incident), (turn + 1) * planned);
    }
  });

  it('finds every row that has drifted, of the sample or not', async () => {
    const incident = await scene(appointments);
    await sql(incident.live, `update metier.rdv set nom = 'autre' where id in (31, 47)`);
    const { drifted, sample } = await rehearse(incident);
    assert.deepEqual(
      drifted.map(({ key }) => key.join()),
      ['31', '47'],
    );
    assert.equal(sample, undefined);
  });

  it('finds what refuses only the rows of the last pattern, and names every such row', async () => {
    const rule = 'alter table metier.rdv add constraint plus_tard check (id > 19) not valid';
    const incident = await scene({
      ...appointments,
      afterwards: `delete from metier.rdv where id < 10; ${rule}`,
    });
    const { violations, sample } = await rehearse(incident);
    assert.deepEqual(
      violations.map(({ constraint, key }) => [constraint, key?.join()]),
      Array.from({ length: 10 }, (_, index) => ['plus_tard', String(10 + index)]),
    );
    assert.equal(sample, undefined);
  });

  it('finds what refuses only the rows of the last pattern at the end of the transaction', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.lieux (id int primary key);
        insert into metier.lieux select n from generate_series(1, 300) as n where n not between 10 and 19;
        alter table metier.rdv add constraint lieu foreign key (id) references metier.lieux
          deferrable initially deferred`,
    });
    const { violations } = await rehearse(incident);
    assert.deepEqual(
      violations.map(({ constraint }) => constraint),
      Array<string>(10).fill('lieu'),
    );
  });

  it('rehearses every row where the sample lacks what its rows refer to', async () => {
    const incident = await scene({
      table: 'metier.dossiers',
      create: `
        create schema metier;
        create table metier.dossiers (id int primary key, suite int references metier.dossiers);
        insert into metier.dossiers select n, nullif(n - 1, 0) from generate_series(1, 60) as n`,
      damage: 'delete from metier.dossiers where id > 20',
    });
    const rehearsal = await rehearse(incident);
    assert.deepEqual(rehearsal.violations, []);
    assert.equal(rehearsal.sample, undefined);
  });

  it('vouches for the apply, which says so before, unless more rows are asked for', async () => {
    const incident = await scene({ ...appointments, afterwards: counting });
    const said = async (rows: number): Promise<string | undefined> =>
      (await foreseeApply(incident.stored, await sampling(incident, rows), quiet)).find((each) =>
        each.startsWith('Only a sample'),
      );
    assert.match((await said(sampleRows)) ?? '', /^Only a sample is rehearsed first: 9 of 35 rows/);
    await rehearse(incident);
    assert.match((await said(sampleRows)) ?? '', /^Only a sample was rehearsed: 9 of 35 rows/);
    assert.match((await said(12)) ?? '', /^Only a sample is rehearsed first: 12 of 35 rows/);
    assert.equal(await said(0), undefined);
    const confirmed = {
      ...incident.stored,
      plan: confirmPlan(incident.stored.plan, incident.table),
    };
    const { outcome } = await applyCorrection(confirmed, await sampling(incident), quiet);
    assert.equal(outcome, 'applied');
    assert.equal(await writtenRows(incident), sampleRows + planned);
  });

  it('tells before it how many rows are written', async () => {
    const incident = await scene(appointments);
    const foreseen = await foreseeRehearsal(incident.stored, await sampling(incident), quiet);
    assert.equal(
      foreseenSentences(incident.stored.counts, foreseen)[0],
      'A sample of the correction is made in production and rolled back: 9 of 35 rows, some of each pattern.',
    );
  });
});
