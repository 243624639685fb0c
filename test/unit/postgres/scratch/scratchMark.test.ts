import assert from 'node:assert/strict';
import { parseScratchMark, scratchMark } from '../../../../src/postgres/scratch/scratchMark';

const mark = {
  state: 'restoring',
  createdAt: '2026-03-10T02:00:00.000Z',
  origin: {
    database: 'mairie "2026"',
    owner: 'élodie',
    dump: 'it\'s a "dump"\n.dump',
    table: { schema: 'Other Shop', name: 'dot.and "quote"' },
    encoding: 'UTF8',
    host: 'db1',
    process: { pid: 12, startedAt: '345', boot: 'abc' },
  },
} as const;

describe('The mark of a scratch database', () => {
  it('says again what was written', () => {
    assert.deepEqual(parseScratchMark(scratchMark(mark)), mark);
  });

  it('says in which columns and constraints the tables are not as in the dump', () => {
    const table = { schema: 's', name: 't' };
    const changed = {
      ...mark,
      collations: [{ table, column: 'a "b"', collation: 'fr_FR.utf8' }],
      checks: 'left out',
    } as const;
    assert.deepEqual(parseScratchMark(scratchMark(changed)), changed);
  });

  it('tells a whole database from a table', () => {
    const origin = { ...mark.origin, table: undefined };
    assert.deepEqual(parseScratchMark(scratchMark({ ...mark, origin }))?.origin, origin);
  });

  it('is read as older versions wrote it, without the dumped database and the owner', () => {
    const { dump, table, encoding, host, process } = mark.origin;
    const older = { dump, table, encoding, host, process };
    const { createdAt } = mark;
    const comment = { tool: 'pra-table-recovery', state: 'complete', createdAt, ...older };
    assert.deepEqual(parseScratchMark(JSON.stringify(comment)), {
      ...{ state: 'complete', createdAt },
      origin: { ...older, database: '', owner: '' },
    });
  });

  for (const comment of [
    null,
    '',
    'the accounts of 2025',
    '{',
    '[]',
    'null',
    '{"tool":"another"}',
    '{"tool":"pra-table-recovery"}',
    '{"tool":"pra-table-recovery","state":"dropped"}',
  ]) {
    it(`is not seen in ${String(comment)}`, () => {
      assert.equal(parseScratchMark(comment), undefined);
    });
  }
});
