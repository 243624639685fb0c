import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyBlock, type EntryToWrite, writeArchive } from '../../support/archiveWriter';

/** Writes bytes where a tool can open them; the folder goes afterwards. */
export async function withFile<T>(
  name: string,
  bytes: Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pra-test-dump-'));
  try {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The table `s.t` whose check calls a function of the dump for every row. */
export function dumpWithCheck(body: string, lines: readonly string[] = ['1', '2', '3']): Buffer {
  return archiveOf([
    functionEntry('s.judge(integer)', body),
    ...tableEntries('CREATE TABLE s.t (\n    a integer,\n    CHECK (s.judge(a))\n);\n', lines, [2]),
  ]);
}

/** A check that reads another table of the dump, of which its definition says nothing. */
export function dumpWithHiddenNeed(): Buffer {
  return archiveOf([
    functionEntry(
      's.judge(integer)',
      'begin return exists (select from s.ref r where r.a = judge.a); end',
    ),
    ...tableEntries(
      'CREATE TABLE s.t (\n    a integer,\n    CHECK (s.judge(a))\n);\n',
      ['1', '2'],
      [2],
    ),
    {
      desc: 'TABLE',
      tag: 'ref',
      namespace: 's',
      definition: 'CREATE TABLE s.ref (\n    a integer\n);\n',
    },
  ]);
}

/** A table whose rows name another one, which the dump does not say that they need. */
export function dumpThatNamesTables(): Buffer {
  return archiveOf([
    ...tableEntries('CREATE TABLE s.t (\n    a regclass\n);\n', ['s.ref', 's.t'], []),
    {
      desc: 'TABLE',
      tag: 'ref',
      namespace: 's',
      definition: 'CREATE TABLE s.ref (\n    a integer\n);\n',
    },
  ]);
}

/** A partitioned table whose partition's rows are dumped as rows of the root (--load-via-partition-root). */
export function dumpOfRowsByRoot(): Buffer {
  const parts = [
    {
      desc: 'TABLE',
      tag: 't',
      definition: 'CREATE TABLE s.t (\n    a integer\n)\nPARTITION BY LIST (a);\n',
    },
    {
      desc: 'TABLE',
      tag: 'part',
      definition: 'CREATE TABLE s.part (\n    a integer\n);\n',
      dependencies: [2],
    },
    {
      desc: 'TABLE ATTACH',
      tag: 'part',
      definition: 'ALTER TABLE ONLY s.t ATTACH PARTITION s.part FOR VALUES IN (1, 2);\n',
      dependencies: [2, 3],
    },
    {
      desc: 'TABLE DATA',
      tag: 'part',
      copyStatement: 'COPY s.t (a) FROM stdin;\n',
      data: copyBlock(['1', '2']),
    },
  ];
  return archiveOf(parts.map((part) => ({ namespace: 's', ...part })));
}

/** The table `s.t` of one text column. */
export function dumpOfLines(lines: readonly string[], compression?: Compression): Buffer {
  return archiveOf(tableEntries('CREATE TABLE s.t (\n    a text\n);\n', lines, []), compression);
}

/** The table `s.t` whose rows are no integers. */
export function dumpWithWrongRow(): Buffer {
  return archiveOf(tableEntries('CREATE TABLE s.t (\n    a integer\n);\n', ['1', 'two'], []));
}

/** A table whose type comes from an extension that exists nowhere. */
export function dumpWithExtension(): Buffer {
  return archiveOf([
    {
      desc: 'EXTENSION',
      tag: 'no_such_extension',
      definition: 'CREATE EXTENSION no_such_extension;\n',
    },
    ...tableEntries('CREATE TABLE s.t (\n    a integer\n);\n', ['1'], [2]),
  ]);
}

/** As a database in another encoding is dumped: the table `s.été`. */
export function dumpInLatin1(lines: readonly string[]): Buffer {
  const data = Buffer.from(copyBlock(lines), 'latin1');
  return writeArchive({
    minor: 14,
    compression: 'gzip',
    encoding: 'LATIN1',
    encodeText: (text) => Buffer.from(text, 'latin1'),
    entries: [
      {
        desc: 'TABLE',
        tag: 'été',
        namespace: 's',
        definition: 'CREATE TABLE s."été" (\n    a text\n);\n',
      },
      {
        desc: 'TABLE DATA',
        tag: 'été',
        namespace: 's',
        copyStatement: 'COPY s."été" (a) FROM stdin;\n',
        data,
      },
    ],
  });
}

/** As PostgreSQL 9 dumped: no name says its schema, which is left to the search path. */
export function oldDump(lines: readonly string[]): Buffer {
  const type = {
    desc: 'TYPE',
    tag: 'mood',
    definition: "CREATE TYPE mood AS ENUM (\n    'sad',\n    'happy'\n);\n",
  };
  const table = {
    desc: 'TABLE',
    tag: 't',
    definition: 'CREATE TABLE t (\n    a mood\n);\n',
    dependencies: [2, 3],
  };
  const rows = {
    desc: 'TABLE DATA',
    tag: 't',
    copyStatement: 'COPY t (a) FROM stdin;\n',
    data: copyBlock(lines),
  };
  return writeArchive({
    minor: 12,
    compression: 'gzip',
    entries: [
      { desc: 'SCHEMA', tag: 's', definition: 'CREATE SCHEMA s;\n' },
      ...[type, table, rows].map((entry) => ({ namespace: 's', ...entry })),
    ],
  });
}

type Compression = 'none' | 'gzip';

function archiveOf(entries: readonly EntryToWrite[], compression: Compression = 'gzip'): Buffer {
  return writeArchive({ minor: 14, compression, entries });
}

function functionEntry(tag: string, body: string): EntryToWrite {
  return {
    desc: 'FUNCTION',
    tag: tag.replace('s.', ''),
    namespace: 's',
    definition: `CREATE FUNCTION s.judge(a integer) RETURNS boolean LANGUAGE plpgsql AS $body$ ${body} $body$;\n`,
  };
}

function tableEntries(
  definition: string,
  lines: readonly string[],
  dependencies: readonly number[],
): readonly EntryToWrite[] {
  return [
    { desc: 'TABLE', tag: 't', namespace: 's', definition, dependencies },
    {
      desc: 'TABLE DATA',
      tag: 't',
      namespace: 's',
      copyStatement: 'COPY s.t (a) FROM stdin;\n',
      data: copyBlock(lines),
    },
  ];
}
