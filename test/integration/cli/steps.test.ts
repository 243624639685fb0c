import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { taskNames, type TaskName } from '../../../src/core/incident/steps/procedure';
import { openIncident } from '../../../src/engine/incidents';
import { appointments, dumpAppointments, fillAppointments } from '../../support/appointments';
import { connected, testServer } from '../../support/postgres';
import { tellsOneStory } from '../../support/story';
import { pra, praJson, temporaryFolder, uri } from './pra';

interface Task {
  readonly task: TaskName;
  readonly state: string;
  readonly byHand: boolean;
  readonly by?: string;
  readonly at?: string;
}

const folder = temporaryFolder();

describe('pra steps and pra close', function () {
  tellsOneStory(this);
  let dir: string;

  before(async () => {
    const live = await (await testServer()).createDatabase();
    await fillAppointments(live);
    await connected(live, (session) => session.query('delete from metier.rdv where id <= 40'));
    dir = path.join(folder(), 'incident');
    const dump = await dumpAppointments(folder(), '2026-06-29T02:00:00');
    const about = ['--live', uri(live), '--table', appointments, '--dir', dir];
    assert.equal((await pra(['qualify', dump, ...about])).status, 0);
  });

  async function tasks(): Promise<readonly Task[]> {
    const { status, json } = await praJson(['steps', dir]);
    assert.equal(status, 0);
    return (json['steps'] as readonly { tasks: readonly Task[] }[]).flatMap((step) => step.tasks);
  }

  it('show the procedure in its order, who did what and when, and one task that is next', async () => {
    const found = await tasks();
    assert.deepEqual(
      found.map(({ task }) => task),
      taskNames,
    );
    const [qualify, inform] = found;
    assert.deepEqual([qualify?.state, qualify?.byHand], ['done', false]);
    assert.match(qualify?.at ?? '', /^\d{4}-\d\d-\d\dT/);
    assert.equal(typeof qualify?.by, 'string');
    assert.equal(inform?.state, 'next');
    assert.equal(found.filter(({ state }) => state === 'next').length, 1);
  });

  it('follow what is noted, with its author', async () => {
    const words = ['note', dir, 'told by phone', '--step', 'informed', '--by', 'Mme Roux'];
    assert.equal((await pra(words)).status, 0);
    const inform = (await tasks()).find(({ task }) => task === 'inform');
    assert.deepEqual([inform?.state, inform?.by], ['done', 'Mme Roux']);
    const { json } = await praJson(['steps', dir]);
    assert.equal(json['next'], 'freeze');
    assert.equal(json['closed'], null);
  });

  it('are read in French', async () => {
    const { stdout } = await pra(['steps', dir, '--lang', 'fr']);
    assert.match(stdout, /^1\. Qualifier$/m);
    assert.match(stdout, /^ {2}Informer le métier +fait +Mme Roux +\d{4}-\d\d-\d\d \d\d:\d\d$/m);
    assert.match(stdout, /^ {2}Geler la table +à faire maintenant$/m);
    assert.match(stdout, /^Ensuite\s: Geler la table$/m);
  });

  it('are not closed while something is open, unless somebody says why', async () => {
    const refused = await praJson(['close', dir]);
    assert.deepEqual([refused.status, refused.error.code], [3, 'not-confirmed']);
    assert.match(refused.error.message, /Still open: Freeze the table, .*Write the report\./);
    const entries = await (await openIncident(dir)).entries();
    assert.ok(!entries.some(({ step }) => step === 'closed'));
    const said = await pra(['close', dir, '--lang', 'fr']);
    assert.match(said.stderr, /Reste à faire\s: Geler la table, /);
  });

  it('are closed with the reason, which the report tells, and what was open then', async () => {
    const reason = 'the desk put the rows in by hand';
    const { status, json } = await praJson(['close', dir, '--reason', reason, '--by', 'Mme Roux']);
    assert.deepEqual([status, json['outcome']], [0, 'closed']);
    assert.ok((json['open'] as readonly string[]).includes('report'));
    const report = await readFile(path.join(dir, 'report.md'), 'utf8');
    assert.match(
      report,
      /was closed; still open then: .*\. Reason given: the desk put the rows in/,
    );
    const after = await praJson(['steps', dir]);
    assert.equal((after.json['closed'] as { by: string }).by, 'Mme Roux');
    assert.equal(after.json['next'], null);
  });

  it('are closed once: another close changes nothing', async () => {
    const before = (await (await openIncident(dir)).entries()).length;
    const { status, json } = await praJson(['close', dir]);
    assert.deepEqual([status, json['outcome']], [0, 'already-closed']);
    assert.equal((await (await openIncident(dir)).entries()).length, before);
  });
});
