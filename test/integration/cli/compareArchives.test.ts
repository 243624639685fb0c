import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { changeLine } from '../../../src/core/diff/rows/changeLine';
import type { RestoredDump } from '../../../src/recovery/restore/restoreDump';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { archivePath } from '../../support/dumps';
import { testServer } from '../../support/postgres';
import { type Connections, compareCells, run } from '../compare/sides';
import { newServer, withRestored } from '../restore/restoring';
import { praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

/** One of each version and format. Not those of INSERT commands: pg_dump writes -0 as 0 there. */
const archives = [
  'pg15-custom.dump',
  'pg15-tar.tar',
  'pg17-plain.sql.zst',
  'pg18-directory-zstd',
] as const;

/** What is done to production, and what is then to be found there: each differing value, and no other. */
const damages: readonly {
  readonly table: string;
  readonly statements: readonly string[];
  readonly found: readonly string[];
}[] = [
  {
    table: 'shop.orders',
    statements: [
      `delete from shop.orders where id = 5`,
      `update shop.orders set amount = 7.5 where id = 7`,
      `update shop.orders set note = null where note = '' and id < 10`,
      `update shop.orders set state = 'it''s "odd"', placed_at = placed_at + interval '1 us' where id = 300`,
      `insert into shop.orders overriding system value
       values (9001, 1, 1, 'new', 1, '2026-01-01 00:00+00', E'\\\\.')`,
    ],
    found: [
      'changed 1: note "" → null',
      'missing 5',
      'changed 6: note "" → null',
      'changed 7: amount "7.50" → "7.5" (written differently)',
      'changed 300: state "new" → "it\'s \\"odd\\"", placed_at "2025-01-13 12:00:00+00" → "2025-01-13 12:00:00.000001+00"',
      'extra 9001',
    ],
  },
  {
    table: 'shop.types',
    statements: [
      `update shop.types set i8 = i8 - 1, j = '{"a":1, "a":2}', tx = E'x y', c3 = 'A'
        where id = '00000000-0000-0000-0000-000000000001'`,
      `update shop.types set f8 = 0, c3 = null, d = '-infinity', ai = '{NULL}', r = '[1,1]', iv = '-12 mons'
        where id = '00000000-0000-0000-0000-000000000002'`,
      `update shop.types set d = d + 1, vc = '' where id = '00000000-0000-0000-0000-000000000003'`,
    ],
    found: [
      'changed 00000000-0000-0000-0000-000000000001: i8 "9007199254740993" → "9007199254740992", c3 "a  " → "A  ", tx "x\\ty" → "x y", j "{\\"a\\":1,  \\"a\\":2}" → "{\\"a\\":1, \\"a\\":2}"',
      'changed 00000000-0000-0000-0000-000000000002: f8 "-0" → "0" (written differently), d "infinity" → "-infinity", c3 "   " → null, ai "{}" → "{NULL}", r "empty" → "[1,2)"',
      'changed 00000000-0000-0000-0000-000000000003: d "0044-03-15 BC" → "0044-03-16 BC", vc null → ""',
    ],
  },
  {
    table: 'shop.customers',
    statements: [
      `update shop.customers set name = 'Client  7' where id = 7`,
      `update shop.customers set home = row(null, null) where id = 8`,
      `update shop.customers set home = null where id = 9`,
    ],
    found: [
      'changed 7: name "Client 7" → "Client  7", slug "client-7" → "client--7"',
      'changed 8: home "(\\"rue 8\\",00008)" → "(,)"',
      'changed 9: home "(\\"rue 9\\",00009)" → null',
    ],
  },
  {
    table: 'shop.events',
    statements: [
      `delete from shop.events where id = 3`,
      `update shop.events set day = '2025-06-01' where id = 6`,
      `update shop.events set payload = upper(payload) where id = 900`,
    ],
    found: [
      'missing 3 2024-01-04 a',
      'missing 6 2024-01-07 a',
      'extra 6 2025-06-01 a',
      'changed 900 2024-07-19 a: payload "acf4b89d3d503d8252c9c4ba75ddbf6d" → "ACF4B89D3D503D8252C9C4BA75DDBF6D"',
    ],
  },
  {
    table: '"Other Shop"."dot.and ""quote"" and\nnewline"',
    statements: [
      `update "Other Shop"."dot.and ""quote"" and\nnewline" set v = null where id = 2`,
      `update "Other Shop"."dot.and ""quote"" and\nnewline" set v = E'a\\\\ tb' where id = 4`,
    ],
    found: ['changed 2: v "\\\\N" → null', 'changed 4: v "a\\\\\\tb" → "a\\\\ tb"'],
  },
  {
    table: '"Other Shop".orders',
    statements: [`update "Other Shop".orders set "select" = 2, "Mixed Case" = 'a' where id = 1`],
    found: ['changed 1: Mixed Case "A" → "a", select "1" → "2"'],
  },
  {
    table: 'shop.notes',
    statements: [`update shop.notes set body = body || ' ' where id = 200`],
    found: ['changed 200: body 2000 → 2001 characters'],
  },
  {
    table: 'shop.base',
    statements: [`update shop.child set v = 'Kid' where id = 2`],
    found: ['changed 2: v "kid" → "Kid"'],
  },
  { table: 'shop.empty', statements: [`insert into shop.empty values (0)`], found: ['extra 0'] },
  // Written by the trigger of shop.orders, for what was done to it above.
  {
    table: 'shop.history',
    statements: [],
    found: ['extra 1', 'extra 2', 'extra 3', 'extra 4', 'extra 5'],
  },
];

type Read = (table: string, sides: Connections) => Promise<readonly string[]>;

describe('Production, and', () => {
  let server: Awaited<ReturnType<typeof newServer>>;

  before(async () => {
    server = await newServer();
  });

  after(async () => {
    await server.stop();
  });

  /** Compared before and after production is damaged. */
  async function assertFound(archive: string, read: Read): Promise<void> {
    const live = await undamaged();
    const request = { dump: archivePath(archive), table: undefined, engine: 'built-in' } as const;
    const compareAll = async ({ connection }: RestoredDump): Promise<void> => {
      const sides = { backup: connection, live };
      for (const { table } of damages) {
        assert.deepEqual(await changesOf(table, sides), [], table);
      }
      await run(live, `set timezone = 'UTC'`, ...damages.flatMap(({ statements }) => statements));
      for (const { table, found } of damages) {
        assert.deepEqual(await read(table, sides), found, table);
      }
    };
    await withRestored(request, compareAll, server.owner);
  }

  for (const archive of archives) {
    it(`what ${archive} holds differ in each value that was damaged, and in nothing else`, async () => {
      await assertFound(archive, changesOf);
    });
  }

  it('what a dump holds differ to pra compare in the same values', async () => {
    await assertFound('pg17-custom-zstd.dump', comparedByPra);
  });
});

async function undamaged(): Promise<ConnectionSettings> {
  const live = await (await testServer()).createDatabase();
  const schema = await readFile(archivePath('nasty.sql'), 'utf8');
  await run(live, `set timezone = 'UTC'; ${schema}`);
  return live;
}

interface ChangeLine {
  readonly kind: string;
  readonly key: readonly string[];
  readonly backup: Readonly<Record<string, string | null>>;
  readonly live: Readonly<Record<string, string | null>>;
  readonly columns: readonly string[];
  readonly writtenDifferently?: readonly string[];
}

async function changesOf(table: string, sides: Connections): Promise<readonly string[]> {
  const { comparison, changes } = await compareCells(sides, { table });
  return changes.map((change) => {
    assert.notEqual(change.kind, 'stale');
    return change.kind === 'stale' ? '' : described(changeLine(change, comparison.table));
  });
}

async function comparedByPra(
  table: string,
  { backup, live }: Connections,
): Promise<readonly string[]> {
  const changes = path.join(folder(), 'changes.jsonl');
  const sides = ['--backup', uri(backup), '--live', uri(live)];
  const { status, json } = await praJson([
    'compare',
    ...sides,
    '--table',
    table,
    '--changes',
    changes,
  ]);
  assert.equal(status, 0, JSON.stringify(json));
  const lines = (await readFile(changes, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map(described);
}

/** `changed 7: amount "7.50" → "7.5"`, from a line as `--changes` writes it. */
function described(line: string): string {
  const { kind, key, backup, live, columns, writtenDifferently } = JSON.parse(line) as ChangeLine;
  const differences = columns.map((name) => {
    const [from, to] = [backup[name] ?? null, live[name] ?? null];
    if (from !== null && to !== null && from.length > 500) {
      return `${name} ${from.length} → ${to.length} characters`;
    }
    const same = writtenDifferently?.includes(name) === true ? ' (written differently)' : '';
    return `${name} ${JSON.stringify(from)} → ${JSON.stringify(to)}${same}`;
  });
  const row = `${kind} ${key.join(' ')}`;
  return differences.length > 0 ? `${row}: ${differences.join(', ')}` : row;
}
