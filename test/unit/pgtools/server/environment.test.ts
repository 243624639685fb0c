import assert from 'node:assert/strict';
import { parseAccounts } from '../../../../src/pgtools/server/account';
import { dataHome } from '../../../../src/pgtools/server/dataHome';
import { sameBoot } from '../../../../src/pgtools/server/processIdentity';
import { toolEnvironment } from '../../../../src/pgtools/programs/runTool';

describe('The surroundings of the private server', () => {
  it('never hand a password for another server, or its address, to a program', () => {
    const given = {
      PATH: '/bin',
      PGPASSWORD: 'secret',
      PGHOST: 'production',
      LC_MESSAGES: 'fr_FR',
    };
    assert.deepEqual(toolEnvironment(given), { PATH: '/bin', LC_ALL: 'C' });
  });

  it('put its folder where the user says', () => {
    assert.equal(dataHome({ PRA_HOME: '/data/pra' }), '/data/pra');
  });

  it('name accounts that may run a server, and never root', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/sh\npostgres:x:101:104::/:/bin/sh\n\nbroken:x\n';
    assert.deepEqual(parseAccounts(passwd), [{ name: 'postgres', uid: 101, gid: 104 }]);
  });

  it('tell one run of the machine from the next, though the clock is not exact', () => {
    assert.equal(sameBoot('@1700000000', '@1700000003'), true);
    assert.equal(sameBoot('@1700000000', '@1700009999'), false);
    assert.equal(sameBoot('b6a1', 'b6a1'), true);
    assert.equal(sameBoot('b6a1', 'c7d2'), false);
  });
});
