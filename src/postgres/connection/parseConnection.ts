import path from 'node:path';
import { type ConnectionSettings, type TlsMode } from '../../recovery/connectionSettings';
import { type ConnectionEnvironment, processEnvironment, userFile } from './connectionEnvironment';
import {
  badConnection,
  type ConnectionParameters,
  readConnectionText,
  severalHosts,
} from './connectionText';
import { passwordIn } from './passwordFile';
import { readService } from './serviceFile';

/**
 * Reads a libpq URI or keyword string with libpq's precedence: the text, its service, the variables
 * of the environment, the defaults. Parameters that would change what is reached or how it is
 * trusted, and that we cannot honour, are refused; those that make no difference here are ignored.
 * @throws {RecoveryError} `usage`.
 */
export function parseConnection(
  text: string,
  environment: ConnectionEnvironment = processEnvironment(),
): ConnectionSettings {
  const given = new Parameters(parametersOf(text, environment), environment.variables);
  given.checkAll();
  const port = portOf(given.value('port') ?? '5432');
  const host = hostOf(given, environment, port);
  const user = given.value('user') ?? environment.account;
  if (user === undefined) {
    throw badConnection('The connection names no user, and the account has no name.');
  }
  const settings = { host, port, user, database: given.value('dbname') ?? user };
  return {
    ...settings,
    password: given.value('password') ?? storedPassword(settings, given, environment),
    // A Unix socket is never encrypted; libpq ignores sslmode there.
    tls: host.startsWith('/') ? { mode: 'disable' } : tlsOf(given, environment),
  };
}

/** How a parameter that is no part of {@link ConnectionSettings} is met. */
type Treatment =
  | 'used'
  | 'ignored'
  /** Refused with any value but these, which ask for nothing. */
  | readonly string[];

interface Known {
  readonly variable?: string;
  readonly treatment: Treatment;
}

const ignored: Known = { treatment: 'ignored' };
const known: Readonly<Record<string, Known>> = {
  host: { variable: 'PGHOST', treatment: 'used' },
  hostaddr: { variable: 'PGHOSTADDR', treatment: 'used' },
  port: { variable: 'PGPORT', treatment: 'used' },
  dbname: { variable: 'PGDATABASE', treatment: 'used' },
  user: { variable: 'PGUSER', treatment: 'used' },
  password: { variable: 'PGPASSWORD', treatment: 'used' },
  passfile: { variable: 'PGPASSFILE', treatment: 'used' },
  service: { variable: 'PGSERVICE', treatment: 'used' },
  servicefile: { variable: 'PGSERVICEFILE', treatment: 'used' },
  sslmode: { variable: 'PGSSLMODE', treatment: 'used' },
  sslrootcert: { variable: 'PGSSLROOTCERT', treatment: 'used' },
  requiressl: { treatment: ['0'] },
  sslcert: { variable: 'PGSSLCERT', treatment: [] },
  sslkey: { variable: 'PGSSLKEY', treatment: [] },
  sslpassword: { treatment: [] },
  sslcertmode: { variable: 'PGSSLCERTMODE', treatment: ['allow', 'disable'] },
  sslcrl: { variable: 'PGSSLCRL', treatment: [] },
  sslcrldir: { variable: 'PGSSLCRLDIR', treatment: [] },
  sslnegotiation: { variable: 'PGSSLNEGOTIATION', treatment: ['postgres'] },
  ssl_min_protocol_version: {
    variable: 'PGSSLMINPROTOCOLVERSION',
    treatment: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
  },
  ssl_max_protocol_version: { variable: 'PGSSLMAXPROTOCOLVERSION', treatment: ['TLSv1.3'] },
  channel_binding: { variable: 'PGCHANNELBINDING', treatment: ['prefer', 'disable'] },
  require_auth: { variable: 'PGREQUIREAUTH', treatment: [] },
  gssencmode: { variable: 'PGGSSENCMODE', treatment: ['prefer', 'disable'] },
  // PGOPTIONS is the driver's, which sends it as libpq does.
  options: { treatment: [] },
  replication: { treatment: ['false', 'off', 'no', '0'] },
  application_name: ignored,
  fallback_application_name: ignored,
  client_encoding: ignored,
  connect_timeout: ignored,
  gssdelegation: ignored,
  gsslib: ignored,
  keepalives: ignored,
  keepalives_count: ignored,
  keepalives_idle: ignored,
  keepalives_interval: ignored,
  krbsrvname: ignored,
  load_balance_hosts: ignored,
  max_protocol_version: ignored,
  min_protocol_version: ignored,
  requirepeer: { variable: 'PGREQUIREPEER', treatment: [] },
  sslcompression: ignored,
  sslsni: ignored,
  // Whatever is compared or corrected asks the server itself whether it is a standby.
  target_session_attrs: ignored,
  tcp_user_timeout: ignored,
};

