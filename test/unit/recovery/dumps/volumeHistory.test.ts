import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecoveryError } from '../../../../src/core/errors';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { countDump } from '../../../../src/recovery/dumps/countDump';
import { keptVerification } from '../../../../src/recovery/dumps/keptVerification';
import { knownRows } from '../../../../src/recovery/dumps/knownRows';
import { type DumpContents, readDumpContents } from '../../../../src/recovery/dumps/readContents';
import { verifyDump } from '../../../../src/recovery/dumps/verifyDump';
import {
  greatestFall,
  type HistoryDump,
  type HistoryLine,
  volumeHistory,
} from '../../../../src/recovery/dumps/volumeHistory';
import { archiveBytes, archivePath, quietWork } from '../../../support/dumps';
import { verified } from '../../../support/keptVerifications';

const orders = { schema: 'shop', name: 'orders' };
const live = {
  ...{ host: '127.0.0.1', port: 1, user: 'nobody', database: 'none', password: undefined },
  tls: { mode: 'disable' },
} as const;

function dump(path: string, otherwise: Partial<HistoryDump> = {}): HistoryDump {
  return {
    ...{ path, time: '2026-11-18T02:00:00', verification: undefined },
    ...{ contents: undefined, problem: undefined },
    ...otherwise,
  };
}

describe('The history of a table’s volume', () => {
  const ports = {
    files: dumpFiles,
    countLiveRows: () => Promise.reject(new RecoveryError('cannot-connect', 'No answer.')),
  };
  let contents: DumpContents;
  let orderRows: number;

  before(async () => {
    const path = archivePath('pg18-custom.dump');
    contents = await readDumpContents(dumpFiles, path);
    const counted = { table: orders, by: undefined };
    orderRows = (await countDump({ files: dumpFiles, path }, counted, quietWork())).volume.rows;
  });

  it('knows from a verification what counting in the dump would find, partitions included', async () => {
    const { path } = contents.dump;
    const stamp = { path, bytes: 1, modifiedAt: 1 };
    const kept = keptVerification(stamp, await verifyDump(dumpFiles, path, quietWork()), '');
    const countable = contents.tables.filter(({ kind }) => kind !== 'matview');
    assert.equal(countable.length, 16);
    for (const table of countable) {
      const counted = await countDump(
        { files: dumpFiles, path },
        { table, by: undefined },
        quietWork(),
      );
      assert.equal(knownRows(table, contents.tables, kept), counted.volume.rows, table.name);
    }
  });

  it('reads nothing of a dump that was verified: its file may even be gone', async () => {
    const tables = [{ ...orders, rows: 4711 }];
    const gone = dump('/gone', { contents, verification: verified({ tables }) });
    const { lines } = await volumeHistory(
      { table: orders, dumps: [gone], live: undefined },
      ports,
      quietWork(),
    );
    assert.deepEqual([lines[0]?.rows, lines[0]?.standing], [4711, 'verified']);
  });

  it('counts in dumps that were not, oldest first, and says what changed between them', async () => {
    const newest = dump(archivePath('pg18-custom.dump'), { time: '2026-11-20T02:00:00' });
    const tables = [{ ...orders, rows: orderRows + 100 }];
    const oldest = dump('/gone', { contents, verification: verified({ tables }) });
    const order = { table: orders, dumps: [newest, oldest], live: undefined };
    const history = await volumeHistory(order, ports, quietWork());
    assert.deepEqual(
      history.lines.map(({ rows, change, standing }) => [rows, change, standing]),
      [
        [orderRows + 100, undefined, 'verified'],
        [orderRows, -100, 'not verified'],
      ],
    );
    assert.deepEqual(greatestFall(history), { rows: 100, before: 0, after: 1 });
  });

  it('has a line with the reason for what cannot be counted, and goes on from the line before', async () => {
    const tables = [{ ...orders, rows: 10 }];
    const good = (time: string): HistoryDump =>
      dump(`/gone/${time}`, { time, contents, verification: verified({ tables }) });
    const bad = verified({ ok: false, problem: 'Cut.' });
    const dumps = [
      good('1'),
      dump('/cut', { time: '2', verification: bad }),
      dump('/none', { time: '3', problem: 'No dump.' }),
      good('4'),
    ];
    const history = await volumeHistory({ table: orders, dumps, live }, ports, quietWork());
    assert.deepEqual(
      history.lines.map(({ rows, change, problem }) => [rows, change, problem]),
      [
        [10, undefined, undefined],
        [undefined, undefined, 'Cut.'],
        [undefined, undefined, 'No dump.'],
        [10, 0, undefined],
        [undefined, undefined, 'No answer.'],
      ],
    );
    assert.equal(history.lines.at(-1)?.standing, 'production');
  });

  it('finds a dump damaged where reading the table’s own data does', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'pra-history-'));
    try {
      const cut = path.join(folder, 'cut.dump');
      await writeFile(cut, archiveBytes('pg18-custom.dump').subarray(0, 30_000));
      const order = { table: orders, dumps: [dump(cut)], live: undefined };
      const { lines } = await volumeHistory(order, ports, quietWork());
      assert.deepEqual([lines[0]?.rows, lines[0]?.standing], [undefined, 'damaged']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('finds the greatest fall across lines without rows, and none where rows only grew', () => {
    const lines = (...rows: readonly (number | undefined)[]): readonly HistoryLine[] => {
      let before: number | undefined;
      return rows.map((count) => {
        const change = before === undefined || count === undefined ? undefined : count - before;
        before = count ?? before;
        const line = { path: '', time: '', standing: 'verified', problem: undefined } as const;
        return { ...line, rows: count, change };
      });
    };
    const fallOf = (...rows: readonly (number | undefined)[]) =>
      greatestFall({ table: orders, lines: lines(...rows) });
    assert.deepEqual(fallOf(10, 8, undefined, 2, 1), { rows: 6, before: 1, after: 3 });
    assert.equal(fallOf(1, 2, undefined, 2), undefined);
    assert.equal(fallOf(), undefined);
  });
});
