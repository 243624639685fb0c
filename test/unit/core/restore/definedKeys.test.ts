import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keyColumnsIn } from '../../../../src/core/restore/keyDefinition';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { dumpKeys } from '../../../../src/recovery/dumps/dumpColumns';
import { readDumpContents } from '../../../../src/recovery/dumps/readContents';
import { plainScript } from '../../../integration/restore/plainScripts';
import { archivePath } from '../../../support/dumps';

const keysOf = (name: string, schema = 'shop'): ReturnType<typeof dumpKeys> =>
  dumpKeys(dumpFiles, archivePath('pg15-custom.dump'), { schema, name });

describe('The keys of a table in a dump', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pra-keys-'));
  });

  after(() => rm(folder, { recursive: true }));

  it('are told by its constraints and unique indexes, without its rows', async () => {
    assert.deepEqual(await keysOf('customers'), [['id']]);
  });

  it('are known of a plain dump once it was read to its end, where they stand', async () => {
    const statements = [
      'CREATE TABLE s.t (\n    id integer NOT NULL,\n    code text\n);\n',
      'CREATE TABLE s.u (\n    id integer\n);\n',
      'COPY s.t (id, code) FROM stdin;\n1\ta\n\\.\n',
      'ALTER TABLE ONLY s.t\n    ADD CONSTRAINT t_pkey PRIMARY KEY (id);\n',
      'CREATE UNIQUE INDEX t_code ON s.t USING btree (code);\n',
      'ALTER TABLE ONLY s.u\n    ADD CONSTRAINT u_fkey FOREIGN KEY (id) REFERENCES s.t(id);\n',
    ];
    const file = path.join(folder, 'plain.sql');
    await writeFile(file, plainScript(...statements));
    const { defined } = await readDumpContents(dumpFiles, file);
    assert.deepEqual(defined, [
      { schema: 's', name: 't', columns: ['id', 'code'], keys: [['id'], ['code']] },
      { schema: 's', name: 'u', columns: ['id'], keys: [] },
    ]);
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
