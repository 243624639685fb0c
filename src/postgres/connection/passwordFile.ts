/** What a line of a password file is matched against. */
export interface PasswordLookup {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/**
 * The password of the first line that matches, in a file of `host:port:database:user:password`.
 * https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function passwordIn(text: string, lookup: PasswordLookup): string | undefined {
  const wanted = [
    // Connections over a Unix socket are looked up as localhost.
    lookup.host.startsWith('/') ? 'localhost' : lookup.host,
    String(lookup.port),
    lookup.database,
    lookup.user,
  ];
  for (const line of text.split(/\r?\n/)) {
    const fields = line.startsWith('#') ? undefined : fieldsOf(line);
    if (fields && wanted.every((value, at) => fields[at] === '*' || fields[at] === value)) {
      return fields[4];
    }
  }
  return undefined;
}

/** The fifth field runs to the end of the line; `\:` and `\\` stand for themselves in all of them. */
function fieldsOf(line: string): readonly string[] | undefined {
  const match =
    /^((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):(.*)$/.exec(line);
  return match?.slice(1).map((field) => field.replaceAll(/\\(.)/g, '$1'));
}
