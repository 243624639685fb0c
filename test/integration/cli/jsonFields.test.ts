import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { onBoth, run, twoDatabases } from '../compare/sides';
import { praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

/** Names within the document whatever they hold: of columns and of rows. */
const ofTheTable: readonly string[] = ['id', 'v', 'other'];

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap(namesIn);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])
    : [];
}

describe('The JSON of a comparison', () => {
  it('has no field that the README does not name', async () => {
    const sides = await twoDatabases();
    await onBoth(
      sides,
      `create table noted (id int primary key, v numeric)`,
      `insert into noted select i, 1.0 from generate_series(1, 9) i`,
    );
    await run(
      sides.live,
      `delete from noted where id = 1`,
      `update noted set v = 1.00 where id = 2`,
      `update noted set v = 3 where id = 3`,
      `insert into noted values (11, 2)`,
      `alter table noted add other text not null default 'x'`,
      `alter table noted alter other drop default`,
    );
    const changes = path.join(folder(), 'changes.jsonl');
    const words = ['compare', '--backup', uri(sides.backup), '--live', uri(sides.live)];
    const asked = [...words, '--table', 'noted', '--where', 'id > 0', '--details'];
    const { json, status } = await praJson([...asked, '--changes', changes]);
    assert.equal(status, 0);
    const lines = (await readFile(changes, 'utf8')).trim().split('\n');
    const documents = [json, ...lines.map((line): unknown => JSON.parse(line))];
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    const [, table = ''] = readme.split('### What `--json` says of a comparison');
    const unnamed = [...new Set(documents.flatMap(namesIn))].filter(
      (name) => !table.includes(`\`${name}\``) && !ofTheTable.includes(name) && name !== 'ok',
    );
    assert.deepEqual(unnamed, []);
  });
});
