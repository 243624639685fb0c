import { RecoveryError } from '../../core/errors';

/** Parameters by libpq's name, as they stand in a connection text or a service file. */
export type ConnectionParameters = ReadonlyMap<string, string>;

/**
 * Reads a libpq URI or keyword string. Nothing of the text is repeated in an error: it may hold a
 * password. https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
 * @throws {RecoveryError} `usage`.
 */
export function readConnectionText(text: string): ConnectionParameters {
  return /^postgres(ql)?:\/\//.test(text) ? readUri(text) : readKeywords(text);
}

export function badConnection(message: string, hint?: string): RecoveryError {
  return new RecoveryError('usage', message, {
    hint:
      hint ??
      'Write postgresql://user@host:5432/database, host=… dbname=…, service=NAME, or local:DATABASE.',
  });
}

const uriPattern =
  /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s;

function readUri(text: string): ConnectionParameters {
  const [, user, password, location = '', database, query] = uriPattern.exec(text) ?? [];
  const parameters = new Map<string, string>();
  const { host, port } = splitLocation(location);
  for (const [name, value] of Object.entries({ user, password, host, port, dbname: database })) {
    if (value !== undefined && value !== '') {
      parameters.set(name, percentDecoded(value));
    }
  }
  for (const [name, value] of queryPairs(query ?? '')) {
    setUriParameter(parameters, name, value);
  }
  return parameters;
}

function queryPairs(query: string): readonly (readonly [string, string])[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name, value, ...more] = pair.split('=');
      if (name === undefined || value === undefined || more.length > 0) {
        throw badConnection('A parameter of the connection URI is not written name=value.');
      }
      return [percentDecoded(name), percentDecoded(value)];
    });
}

function splitLocation(location: string): { host: string; port: string } {
  if (location.includes(',')) {
    throw severalHosts();
  }
  const match = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(.*))?$/.exec(location);
  if (!match) {
    throw badConnection(
      'The host of the connection URI cannot be read.',
      'An IPv6 address stands in brackets: postgresql://user@[::1]:5432/database.',
    );
  }
  return { host: match[1] ?? match[2] ?? '', port: match[3] ?? '' };
}

export function severalHosts(): RecoveryError {
  return badConnection(
    'The connection names several hosts.',
    'Name one host: a comparison and its correction must meet the same server.',
  );
}

/** `ssl=true` is JDBC's, which libpq accepts in a URI. */
function setUriParameter(parameters: Map<string, string>, name: string, value: string): void {
  if (name === 'ssl' && value === 'true') {
    parameters.set('sslmode', 'require');
  } else {
    parameters.set(name, value);
  }
}

function percentDecoded(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch (cause) {
    throw new RecoveryError('usage', 'The connection URI has a % that begins no character.', {
      hint: 'Write a percent sign as %25.',
      cause,
    });
  }
  if (decoded.includes('\0')) {
    throw badConnection('The connection URI has a %00.');
  }
  return decoded;
}

const keywordPattern =
  /\s*([^\s=]+)\s*(=?)\s*(?:'((?:[^'\\]|\\[^])*)'|((?:[^\s'\\]|\\[^])(?:[^\s\\]|\\[^])*)?)(?=\s|$)/y;

function readKeywords(text: string): ConnectionParameters {
  const parameters = new Map<string, string>();
  const trimmed = text.trimEnd();
  keywordPattern.lastIndex = 0;
  while (keywordPattern.lastIndex < trimmed.length) {
    const match = keywordPattern.exec(trimmed);
    if (match?.[1] === undefined || match[2] !== '=') {
      throw badConnection('The connection is not written as a list of name=value.');
    }
    parameters.set(match[1], (match[3] ?? match[4] ?? '').replaceAll(/\\([^])/g, '$1'));
  }
  if (parameters.size === 0) {
    throw badConnection('The connection is empty.');
  }
  return parameters;
}

/**
 * The same server by the same means, another database. Without a password, since it is shown: where
 * the text held one, whoever uses the new text gives it by PGPASSWORD or the password file.
 */
export function connectionTextFor(text: string, database: string): string {
  const parameters = new Map(readConnectionText(text));
  parameters.delete('password');
  parameters.set('dbname', database);
  return Array.from(parameters, ([name, value]) => `${name}=${quotedValue(value)}`).join(' ');
}

function quotedValue(value: string): string {
  return /^[^\s'\\]+$/.test(value) ? value : `'${value.replaceAll(/['\\]/g, '\\$&')}'`;
}
