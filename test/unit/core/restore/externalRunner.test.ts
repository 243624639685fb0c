import assert from 'node:assert/strict';
import {
  requireSafeRunner,
  runnerCommand,
  type RunnerSettings,
} from '../../../../src/core/restore/externalRunner';

const target = {
  dump: '/dumps/nightly of ${host}.dump',
  host: '127.0.0.1',
  port: 54321,
  database: 'pra_scratch_1',
  user: 'pra_scratch',
  password: 'secret $& word',
};

const told: RunnerSettings = {
  program: '/opt/site/restore.sh',
  args: ['${dump}', '--to=${host}:${port}/${database}', '--as', '${user}', '$HOME ${', '*'],
  environment: { SITE_PASSWORD: '${password}', MODE: 'test' },
};

describe('A site’s own restore script', () => {
  it('is told the dump and the scratch database, each as it is', () => {
    requireSafeRunner(told);
    assert.deepEqual(runnerCommand(told, target), {
      program: '/opt/site/restore.sh',
      args: [
        '/dumps/nightly of ${host}.dump',
        '--to=127.0.0.1:54321/pra_scratch_1',
        ...['--as', 'pra_scratch', '$HOME ${', '*'],
      ],
      environment: { SITE_PASSWORD: 'secret $& word', MODE: 'test' },
    });
  });

  it('may be told in its environment alone, by host or by port', () => {
    for (const server of ['${host}', '${port}']) {
      const environment = { FILE: '${dump}', SERVER: server, NAME: '${database}' };
      requireSafeRunner({ ...told, args: [], environment });
    }
  });

  it('is refused where it takes no target: it restores into production', () => {
    // The town hall's restore_runner.py has no other options than these.
    const args = ['/opt/mairie/restore_runner.py', '--backup-dir', '/var/backups', '--no-drop'];
    refused({ program: '/usr/bin/python3', args, environment: {} }, [
      /The script is not told where to restore: .* do not name \$\{database\}, nor \$\{host\} or \$\{port\}\./,
      /the database that it is configured for, which may be production/,
    ]);
    refused({ ...told, args: ['${dump}', '${host}', '${port}'] }, [/do not name \$\{database\}\./]);
    refused({ ...told, args: ['${dump}', '${database}'] }, [
      /do not name \$\{host\} or \$\{port\}\./,
    ]);
  });

  it('is refused where it finds a dump by itself', () => {
    refused({ ...told, args: ['${host}', '${database}'] }, [
      /is not told what to restore: .* do not name \$\{dump\}/,
    ]);
  });

  it('is refused where a placeholder is misspelt', () => {
    refused({ ...told, args: [...told.args, '--db=${databse}'] }, [
      /\$\{databse\}/,
      /Known are \$\{dump\}, \$\{host\}, \$\{port\}, \$\{database\}, \$\{user\}, \$\{password\}/,
    ]);
  });

  it('is refused where the password would be an argument, which everybody can read', () => {
    refused({ ...told, args: [...told.args, '${password}'] }, [/everybody/, /PGPASSWORD/]);
  });

  it('is refused where a variable leads PostgreSQL’s programs to a fixed database', () => {
    for (const name of ['PGDATABASE', 'PGHOST', 'PGHOSTADDR', 'PGPORT', 'PGUSER', 'PGSERVICE']) {
      refused({ ...told, environment: { [name]: 'mairie' } }, [
        new RegExp(`${name} is set to a fixed value`),
      ]);
    }
    requireSafeRunner({ ...told, environment: { PGDATABASE: '${database}', PGOPTIONS: '-c x=1' } });
  });
});

function refused(settings: RunnerSettings, words: readonly RegExp[]): void {
  assert.throws(
    () => {
      requireSafeRunner(settings);
    },
    (error: { code: string; message: string; hint: string }) => {
      assert.equal(error.code, 'runner-refused');
      for (const word of words) {
        assert.match(`${error.message} ${error.hint}`, word);
      }
      return true;
    },
  );
}
