import path from 'node:path';
import type * as vscode from 'vscode';
import { isAbort } from '../errors';
import type { UiServices } from '../services';
import { OpenIncident } from './openIncident';

/** The incidents that this window works on: each is open once, and as long as somebody uses it. */
export class OpenIncidents implements vscode.Disposable {
  private readonly open = new Map<string, { users: number; incident: Promise<OpenIncident> }>();

  constructor(private readonly services: UiServices) {}

  /** Opens it where it is not open; whoever acquires it releases it. */
  async acquire(dir: string): Promise<OpenIncident> {
    const key = path.resolve(dir);
    const entry = this.open.get(key) ?? { users: 0, incident: this.begin(key) };
    entry.users += 1;
    this.open.set(key, entry);
    try {
      return await entry.incident;
    } catch (error) {
      this.open.delete(key);
      throw error;
    }
  }

  async release(dir: string): Promise<void> {
    const key = path.resolve(dir);
    const entry = this.open.get(key);
    if (entry) {
      entry.users -= 1;
      if (entry.users === 0) {
        this.open.delete(key);
        await (await entry.incident).close();
      }
    }
  }

  async using<T>(dir: string, use: (incident: OpenIncident) => Promise<T>): Promise<T> {
    const incident = await this.acquire(dir);
    try {
      return await use(incident);
    } finally {
      await this.release(dir);
    }
  }

  /** Undefined where no review or step has it open. */
  async ifOpen(dir: string): Promise<OpenIncident | undefined> {
    return this.open.get(path.resolve(dir))?.incident;
  }

  dispose(): void {
    const incidents = [...this.open.values()];
    this.open.clear();
    for (const { incident } of incidents) {
      void incident
        .then((open) => open.close())
        .catch((error: unknown) => {
          if (!isAbort(error)) {
            this.services.log.warn(String(error));
          }
        });
    }
  }

  private begin(dir: string): Promise<OpenIncident> {
    const title = `Opening ${path.basename(dir)}`;
    return this.services.tasks.run(title, (host) => OpenIncident.open(dir, this.services, host));
  }
}
