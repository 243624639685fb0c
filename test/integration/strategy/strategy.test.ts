import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { openIncident } from '../../../src/engine/incidents';
import { openReview } from '../../../src/engine/reviewing';
import { weighIncident } from '../../../src/engine/strategy';
import type { IncidentFolder } from '../../../src/files/incidentFolder';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { selectStrategy } from '../../../src/recovery/strategy/selectStrategy';
import type { Weighing } from '../../../src/recovery/strategy/weighStrategies';
import { connected, quiet, temporaryHome } from '../../support/postgres';
import { refusedWith } from '../apply/scene';
import { pra, praJson } from '../cli/pra';
import { program, reviewedIncident } from '../../support/reviewedIncident';

/** Ten appointments a day for twenty days, the first sixty over the web. */
const backup = `
  create table rdv (id int primary key, jour date, statut text, canal text);
  insert into rdv
  select n, date '2026-03-01' + (n - 1) / 10, 'CONFIRME', case when n <= 60 then 'WEB' else 'GUICHET' end
  from generate_series(1, 200) n`;

/** What people did rightly after the dump: nine appointments changed, four made, each in a transaction of its own. */
const people = [
  "update rdv set statut = 'HONORE' where id = 60",
  ...[181, 182, 183, 184, 185, 186, 187, 188].map(
    (id) => `update rdv set statut = 'HONORE' where id = ${id}`,
  ),
  ...[301, 302, 303, 304].map(
    (id) => `insert into rdv values (${id}, '2026-03-20', 'NOUVEAU', 'WEB')`,
  ),
];

/** Five days are lost; a status is overwritten in sixty rows, one of which was set right since. */
const damage = [
  "delete from rdv where jour between '2026-03-11' and '2026-03-15'",
  "update rdv set statut = 'ANNULE' where id <= 60",
  ...people,
]
  .map((statement) => `commit; begin; ${statement}`)
  .join('; ');

const host = { work: quiet, program };

