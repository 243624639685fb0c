import assert from 'node:assert/strict';
import { keyColumnsIn } from '../../../../src/core/restore/keyDefinition';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { dumpKeys } from '../../../../src/recovery/dumps/dumpColumns';
import { archivePath } from '../../../support/dumps';

const keysOf = (name: string, schema = 'shop'): ReturnType<typeof dumpKeys> =>
  dumpKeys(dumpFiles, archivePath('pg15-custom.dump'), { schema, name });

describe('The keys of a table in a dump', () => {
  it('are told by its constraints and unique indexes, without its rows', async () => {
    assert.deepEqual(await keysOf('customers'), [['id']]);
  });

  it('are the columns that a definition names, quoted, collated or in another order as they may be', () => {
    const columnsOf = {
      'ALTER TABLE ONLY s.t\n    ADD CONSTRAINT t_pkey PRIMARY KEY (a, "B, ""c");': ['a', 'B, "c'],
      'ALTER TABLE ONLY s.t\n    ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b);': [
        'a',
      ],
      'CREATE UNIQUE INDEX i ON s.t USING btree (a DESC, b COLLATE "C" text_pattern_ops);': [
        'a',
        'b',
      ],
      'CREATE UNIQUE INDEX i ON s.t USING btree (lower(a));': undefined,
      'CREATE INDEX i ON s.t USING btree (a);': undefined,
      'ALTER TABLE ONLY s.t\n    ADD CONSTRAINT x EXCLUDE USING gist (a WITH =);': undefined,
    };
    for (const [definition, columns] of Object.entries(columnsOf)) {
      assert.deepEqual(keyColumnsIn(definition), columns, definition);
    }
  });
});
