import assert from 'node:assert/strict';
import {
  dumpOfRowsByRoot,
  dumpThatNamesTables,
  dumpWithHiddenNeed,
  withFile,
} from './awkwardDumps';
import { tableNamed, withRestored } from './restoring';

const table = tableNamed('s', 't');

describe('A table whose check reads what the dump does not name', () => {
  for (const engine of ['auto', 'built-in'] as const) {
    it(`is restored without its checks by ${engine}, which is said`, async () => {
      await withFile('hidden.dump', dumpWithHiddenNeed(), (dump) =>
        withRestored({ dump, table, engine }, (restored) => {
          assert.deepEqual(restored.tables, [{ ...table, rows: 2 }]);
          assert.match(restored.warnings.join(), /Check constraints were left out/);
          return Promise.resolve();
        }),
      );
    });
  }
});

describe('A table whose rows name another, in a column of type regclass,', () => {
  for (const engine of ['auto', 'built-in'] as const) {
    it(`is restored with the definition of that other by ${engine}`, async () => {
      await withFile('names.dump', dumpThatNamesTables(), (dump) =>
        withRestored({ dump, table, engine }, ({ tables }) => {
          assert.deepEqual(tables, [{ ...table, rows: 2 }]);
          return Promise.resolve();
        }),
      );
    });
  }

  it('is refused by pg_restore alone, with what can be done', async () => {
    await withFile('names.dump', dumpThatNamesTables(), (dump) =>
      assert.rejects(
        withRestored({ dump, table, engine: 'pg_restore' }, () => Promise.resolve()),
        {
          code: 'restore-failed',
          message: /pg_restore failed: TABLE DATA s\.t: .*"s\.ref" does not exist/,
          hint: /the built-in engine .* tables .* that rows .* name/,
        },
      ),
    );
  });
});

describe('A partition whose rows were dumped as rows of its root', () => {
  for (const engine of ['auto', 'built-in'] as const) {
    it(`is restored by ${engine}`, async () => {
      await withFile('root.dump', dumpOfRowsByRoot(), (dump) =>
        withRestored({ dump, table, engine }, ({ tables }) => {
          assert.deepEqual(tables, [
            { schema: 's', name: 't', rows: 0 },
            { schema: 's', name: 'part', rows: 2 },
          ]);
          return Promise.resolve();
        }),
      );
    });
  }
});
