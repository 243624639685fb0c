import { readFileSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';

/** What libpq reads beside the connection text: variables, files, the account. */
export interface ConnectionEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly account: string | undefined;
  /** Undefined where there is no such file. */
  readonly readFile: (file: string) => EnvironmentFile | undefined;
  readonly exists: (file: string) => boolean;
}

export interface EnvironmentFile {
  readonly text: string;
  /** Readable by its owner only (always true on Windows, as in libpq). */
  readonly isPrivate: boolean;
}

export function processEnvironment(): ConnectionEnvironment {
  return {
    variables: process.env,
    platform: process.platform,
    home: homedir(),
    account: accountName(),
    readFile,
    exists: (file) => statSync(file, { throwIfNoEntry: false }) !== undefined,
  };
}

/** A file of the user's own libpq settings: `~/.name`, or `%APPDATA%\postgresql\windowsName`. */
export function userFile(
  environment: ConnectionEnvironment,
  name: string,
  windowsName: string,
): string {
  return environment.platform === 'win32'
    ? path.join(environment.variables['APPDATA'] ?? '', 'postgresql', windowsName)
    : path.join(environment.home, name);
}

function readFile(file: string): EnvironmentFile | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status?.isFile()) {
    return undefined;
  }
  return {
    text: readFileSync(file, 'utf8'),
    isPrivate: process.platform === 'win32' || (status.mode & 0o077) === 0,
  };
}

/** An account without a name (a container's bare uid) has none. */
function accountName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
