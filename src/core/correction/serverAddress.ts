/** Where a server was reached, as its connection was given. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

const thisMachine: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** The names of this machine, and the folder of a Unix socket on it, are one address. */
export function isSameAddress(a: ServerAddress, b: ServerAddress): boolean {
  return a.port === b.port && placeOf(a) === placeOf(b);
}

export function addressLabel({ host, port }: ServerAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function placeOf({ host }: ServerAddress): string {
  const name = host.toLowerCase();
  return name.startsWith('/') || thisMachine.includes(name) ? 'localhost' : name;
}
