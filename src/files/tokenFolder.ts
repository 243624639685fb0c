import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeptToken, TokenStore } from '../recovery/ports/freezer';
import { isMissing, makeFolder, writeDurably } from './durableFile';

/** Tokens of freezes in a folder that only its owner can read, a file each. */
export class TokenFolder implements TokenStore {
  constructor(readonly label: string) {}

  async save({ token, tokenHash, table }: KeptToken): Promise<void> {
    // What lies beside it may be for other accounts to pass through: a private server's.
    await makeFolder(dirname(this.label), 0o711);
    await makeFolder(this.label, 0o700);
    await writeDurably({ path: join(this.label, '.gitignore'), mode: 0o600 }, ['*\n']);
    const text = `${JSON.stringify({ table, tokenHash, token }, undefined, 2)}\n`;
    await writeDurably({ path: this.fileOf(tokenHash), mode: 0o600 }, [text]);
  }

  async token(tokenHash: string): Promise<string | undefined> {
    const text = await this.read(tokenHash);
    return text === undefined ? undefined : tokenIn(text);
  }

  async remove(tokenHash: string): Promise<void> {
    await rm(this.fileOf(tokenHash), { force: true });
  }

  private async read(tokenHash: string): Promise<string | undefined> {
    try {
      return await readFile(this.fileOf(tokenHash), 'utf8');
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  private fileOf(tokenHash: string): string {
    return join(this.label, `${tokenHash.slice(0, 16)}.json`);
  }
}

/** Undefined where somebody has edited the file: it is as lost then. */
function tokenIn(text: string): string | undefined {
  try {
    const { token } = JSON.parse(text) as { readonly token?: unknown };
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}
