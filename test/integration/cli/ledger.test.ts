import assert from 'node:assert/strict';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected } from '../../support/postgres';
import { apply, removeFolders, type Scene, scene, sql } from '../apply/scene';
import { small } from '../apply/fileScene';
import { pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

describe('pra ledger', () => {
  let incident: Scene;
  let live: ConnectionSettings;
  let home: Readonly<Record<string, string>>;

  before(async function () {
    this.timeout(60_000);
    home = { PRA_HOME: path.join(folder(), 'home') };
    incident = await scene(small);
    live = incident.live;
  });

  after(removeFolders);

  const tables = (): Promise<readonly (string | null)[][]> =>
    sql(
      live,
      `select relname from pg_class where relnamespace = to_regnamespace('pra') and relkind = 'r'`,
    );

  it('is made only where the database is named', async () => {
    const { status, json } = await praJson(
      ['ledger', 'create', '--live', uri(live), '--confirm', 'another'],
      home,
    );
    assert.equal(status, 3);
    assert.match(JSON.stringify(json), /not-confirmed/);
    assert.deepEqual(await tables(), []);
    const made = await praJson(confirmed('create'), home);
    assert.deepEqual([made.status, made.json['outcome']], [0, 'created']);
    assert.deepEqual(await tables(), [['ledger']]);
  });

  it('has the tool say before an apply that it is entered, and who it was by afterwards', async () => {
    const { status, stdout, stderr } = await pra(
      ['apply', incident.folder, '--live', uri(live), '--confirm', small.table],
      home,
    );
    assert.equal(status, 0, stderr);
    assert.match(stderr, /entered in production’s ledger/);
    assert.match(stdout, /Applied in/);
    const { json } = await praJson(['ledger', '--live', uri(live)], home);
    assert.deepEqual(json['ledger'], { state: 'usable' });
    const [entry] = json['entries'] as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual(
      [entry?.['kind'], entry?.['table'], entry?.['insert'], entry?.['update'], entry?.['delete']],
      ['apply', 'metier.rdv', 3, 2, 1],
    );
    assert.match(String(entry?.['tool']), /^pra \d/);
    const listed = await pra(['ledger', '--live', uri(live)], home);
    assert.match(listed.stdout, /applied to metier\.rdv: 3 insert, 2 update, 1 delete/);
    assert.equal((await apply(incident)).outcome, 'already-applied');
  });

  it('is dropped by name, too; what is applied stays so', async () => {
    const { status, json } = await praJson(confirmed('drop'), home);
    assert.deepEqual([status, json['outcome'], json['notices']], [0, 'dropped', []]);
    assert.deepEqual(await tables(), []);
    const again = await praJson(confirmed('drop'), home);
    assert.equal(again.status, 3);
    const empty = await praJson(['ledger', '--live', uri(live)], home);
    assert.deepEqual(empty.json['ledger'], { state: 'absent' });
    const [rows] = await connected(live, (session) =>
      session.row(`select count(*) from metier.rdv where id in (9, 10, 11)`),
    );
    assert.equal(rows, '3');
  });

  function confirmed(what: string): readonly string[] {
    return ['ledger', what, '--live', uri(live), '--confirm', live.database];
  }
});
