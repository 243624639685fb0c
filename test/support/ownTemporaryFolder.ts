import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where this process makes its temporary files until it is ended: nobody else's are there. */
export interface OwnTemporaryFolder {
  readonly path: string;
  end(): Promise<void>;
}

export async function ownTemporaryFolder(): Promise<OwnTemporaryFolder> {
  const outside = process.env['TMPDIR'];
  const path = await mkdtemp(join(tmpdir(), 'pra-test-'));
  process.env['TMPDIR'] = path;
  return {
    path,
    async end() {
      if (outside === undefined) {
        delete process.env['TMPDIR'];
      } else {
        process.env['TMPDIR'] = outside;
      }
      await rm(path, { recursive: true });
    },
  };
}