describe('Strategies for a damaged table', () => {
  let home: string;
  let live: ConnectionSettings;
  let incident: IncidentFolder;
  let weighing: Weighing;

  const figuresOf = (name: string): unknown =>
    weighing.strategies.find((strategy) => strategy.name === name)?.figures;
  const none = { insert: 0, update: 0, delete: 0, overwritten: 0, lost: 0, children: 0, apart: 0 };

  before(async () => {
    home = await temporaryHome('pra-strategy-');
    const scene = { table: 'rdv', backup, damage: `${damage}; commit` };
    const reviewed = await reviewedIncident(home, scene);
    live = reviewed.live;
    incident = await openIncident(reviewed.dir);
    weighing = await weighIncident(incident, {}, host);
  });

  after(() => rm(home, { recursive: true, force: true }));

  it('take for damage what is missing and what the large transaction wrote, and nothing of anybody else', () => {
    const { damagedBy, damaged, later } = weighing.from;
    assert.deepEqual([damagedBy.map(({ rows }) => rows), damaged, later], [[59], 50 + 59, 9 + 4]);
  });

  it('say of the whole table exactly which later writes it would overwrite and delete', async () => {
    assert.deepEqual(figuresOf('replace'), {
      ...{ insert: 50, update: 68, delete: 4, overwritten: 9, lost: 4 },
      ...{ children: 0, left: 0, apart: 0 },
    });
    const rightly = await connected(live, (session) =>
      session.row(`
        select count(*) filter (where statut = 'HONORE'), count(*) filter (where statut = 'NOUVEAU')
          from rdv`),
    );
    assert.deepEqual(rightly, ['9', '4']);
  });

  it('put all damage right and overwrite nobody’s work, where that is kept', () => {
    assert.deepEqual(figuresOf('keep-later'), { ...none, insert: 50, update: 59, left: 0 });
  });

  it('find the range of days that was lost', () => {
    const range = weighing.strategies.find(({ name }) => name === 'range');
    const days = { column: 'jour', from: '2026-03-11', to: '2026-03-16' };
    assert.deepEqual(range?.is, { kind: 'range', ...days });
    assert.deepEqual(range.figures, { ...none, insert: 50, left: 59 });
  });

  it('find the status that tells the damage from what people did', () => {
    const found = weighing.strategies.find(({ name }) => name === 'value');
    assert.deepEqual([found?.is, found?.value], [{ kind: 'value', column: 'statut' }, 'ANNULE']);
    assert.deepEqual(found?.figures, { ...none, update: 59, left: 50 });
  });

  it('are made of each large pattern, and of the transaction that did it', () => {
    const figures = weighing.strategies.flatMap(({ is, value, figures: of }) =>
      is.kind === 'pattern' ? [[value, of.update, of.overwritten, of.left]] : [],
    );
    assert.deepEqual(figures, [
      ['CONFIRME → ANNULE', 59, 0, 50],
      ['CONFIRME → HONORE', 9, 9, 109],
    ]);
    const [writer] = weighing.from.damagedBy;
    assert.deepEqual(figuresOf(`t-${writer?.xid ?? ''}`), { ...none, update: 59, left: 50 });
  });

  it('select in the review exactly what their figures say', async () => {
    const partial = weighing.strategies.filter(({ is }) => is.kind !== 'replace');
    assert.ok(partial.length >= 5);
    const session = await openReview(incident, quiet);
    try {
      for (const strategy of partial) {
        await selectStrategy(strategy, session);
        const { insert, update, delete: deleted } = strategy.figures;
        assert.deepEqual(session.selected, { insert, update, delete: deleted }, strategy.name);
      }
    } finally {
      await session.close();
    }
  });

  it('are weighed otherwise where somebody says which transactions did the damage', async () => {
    const other = await temporaryHome('pra-strategy-named-');
    try {
      const tour = "begin; update rdv set canal = 'BUS' where id between 189 and 198; commit";
      const scene = { table: 'rdv', backup, damage: `${damage}; commit; ${tour}` };
      const { dir } = await reviewedIncident(other, scene);
      const folder = await openIncident(dir);
      const { from, writers } = await weighIncident(folder, {}, host);
      assert.deepEqual([from.damagedBy.map(({ rows }) => rows), from.later], [[59, 10], 13]);
      const damagedBy = [writers[0]?.xid ?? ''];
      const named = await weighIncident(folder, { damagedBy }, host);
      assert.deepEqual([named.from.damaged, named.from.later], [109, 10 + 13]);
      const whole = named.strategies.find(({ name }) => name === 'replace');
      assert.deepEqual([whole?.figures.overwritten, whole?.figures.lost], [19, 4]);
      const unknown = weighIncident(folder, { damagedBy: ['1'] }, host);
      await assert.rejects(unknown, refusedWith('usage'));
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });

  it('are chosen for a reason, with the figures that were known, into the journal without a value of a row', async () => {
    const choice = { name: 'value', reason: 'the desk needs it today', by: 'Claire' };
    const { chosen } = await weighIncident(incident, { choice }, host);
    assert.equal(chosen?.name, 'value');
    const noted = (await incident.entries()).filter(({ step }) => step === 'strategy');
    assert.equal(noted.length, 1);
    const [entry] = noted;
    assert.equal(entry?.by, 'Claire');
    assert.match(JSON.stringify(entry), /"chosen":"value","reason":"the desk needs it today"/);
    assert.doesNotMatch(JSON.stringify(entry), /ANNULE|HONORE/);
    for (const wrong of [
      { ...choice, reason: ' ' },
      { ...choice, name: 'none' },
    ]) {
      const refused = weighIncident(incident, { choice: wrong }, host);
      await assert.rejects(refused, refusedWith('usage'));
    }
  });

  it('are printed by pra, noted with the reason, and told by the report that is there', async () => {
    const { stdout } = await pra(['strategy', incident.path]);
    assert.match(stdout, /^ +replace +50 +68 +4 +9 +4 +0 +0 +Replace the whole table$/m);
    assert.match(stdout, /^ +keep-later +50 +59 +0 +0 +0 +0 +0 +All damage/m);
    assert.match(stdout, /comparison of .* ago: production may have moved on since/);
    const french = await pra(['strategy', incident.path, '--lang', 'fr']);
    assert.match(french.stdout, /^ +nom +insérées +corrigées .* stratégie$/m);
    assert.match(french.stdout, /^ +replace +50 +68 +4 +9 +4 +0 +0 +Remplacer toute la table$/m);
    const words = ['--choose', 'keep-later', '--reason', 'people worked on', '--by', 'Awa'];
    const { json } = await praJson(['strategy', incident.path, ...words]);
    assert.deepEqual([json['ok'], json['chosen'], json['damaged']], [true, 'keep-later', 109]);
    const alone = await praJson(['strategy', incident.path, '--choose', 'replace']);
    assert.deepEqual([alone.status, alone.error.code], [2, 'usage']);
    await pra(['report', incident.path, '--lang', 'fr']);
    const report = (await incident.report()) ?? '';
    assert.match(report, /^## Stratégie$/m);
    assert.match(report, /^people worked on \(Awa, /m);
  });

  it('are weighed for the period and the business scope that somebody names', async () => {
    const scopes = {
      range: { column: 'jour', from: '2026-03-05', to: '2026-03-12' },
      value: { column: 'canal', value: 'WEB' },
    };
    const { strategies } = await weighIncident(incident, { scopes }, host);
    const figures = (name: string): unknown =>
      strategies.find((strategy) => strategy.name === name)?.figures;
    // Of 11 March ten rows are lost; of 5 and 6 March nineteen are damaged, and one that was is right again.
    const inRange = { insert: 10, update: 20, overwritten: 1 };
    assert.deepEqual(figures('range'), { ...none, ...inRange, left: 109 - 29 });
    assert.deepEqual(figures('value'), { ...none, update: 60, overwritten: 1, left: 50 });
    for (const value of [
      { column: 'statut', value: 'ANN' },
      { column: 'nul', value: 'x' },
    ]) {
      const refused = weighIncident(incident, { scopes: { value } }, host);
      await assert.rejects(refused, refusedWith('usage'));
    }
  });

  it('are weighed under a condition where that is what was compared: in place of the whole table stands that part', async () => {
    const condition = "canal = 'WEB' and extract(day from jour) between 2 and 6";
    const part = await reviewedIncident(path.join(home, 'part'), {
      ...{ table: 'rdv', backup, damage: `${damage}; commit` },
      scope: { rows: 'matching', condition },
    });
    const { from, strategies } = await weighIncident(await openIncident(part.dir), {}, host);
    assert.equal(from.scope, `rows where ${condition}`);
    assert.deepEqual([from.damaged, from.later], [49, 1]);
    const [, whole] = strategies;
    assert.deepEqual([whole?.name, whole?.is], ['part', { kind: 'part' }]);
    assert.deepEqual(whole?.figures, { ...none, update: 50, overwritten: 1, left: 0 });
    const words = ['--choose', 'part', '--reason', 'the web desk alone', '--plan'];
    const { json, stderr } = await praJson(['strategy', part.dir, ...words]);
    assert.deepEqual(json['plan'], { insert: 0, update: 50, delete: 0 }, stderr);
    const replaced = await praJson(['strategy', part.dir, '--choose', 'replace', '--reason', 'x']);
    assert.deepEqual([replaced.status, replaced.error.code], [2, 'usage']);
    const said = await pra(['strategy', part.dir, '--lang', 'fr']);
    assert.match(said.stdout, /^ *part .*Tout ce qui manque ou a changé dans la partie comparée$/m);
  });

  it('are planned for just the rows that they take, where that is asked for', async () => {
    const words = ['--choose', 'keep-later', '--reason', 'people worked on', '--plan'];
    const { json, stderr } = await praJson(['strategy', incident.path, ...words]);
    assert.deepEqual(json['plan'], { insert: 50, update: 59, delete: 0 }, stderr);
    const { plan } = await incident.plan();
    const ids = plan.corrections.map(({ key }) => Number(key[0]));
    assert.ok(!ids.includes(60) && !ids.includes(181), 'what people wrote is in no plan');
    const whole = await praJson([
      ...['strategy', incident.path, '--choose', 'replace', '--reason', 'x', '--plan'],
    ]);
    assert.deepEqual([whole.status, whole.error.code], [2, 'usage']);
  });
});
