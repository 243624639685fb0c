import * as vscode from 'vscode';
import type { UiServices } from '../services';
import { freezeReminderMinutes } from '../settings';
import { type KnownFreeze, knownFreezes } from './knownFreezes';

/** A freeze that nobody ended is easily forgotten: reminds of this installation's own after a time, and again after it. */
export class FreezeReminder implements vscode.Disposable {
  private timer: NodeJS.Timeout | undefined;
  /** When each was last reminded of, by its hash. */
  private readonly reminded = new Map<string, number>();
  private readonly listening: vscode.Disposable;

  constructor(private readonly services: UiServices) {
    this.listening = vscode.Disposable.from(
      services.frozen.onDidChange(this.wait),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('pra.freezeReminderMinutes')) {
          this.wait();
        }
      }),
    );
    this.wait();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
  }

  /** For the first that is due. */
  private readonly wait = (): void => {
    clearTimeout(this.timer);
    const [next] = this.own()
      .map((known) => ({ known, due: this.dueAt(known) }))
      .toSorted((a, b) => a.due - b.due);
    if (next && Number.isFinite(next.due)) {
      const milliseconds = Math.min(Math.max(0, next.due - Date.now()), longestTimer);
      this.timer = setTimeout(this.remind, milliseconds);
    }
  };

  private readonly remind = (): void => {
    const now = Date.now();
    for (const known of this.own().filter((each) => this.dueAt(each) <= now)) {
      this.reminded.set(known.found.freeze.tokenHash, now);
      void this.services.tasks.showingFailure(() => this.tell(known));
    }
    this.wait();
  };

  private own(): readonly KnownFreeze[] {
    return knownFreezes(this.services).filter(({ found }) => found.tokenHeld);
  }

  private dueAt({ found: { freeze } }: KnownFreeze): number {
    const since = this.reminded.get(freeze.tokenHash) ?? Date.parse(freeze.at);
    const minutes = freezeReminderMinutes();
    return minutes > 0 ? since + minutes * 60_000 : Infinity;
  }

  private async tell({ profile, found }: KnownFreeze): Promise<void> {
    const [{ warn }, { frozenSentence }] = await Promise.all([
      import('../asking'),
      import('./frozenWords'),
    ]);
    const sentences = [`Still frozen in ${profile.name}.`, frozenSentence(found)];
    const unfreeze = 'Unfreeze…';
    if ((await warn(sentences, unfreeze, 'Later')) === unfreeze) {
      const subject = { kind: 'liveTable', profile, table: found.table };
      await vscode.commands.executeCommand('pra.unfreezeTable', { subject });
    }
  }
}

/** What a timer takes, in milliseconds; then it is looked again. */
const longestTimer = 2 ** 31 - 1;
