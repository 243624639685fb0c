import * as vscode from 'vscode';
import type { ConnectionSettings } from '../../recovery/connectionSettings';

/** A database that the operator added. Its password is in the secret storage only. */
export interface ConnectionProfile {
  readonly id: string;
  readonly name: string;
  readonly role: ConnectionRole;
  readonly server: Omit<ConnectionSettings, 'password'>;
}

export type ConnectionRole = 'production' | 'scratch';

const key = 'connections';

/** The connections of this machine; no workspace can change where one of them leads. */
export class Profiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly state: vscode.Memento,
    private readonly secrets: vscode.SecretStorage,
  ) {}

  all(): readonly ConnectionProfile[] {
    return this.state.get<readonly ConnectionProfile[]>(key, []);
  }

  ofRole(role: ConnectionRole): readonly ConnectionProfile[] {
    return this.all().filter((profile) => profile.role === role);
  }

  find(id: string): ConnectionProfile | undefined {
    return this.all().find((profile) => profile.id === id);
  }

  async settings({ id, server }: ConnectionProfile): Promise<ConnectionSettings> {
    return { ...server, password: await this.secrets.get(secretName(id)) };
  }

  /** A profile of the same name is replaced. */
  async add(
    { name, role }: Pick<ConnectionProfile, 'name' | 'role'>,
    { password, ...server }: ConnectionSettings,
  ): Promise<ConnectionProfile> {
    const known = this.all().find((profile) => profile.name === name);
    const profile = { id: known?.id ?? crypto.randomUUID(), name, role, server };
    if (password === undefined) {
      await this.secrets.delete(secretName(profile.id));
    } else {
      await this.secrets.store(secretName(profile.id), password);
    }
    await this.save([...this.all().filter(({ id }) => id !== profile.id), profile]);
    return profile;
  }

  async remove({ id }: ConnectionProfile): Promise<void> {
    await this.secrets.delete(secretName(id));
    await this.save(this.all().filter((profile) => profile.id !== id));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async save(profiles: readonly ConnectionProfile[]): Promise<void> {
    const sorted = [...profiles].sort((a, b) => a.name.localeCompare(b.name));
    await this.state.update(key, sorted);
    this.changed.fire();
  }
}

function secretName(id: string): string {
  return `pra.password.${id}`;
}
