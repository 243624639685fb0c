import assert from 'node:assert/strict';
import type { ArchiveTable } from '../../../../src/core/archive/tables';
import { dumpFiles } from '../../../../src/files/dumpFile';
import type { KeptVerification } from '../../../../src/recovery/dumps/keptVerification';
import { type DumpContents, readDumpContents } from '../../../../src/recovery/dumps/readContents';
import { type Trust, trustOf, warningsIn } from '../../../../src/recovery/dumps/trust';
import type { TrustFact } from '../../../../src/recovery/dumps/trustFact';
import { archivePath } from '../../../support/dumps';
import { verified } from '../../../support/keptVerifications';

const now = new Date('2026-11-24T09:58:12');
const owner = { name: 'postgres', isOpenToAll: false };

function table(name: string, otherwise: Partial<ArchiveTable> = {}): ArchiveTable {
  return {
    ...{ schema: 's', name, kind: 'table', hasData: true, rowSecurity: false, parents: [] },
    ...otherwise,
  };
}

describe('The trust card of a dump', () => {
  let contents: DumpContents;

  before(async () => {
    contents = await readDumpContents(dumpFiles, archivePath('pg18-custom.dump'));
  });

  const card = (verification?: KeptVerification, of: Partial<DumpContents> = {}): Trust =>
    trustOf({ contents: { ...contents, ...of }, verification, owner, now });

  const fact = (trust: Trust, name: string): Pick<TrustFact, 'value' | 'kind'> | undefined => {
    const found = trust.facts.find((one) => one.name === name);
    return found && { value: found.value, kind: found.kind };
  };

  const here = (otherwise: Partial<KeptVerification> = {}): KeptVerification =>
    verified({ path: contents.dump.path, ...otherwise });

  it('says how old it is, of what, by which pg_dump, and who wrote it', () => {
    const trust = card();
    assert.equal(
      fact(trust, 'Age')?.value,
      '2 days ago · begun 2026-11-22 09:58:12, local time of the machine that made it',
    );
    const database = 'postgres · PostgreSQL 18.3 · dumped by pg_dump 18.3';
    assert.equal(fact(trust, 'Database')?.value, database);
    assert.equal(fact(trust, 'Format')?.value, 'custom · archive version 1.16 · gzip · 56 kB');
    assert.equal(fact(trust, 'Written by')?.value, 'postgres, who owns the file');
    assert.equal(fact(trust, 'Owner roles')?.value, 'postgres');
  });

  it('warns where nobody has read it whole', () => {
    const trust = card();
    assert.equal(trust.verdict.kind, 'warn');
    assert.match(trust.verdict.text, /^Not verified/);
    assert.equal(fact(trust, 'SHA-256'), undefined);
  });

  it('warns of row security, naming the tables: an ordinary role may not have seen all rows', () => {
    const security = fact(card(here()), 'Row security');
    assert.equal(security?.kind, 'warn');
    assert.match(security.value, /^On shop\.orders\. If an ordinary role made the dump/);
    const without = card(here(), { tables: [table('a')] });
    assert.deepEqual(fact(without, 'Row security'), { value: 'On no table.', kind: 'good' });
  });

  it('names what is missing: rows left out, views to recompute, rows elsewhere, extensions', () => {
    const trust = card(here(), {
      tables: [
        ...[table('kept'), table('left', { hasData: false })],
        table('view', { kind: 'matview', hasData: false }),
        table('far', { kind: 'foreign', hasData: false }),
      ],
      objects: { extensions: ['pgcrypto'], hasLargeObjects: true, owners: [] },
    });
    assert.deepEqual(fact(trust, 'Rows left out'), { value: 'Of 1 table: s.left', kind: 'warn' });
    assert.match(fact(trust, 'Materialised views')?.value ?? '', /again: s\.view$/);
    assert.match(fact(trust, 'Foreign tables')?.value ?? '', /another server: s\.far$/);
    assert.match(fact(trust, 'Extensions')?.value ?? '', /pgcrypto$/);
    assert.ok(fact(trust, 'Large objects'));
    assert.match(fact(trust, 'Owner roles')?.value ?? '', /no-owner/);
  });

  it('says of a dump of definitions only that it has no rows at all', () => {
    const tables = [
      table('a', { hasData: false }),
      table('p', { kind: 'partitioned', hasData: false }),
    ];
    const { value, kind } = fact(card(here(), { tables }), 'Rows left out') ?? {};
    assert.deepEqual([value, kind], ['Of every table: it holds definitions only.', 'warn']);
  });

  it('is good where all was read and nothing is missing', () => {
    const trust = card(here(), { tables: [table('a')] });
    assert.deepEqual(trust.verdict.kind, 'good');
    assert.deepEqual(warningsIn(trust), []);
    assert.equal(fact(trust, 'SHA-256')?.value, 'aa');
  });

  it('is bad where it is damaged, with the reason first', () => {
    const trust = card(here({ ok: false, problem: 'The file ends within its data.' }));
    assert.equal(trust.verdict.kind, 'bad');
    assert.match(trust.verdict.text, /The file ends within its data\./);
  });

  it('is bad where its bytes changed under an unchanged size and time', () => {
    const differsFrom = { path: contents.dump.path, sha256: 'old', at: '2026-11-18T09:41:12.000Z' };
    const trust = card(here({ differsFrom }));
    assert.equal(trust.verdict.kind, 'bad');
    assert.match(
      fact(trust, 'Changed')?.value ?? '',
      /the file had SHA-256 old on 2026-11-18 09:41 UTC/,
    );
  });

  it('warns that a flipped byte cannot be seen in data without checksum', () => {
    const trust = card(here({ checksummed: false }));
    assert.match(fact(trust, 'Checksums')?.value ?? '', /flipped byte/);
    assert.equal(fact(card(here()), 'Checksums'), undefined);
  });

  it('says where it was when it was verified, if it was moved since', () => {
    assert.match(fact(card(verified()), 'Verified')?.value ?? '', /as \/dumps\/nightly\.dump/);
  });

  it('names tables that turned out empty: an emptied data file restores without a word', () => {
    const tables = [
      { schema: 's', name: 'a', rows: 12 },
      { schema: 's', name: 'new\nline', rows: 0 },
    ];
    const trust = card(here({ tables }));
    assert.equal(fact(trust, 'Rows')?.value, '12 rows · 2 tables');
    assert.equal(fact(trust, 'Empty tables')?.value, 's.new⏎line');
  });

  it('warns of a file that everybody may change', () => {
    const open = { name: 'root', isOpenToAll: true };
    const trust = trustOf({ contents, verification: here(), owner: open, now });
    assert.equal(fact(trust, 'Write access')?.kind, 'warn');
  });

  it('knows the same of a plain dump as of an archive of the same database', async () => {
    const plain = await readDumpContents(dumpFiles, archivePath('pg18-plain.sql.gz'));
    assert.deepEqual(plain.objects, contents.objects);
    assert.deepEqual(plain.objects.owners, ['postgres']);
    const byName = (tables: readonly ArchiveTable[]): readonly ArchiveTable[] =>
      tables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(byName(plain.tables), byName(contents.tables));
  });
});
