import assert from 'node:assert/strict';
import type { ArchiveContents } from '../../../../src/core/archive/contents';
import { readContents } from '../../../../src/core/archive/readContents';
import { planTableRestore, type RestorePlan } from '../../../../src/core/restore/plan';
import { archiveBytes, sourceOf } from '../../../support/dumps';

const fixtures = ['pg15-custom.dump', 'pg18-custom.dump'] as const;

describe('The plan of a table', () => {
  for (const fixture of fixtures) {
    describe(`in ${fixture}`, () => {
      let contents: ArchiveContents;
      before(async () => (contents = await readContents(sourceOf(archiveBytes(fixture)))));
      const planned = (schema: string, name: string): RestorePlan =>
        planTableRestore(contents, { schema, name });

      it('brings types, domain, sequences and key, and nothing of other tables', () => {
        assert.deepEqual(namesIn(planned('shop', 'orders')), [
          'SCHEMA shop',
          'DOMAIN shop.positive',
          'TYPE shop.state',
          'TABLE shop.orders',
          'SEQUENCE shop.orders_id_seq',
          'SEQUENCE shop.ticket_seq',
          'SEQUENCE OWNED BY shop.ticket_seq',
          'DEFAULT shop.orders ticket',
          'TABLE DATA shop.orders',
          'SEQUENCE SET shop.orders_id_seq',
          'SEQUENCE SET shop.ticket_seq',
          'CONSTRAINT shop.orders orders_pkey',
        ]);
      });

      it('brings the function and the composite type that a table’s columns need', () => {
        assert.deepEqual(namesIn(planned('shop', 'customers')).slice(0, 4), [
          'SCHEMA shop',
          'TYPE shop.address',
          'FUNCTION shop.slug(text)',
          'TABLE shop.customers',
        ]);
      });

      it('brings partitions of two levels, their rows and their keys', () => {
        const plan = planned('shop', 'events');
        assert.deepEqual(plan.tables.map(({ name }) => name).sort(), [
          'events',
          'events_2024',
          'events_2025',
          'events_2025_a',
          'events_2025_rest',
        ]);
        const names = namesIn(plan);
        assert.equal(names.filter((name) => name.startsWith('TABLE ATTACH ')).length, 4);
        assert.equal(names.filter((name) => name.startsWith('TABLE DATA ')).length, 3);
        assert.equal(names.filter((name) => name.startsWith('CONSTRAINT ')).length, 5);
        assert.equal(names.filter((name) => name.startsWith('INDEX ATTACH ')).length, 4);
      });

      it('of one partition brings the tables above it without their rows', () => {
        const plan = planned('shop', 'events_2025_a');
        assert.deepEqual(
          plan.tables.map(({ name }) => name),
          ['events_2025_a'],
        );
        assert.deepEqual(namesIn(plan), [
          'SCHEMA shop',
          'TABLE shop.events',
          'TABLE shop.events_2025',
          'TABLE shop.events_2025_a',
          'TABLE ATTACH shop.events_2025',
          'TABLE ATTACH shop.events_2025_a',
          'TABLE DATA shop.events_2025_a',
          'CONSTRAINT shop.events_2025_a events_2025_a_pkey',
        ]);
      });

      it('of a partition that is itself partitioned ties its partitions’ keys to its own', () => {
        const names = namesIn(planned('shop', 'events_2025'));
        assert.deepEqual(
          names.filter((name) => name.startsWith('INDEX ATTACH ')),
          ['INDEX ATTACH shop.events_2025_a_pkey', 'INDEX ATTACH shop.events_2025_rest_pkey'],
        );
      });

      it('of a parent brings the rows of the tables that inherit from it', () => {
        const plan = planned('shop', 'base');
        assert.deepEqual(
          plan.tables.map(({ name }) => name),
          ['base', 'child'],
        );
        assert.equal(namesIn(plan).filter((name) => name.startsWith('TABLE DATA ')).length, 2);
      });

      it('of a child brings the parent’s definition and not its rows', () => {
        const names = namesIn(planned('shop', 'child'));
        assert.ok(names.includes('TABLE shop.base'));
        assert.ok(!names.includes('TABLE DATA shop.base'));
      });

      it('tells two tables of the same name in two schemas apart', () => {
        assert.deepEqual(namesIn(planned('Other Shop', 'orders')), [
          'SCHEMA Other Shop',
          'TABLE Other Shop.orders',
          'TABLE DATA Other Shop.orders',
          'CONSTRAINT Other Shop.orders orders_pkey',
        ]);
      });

      it('finds a table whose name holds a dot, quotes and a newline', () => {
        const name = 'dot.and "quote" and\nnewline';
        assert.deepEqual(namesIn(planned('Other Shop', name)), [
          'SCHEMA Other Shop',
          `TABLE Other Shop.${name}`,
          `TABLE DATA Other Shop.${name}`,
          `CONSTRAINT Other Shop.${name} ${name}_pkey`,
        ]);
      });

      it('brings the sequence of a serial column with its value', () => {
        const names = namesIn(planned('shop', 'history'));
        for (const kind of ['SEQUENCE', 'SEQUENCE OWNED BY', 'SEQUENCE SET']) {
          assert.ok(names.includes(`${kind} shop.history_id_seq`), kind);
        }
      });

      it('leaves out foreign keys, triggers, policies and plain indexes, and says so', () => {
        assert.deepEqual(
          planned('shop', 'orders')
            .skipped.map(({ desc, name }) => `${desc} ${name}`)
            .sort(),
          [
            'FK CONSTRAINT shop.orders orders_customer_id_fkey',
            'INDEX shop.orders_state_idx',
            'POLICY shop.orders only_new',
            'ROW SECURITY shop.orders',
            'TRIGGER shop.orders log_order',
          ],
        );
      });

      it('warns that a table with row security may have been dumped in part', () => {
        assert.match(planned('shop', 'orders').warnings.join(), /shop\.orders has row security/);
        assert.deepEqual(planned('shop', 'notes').warnings, []);
      });

      it('has every need before what needs it', () => {
        const plan = planned('shop', 'events');
        const order = [...plan.preData, ...plan.data, ...plan.postData];
        for (const [at, entry] of order.entries()) {
          const later = order.slice(at).find(({ dumpId }) => entry.dependencies.includes(dumpId));
          assert.equal(later, undefined, entry.tag);
        }
      });

      it('refuses a materialized view: a dump holds no rows of it', () => {
        assert.throws(() => planned('shop', 'totals'), {
          code: 'table-not-in-dump',
          message: /materialized view/,
        });
      });

      for (const [schema, name] of [
        ['shop', 'ordres'],
        ['shop', 'Orders'],
        ['shop', 'shop.orders'],
        ['Shop', 'orders'],
        ['shop', 'open_orders'],
      ] as const) {
        it(`refuses ${schema}.${name}, which the dump does not hold`, () => {
          assert.throws(() => planned(schema, name), { code: 'table-not-in-dump' });
        });
      }
    });
  }
});

function namesIn({ preData, data, postData }: RestorePlan): readonly string[] {
  return [...preData, ...data, ...postData].map(({ desc, namespace, tag }) =>
    namespace === undefined ? `${desc} ${tag}` : `${desc} ${namespace}.${tag}`,
  );
}
