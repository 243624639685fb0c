import { readFileSync } from 'node:fs';
import type { ClientConfig } from 'pg';
import type { TlsMode } from '../../recovery/connectionSettings';

type Ssl = NonNullable<ClientConfig['ssl']>;

/** The driver's settings to try in turn: `prefer` falls back to no TLS, as libpq does and `pg` does not. */
export function tlsAttempts(tls: TlsMode, host: string): readonly Ssl[] {
  switch (tls.mode) {
    case 'disable':
      return [false];
    case 'prefer':
      return isLoopback(host) ? [false] : [{ rejectUnauthorized: false }, false];
    case 'require':
      return [{ rejectUnauthorized: false }];
    case 'verify-ca':
      return [{ ...trusted(tls.rootCertificate), checkServerIdentity: () => undefined }];
    case 'verify-full':
      return [{ ...trusted(tls.rootCertificate), servername: host }];
  }
}

/** Nobody is between this machine and itself. */
export function isLoopback(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function trusted(rootCertificate: string | undefined): { rejectUnauthorized: true; ca?: string } {
  return rootCertificate === undefined
    ? { rejectUnauthorized: true }
    : { rejectUnauthorized: true, ca: readFileSync(rootCertificate, 'utf8') };
}
