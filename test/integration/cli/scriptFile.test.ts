import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ownScript, saveEdited, saveFile } from '../apply/fileScene';
import { appointments, removeFolders, type Scene, scene, sql, tableDigest } from '../apply/scene';
import { type Document, pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

describe('pra rehearse and pra apply, of a file', () => {
  let incident: Scene;
  let home: Readonly<Record<string, string>>;

  before(async () => {
    incident = await scene(appointments);
    home = { PRA_HOME: path.join(folder(), 'home') };
  });

  after(removeFolders);

  function run(command: 'rehearse' | 'apply', file: string, ...more: string[]): Promise<Document> {
    const words = [command, incident.folder, '--file', file, '--live', uri(incident.live)];
    const confirm = command === 'apply' ? ['--confirm', incident.table] : [];
    return praJson([...words, ...confirm, ...more], home);
  }

  it('tell what a file edited by hand did, and apply it once it is rehearsed', async () => {
    await saveEdited(incident, '"id":"10"');
    const early = await run('apply', 'correction.sql');
    assert.deepEqual([early.status, early.error.code], [3, 'not-rehearsed']);
    assert.match(early.error.hint ?? '', /pra rehearse DIR --file FILE/);
    const { status, json, stderr } = await run('rehearse', 'correction.sql');
    assert.equal(status, 0, JSON.stringify(json));
    assert.deepEqual(json['plan'], { insert: 9, update: 20, delete: 5 });
    assert.deepEqual(
      [json['file'], json['unedited'], json['violations']],
      ['correction.sql', false, []],
    );
    assert.equal((json['statements'] as { command: string }[]).at(-1)?.command, 'DO');
    assert.match(stderr, /The file is run in production, 1 statement, and rolled back/);
    const applied = await run('apply', 'correction.sql');
    assert.equal(applied.status, 0, JSON.stringify(applied.json));
    assert.deepEqual([applied.json['outcome'], applied.json['insert']], ['applied', 9]);
    assert.match(applied.stderr, /the command that undoes an apply cannot take it back/);
    assert.deepEqual(await sql(incident.live, 'select count(*) from metier.rdv where id = 10'), [
      ['0'],
    ]);
    assert.equal((await run('apply', 'correction.sql')).json['outcome'], 'already-applied');
  });

  it('take a file that lies elsewhere, and say of the plan’s own that it is that', async () => {
    await saveFile(incident, ownScript(incident), 'own.sql');
    const elsewhere = path.join(folder(), 'elsewhere');
    await mkdir(elsewhere);
    const copy = path.join(elsewhere, 'copy.sql');
    await copyFile(path.join(incident.folder, 'own.sql'), copy);
    const { status, json, error } = await run('rehearse', copy);
    assert.deepEqual(
      [status, error.code, json['unedited'], json['file']],
      [3, 'script-refused', true, copy],
    );
    const [violation] = json['violations'] as { line: number; sqlstate: string }[];
    assert.equal(violation?.sqlstate, 'P0001');
    assert.match(error.message, new RegExp(`^Line ${violation.line}: Refused: already applied`));
  });

  it('refuse with the line what must never be done, and a file that is not there', async () => {
    const before = await tableDigest(incident.live, incident.table);
    await saveFile(incident, 'begin;\ntruncate metier.rdv;\ncommit;\n', 'bad.sql');
    const bad = await run('rehearse', 'bad.sql');
    assert.deepEqual([bad.status, bad.error.code], [3, 'script-refused']);
    assert.match(bad.error.message, /^Line 2: TRUNCATE/);
    assert.equal((await run('rehearse', 'none.sql')).status, 2);
    assert.equal(await tableDigest(incident.live, incident.table), before);
  });

  it('say it in sentences without --json', async () => {
    await saveFile(incident, `update metier.rdv set statut = 'HONORE'\nwhere id = 1;\n`, 'one.sql');
    const words = ['rehearse', incident.folder, '--file', 'one.sql', '--live', uri(incident.live)];
    const { stdout } = await pra(words, home);
    assert.match(
      stdout,
      /^Rehearsed one\.sql in \S+ s and rolled back: 0 insert, 1 update, 0 delete\.$/m,
    );
    assert.match(stdout, /^ {2}line 1 {2}UPDATE {2}0 insert, 1 update, 0 delete$/m);
    assert.match(
      stdout,
      /^Next: pra apply \S+ --file one\.sql --live CONN --confirm metier\.rdv$/m,
    );
  });
});
