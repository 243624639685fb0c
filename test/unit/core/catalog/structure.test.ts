import assert from 'node:assert/strict';
import { correctionObstacles } from '../../../../src/core/catalog/obstacles';
import { structureDifferences } from '../../../../src/core/catalog/structure';
import type { Column, ColumnType } from '../../../../src/core/catalog/table';
import { comparedTable } from '../../../../src/core/diff/comparedTable';
import type { StructureDifference } from '../../../../src/core/diff/comparison';
import { column, table } from '../diff/tables';

const id = column('id', 'int4', { notNull: true });

/** Of two tables that have an id beside these columns. */
function differences(
  backup: readonly Column[],
  live: readonly Column[],
): readonly StructureDifference[] {
  const sides = [backup, live].map((columns) => table([id, ...columns], [['id']]));
  const [left = table([], []), right = left] = sides;
  return structureDifferences(comparedTable(left, right, {}));
}

/** `total: type int4 → int8`, without what it means. */
function words(found: readonly StructureDifference[]): readonly string[] {
  return found.map(
    ({ column: name, difference, backup, live }) =>
      `${name}: ${difference}${backup === undefined ? '' : ` ${backup} → ${live ?? ''}`}`,
  );
}

function typed(name: string, label: string, type: Partial<ColumnType> = {}): Column {
  const made = column(name, type.builtIn ?? label);
  return column(name, label, { type: { ...made.type, label, ...type } });
}

/** What a change of the type means for the values of the backup. */
function meaning(backup: Column, live: Column): string {
  return differences([backup], [live])[0]?.consequence ?? '';
}

