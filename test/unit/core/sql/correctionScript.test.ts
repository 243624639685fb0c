import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CorrectionPlan } from '../../../../src/core/correction/plan';
import type { PlanOrigin } from '../../../../src/core/correction/planFile';
import { inverse } from '../../../../src/core/correction/undo';
import { correctionScript, undoScript } from '../../../../src/core/sql/correctionScript';
import { column, identity, plannedAppointments, smallPlan } from '../../../support/planned';

const origin: PlanOrigin = {
  incident: '2026-03-10-metier.demandes_rdv',
  dump: { path: '/backups/mairie.dump', createdAt: '2026-03-10T02:00:00', sha256: undefined },
  createdAt: '2026-03-10T09:30:00Z',
  tool: 'pra 0.1.0',
  language: 'en',
};

function text(plan: CorrectionPlan, about = origin): string {
  return [...correctionScript(plan, about)].join('');
}

/** What a server reads as code: comments and quoted text taken out, as its lexer does. */
function codeOf(script: string): string {
  return script
    .replace(/^--.*\n/gm, '')
    .replace(/\$rows\$[^]*?\$rows\$/g, "''")
    .replace(/(\$pra\d*\$)[^]*\1/, "''")
    .replace(/'(?:[^']|'')*'/g, "''");
}

/** What a script says to people: its comments, and the texts that it raises. */
function sayings(script: string): readonly string[] {
  const said =
    /^ *--.+|(?:message|hint|detail) = (?:format\(\s*)?('(?:[^']|'')*')|raise notice '.*|(?:then|else) '\S+ .*'$/gm;
  return [...script.matchAll(said)].map(([all, literal]) => literal ?? all);
}

const skeleton = codeOf(text(smallPlan));
const undoSkeleton = skeleton.replace(
  "SET LOCAL pra.script = '';\n",
  "$&SET LOCAL pra.not_compared = '';\n",
);
const languages = ['en', 'fr'] as const;

