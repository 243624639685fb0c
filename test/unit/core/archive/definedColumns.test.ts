import assert from 'node:assert/strict';
import { definedColumns } from '../../../../src/core/archive/definedColumns';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { dumpColumns } from '../../../../src/recovery/dumps/dumpColumns';
import { archivePath } from '../../../support/dumps';

const columnsOf = (name: string, schema = 'shop'): Promise<readonly string[] | undefined> =>
  dumpColumns(dumpFiles, archivePath('pg15-custom.dump'), { schema, name });

describe('The columns of a table in a dump', () => {
  it('are told by its definition, computed ones and quoted names too, without its rows', async () => {
    assert.deepEqual(await columnsOf('customers'), ['id', 'name', 'home', 'slug']);
    assert.deepEqual(await columnsOf('orders', 'Other Shop'), ['id', 'Mixed Case', 'select']);
    assert.deepEqual(await columnsOf('events'), ['id', 'day', 'kind', 'payload']);
  });

  it('are not told of a child, which has its parents’ columns besides', async () => {
    assert.equal(await columnsOf('child'), undefined);
  });

  it('are not told where a definition is laid out as no pg_dump does it', () => {
    assert.equal(
      definedColumns({ definition: 'CREATE TABLE a.t (id int, day date);\n' }),
      undefined,
    );
    const usual = 'CREATE TABLE a.t (\n    id integer,\n    day date\n);\n';
    assert.deepEqual(definedColumns({ definition: usual }), ['id', 'day']);
  });
});
