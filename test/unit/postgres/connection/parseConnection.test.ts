import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RecoveryError } from '../../../../src/core/errors';
import type {
  ConnectionEnvironment,
  EnvironmentFile,
} from '../../../../src/postgres/connection/connectionEnvironment';
import { parseConnection } from '../../../../src/postgres/connection/parseConnection';

const bare: ConnectionEnvironment = {
  variables: {},
  platform: 'linux',
  home: '/home/dba',
  account: 'dba',
  readFile: () => undefined,
  exists: () => false,
};

function withFiles(
  files: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): ConnectionEnvironment {
  const file = (name: string): EnvironmentFile | undefined =>
    files[name] === undefined ? undefined : { text: files[name], isPrivate: true };
  return { ...bare, variables, readFile: file, exists: (name) => name in files };
}

function refused(text: string, pattern: RegExp, environment = bare): void {
  assert.throws(
    () => parseConnection(text, environment),
    (error: RecoveryError) => {
      assert.equal(error.code, 'usage');
      assert.match(error.message, pattern);
      assert.doesNotMatch(`${error.message} ${error.hint ?? ''}`, /s3cret/);
      return true;
    },
  );
}

describe('A connection written as a URI', () => {
  it('gives host, port, database, user and password', () => {
    assert.deepEqual(parseConnection('postgresql://marie:s3cret@db.example:5433/mairie', bare), {
      host: 'db.example',
      port: 5433,
      database: 'mairie',
      user: 'marie',
      password: 's3cret',
      tls: { mode: 'prefer' },
    });
  });

  it('decodes percent signs in every part', () => {
    const { host, user, password, database } = parseConnection(
      'postgres://m%40rie:p%3A%2Fw%25@%2Fvar%2Frun%2Fpg/ma%C3%AErie',
      bare,
    );
    assert.deepEqual([host, user, password, database], ['/var/run/pg', 'm@rie', 'p:/w%', 'maîrie']);
  });

  it('takes an IPv6 address in brackets', () => {
    const { host, port } = parseConnection('postgresql://u@[2001:db8::1]:6000/d', bare);
    assert.deepEqual([host, port], ['2001:db8::1', 6000]);
  });

  it('takes parameters after the question mark, a socket folder among them', () => {
    const { host, database, tls } = parseConnection(
      'postgresql:///mairie?host=/run/pg&sslmode=disable&application_name=x&connect_timeout=3',
      bare,
    );
    assert.deepEqual([host, database, tls], ['/run/pg', 'mairie', { mode: 'disable' }]);
  });

  it('reads back whatever user, password and database are encoded into it', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((value) => value.isWellFormed() && !value.includes('\0'));
    fc.assert(
      fc.property(text, text, text, (user, password, database) => {
        const uri = `postgresql://${[user, password].map(encodeURIComponent).join(':')}@h/${encodeURIComponent(database)}`;
        const parsed = parseConnection(uri, bare);
        assert.deepEqual(
          [parsed.user, parsed.password, parsed.database],
          [user, password, database],
        );
      }),
    );
  });

  it('is refused with several hosts, a broken percent sign, or a bad port', () => {
    refused('postgresql://u:s3cret@a,b/d', /several hosts/);
    refused('postgresql://u:s3cret@h/d?host=a,b', /several hosts/);
    refused('postgresql://u:s3cret%zz@h/d', /%/);
    refused('postgresql://u:s3cret@h:99999/d', /port/);
    refused('postgresql://u:s3cret@::1/d', /port/);
    refused('postgresql://u:s3cret@[::1/d', /host/);
    refused('postgresql://u:s3cret@h/d?sslmode', /name=value/);
  });
});

describe('A connection written as keywords', () => {
  it('takes quotes, escapes and spaces around the equals sign', () => {
    const parsed = parseConnection(
      String.raw`host = h dbname='ma rie' user=o\'brien password='it\'s \\ s3cret'`,
      bare,
    );
    assert.equal(parsed.database, 'ma rie');
    assert.equal(parsed.user, "o'brien");
    assert.equal(parsed.password, String.raw`it's \ s3cret`);
  });

  it('lets the last of two values count', () => {
    assert.equal(parseConnection('dbname=a dbname=b', bare).database, 'b');
  });

  it('reads back whatever is quoted into it', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((value) => value.isWellFormed() && !value.includes('\0'));
    fc.assert(
      fc.property(text, text, (password, dbname) => {
        const quote = (value: string): string => `'${value.replaceAll(/['\\]/g, '\\$&')}'`;
        const parsed = parseConnection(
          `dbname=${quote(dbname)} password=${quote(password)} host=h`,
          bare,
        );
        assert.deepEqual([parsed.database, parsed.password, parsed.host], [dbname, password, 'h']);
      }),
    );
  });

  it('is refused without an equals sign, with an open quote, or with an unknown word', () => {
    refused('mairie', /name=value/);
    refused('', /empty/);
    refused("host=h password='s3cret", /name=value/);
    refused('host=h pasword=s3cret', /unknown parameter: pasword/);
    refused('postgresq://u:s3cret@h/d?sslmode=disable', /unknown parameter\.$/);
  });

  it('is refused where a parameter asks for a safeguard that we have not', () => {
    refused('host=h sslcrl=/tmp/crl', /sslcrl/);
    refused('host=h channel_binding=require', /channel_binding/);
    refused('host=h', /channel_binding/, {
      ...bare,
      variables: { PGCHANNELBINDING: 'require' },
    });
    assert.equal(parseConnection('host=h channel_binding=prefer', bare).host, 'h');
  });
});

