import type { ContentHash, DumpFiles } from '../ports/dumps';

/**
 * The hash of a folder out of those of its files, in bytewise order of their names: that of what
 * `sha256sum *` prints in it in the C locale.
 */
export class FolderHash {
  private readonly list: ContentHash;
  private isWhole = true;

  constructor({ sha256 }: Pick<DumpFiles, 'sha256'>) {
    this.list = sha256();
  }

  /** `sha256` is undefined where the file could not be read to its end: then neither was the folder. */
  add(name: string, sha256: string | undefined): void {
    this.isWhole &&= sha256 !== undefined;
    this.list.update(new TextEncoder().encode(`${sha256 ?? ''}  ${name}\n`));
  }

  digest(): string | undefined {
    return this.isWhole ? this.list.digest() : undefined;
  }
}
