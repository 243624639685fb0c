import { randomInt } from 'node:crypto';
import type { Fate } from '../../../support/faultProxy';
import type { Fault, Held, Victim } from './strike';

/** PRA_FAULTS_SEED repeats a run: which of several ways of breaking a statement has its turn in it. */
export const seed = Number(process.env['PRA_FAULTS_SEED'] ?? randomInt(1000));

/**
 * A cut connection at every statement: before it, amid its messages, and in one of three ways after it;
 * at COMMIT in every way.
 */
export function connectionFaults(statements: readonly string[], every = 1): readonly Fault[] {
  return statements.flatMap((text, index) => {
    if (isCommit(text)) {
      return atCommit.map((fate) => cut(index, fate));
    }
    const turn = index + seed;
    // Parse, bind, describe, execute and sync: a simple query is one message.
    const amid = { cutAfter: turn % 5 };
    const fates: readonly Fate[] = ['cut', amid, after[turn % 3] ?? 'cut'];
    return index % every === 0 ? fates.map((fate) => cut(index, fate)) : [];
  });
}

/** The server dies at every statement, before or after it, whole or one process of it; at COMMIT in every way. */
export function serverFaults(statements: readonly string[], every = 1): readonly Fault[] {
  return statements.flatMap((text, index) => {
    const turn = Math.floor(index / every) + seed;
    const ways = held.flatMap((fate) => victims.map((dies) => ({ fate, dies })));
    const taken = isCommit(text)
      ? ways
      : index % every === 0
        ? ways.slice(turn % 4).slice(0, 1)
        : [];
    return taken.map((way) => ({ of: 'server' as const, at: index + 1, ...way }));
  });
}

/** The process is killed at every statement, before or after it; at COMMIT both. */
export function processFaults(statements: readonly string[], every = 1): readonly Fault[] {
  return statements.flatMap((text, index) => {
    const turn = Math.floor(index / every) + seed;
    const taken = isCommit(text) ? held : index % every === 0 ? [held[turn % 2] ?? 'hold'] : [];
    return taken.map((fate) => ({ of: 'process' as const, at: index + 1, fate }));
  });
}

function cut(index: number, fate: Fate): Fault {
  return { of: 'connection', at: index + 1, fate };
}

const after = ['cut-unanswered', 'cut-amid-answer', 'cut-answered'] as const;
const atCommit: readonly Fate[] = ['cut', { cutAfter: 0 }, ...after];
const held: readonly Held[] = ['hold', 'hold-answer'];
const victims: readonly Victim[] = ['postmaster', 'backend'];

function isCommit(text: string): boolean {
  return text === 'commit';
}