describe('A service', () => {
  const file = `
# the town hall
[other]
host=elsewhere

[mairie]
host=db.example
port=5433
dbname=mairie
user=marie
password=pass = word
[later]
host=late
`;
  const user = withFiles({ '/home/dba/.pg_service.conf': file });

  it('is read from the file in the home folder, spaces and all', () => {
    const parsed = parseConnection('service=mairie', user);
    assert.deepEqual(
      [parsed.host, parsed.port, parsed.database, parsed.user, parsed.password],
      ['db.example', 5433, 'mairie', 'marie', 'pass = word'],
    );
  });

  it('gives way to what the text says, and comes before the environment', () => {
    const parsed = parseConnection('postgresql:///test?service=mairie', {
      ...user,
      variables: { PGPORT: '1', PGDATABASE: 'never' },
    });
    assert.deepEqual([parsed.database, parsed.port], ['test', 5433]);
  });

  it('is taken from PGSERVICE too, so that nobody meets another server than with psql', () => {
    const parsed = parseConnection('dbname=test', {
      ...user,
      variables: { PGSERVICE: 'mairie', PGHOST: 'never' },
    });
    assert.equal(parsed.host, 'db.example');
  });

  it('is looked for in PGSERVICEFILE, then in the system’s folder', () => {
    const files = { '/a/own.conf': '[x]\nhost=own', '/sys/pg_service.conf': '[y]\nhost=system' };
    const environment = withFiles(files, { PGSERVICEFILE: '/a/own.conf', PGSYSCONFDIR: '/sys' });
    assert.equal(parseConnection('service=x', environment).host, 'own');
    assert.equal(parseConnection('service=y', environment).host, 'system');
    refused('service=z', /service z is not defined/, environment);
    refused('service=x', /cannot be found/, withFiles({}, { PGSERVICEFILE: '/gone' }));
  });

  it('is refused with a line that is no parameter', () => {
    const environment = withFiles({ '/home/dba/.pg_service.conf': '[x]\nhost' });
    refused('service=x', /line 2 of/, environment);
  });
});

describe('What a connection leaves out', () => {
  it('comes from the environment, as with libpq', () => {
    const variables = {
      PGHOST: 'h',
      PGPORT: '6000',
      PGUSER: 'marie',
      PGDATABASE: 'mairie',
      PGPASSWORD: 's3cret',
      PGSSLMODE: 'require',
    };
    assert.deepEqual(parseConnection('application_name=x', { ...bare, variables }), {
      host: 'h',
      port: 6000,
      user: 'marie',
      database: 'mairie',
      password: 's3cret',
      tls: { mode: 'require' },
    });
  });

  it('comes from the account and the usual places', () => {
    const parsed = parseConnection('postgresql://', bare);
    assert.deepEqual(
      [parsed.host, parsed.port, parsed.user, parsed.database],
      ['localhost', 5432, 'dba', 'dba'],
    );
    const socket = withFiles({ '/tmp/.s.PGSQL.5432': '' });
    assert.equal(parseConnection('dbname=d', socket).host, '/tmp');
  });

  it('is a password of the password file where one fits', () => {
    const text = String.raw`# comment
h:5432:other:dba:no
*:*:d\:b:dba:s3\:cret:tail
localhost:*:*:*:socket`;
    const environment = withFiles({ '/home/dba/.pgpass': text });
    assert.equal(parseConnection('host=h dbname=d:b', environment).password, 's3:cret:tail');
    assert.equal(parseConnection('host=/tmp dbname=x', environment).password, 'socket');
    assert.equal(parseConnection('host=h dbname=x', environment).password, undefined);
  });

  it('is never read from a password file that others may read', () => {
    const environment = {
      ...bare,
      readFile: () => ({ text: '*:*:*:*:s3cret', isPrivate: false }),
    };
    assert.equal(parseConnection('host=h', environment).password, undefined);
  });
});

describe('The encryption of a connection', () => {
  it('is what libpq means by its mode', () => {
    const root = withFiles({ '/home/dba/.postgresql/root.crt': '' });
    const mode = (text: string, environment = bare): unknown =>
      parseConnection(`host=h ${text}`, environment).tls;
    assert.deepEqual(mode(''), { mode: 'prefer' });
    assert.deepEqual(mode('sslmode=allow'), { mode: 'prefer' });
    assert.deepEqual(mode('sslmode=require'), { mode: 'require' });
    assert.deepEqual(mode('sslmode=require', root), {
      mode: 'verify-ca',
      rootCertificate: '/home/dba/.postgresql/root.crt',
    });
    assert.deepEqual(mode('sslmode=verify-full', root), {
      mode: 'verify-full',
      rootCertificate: '/home/dba/.postgresql/root.crt',
    });
    assert.deepEqual(mode('sslrootcert=system'), {
      mode: 'verify-full',
      rootCertificate: undefined,
    });
  });

  it('is left out over a Unix socket, as libpq does', () => {
    assert.deepEqual(parseConnection('host=/tmp sslmode=require', bare).tls, { mode: 'disable' });
  });

  it('is never weaker than asked', () => {
    refused('host=h sslmode=verify-full', /root certificate/);
    refused('host=h sslmode=verify-ca sslrootcert=/gone', /gone/);
    refused('host=h sslrootcert=system sslmode=require', /verify-full/);
    refused('host=h sslmode=no-verify', /sslmode/);
    refused('host=h sslmode=bogus', /sslmode/);
  });
});
