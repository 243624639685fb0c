import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LineFile, linesOf } from '../../../src/files/lineFile';

describe('A file of rows', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pra-lines-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('has its name once it is whole, and only its owner may read it', async () => {
    const name = path.join(folder, 'rows.jsonl');
    const file = await LineFile.create(name);
    const lines = Array.from({ length: 5000 }, (_, at) => `${at} \u2028 ${'é'.repeat(50)}`);
    for (const line of lines) {
      await file.write(line);
    }
    assert.ok(!(await readdir(folder)).includes('rows.jsonl'));
    await file.finish();
    assert.equal((await stat(name)).mode & 0o777, 0o600);
    assert.equal(await readFile(name, 'utf8'), lines.map((line) => `${line}\n`).join(''));
    assert.deepEqual(await linesOf(name), lines);
  });

  it('leaves nothing when it is discarded', async () => {
    const file = await LineFile.create(path.join(folder, 'rows.jsonl'));
    await file.write('half');
    await file.discard();
    assert.deepEqual(await readdir(folder), []);
  });

  it('in a folder that is not there is refused', async () => {
    const name = path.join(folder, 'none', 'rows.jsonl');
    await assert.rejects(LineFile.create(name), { code: 'usage' });
    await assert.rejects(linesOf(name), { code: 'usage' });
  });
});
