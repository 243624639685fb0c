import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { tellsOneStory } from '../../support/story';
import { type Document, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
const table = 'metier.rdv';

const create = `
  create schema metier;
  create table metier.rdv (id int generated always as identity primary key, nom text);
  create table metier.pieces (rdv int references metier.rdv on delete cascade);
  insert into metier.rdv (nom) select 'n' || n from generate_series(1, 50) n`;

/** Two rows are lost, three changed, two are too many, and one of those has a child. */
const damage = `
  delete from metier.rdv where id in (20, 21);
  update metier.rdv set nom = 'faux' where id between 30 and 32;
  insert into metier.rdv (nom) values ('en trop'), ('en trop');
  insert into metier.pieces select max(id) from metier.rdv`;

describe('Scripts made where the system is French', function () {
  tellsOneStory(this);
  let live: ConnectionSettings;
  let incident: string;

  async function run(...words: readonly string[]): Promise<Document> {
    const home = path.join(folder(), 'home');
    return praJson(words, { LC_ALL: 'fr_FR.UTF-8', PRA_HOME: home });
  }

  async function ok(...words: readonly string[]): Promise<Document['json']> {
    const { status, json, stderr } = await run(...words);
    assert.equal(status, 0, `${words.join(' ')}: ${JSON.stringify(json)}${stderr}`);
    return json;
  }

  const file = (command: 'rehearse' | 'apply', name: string): readonly string[] => [
    ...[command, incident, '--file', name, '--live', uri(live)],
    ...(command === 'apply' ? ['--confirm', table] : []),
  ];

  const rows = (): Promise<readonly unknown[]> =>
    connected(live, (session) => session.rows('select * from metier.rdv order by id'));

  before(async () => {
    const server = await testServer();
    live = await server.createDatabase();
    await connected(live, (session) => session.script(create));
    const dump = path.join(folder(), 'before.sql');
    await ok('snapshot', '--live', uri(live), '--table', table, '--out', dump);
    await connected(live, (session) => session.script(damage));
    incident = path.join(folder(), 'incident');
    await ok(
      ...['recover', dump, '--table', table, '--live', uri(live), '--scratch', uri(server.owner)],
      ...['--out', incident, '--allow-production-server'],
    );
    await ok('replace', incident, '--live', uri(live), '--deletes', '2', '--children', '1');
  });

  it('speak French: what they do, and what goes along', async () => {
    const text = await readFile(path.join(incident, 'correction.sql'), 'utf8');
    assert.match(text, /^-- Correction de metier\.rdv dans la base /);
    assert.match(text, /^-- lignes {5}2 insertions, 3 modifications, 2 suppressions$/m);
    assert.match(text, /^-- avec elles 1 ligne de metier\.pieces supprimée \(/m);
    const undo = await readFile(path.join(incident, 'undo.sql'), 'utf8');
    assert.match(undo, /^-- Annulation de la correction de metier\.rdv dans la base /);
  });

  it('are known as the plan’s own, and applied', async () => {
    const rehearsed = await ok(...file('rehearse', 'correction.sql'));
    assert.deepEqual([rehearsed['unedited'], rehearsed['violations']], [true, []]);
    assert.match(
      JSON.stringify(rehearsed),
      /Fait : 2 insertions, 3 modifications, 2 suppressions, et avec elles 1 ligne d'autres tables supprimée ou changée\./,
    );
    const before = await rows();
    assert.equal((await ok(...file('apply', 'correction.sql')))['outcome'], 'applied');
    assert.equal((await rows()).length, 50);
    const again = await run(...file('rehearse', 'correction.sql'));
    assert.deepEqual([again.status, again.json['unedited']], [3, true]);
    assert.match(again.error.message, /Refusé : déjà appliqué, ou changé depuis/);
    await ok(...file('rehearse', 'undo.sql'));
    assert.equal((await ok(...file('apply', 'undo.sql')))['outcome'], 'applied');
    assert.deepEqual(await rows(), before);
  });

  it('are English again of a plan that is made where the system is not', async () => {
    await ok('replan', incident, '--select', 'missing', '--lang', 'en');
    const text = await readFile(path.join(incident, 'correction.sql'), 'utf8');
    assert.match(text, /^-- Correction of metier\.rdv in database /);
    const rehearsed = await ok(...file('rehearse', 'correction.sql'));
    assert.deepEqual([rehearsed['unedited'], rehearsed['violations']], [true, []]);
  });
});
