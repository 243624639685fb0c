import type { ConnectionSettings } from '../../recovery/connectionSettings';

/** What programs need of a machine. Anything else could name another database: a site's own variables too. */
const kept = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR', 'TZ', 'LANG'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'TEMP', 'TMP'],
  ...['USERNAME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES'],
];

/** The target and its password, by the names that PostgreSQL's programs and drivers read, and little else. */
export function runnerEnvironment(
  { host, port, database, user, password, tls }: ConnectionSettings,
  own: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const machine = Object.entries(own).filter(
    ([name]) => kept.includes(name.toUpperCase()) || name.startsWith('LC_'),
  );
  const secret =
    password === undefined
      ? { PGPASSWORD: own['PGPASSWORD'], PGPASSFILE: own['PGPASSFILE'] }
      : { PGPASSWORD: password };
  const certificate = 'rootCertificate' in tls ? tls.rootCertificate : undefined;
  return {
    ...Object.fromEntries(machine),
    ...{ PGHOST: host, PGPORT: String(port), PGDATABASE: database, PGUSER: user },
    ...secret,
    PGSSLMODE: tls.mode,
    ...(certificate === undefined ? {} : { PGSSLROOTCERT: certificate }),
  };
}
