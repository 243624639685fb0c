import path from 'node:path';
import * as vscode from 'vscode';
import type { Indicator } from '../../core/checks/indicators';
import type { TableName } from '../../core/catalog/tableName';
import type { Look } from '../../recovery/validation/watchIndicators';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { UiServices } from '../services';
import { count } from '../words';

/** What is watched, and for how long. */
export interface WatchSubject {
  /** The folder of the incident. */
  readonly dir: string;
  readonly table: TableName;
  readonly live: ConnectionSettings;
  /** The folder of the checks. */
  readonly checks: string;
  readonly minutes: number;
}

/** The watches over indicators that run in this window, with an item of the status bar while one does. */
export class Watches implements vscode.Disposable {
  private readonly running = new Map<string, AbortController>();
  private item: vscode.StatusBarItem | undefined;

  constructor(private readonly services: UiServices) {}

  /** Goes on in the background; another one of the same incident takes its place. */
  begin(subject: WatchSubject): void {
    this.running.get(subject.dir)?.abort();
    const abort = new AbortController();
    this.running.set(subject.dir, abort);
    void this.show(subject);
    void this.services.tasks
      .showingFailure(() => this.watch(subject, abort.signal))
      .finally(() => {
        if (this.running.get(subject.dir) === abort) {
          this.running.delete(subject.dir);
        }
        void this.show(subject);
        this.services.incidents.refresh();
      });
  }

  /** Stops all that run, once the operator has said so. */
  async askToStop(): Promise<void> {
    const { inform } = await import('../asking');
    const names = [...this.running.keys()].map((dir) => path.basename(dir)).join(', ');
    if (names === '') {
      void inform('Nothing is watched in this window.');
      return;
    }
    const answer = await inform(`Indicators are watched: ${names}.`, 'Stop Watching');
    if (answer !== undefined) {
      this.dispose();
    }
  }

  dispose(): void {
    for (const abort of this.running.values()) {
      abort.abort();
    }
    this.running.clear();
    this.item?.hide();
  }

  private async watch(subject: WatchSubject, signal: AbortSignal): Promise<void> {
    const [{ watch }, { openIncident }, { usualSeconds }] = await Promise.all([
      import('../../engine/validating'),
      import('../../engine/incidents'),
      import('../../engine/checks'),
    ]);
    const { dir, table, live, checks, minutes } = subject;
    const order = {
      ...{ incident: await openIncident(dir), table, live, dir: checks },
      ...{ seconds: usualSeconds, every: lookEvery, lasting: minutes * 60_000 },
    };
    const { work } = this.services.tasks.host(signal);
    await watch(order, (look) => void this.tell(look), work);
  }

  private async tell(look: Look): Promise<void> {
    if (look.state === 'failed') {
      this.services.log.warn(look.error.message);
      return;
    }
    const { warn } = await import('../asking');
    for (const indicator of look.left) {
      const sentence = `${indicator.name} is unusual: ${valuesOf(indicator)}.`;
      void warn(sentence, 'Run Checks').then((answer) => {
        if (answer !== undefined) {
          void vscode.commands.executeCommand('pra.runChecks');
        }
      });
    }
  }

  private async show({ table }: WatchSubject): Promise<void> {
    const { inWindow, newStatusItem } = await import('../asking');
    if (this.running.size === 0) {
      this.item?.hide();
      return;
    }
    this.item ??= newStatusItem('pra.watch', 9, 'PRA: Watched Indicators');
    this.item.tooltip = inWindow('PRA: indicators of production are watched');
    this.item.command = 'pra.stopWatching';
    this.item.text = `$(eye) ${table.name}`;
    this.item.show();
  }
}

/** Milliseconds. */
const lookEvery = 60_000;

function valuesOf({ now, band }: Indicator): string {
  const found = now === undefined ? '?' : count(now);
  return band
    ? `${found}, usually ${count(Math.round(band.least))} to ${count(Math.round(band.most))}`
    : found;
}
