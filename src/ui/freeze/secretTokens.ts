import type * as vscode from 'vscode';
import type { KeptToken, TokenStore } from '../../recovery/ports/freezer';

/** Tokens of freezes among the window's secrets: there for every incident, also where its folder is lost. */
export class SecretTokens implements TokenStore {
  readonly label = 'VS Code’s secret storage';

  constructor(private readonly secrets: vscode.SecretStorage) {}

  async save({ token, tokenHash }: KeptToken): Promise<void> {
    await this.secrets.store(nameOf(tokenHash), token);
  }

  async token(tokenHash: string): Promise<string | undefined> {
    return this.secrets.get(nameOf(tokenHash));
  }

  async remove(tokenHash: string): Promise<void> {
    await this.secrets.delete(nameOf(tokenHash));
  }
}

function nameOf(tokenHash: string): string {
  return `pra.freeze.${tokenHash}`;
}
