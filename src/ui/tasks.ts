import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { EngineHost, Program } from '../engine/engineHost';
import { isAbort, lacksPostgres, showFailure } from './errors';
import { LaterProgress, progressReport } from './progress';
import { RunningWork } from './runningWork';

/** Milliseconds that a piece of work may take without a word: one that comes and goes at once is only in the way. */
const aMoment = 300;

/** Runs what takes time: progress in a notification, a way to stop it, failures in words. */
export class Tasks implements vscode.Disposable {
  private readonly running = new Set<AbortController>();
  /** What takes longer than a moment. */
  readonly work = new RunningWork();

  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly program: () => Program,
  ) {}

  /** Registers a command whose failures are shown; a stop says nothing. */
  command(id: string, run: (...args: readonly unknown[]) => Promise<void>): vscode.Disposable {
    return vscode.commands.registerCommand(id, (...args: unknown[]) =>
      this.showingFailure(() => run(...args)),
    );
  }

  /** Shows a failure and gives undefined for it, as for a stop. */
  async showingFailure<T>(run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      if (!isAbort(error)) {
        showFailure(error, this.log);
      }
      return undefined;
    }
  }

  /**
   * Runs a piece of work with its progress in a notification that can stop it. Where it needs a PostgreSQL of this
   * machine and there is none, one may be fetched; then it is run again.
   * @param phases About how many of its phases have a known end.
   */
  async run<T>(title: string, work: (host: EngineHost) => Promise<T>, phases?: number): Promise<T> {
    try {
      return await this.runOnce(title, work, phases);
    } catch (error) {
      if (!lacksPostgres(error)) {
        throw error;
      }
      const { fetchPostgres } = await import('./fetchPostgres');
      if (!(await fetchPostgres((asked, fetching) => this.runOnce(asked, fetching, undefined)))) {
        throw error;
      }
      return this.runOnce(title, work, phases);
    }
  }

  private async runOnce<T>(
    title: string,
    work: (host: EngineHost) => Promise<T>,
    phases: number | undefined,
  ): Promise<T> {
    const abort = new AbortController();
    this.running.add(abort);
    try {
      const later = new LaterProgress();
      const result = work(this.host(abort.signal, progressReport(later, phases)));
      if (await Promise.race([result.then(() => true), pause(aMoment, false)])) {
        return await result;
      }
      const { showProgress } = await import('./asking');
      return await this.work.during({ title }, () =>
        showProgress(title, (progress, token) => {
          token.onCancellationRequested(() => {
            abort.abort();
          });
          later.passTo(progress);
          return result;
        }),
      );
    } finally {
      this.running.delete(abort);
    }
  }

  /** With the window goes what it was waiting for. */
  dispose(): void {
    for (const abort of this.running) {
      abort.abort();
    }
    this.work.dispose();
  }

  /** For work that shows its progress itself. */
  host(
    signal: AbortSignal,
    progress: EngineHost['work']['progress'] = () => undefined,
  ): EngineHost {
    return {
      work: { signal, progress },
      say: (line) => {
        this.log.info(line);
      },
      program: this.program(),
    };
  }
}
