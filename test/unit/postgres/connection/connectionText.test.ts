import assert from 'node:assert/strict';
import type { ConnectionEnvironment } from '../../../../src/postgres/connection/connectionEnvironment';
import { connectionTextFor } from '../../../../src/postgres/connection/connectionText';
import { connectionUri } from '../../../../src/postgres/connection/connectionUri';
import { parseConnection } from '../../../../src/postgres/connection/parseConnection';

const bare: ConnectionEnvironment = {
  variables: {},
  platform: 'linux',
  home: '/home/dba',
  account: 'dba',
  readFile: () => undefined,
  exists: () => false,
};

describe('A connection that is written again', () => {
  it('leads to another database of the same server, and holds no password', () => {
    const text = connectionTextFor('postgresql://u:s3cret@h:1/a?sslmode=disable', "it's \\ b");
    assert.doesNotMatch(text, /s3cret/);
    const { password, ...rest } = parseConnection(text, bare);
    assert.equal(password, undefined);
    assert.deepEqual(rest, {
      ...{ host: 'h', port: 1, user: 'u', database: "it's \\ b", tls: { mode: 'disable' } },
    });
  });

  it('still names its service', () => {
    assert.equal(connectionTextFor('service=mairie', 'b'), 'service=mairie dbname=b');
  });

  it('as a URI is read back as it was', () => {
    for (const host of ['127.0.0.1', '::1', '/var/run/pg']) {
      const tls = { mode: 'disable' } as const;
      const settings = { host, port: 1, user: 'a@b', database: 'c/d', password: 'é:%', tls };
      assert.deepEqual(parseConnection(connectionUri(settings), bare), settings);
    }
  });
});