class Parameters {
  constructor(
    private readonly given: ConnectionParameters,
    private readonly variables: ConnectionEnvironment['variables'],
  ) {}

  /** Empty means absent, as in libpq. */
  value(name: string): string | undefined {
    const text = this.given.get(name) ?? this.variables[known[name]?.variable ?? ''];
    return text === '' ? undefined : text;
  }

  checkAll(): void {
    for (const name of this.given.keys()) {
      if (!Object.hasOwn(known, name)) {
        // Anything else than a word may be a part of a password, out of a URI that is misspelt.
        const word = /^[a-z_]+$/.test(name) ? `: ${name}` : '';
        throw badConnection(`The connection has an unknown parameter${word}.`);
      }
    }
    for (const [name, { treatment }] of Object.entries(known)) {
      const value = this.value(name);
      if (typeof treatment !== 'string' && value !== undefined && !treatment.includes(value)) {
        throw badConnection(
          `The connection parameter ${name} cannot be honoured here.`,
          'Leave it out, or reach the server in a way that does not need it.',
        );
      }
    }
  }
}

/** The text's own parameters over those of its service. */
function parametersOf(text: string, environment: ConnectionEnvironment): ConnectionParameters {
  const own = readConnectionText(text);
  const service = own.get('service') ?? environment.variables['PGSERVICE'] ?? '';
  if (service === '') {
    return own;
  }
  return new Map([...readService(service, environment, own.get('servicefile')), ...own]);
}

function portOf(text: string): number {
  if (text.includes(',')) {
    throw severalHosts();
  }
  const port = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw badConnection('The port of the connection is not a number from 1 to 65535.');
  }
  return port;
}

const socketFolders = ['/var/run/postgresql', '/tmp'];

/** Without a host: the usual folders of Unix sockets, where one is open there; else localhost. */
function hostOf(given: Parameters, environment: ConnectionEnvironment, port: number): string {
  const host = given.value('host');
  const address = given.value('hostaddr');
  if (host !== undefined && address !== undefined) {
    throw badConnection('The connection has host and hostaddr.', 'Leave one of them out.');
  }
  const chosen = host ?? address;
  if (chosen?.includes(',')) {
    throw severalHosts();
  }
  if (chosen?.startsWith('@')) {
    throw badConnection('Abstract Unix sockets (@…) cannot be reached from here.');
  }
  return (
    chosen ??
    socketFolders.find((folder) =>
      environment.exists(path.posix.join(folder, `.s.PGSQL.${port}`)),
    ) ??
    'localhost'
  );
}

function tlsOf(given: Parameters, environment: ConnectionEnvironment): TlsMode {
  const root = given.value('sslrootcert');
  const mode = given.value('sslmode') ?? (root === 'system' ? 'verify-full' : 'prefer');
  if (root === 'system' && mode !== 'verify-full') {
    throw badConnection('sslrootcert=system needs sslmode=verify-full.');
  }
  const own = userFile(environment, '.postgresql/root.crt', 'root.crt');
  return tlsMode(mode, root ?? own, environment);
}

function tlsMode(mode: string, root: string, environment: ConnectionEnvironment): TlsMode {
  switch (mode) {
    case 'disable':
      return { mode };
    case 'allow':
    case 'prefer':
      return { mode: 'prefer' };
    case 'require':
      // As libpq: a root certificate that is there is used.
      return environment.exists(root) ? { mode: 'verify-ca', rootCertificate: root } : { mode };
    case 'verify-ca':
    case 'verify-full':
      return { mode, rootCertificate: rootCertificate(root, environment) };
    default:
      throw badConnection(
        'The sslmode of the connection is unknown.',
        'It is one of disable, allow, prefer, require, verify-ca, verify-full.',
      );
  }
}

/** Undefined: the authorities that Node trusts, by `sslrootcert=system` only. */
function rootCertificate(file: string, environment: ConnectionEnvironment): string | undefined {
  if (file === 'system') {
    return undefined;
  }
  if (!environment.exists(file)) {
    throw badConnection(
      `The root certificate ${file} cannot be found.`,
      'Name it with sslrootcert=FILE, or write sslrootcert=system.',
    );
  }
  return file;
}

function storedPassword(
  settings: Omit<ConnectionSettings, 'password' | 'tls'>,
  given: Parameters,
  environment: ConnectionEnvironment,
): string | undefined {
  const name = given.value('passfile') ?? userFile(environment, '.pgpass', 'pgpass.conf');
  const file = environment.readFile(name);
  return file?.isPrivate ? passwordIn(file.text, settings) : undefined;
}