describe('A correction script', () => {
  it('is one transaction: its rows, and one block; and ends in ROLLBACK', () => {
    assert.deepEqual(
      skeleton.split('\n').filter((line) => line !== ''),
      [
        'BEGIN ISOLATION LEVEL READ COMMITTED;',
        "SET LOCAL client_encoding = '';",
        "SET LOCAL lock_timeout = '';",
        "SET LOCAL pra.script = '';",
        "SET LOCAL pra.rows_1 = '';",
        "do '';",
        'ROLLBACK;',
      ],
    );
    assert.match(text(smallPlan), /\nROLLBACK;\n$/);
  });

  it('says what it is for, from which dump, for which incident, and how many rows', () => {
    const head = text(smallPlan).split('BEGIN')[0] ?? '';
    for (const part of [
      /metier\.demandes_rdv in database mairie/,
      /2026-03-10-metier\.demandes_rdv/,
      /\/backups\/mairie\.dump/,
      /1 insert, 1 update, 1 delete/,
      /update of {2}canal, statut \(1\)/,
    ]) {
      assert.match(head, part);
    }
  });

  it('holds each row once, on a line of its own that explains itself', () => {
    assert.ok(
      text(smallPlan).includes(
        '\n{"do":"update","key":{"id":"42"},"seen":{"id":"42","statut":"ANNULE","canal":"","delai":"4"},"set":{"statut":"CONFIRME","canal":null}}\n',
      ),
    );
  });

  it('never sets the search path of a table whose values name no objects, nor any setting beyond its transaction', () => {
    const script = text(smallPlan);
    assert.doesNotMatch(script, /search_path/i);
    assert.doesNotMatch(script, /^set (?!local|constraints)/im);
    assert.doesNotMatch(script, /session_replication_role|setval/i);
  });

  it('lets no name, path or incident out of its comments', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        '\n',
        '\r',
        '\u2028',
        '*/',
        '--',
        "'",
        '$pra$',
        ';',
        'drop',
        '\u202e',
        '\\!',
        '\0',
        '\ud800',
        ' ',
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        nasty,
        nasty,
        nasty,
        (language, path, incident, database) => {
          const table = { ...plannedAppointments, identity: { ...identity, database: 'mairie' } };
          const about = {
            ...origin,
            language,
            incident,
            dump: { ...origin.dump, path, createdAt: database },
          };
          assert.equal(codeOf(text({ ...smallPlan, table }, about)), skeleton);
        },
      ),
    );
  });

  it('lets no cell and no name out of its quotes', () => {
    const pieces = fc.constantFrom(
      '$pra$',
      '$rows$',
      '$',
      'pra',
      'rows',
      "'",
      '"',
      '\\',
      '\n',
      '${x}',
      '{',
      'é',
      ';',
    );
    const nasty = fc.string({ unit: pieces, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        nasty,
        nasty,
        nasty,
        (language, cell, name, schema) => {
          const columns = [
            ...plannedAppointments.columns.slice(0, 1),
            column(name),
            ...plannedAppointments.columns.slice(2),
          ];
          const table = {
            ...plannedAppointments,
            ...{ columns, identity: { ...identity, table: { schema, name } } },
          };
          const corrections: CorrectionPlan['corrections'] = [
            {
              action: 'update',
              key: [cell],
              seen: [cell, cell, '$', '$rows'],
              set: [{ column: 1, value: cell }],
            },
          ];
          const script = text({ ...smallPlan, table, corrections }, { ...origin, language });
          assert.equal(
            codeOf(script).replace(/^ROLLBACK;$/m, ''),
            skeleton.replace(/^ROLLBACK;$/m, ''),
          );
          const rows = /= \$rows\$\n([^]*?)\n\$rows\$;\n/.exec(script)?.[1] ?? '';
          assert.deepEqual(JSON.parse(rows), {
            do: 'update',
            key: { id: cell },
            seen: { id: cell, [name]: cell, canal: '$', delai: '$rows' },
            set: { [name]: cell },
          });
        },
      ),
    );
  });

  it('brings many rows in batches of a thousand, or of what a statement may well hold', () => {
    const row = (cell: string) => (_: unknown, index: number) => ({
      ...{ action: 'delete' as const, key: [String(index)] },
      seen: [String(index), cell, null, null],
    });
    const batched = (corrections: CorrectionPlan['corrections']): readonly number[] => {
      const batches = [
        ...text({ ...smallPlan, corrections }).matchAll(
          /^SET LOCAL pra\.rows_(\d+) = \$rows\$\n([^]*?)\n\$rows\$;$/gm,
        ),
      ];
      assert.deepEqual(
        batches.map(([, number]) => Number(number)),
        batches.map((_, at) => at + 1),
      );
      const lines = batches.flatMap(([, , body = '']) => body.split('\n'));
      assert.deepEqual(
        lines.map((line) => (JSON.parse(line) as { key: { id: string } }).key.id),
        corrections.map(({ key }) => key[0]),
      );
      return batches.map(([, , body = '']) => body.split('\n').length);
    };
    assert.deepEqual(batched(Array.from({ length: 1000 }, row('x'))), [1000]);
    assert.deepEqual(batched(Array.from({ length: 2001 }, row('x'))), [1000, 1000, 1]);
    assert.deepEqual(batched(Array.from({ length: 5 }, row('x'.repeat(400_000)))), [2, 2, 1]);
    assert.deepEqual(batched(Array.from({ length: 2 }, row('x'.repeat(2_000_000)))), [1, 1]);
  });

  it('is refused for more rows than a script can hold', () => {
    const cell = 'x'.repeat(10_000_000);
    const corrections = Array.from({ length: 21 }, (_, index) => ({
      ...{
        action: 'delete' as const,
        key: [String(index)],
        seen: [String(index), cell, null, null],
      },
    }));
    assert.throws(() => correctionScript({ ...smallPlan, corrections }, origin), {
      code: 'script-too-large',
    });
  });

  it('says all of it in French for who reads that, and is the same to the server', () => {
    const french = { ...origin, language: 'fr' } as const;
    const [script, undo] = [
      text(smallPlan, french),
      [...undoScript(inverse(smallPlan), french, smallPlan)].join(''),
    ];
    assert.match(script, /^-- Correction de metier\.demandes_rdv dans la base mairie$/m);
    assert.match(script, /^-- lignes {5}1 insertion, 1 modification, 1 suppression$/m);
    assert.match(
      undo,
      /^-- Annulation de la correction de metier\.demandes_rdv dans la base mairie$/m,
    );
    assert.equal(codeOf(script), skeleton);
    assert.equal(codeOf(undo), undoSkeleton);
    const english = sayings(text(smallPlan));
    const inFrench = sayings(script);
    assert.equal(inFrench.length, english.length);
    assert.deepEqual(
      inFrench.filter((saying) => english.includes(saying)),
      ['-- incident   2026-03-10-metier.demandes_rdv'],
    );
  });

  it('has an undo of the same form, which leaves what it cannot know unchecked', () => {
    const script = [...undoScript(inverse(smallPlan), origin)].join('');
    assert.equal(codeOf(script), undoSkeleton);
    assert.match(script, /^-- Undo of the correction of metier\.demandes_rdv/);
    assert.ok(script.includes('{"do":"delete","key":{"id":"50"},"seen":{"id":"50","statut":'));
    assert.doesNotMatch(script, /"delai":/);
  });
});
