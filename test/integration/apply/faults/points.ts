import { randomInt } from 'node:crypto';
import type { Fate } from '../../../support/faultProxy';
import type { Fault, Held, Victim } from './strike';

/** PRA_FAULTS_SEED repeats a run: which of several ways of breaking a statement has its turn in it. */
export const seed = Number(process.env['PRA_FAULTS_SEED'] ?? randomInt(1000));

/** So many times at least each of them breaks while one plan is applied and undone: several hundred in all. */
export const promised = { connection: 250, process: 90, files: 80, server: 90 };

/**
 * A cut connection at every statement: before it, amid its messages, and in one of three ways after it;
 * at COMMIT in every way.
 */
export function connectionFaults(statements: readonly string[], every = 1): readonly Fault[] {
  return statements.flatMap((text, index) => {
    if (isByTheClock(text)) {
      return [];
    }
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

/**
 * The server dies, whole or one process of it, between any two statements: when the first is carried out and nobody has
 * its answer, or before it gets the second, whichever {@link processFaults} leaves; at COMMIT in every way.
 */
export function serverFaults(statements: readonly string[], every = 1): readonly Fault[] {
  return betweenStatements(statements, every, 0).flatMap(({ at, fate, turn }) =>
    (turn === undefined ? victims : [victims[turn % 2] ?? 'backend']).map((dies) => ({
      ...{ of: 'server' as const, at, fate, dies },
    })),
  );
}

/** The process is killed between any two statements, from the side that {@link serverFaults} leaves; at COMMIT from both. */
export function processFaults(statements: readonly string[], every = 1): readonly Fault[] {
  return betweenStatements(statements, every, 1).map(({ at, fate }) => ({
    ...{ of: 'process' as const, at, fate },
  }));
}

interface Moment {
  /** Of the statement, from 1. */
  readonly at: number;
  readonly fate: Held;
  /** Counts those that are alike; undefined at COMMIT, which is struck in every way. */
  readonly turn?: number;
}

/** Every moment between two statements, or every so many-th. @param side 0 or 1: from which of the two, turn about. */
function betweenStatements(
  statements: readonly string[],
  every: number,
  side: number,
): readonly Moment[] {
  const moments = Array.from({ length: statements.length + 1 }, (_, before) => before);
  return moments
    .flatMap((before): readonly Moment[] => [
      ...(before % every === 0
        ? [oneSideOf(before, statements.length, before / every + side)]
        : []),
      ...(isCommit(statements[before]) ? held.map((fate) => ({ at: before + 1, fate })) : []),
    ])
    .filter(({ at, turn }) => turn === undefined || !isCommit(statements[at - 1]))
    .filter(({ at }) => !isByTheClock(statements[at - 1]));
}

/** @param before How many statements of all are carried out. */
function oneSideOf(before: number, all: number, number: number): Moment {
  const isAnswer = before === all || (before > 0 && (number + seed) % 2 === 0);
  const turn = Math.floor((number + seed) / 2);
  return { at: isAnswer ? before : before + 1, fate: isAnswer ? 'hold-answer' : 'hold', turn };
}

function cut(index: number, fate: Fate): Fault {
  return { of: 'connection', at: index + 1, fate };
}

const after = ['cut-unanswered', 'cut-amid-answer', 'cut-answered'] as const;
const atCommit: readonly Fate[] = ['cut', { cutAfter: 0 }, ...after];
const held: readonly Held[] = ['hold', 'hold-answer'];
const victims: readonly Victim[] = ['postmaster', 'backend'];

function isCommit(text: string | undefined): boolean {
  return text === 'commit';
}

/** Who holds what is waited for is asked only where something takes long: it is no step. */
function isByTheClock(text = ''): boolean {
  return text.includes('blocker.pid');
}
