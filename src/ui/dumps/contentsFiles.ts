import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DumpStamp } from '../../recovery/dumps/keptVerification';
import type { DumpContents } from '../../recovery/dumps/readContents';
import type { ContentsStore } from './contentsReadings';

/** Raised whenever what is kept changes its shape. */
const version = 2;
const mostFiles = 100;

interface Kept {
  readonly version: number;
  readonly dump: DumpStamp;
  readonly contents: DumpContents;
}

/** Contents of dumps, a file each; they hold names, no row. Of dumps that were changed nothing is given. */
export class ContentsFiles implements ContentsStore {
  constructor(private readonly folder: string) {}

  async load({ path: dump, bytes, modifiedAt }: DumpStamp): Promise<DumpContents | undefined> {
    const text = await readFile(this.fileOf(dump), 'utf8').catch(() => '');
    const kept = keptIn(text);
    const isSame =
      kept?.version === version &&
      kept.dump.path === dump &&
      kept.dump.bytes === bytes &&
      kept.dump.modifiedAt === modifiedAt;
    return isSame ? kept.contents : undefined;
  }

  async save({ path: dump, bytes, modifiedAt }: DumpStamp, contents: DumpContents): Promise<void> {
    const kept: Kept = { version, dump: { path: dump, bytes, modifiedAt }, contents };
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.fileOf(dump), JSON.stringify(kept), { mode: 0o600 });
    await this.forgetOldest();
  }

  private fileOf(dump: string): string {
    const name = createHash('sha256').update(dump).digest('hex').slice(0, 32);
    return path.join(this.folder, `${name}.json`);
  }

  private async forgetOldest(): Promise<void> {
    const files = (await readdir(this.folder)).map((name) => path.join(this.folder, name));
    if (files.length <= mostFiles) {
      return;
    }
    const dated = await Promise.all(
      files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })),
    );
    const oldest = dated.sort((a, b) => a.at - b.at).slice(0, files.length - mostFiles);
    await Promise.all(oldest.map(({ file }) => rm(file, { force: true })));
  }
}

/** A file that was cut short says nothing. */
function keptIn(text: string): Kept | undefined {
  try {
    // Nobody else writes there; the version tells the shape.
    return JSON.parse(text) as Kept;
  } catch {
    return undefined;
  }
}
