import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeptBatch, KeptChildren, KeptTable } from '../../../src/core/correction/keptChildren';
import { readChildren, writeChildren } from '../../../src/files/childrenFile';

const table: KeptTable = {
  ...{ child: { schema: 'metier', name: 'pieces' }, oid: '16400', partitioned: false },
  ...{ became: 'deleted', constraints: ['fk'], references: ['rdv'], key: [], columns: [] },
};

function holding(...batches: readonly KeptBatch[]): KeptChildren {
  return {
    tables: [table, { ...table, became: 'changed' }],
    batches: async function* () {
      await Promise.resolve();
      yield* batches;
    },
  };
}

async function rowsOf(kept: KeptChildren): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const { table: of, lines } of kept.batches()) {
    assert.ok(lines.length <= 1000);
    rows.push(...lines.map((line) => `${of} ${line}`));
  }
  return rows;
}

describe('The file of rows that an apply took along', () => {
  let folder: string;
  let file: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pra-children-'));
    file = join(folder, 'children-before.jsonl');
  });

  after(() => rm(folder, { recursive: true }));

  it('gives back every row under its table, whatever it holds, as often as it is read', async () => {
    const lines = Array.from({ length: 2500 }, (_, row) => `(${row},"a\n\\""\u2028é")`);
    const kept = holding(
      { table: 0, lines },
      { table: 1, lines: [] },
      { table: 1, lines: ['(1)'] },
    );
    await writeChildren({ path: file, mode: 0o600 }, '700', kept);
    const read = await readChildren(file, '700');
    assert.deepEqual(read.tables, kept.tables);
    const expected = [...lines.map((line) => `0 ${line}`), '1 (1)'];
    assert.deepEqual(await rowsOf(read), expected);
    assert.deepEqual(await rowsOf(read), expected);
  });

  it('may be empty', async () => {
    await writeChildren({ path: file, mode: 0o600 }, '700', holding());
    assert.deepEqual(await rowsOf(await readChildren(file, '700')), []);
  });

  it('is for its owner alone', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await writeChildren({ path: file, mode: 0o600 }, '700', holding());
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('is refused where it is another transaction’s, or not there', async () => {
    await writeChildren({ path: file, mode: 0o600 }, '700', holding());
    await assert.rejects(readChildren(file, '701'), { code: 'incident-unreadable' });
    await assert.rejects(readChildren(join(folder, 'none'), '700'), {
      code: 'incident-unreadable',
    });
  });

  it('is refused where a bit of it has turned, or it was cut', async () => {
    await writeChildren(
      { path: file, mode: 0o600 },
      '700',
      holding({ table: 0, lines: ['(1,un)', '(2,deux)'] }),
    );
    const whole = await readFile(file, 'utf8');
    for (const broken of [
      whole.replace('deux', 'deuz'),
      whole.slice(0, whole.lastIndexOf('{')),
      whole.replace(/.*un\).*\n/, ''),
    ]) {
      await writeFile(file, broken);
      const read = readChildren(file, '700').then(rowsOf);
      await assert.rejects(read, { code: 'incident-unreadable' });
    }
  });
});