describe('The structure of the two sides', () => {
  it('is the same whatever the order of the columns, and whatever schema a type is named with', () => {
    const mood = (label: string): Column =>
      typed('mood', label, { castName: 'shop.mood', builtIn: undefined });
    assert.deepEqual(
      differences([column('a'), mood('shop.mood')], [mood('mood'), column('a')]),
      [],
    );
  });

  it('differs by defaults, but not where a side numbers, computes or was kept without them', () => {
    const filled = (expression?: string): Column =>
      column('state', 'text', {
        hasDefault: true,
        ...(expression === undefined ? {} : { expression }),
      });
    const numbered = column('state', 'text', { identity: 'always' });
    const computed = (expression: string): Column =>
      column('state', 'text', { generated: true, expression });
    const told = (backup: Column, live: Column): readonly string[] =>
      words(differences([backup], [live]));
    assert.deepEqual(told(filled(`'a'`), filled(`'b'`)), [`state: default 'a' → 'b'`]);
    assert.deepEqual(told(filled(`'a'`), column('state')), [`state: default 'a' → no default`]);
    assert.deepEqual(told(filled(), filled()), []);
    assert.deepEqual(told(filled('nextval(1)'), numbered), [
      'state: identity no identity → generated always',
    ]);
    assert.deepEqual(told(computed('a * 2'), computed('a * 3')), [
      'state: expression a * 2 → a * 3',
    ]);
    assert.deepEqual(told(filled(`'a'`), computed(`'b'`)), [
      'state: generated stored as given → generated',
    ]);
  });

  it('differs by columns that one side has not, by types, collations and what fills a column', () => {
    const plain = column('name');
    const french = { ...plain.type, collation: 'pg_catalog."fr_FR"' };
    const found = differences(
      [
        column('old'),
        column('n', 'int4'),
        column('name', 'text', { type: { ...plain.type, collation: 'pg_catalog."C"' } }),
        column('state'),
        column('sum', 'int4'),
        column('number', 'int4'),
      ],
      [
        column('new'),
        column('n', 'int8'),
        column('name', 'text', { type: french }),
        column('state', 'text', { notNull: true }),
        column('sum', 'int4', { generated: true }),
        column('number', 'int4', { identity: 'always' }),
      ],
    );
    assert.deepEqual(words(found), [
      'new: only in production',
      'n: type int4 → int8',
      'name: collation pg_catalog."C" → pg_catalog."fr_FR"',
      'state: nullability nullable → not null',
      'sum: generated stored as given → generated',
      'number: identity no identity → generated always',
      'old: only in backup',
    ]);
    const consequences = found.map(({ consequence }) => consequence);
    assert.match(consequences[2] ?? '', /^Texts are ordered in another way/);
    assert.match(consequences[3] ?? '', /NULL is refused by production/);
    assert.match(consequences[4] ?? '', /never written/);
    assert.match(consequences[5] ?? '', /OVERRIDING SYSTEM VALUE/);
    assert.equal(
      found.some(({ blocks }) => blocks !== undefined),
      false,
    );
  });

  it('says of a narrower type in production that values may not fit, of a wider one that they do', () => {
    assert.match(meaning(column('v', 'int8'), column('v', 'int4')), /narrower/);
    assert.match(meaning(column('v', 'int2'), column('v', 'int8')), /Every value .* fits/);
    const varchar = (label: string): Column => typed('v', label, { builtIn: 'varchar' });
    const [short, long] = [varchar('character varying(5)'), varchar('character varying(50)')];
    assert.match(meaning(long, short), /does not fit is refused/);
    assert.match(meaning(column('v', 'text'), long), /does not fit is refused/);
    assert.match(meaning(short, column('v', 'text')), /Every value .* fits/);
    const numeric = (label: string): Column => typed('v', label, { builtIn: 'numeric' });
    assert.match(meaning(numeric('numeric(10,4)'), numeric('numeric(10,2)')), /rounded/);
    assert.match(meaning(numeric('numeric(10,2)'), numeric('numeric(12,4)')), /Every value/);
    const seconds = typed('v', 'timestamp(0) without time zone', { builtIn: 'timestamp' });
    assert.match(meaning(column('v', 'timestamp'), seconds), /rounded/);
    assert.match(meaning(column('v', 'text'), column('v', 'int4')), /by their text/);
  });

  it('does not promise that values fit into a domain, whose bounds its name does not tell', () => {
    const pin = typed('v', 'pin', { builtIn: 'varchar', castName: 'shop.pin' });
    assert.match(meaning(column('v', 'varchar'), pin), /does not take is refused/);
  });
});

describe('A column that only production has', () => {
  const live = [
    column('must', 'text', { notNull: true }),
    column('filled', 'text', { notNull: true, hasDefault: true }),
    column('counted', 'int4', { notNull: true, identity: 'by default' }),
    column('computed', 'int4', { generated: true }),
    column('empty'),
  ];

  it('keeps missing rows from being inserted where nothing can fill it, and only then', () => {
    const found = differences([], live);
    const blocking = found.filter(({ blocks }) => blocks === 'inserts');
    assert.deepEqual(
      blocking.map(({ column: name }) => name),
      ['must'],
    );
    assert.match(blocking[0]?.consequence ?? '', /Missing rows cannot be inserted/);
    const told = found.map(({ consequence }) => consequence);
    assert.match(told[1] ?? '', /get its default/);
    assert.match(told[2] ?? '', /get a new number/);
    assert.match(told[3] ?? '', /production computes it/);
    assert.match(told[4] ?? '', /get NULL/);
  });

  it('is an obstacle that is told before anything else, as is an inheritance tree', () => {
    const sides = [table([id], [['id']]), table([id, ...live], [['id']])] as const;
    const compared = comparedTable(...sides, {});
    assert.match(correctionObstacles(compared).join('\n'), /^Missing rows .* column "must", which/);
    const heirs = { heirs: [{ schema: 'shop', name: 'Late' }] as const };
    const parent = { ...compared, liveOnly: [], live: { ...compared.live, ...heirs } };
    assert.match(correctionObstacles(parent).join('\n'), /one table at a time \(shop\."Late"\)/);
  });
});
