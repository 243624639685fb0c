import type { ConnectionSettings } from '../../recovery/connectionSettings';

/** As a libpq URI, with the password where there is one: never to be shown but for the sample's own. */
export function connectionUri(settings: ConnectionSettings): string {
  const { user, password, host, port, database, tls } = settings;
  const [login, name] = [user, database].map(encodeURIComponent);
  const secret = password === undefined ? '' : `:${encodeURIComponent(password)}`;
  const address = host.includes(':') ? `[${host}]` : encodeURIComponent(host);
  return `postgresql://${login ?? ''}${secret}@${address}:${port}/${name ?? ''}?sslmode=${tls.mode}`;
}
