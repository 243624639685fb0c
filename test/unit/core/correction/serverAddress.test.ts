import assert from 'node:assert/strict';
import { addressLabel, isSameAddress } from '../../../../src/core/correction/serverAddress';

describe('The address of a server', () => {
  it('is the same under every name of this machine', () => {
    const names = ['localhost', 'LOCALHOST', '127.0.0.1', '::1', '/var/run/postgresql'];
    for (const host of names) {
      assert.ok(isSameAddress({ host, port: 5432 }, { host: 'localhost', port: 5432 }), host);
    }
  });

  it('is another one on another port or host', () => {
    const compared = { host: 'db1.mairie.fr', port: 5432 };
    assert.ok(isSameAddress(compared, { host: 'DB1.mairie.fr', port: 5432 }));
    assert.ok(!isSameAddress(compared, { host: 'db2.mairie.fr', port: 5432 }));
    assert.ok(!isSameAddress(compared, { host: 'localhost', port: 5432 }));
    assert.ok(!isSameAddress(compared, { host: 'db1.mairie.fr', port: 5433 }));
  });

  it('is written so that the port can be told from the host', () => {
    assert.equal(addressLabel({ host: '::1', port: 5432 }), '[::1]:5432');
    assert.equal(addressLabel({ host: 'db1', port: 5432 }), 'db1:5432');
  });
});
