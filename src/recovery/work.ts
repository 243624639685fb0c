import type { LockWait } from '../core/incident/lockWait';

export interface ProgressStep {
  /** What is being done, a short phrase for a person. */
  readonly phase: string;
  readonly done: number;
  /** Undefined while the end is not known. */
  readonly total: number | undefined;
  /** The total is a server's estimate. */
  readonly estimated?: true;
  readonly unit: 'bytes' | 'rows' | 'ranges' | 'steps';
  /** Done so far, where `done` counts something else. */
  readonly rows?: number;
  /** For how long the phase goes on already, where it is said again since nothing else moves. */
  readonly seconds?: number;
  /** From here on the work cannot be stopped any more. */
  readonly irrevocable?: true;
}

export type Progress = (step: ProgressStep) => void;

/** What every long piece of work takes: a way to stop it and a way to follow it. */
export interface Work {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Told of each wait for a lock in production once it is over, where that is looked for. */
  readonly waited?: (wait: LockWait) => void;
}
