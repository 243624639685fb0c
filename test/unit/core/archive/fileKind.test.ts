import assert from 'node:assert/strict';
import { fileKind, headLength } from '../../../../src/core/archive/fileKind';
import { RecoveryError } from '../../../../src/core/errors';
import { archiveBytes, withCode } from '../../../support/dumps';

const refusals: readonly (readonly [string, Uint8Array, string])[] = [
  [
    'a directory’s toc.dat',
    archiveBytes('pg15-directory/toc.dat'),
    'the toc.dat of a directory-format dump',
  ],
  ['a script', archiveBytes('nasty.sql'), 'a text file that pg_dump did not write'],
  [
    'a dump of a whole cluster',
    Buffer.from('--\n-- PostgreSQL database cluster dump\n--\n\n'),
    'the plain SQL of pg_dumpall',
  ],
  [
    'a dump redirected by PowerShell',
    Buffer.from('\ufeffPGDMP', 'utf16le'),
    'text in UTF-16, as PowerShell’s “>” writes it',
  ],
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'an unknown kind of file'],
];

describe('A file that is no dump that can be read', () => {
  for (const [name, bytes, looksLike] of refusals) {
    it(`is refused in one sentence that says what it looks like: ${name}`, () => {
      assert.throws(
        () => {
          fileKind(bytes.subarray(0, headLength));
        },
        (error) =>
          error instanceof RecoveryError &&
          error.code === 'dump-format' &&
          error.message === `This is ${looksLike}, not a dump that can be read.` &&
          error.hint !== undefined,
      );
    });
  }

  it('is called truncated when it is empty or has only the first bytes of one', () => {
    for (const start of ['', 'P', 'PGDM', 'PGDMP', 'PGDMP\x01\x0e\0\x04\x08']) {
      assert.throws(() => {
        fileKind(Buffer.from(start));
      }, withCode('dump-truncated'));
    }
  });
});
