import path from 'node:path';
import { type ConnectionEnvironment, userFile } from './connectionEnvironment';
import { badConnection, type ConnectionParameters } from './connectionText';

/** Where packagers put the system's `pg_service.conf`; PGSYSCONFDIR decides where it is set. */
const systemFolders = [
  '/etc/postgresql-common',
  '/etc',
  '/usr/local/etc',
  '/opt/homebrew/etc/postgresql',
];

/**
 * The parameters of a service, from the user's file, else the system's.
 * https://www.postgresql.org/docs/current/libpq-pgservice.html
 * @throws {RecoveryError} `usage` where it is not defined or its file cannot be read.
 */
export function readService(
  name: string,
  environment: ConnectionEnvironment,
  userServiceFile: string | undefined,
): ConnectionParameters {
  const named = userServiceFile ?? nonEmpty(environment.variables['PGSERVICEFILE']);
  const files = [
    named ?? userFile(environment, '.pg_service.conf', '.pg_service.conf'),
    ...systemFiles(environment),
  ];
  for (const file of files) {
    const text = environment.readFile(file)?.text;
    if (text === undefined && file === named) {
      throw badConnection(`The service file ${file} cannot be found.`, 'Check PGSERVICEFILE.');
    }
    const service = text === undefined ? undefined : serviceIn(text, name, file);
    if (service) {
      return service;
    }
  }
  throw badConnection(
    `The service ${name} is not defined.`,
    `Looked in: ${files.join(', ')}. Define it there, or name the server by a URI.`,
  );
}

function systemFiles({ variables }: ConnectionEnvironment): readonly string[] {
  const folder = nonEmpty(variables['PGSYSCONFDIR']);
  return (folder === undefined ? systemFolders : [folder]).map((parent) =>
    path.join(parent, 'pg_service.conf'),
  );
}

/** The first section of that name; undefined where there is none. */
function serviceIn(text: string, name: string, file: string): ConnectionParameters | undefined {
  let parameters: Map<string, string> | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line.startsWith('[')) {
      if (parameters) {
        return parameters;
      }
      parameters = line === `[${name}]` ? new Map() : undefined;
    } else if (parameters && line !== '' && !line.startsWith('#')) {
      setParameter(parameters, line, `line ${index + 1} of ${file}`);
    }
  }
  return parameters;
}

function setParameter(parameters: Map<string, string>, line: string, place: string): void {
  const equals = line.indexOf('=');
  if (equals < 1 || line.startsWith('ldap:')) {
    throw badConnection(`Service files: ${place} is not written name=value.`);
  }
  const name = line.slice(0, equals);
  if (name === 'service' || name === 'servicefile') {
    throw badConnection(`Service files: ${place} names another service, which libpq refuses too.`);
  }
  // The first of two lines counts, as in libpq.
  if (!parameters.has(name)) {
    parameters.set(name, line.slice(equals + 1));
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
