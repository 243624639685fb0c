import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Session } from '../../../src/postgres/connection/session';
import { connected, testServer } from '../../support/postgres';

/** Rows of many lengths, one of 9 MB, that are 30 MB together. */
const rows = `
  select n, repeat(md5(n::text), case n when 7777 then 300000 else n % 60 end) v
    from generate_series(1, 21000) n
   order by n`;

describe('The rows that a COPY sends', () => {
  let session: Session;

  beforeEach(async () => {
    session = await Session.connect((await testServer()).superuser);
  });

  afterEach(() => session.close());

  async function sha256(read: (piece: Buffer) => Promise<void> | undefined): Promise<string> {
    const hash = createHash('sha256');
    for await (const piece of session.copyOut(`copy (${rows}) to stdout`)) {
      hash.update(piece);
      await read(piece);
    }
    return hash.digest('hex');
  }

  /** As the server itself sees them. */
  async function expected(): Promise<string | null | undefined> {
    const [hash] = await session.row(
      `select encode(sha256(convert_to(string_agg(n || e'\\t' || v || e'\\n', '' order by n), 'UTF8')), 'hex')
         from (${rows}) r`,
    );
    return hash;
  }

  it('arrive whole, also where whoever reads is slower than the server', async () => {
    const whole = await expected();
    assert.equal(await sha256(() => undefined), whole);
    const before = session.bytesReceived;
    let behind = 0;
    let read = 0;
    const slowly = async (piece: Buffer): Promise<void> => {
      read += piece.length;
      behind = Math.max(behind, session.bytesReceived - before - read);
      await (read % 5 === 0 ? pause(5) : undefined);
    };
    assert.equal(await sha256(slowly), whole);
    assert.ok(behind < 12e6, `${behind} bytes waited in memory`);
  });

  it('are none where there are none', async () => {
    assert.deepEqual(await session.copyOut('copy (select 1 where false) to stdout').next(), {
      done: true,
      value: undefined,
    });
    assert.deepEqual(await session.row('select 2'), ['2']);
  });

  it('end with the error of the row that the server cannot compute, and the session goes on', async () => {
    const failing = `copy (select 1 / (n - 50000) from generate_series(1, 60000) n) to stdout`;
    let bytes = 0;
    await assert.rejects(async () => {
      for await (const piece of session.copyOut(failing)) {
        bytes += piece.length;
      }
    }, /division by zero/);
    assert.ok(bytes > 50_000);
    await assert.rejects(
      session.copyOut('copy nowhere to stdout').next(),
      /"nowhere" does not exist/,
    );
    assert.deepEqual(await session.row('select 3'), ['3']);
  });

  it('are thrown away from where somebody stops reading, and the session goes on', async () => {
    for await (const piece of session.copyOut(`copy (${rows}) to stdout`)) {
      assert.ok(piece.length > 0);
      break;
    }
    assert.deepEqual(await session.row('select 4'), ['4']);
  });

  it('end with an error where the connection is lost meanwhile', async () => {
    const [pid] = await session.row('select pg_backend_pid()::text');
    await assert.rejects(async () => {
      for await (const piece of session.copyOut(`copy (${rows}) to stdout`)) {
        assert.ok(piece.length > 0);
        await connected((await testServer()).superuser, (other) =>
          other.query(`select pg_terminate_backend(${pid ?? ''})`),
        );
      }
    });
    assert.ok(session.isLost);
  });
});
