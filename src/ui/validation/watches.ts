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
    this.show(subject);
    void this.services.tasks
      .showingFailure(() => this.watch(subject, abort.signal))
      .finally(() => {
        if (this.running.get(subject.dir) === abort) {
          this.running.delete(subject.dir);
        }
        this.show(subject);
        this.services.refresh();
      });
  }

  /** Stops all that run, once the operator has said so. */
  async askToStop(): Promise<void> {
    const { inLanguage } = await import('../../french/sentences');
    const say = inLanguage(vscode.env.language);
    const names = [...this.running.keys()].map((dir) => path.basename(dir)).join(', ');
    if (names === '') {
      void vscode.window.showInformationMessage(say('Nothing is watched in this window.'));
      return;
    }
    const stop = say('Stop Watching');
    const answer = await vscode.window.showInformationMessage(
      say(`Indicators are watched: ${names}.`),
      stop,
    );
    if (answer === stop) {
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
    const { inLanguage } = await import('../../french/sentences');
    const say = inLanguage(vscode.env.language);
    for (const indicator of look.left) {
      const sentence = say(`${indicator.name} is unusual: ${valuesOf(indicator)}.`);
      const open = say('Run Checks');
      void vscode.window.showWarningMessage(sentence, open).then((answer) => {
        if (answer === open) {
          void vscode.commands.executeCommand('pra.runChecks');
        }
      });
    }
  }

  private show({ table }: WatchSubject): void {
    if (this.running.size === 0) {
      this.item?.hide();
      return;
    }
    this.item ??= newItem();
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

function newItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('pra.watch', vscode.StatusBarAlignment.Left, 9);
  item.name = 'PRA: Watched Indicators';
  item.tooltip = 'PRA: indicators of production are watched';
  item.command = 'pra.stopWatching';
  return item;
}
