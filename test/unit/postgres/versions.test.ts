import assert from 'node:assert/strict';
import { supportedMajor } from '../../../src/postgres/versions';
import { parseConnection } from '../../../src/postgres/connection/parseConnection';

describe('A server’s version', () => {
  const settings = parseConnection('postgresql://dba@db.mairie.fr/mairie');
  const server = (number: string, label: string) => ({
    row: () => Promise.resolve([number, label]),
  });

  it('is its major, whatever the packager adds to it', async () => {
    assert.equal(await supportedMajor(server('120022', '12.22 (Debian 12.22-1)'), settings), 12);
  });

  it('older than 12 is refused, with the version that it has', async () => {
    await assert.rejects(supportedMajor(server('110022', '11.22'), settings), {
      code: 'server-version',
      message: 'dba@db.mairie.fr:5432/mairie runs PostgreSQL 11.22; version 12 or later is needed.',
    });
  });
});
