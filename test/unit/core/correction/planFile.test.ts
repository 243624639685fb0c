import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  planFiles,
  type PlanOrigin,
  readPlan,
  type StoredPlan,
} from '../../../../src/core/correction/planFile';
import type { CorrectionPlan } from '../../../../src/core/correction/plan';
import { columns, smallPlan } from '../../../support/planned';

const sha256 = (): ReturnType<typeof createHash> => createHash('sha256');
const origin: PlanOrigin = {
  incident: '2026-03-10-metier.demandes_rdv',
  dump: { path: '/backups/mairie.dump', createdAt: '2026-03-10T02:00:00', sha256: 'ab'.repeat(32) },
  createdAt: '2026-03-10T09:30:00Z',
  tool: 'pra 0.1.0',
  language: 'en',
};

function stored(plan: CorrectionPlan): { header: string; lines: string[] } {
  const { header, lines } = planFiles(plan, origin, sha256);
  return { header, lines: [...lines] };
}

function read(header: string, lines: Iterable<string>): Promise<StoredPlan> {
  return readPlan(header, lines, sha256);
}

describe('A stored plan', () => {
  it('comes back as it was', async () => {
    const { header, lines } = stored(smallPlan);
    const back = await read(header, lines);
    assert.deepEqual(back.plan, smallPlan);
    assert.deepEqual(back.origin, origin);
    assert.deepEqual(back.counts, { insert: 1, update: 1, delete: 1 });
    assert.match(back.digest, /^[0-9a-f]{64}$/);
  });

  it('comes back with any cells, NULL apart from the empty string', async () => {
    const cell = fc.option(fc.string({ unit: 'binary' }), { nil: null });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 4, maxLength: 4 }), async (seen) => {
        const plan: CorrectionPlan = {
          ...smallPlan,
          corrections: [{ action: 'delete', key: ['7'], seen }],
        };
        const { header, lines } = stored(plan);
        assert.deepEqual((await read(header, lines)).plan, plan);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the language of its scripts: English in plans of before it was kept', async () => {
    const french = { ...origin, language: 'fr' } as const;
    const { header, lines } = planFiles(smallPlan, french, sha256);
    assert.deepEqual((await read(header, lines)).origin, french);
    assert.doesNotMatch(stored(smallPlan).header, /language/);
    await assert.rejects(read(header.replace('"fr"', '"de"'), lines), {
      code: 'incident-unreadable',
    });
  });

  it('keeps where production was reached, and is refused when that was changed', async () => {
    const identity = { ...smallPlan.table.identity, address: { host: 'db1', port: 5432 } };
    const plan: CorrectionPlan = { ...smallPlan, table: { ...smallPlan.table, identity } };
    const { header, lines } = stored(plan);
    assert.deepEqual((await read(header, lines)).plan, plan);
    await assert.rejects(read(header.replace('"db1"', '"db2"'), lines), {
      code: 'incident-unreadable',
    });
  });

  it('keeps what was agreed to of a whole table, and is refused when that was changed', async () => {
    const child = { schema: 'metier', name: 'pieces' };
    const consent = { constraint: 'pieces_rdv_fkey', child, action: 'delete', rows: 7 } as const;
    const plan: CorrectionPlan = { ...smallPlan, wholeTable: { children: [consent] } };
    const { header, lines } = stored(plan);
    assert.deepEqual((await read(header, lines)).plan, plan);
    await assert.rejects(read(header.replace('"rows": 7', '"rows": 8'), lines), {
      code: 'incident-unreadable',
    });
  });

  it('holds one correction a line, whatever its cells hold', () => {
    assert.ok(stored(smallPlan).lines.every((line) => !/[\n\r]/.test(line)));
  });

  it('is refused when a line is missing', async () => {
    const { header, lines } = stored(smallPlan);
    await assert.rejects(read(header, lines.slice(0, 2)), {
      code: 'incident-unreadable',
      message: /2 of 3/,
    });
  });

  it('is refused when its header or a line is cut anywhere', async () => {
    const { header, lines } = stored(smallPlan);
    for (let length = 0; length < header.length - 2; length += 7) {
      await assert.rejects(read(header.slice(0, length), lines), { code: 'incident-unreadable' });
    }
    const last = lines.at(-1) ?? '';
    for (let length = 0; length < last.length; length++) {
      const cut = [...lines.slice(0, -1), last.slice(0, length)];
      await assert.rejects(read(header, cut), { code: 'incident-unreadable' });
    }
  });

  it('is refused when any letter of it was changed', async () => {
    const { header, lines } = stored(smallPlan);
    const whole = [header.trimEnd(), ...lines].join('\u0000');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.constantFrom('0', '1', 'x', '"'),
        async (at, letter) => {
          const tampered = whole.slice(0, at) + letter + whole.slice(at + 1);
          // White space between the header's fields means nothing.
          fc.pre(tampered !== whole && whole.charAt(at).trim() !== '' && whole.charAt(at) !== '\0');
          const [head = '', ...rest] = tampered.split('\u0000');
          await assert.rejects(read(head, rest), { code: 'incident-unreadable' });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is refused when lines changed places', async () => {
    const { header, lines } = stored(smallPlan);
    await assert.rejects(read(header, lines.toReversed()), { code: 'incident-unreadable' });
  });

  it('is refused when a type name in it is more than a name', async () => {
    const { header, lines } = stored(smallPlan);
    const evil = header.replace('pg_catalog.int4', 'pg_catalog.int4; drop table x --');
    await assert.rejects(read(evil, lines), {
      code: 'incident-unreadable',
      message: /quoted name/,
    });
  });

  it('keeps by which equality its rows are found, and is refused when that is more than an operator', async () => {
    const base = {
      castName: 'words.citext',
      arrayCastName: 'words._citext',
      equality: 'operator(words.=)',
    };
    const [id, ...others] = columns;
    assert.ok(id);
    const columnsOfPlan = [{ ...id, type: { ...id.type, base } }, ...others];
    const plan = { ...smallPlan, table: { ...smallPlan.table, columns: columnsOfPlan } };
    const { header, lines } = stored(plan);
    assert.deepEqual((await read(header, lines)).plan, plan);
    const evil = header.replace('operator(words.=)', 'operator(words.=) k or true --');
    await assert.rejects(read(evil, lines), {
      code: 'incident-unreadable',
      message: /qualified operator/,
    });
  });

  it('is refused when it is of a version that is not known', async () => {
    const { header, lines } = stored(smallPlan);
    await assert.rejects(read(header.replace('"version": 1', '"version": 2'), lines), {
      code: 'incident-unreadable',
      message: /version/,
    });
  });
});
