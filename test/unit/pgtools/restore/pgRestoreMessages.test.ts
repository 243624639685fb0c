import assert from 'node:assert/strict';
import type { ArchiveContents } from '../../../../src/core/archive/contents';
import { readContents } from '../../../../src/core/archive/readContents';
import {
  pgRestoreFailure,
  PgRestoreMessages,
} from '../../../../src/pgtools/restore/pgRestoreMessages';
import { archiveBytes, sourceOf } from '../../../support/dumps';

describe('What pg_restore says', () => {
  let contents: ArchiveContents;
  before(async () => (contents = await readContents(sourceOf(archiveBytes('pg15-custom.dump')))));

  it('is told as the entry and the server’s words, without the command', () => {
    const messages = said(`pg_restore: connecting to database for restore
pg_restore: creating DOMAIN "shop.positive"
pg_restore: while PROCESSING TOC:
pg_restore: from TOC entry 866; 1247 16556 DOMAIN positive postgres
pg_restore: error: could not execute query: ERROR:  schema "shop" does not exist
Command was: CREATE DOMAIN shop.positive AS numeric
	CONSTRAINT positive_check CHECK ((VALUE > (0)::numeric));


`);
    const { code, message } = pgRestoreFailure(messages, contents);
    assert.equal(code, 'restore-failed');
    assert.equal(
      message,
      'pg_restore failed: DOMAIN shop.positive: could not execute query: ERROR:  schema "shop" does not exist',
    );
  });

  it('of a full disk is told as that', () => {
    const messages = said(
      `pg_restore: error: COPY failed for table "orders": ERROR:  could not extend file "base/1/2": No space left on device
HINT:  Check free disk space.
CONTEXT:  COPY orders, line 5
`,
    );
    assert.equal(pgRestoreFailure(messages, contents).code, 'disk-full');
  });

  it('of an ignored line is a failure, in whatever pieces it comes', () => {
    const messages = new PgRestoreMessages();
    messages.add('pg_restore: warning: line ign');
    assert.ok(!messages.lineIgnored);
    messages.add('ored: 12;\n');
    assert.ok(messages.lineIgnored);
  });

  it('shows what it is doing', () => {
    const messages = said('pg_restore: processing data for table "shop.orders"\n');
    assert.equal(messages.phase, 'processing data for table "shop.orders"');
  });

  it('is kept only in part, however much it is', () => {
    const messages = new PgRestoreMessages();
    for (let i = 0; i < 5000; i += 1) {
      messages.add(`pg_restore: creating TABLE "shop.t${i}"\n`);
    }
    assert.equal(messages.count, 5000);
    assert.ok(messages.text.length < 50_000);
    assert.match(messages.text, /shop\.t4999/);
  });
});

function said(text: string): PgRestoreMessages {
  const messages = new PgRestoreMessages();
  messages.add(text);
  return messages;
}
