import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { KeyedTable } from '../../../../src/core/catalog/table';
import {
  comparisonText,
  isByKey,
  LinesSealer,
  readComparison,
  sealedLines,
  type StoredComparison,
} from '../../../../src/core/diff/storedComparison';

const newHash = (): ReturnType<typeof createHash> => createHash('sha256');
const table: KeyedTable = {
  id: { schema: 'a', name: 't' },
  oid: '1',
  kind: 'table',
  columns: [],
  keys: [],
  key: [0],
};
const stored: StoredComparison = {
  dump: { path: '/d.dump', createdAt: '2026-03-10T02:00:00', sha256: undefined },
  identity: {
    ...{ systemIdentifier: '7', databaseOid: '1', database: 'd', tableOid: '2' },
    table: { schema: 'a', name: 't' },
  },
  table: {
    ...{ backup: table, live: table, columns: [], liveOnly: [] },
    ...{ key: [0], ignored: [], identity: [] },
  },
  mark: '800',
  lines: { count: 2, sha256: '' },
};

async function* asLines(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
  await Promise.resolve();
}

function seal(lines: readonly string[]): StoredComparison['lines'] {
  const sealer = new LinesSealer(newHash);
  lines.forEach((line) => {
    sealer.add(line);
  });
  return sealer.seal();
}

async function read(lines: readonly string[], of: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of sealedLines(asLines(lines), seal(of), newHash)) {
    found.push(line);
  }
  return found;
}

describe('A stored comparison', () => {
  it('is one line, and comes back as it was', () => {
    const text = comparisonText(stored, newHash);
    assert.doesNotMatch(text, /\n/);
    const { mark, identity, table: compared } = readComparison(text, newHash);
    assert.deepEqual(
      { mark, identity, table: compared },
      {
        ...{ mark: stored.mark, identity: stored.identity, table: stored.table },
      },
    );
  });

  it('is refused when a character of it was changed, or it was cut', () => {
    const text = comparisonText(stored, newHash);
    for (const wrong of [text.replace('800', '801'), text.slice(0, -5), '{}', 'null']) {
      assert.throws(() => readComparison(wrong, newHash), { code: 'incident-unreadable' });
    }
  });

  it('that was made without a key is of a version that a program which knows keys alone refuses', () => {
    const keyless = { ...stored, table: { ...stored.table, key: [] } };
    const versionOf = (text: string): unknown =>
      (JSON.parse(text) as { readonly version: unknown }).version;
    assert.equal(versionOf(comparisonText(stored, newHash)), 1);
    const text = comparisonText(keyless, newHash);
    assert.equal(versionOf(text), 2);
    assert.ok(!isByKey(readComparison(text, newHash)));
    assert.throws(() => readComparison(text.replace('"version":2', '"version":1'), newHash), {
      code: 'incident-unreadable',
    });
  });

  it('gives its rows back only as they were sealed', async () => {
    assert.deepEqual(await read(['a', 'b'], ['a', 'b']), ['a', 'b']);
    for (const wrong of [['a'], ['a', 'c'], ['b', 'a'], ['a', 'b', ''], ['ab']]) {
      await assert.rejects(read(wrong, ['a', 'b']), { code: 'incident-unreadable' });
    }
  });
});
