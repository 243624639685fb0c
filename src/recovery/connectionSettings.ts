/** How a server is reached and by whom. Made by `parseConnection`; never printed with its password. */
export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Undefined: PGPASSWORD, then the password file, decide. */
  readonly password: string | undefined;
  readonly tls: TlsMode;
}

/** libpq's sslmode, with the same meaning. */
export type TlsMode =
  | { readonly mode: 'disable' | 'prefer' | 'require' }
  | { readonly mode: 'verify-ca' | 'verify-full'; readonly rootCertificate: string | undefined };

/** `user@host:port/database`, for messages. */
export function connectionLabel({ user, host, port, database }: ConnectionSettings): string {
  return `${user}@${host}:${port}/${database}`;
}
